"""Addresses of the way out."""

from django.urls import path

from madadkar.web.exits import deeds, views

urlpatterns = [
    path("files/<int:file_id>/readiness/", views.readiness_page, name="readiness"),
    path("files/<int:file_id>/exit/propose/", deeds.exit_propose, name="exit-propose"),
    path("exits/<int:proposal_id>/", views.exit_page, name="exit"),
    path("exits/<int:proposal_id>/approve/", deeds.exit_approve, name="exit-approve"),
    path("exits/<int:proposal_id>/refuse/", deeds.exit_refuse, name="exit-refuse"),
    path("exits/<int:proposal_id>/withdraw/", deeds.exit_withdraw, name="exit-withdraw"),
    path("follow-ups/<int:follow_up_id>/", deeds.follow_up_record, name="follow-up"),
]
