"""Addresses of the workbench of matching."""

from django.urls import path

from madadkar.web.matching import agreements, foreign, governing, projects, views

urlpatterns = [
    path("matching/", views.queue, name="matching"),
    path("matching/next/", views.next_one, name="matching-next"),
    path("matching/decided/", views.decided, name="matching-decided"),
    path("matching/pairs/<int:pair_id>/", views.pair, name="matching-pair"),
    path("matching/pairs/<int:pair_id>/decide/", views.pair_decide, name="matching-decide"),
    path("matching/decisions/<int:pair_decision_id>/undo/", views.decision_undo, name="matching-undo"),
    path("matching/links/<int:link_id>/end/", views.link_end, name="matching-link-end"),
    path("matching/runs/", governing.runs, name="matching-runs"),
    path("matching/agreements/", agreements.agreements, name="matching-agreements"),
    path("matching/agreements/propose/", agreements.propose, name="matching-agreement-propose"),
    path("matching/agreements/<int:agreement_id>/", agreements.agreement, name="matching-agreement"),
    path(
        "matching/agreements/<int:agreement_id>/answer/", agreements.answer, name="matching-agreement-answer"
    ),
    path("matching/agreements/<int:agreement_id>/end/", agreements.end, name="matching-agreement-end"),
    path("matching/foreign/", foreign.foreign_rosters, name="matching-foreign"),
    path("matching/foreign/new/", foreign.new, name="matching-foreign-new"),
    path("matching/foreign/<int:foreign_id>/", foreign.found, name="matching-foreign-found"),
    path("matching/foreign/<int:foreign_id>/export/", foreign.export, name="matching-foreign-export"),
    path("matching/foreign/<int:foreign_id>/forget/", foreign.forget, name="matching-foreign-forget"),
    path("matching/projects/", projects.projects, name="matching-projects"),
    path("matching/projects/<str:linkage_name>/destroy/", projects.destroy, name="matching-project-destroy"),
    path("matching/quality/", governing.quality_page, name="matching-quality"),
    path("matching/quality/draw/", governing.draw, name="matching-draw"),
    path("matching/rechecks/<int:recheck_id>/", governing.recheck, name="matching-recheck"),
    path("matching/thresholds/", governing.thresholds, name="matching-thresholds"),
]
