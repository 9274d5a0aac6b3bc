"""Addresses of the screens of supervision."""

from django.urls import path

from madadkar.web.supervision import comparison, deeds, judging, views

urlpatterns = [
    path("centres/comparison/", comparison.comparison, name="comparison"),
    path("centres/comparison/export/", comparison.comparison_export, name="comparison-export"),
    path("centres/score/", judging.centres_score, name="score-all"),
    path("centres/scoring/", judging.scoring_scheme, name="scoring-scheme"),
    path(
        "centres/<int:centre_id>/comparison/<slug:behind>/",
        comparison.comparison_list,
        name="comparison-list",
    ),
    path("centres/<int:centre_id>/supervision/", views.supervision, name="supervision"),
    path("centres/<int:centre_id>/score/", judging.centre_score, name="score-one"),
    path("centres/<int:centre_id>/inspections/add/", deeds.inspection_plan, name="inspection-plan"),
    path("centres/<int:centre_id>/samples/add/", judging.file_review_draw, name="centre-sample-draw"),
    path("centres/<int:centre_id>/corrections/add/", deeds.correction_ask, name="correction-ask"),
    path("inspections/<int:inspection_id>/", views.inspection, name="inspection"),
    path("inspections/<int:inspection_id>/hold/", deeds.inspection_hold, name="inspection-hold"),
    path("inspections/<int:inspection_id>/cancel/", deeds.inspection_cancel, name="inspection-cancel"),
    path("samples/<int:file_review_id>/", views.file_review, name="centre-sample"),
    path("samples/<int:file_review_id>/finish/", judging.file_review_finish, name="centre-sample-finish"),
    path("samples/files/<int:sampled_id>/", judging.sampled_file, name="sampled-file"),
    path("corrections/<int:correction_id>/", views.correction, name="correction"),
    path("corrections/<int:correction_id>/done/", deeds.correction_report, name="correction-report"),
    path("corrections/<int:correction_id>/check/", deeds.correction_check, name="correction-check"),
    path("corrections/<int:correction_id>/drop/", deeds.correction_drop, name="correction-drop"),
]
