"""Addresses of the families of two agencies."""

from django.urls import path

from madadkar.web.overlap import deciding, handing, table, views

urlpatterns = [
    path("overlaps/", views.overlaps, name="overlaps"),
    path("overlaps/at/<slug:overlap_state>/", views.overlaps, name="overlaps-at"),
    path("overlaps/find/", views.overlap_find, name="overlap-find"),
    path("overlaps/rules/", table.overlap_rules, name="overlap-rules"),
    path(
        "overlaps/rules/<slug:overlap_group>/<slug:overlap_kind>/",
        table.rule_propose,
        name="overlap-rule-propose",
    ),
    path("overlaps/rules/<int:rule_id>/", table.rule_answer, name="overlap-rule-answer"),
    path("overlaps/<int:overlap_id>/", views.overlap, name="overlap"),
    path("overlaps/<int:overlap_id>/minutes/", views.overlap_minutes, name="overlap-minutes"),
    path("overlaps/<int:overlap_id>/propose/", deciding.overlap_propose, name="overlap-propose"),
    path("overlaps/<int:overlap_id>/answer/", deciding.overlap_answer, name="overlap-answer"),
    path("overlaps/<int:overlap_id>/write/", deciding.overlap_write, name="overlap-write"),
    path("overlaps/<int:overlap_id>/sign/", deciding.overlap_sign, name="overlap-sign"),
    path("overlaps/<int:overlap_id>/not-same/", deciding.overlap_dispute, name="overlap-dispute"),
    path("overlaps/<int:overlap_id>/consent/", handing.overlap_consent, name="overlap-consent"),
    path("overlaps/<int:overlap_id>/hand-over/", handing.overlap_hand_over, name="overlap-hand-over"),
    path("overlaps/<int:overlap_id>/take-over/", handing.overlap_take_over, name="overlap-take-over"),
    path("overlaps/<int:overlap_id>/follow-up/", handing.overlap_follow_up, name="overlap-follow-up"),
]
