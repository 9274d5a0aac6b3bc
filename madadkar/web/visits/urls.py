"""Addresses of home visits."""

from django.urls import path

from madadkar.web.visits import deeds, views

urlpatterns = [
    path("files/<int:file_id>/visits/new/", deeds.visit_new, name="visit-new"),
    path("files/<int:file_id>/visits/ask/", deeds.visit_ask, name="visit-ask"),
    path("visits/<int:visit_id>/", views.visit_page, name="visit"),
    path("visits/<int:visit_id>/report/", deeds.visit_report, name="visit-report"),
    path("visits/<int:visit_id>/correct/", deeds.visit_correct, name="visit-correct"),
    path("visits/<int:visit_id>/missed/", deeds.visit_missed, name="visit-missed"),
    path("visits/<int:visit_id>/rearrange/", deeds.visit_rearrange, name="visit-rearrange"),
    path("visits/<int:visit_id>/cancel/", deeds.visit_cancel, name="visit-cancel"),
]
