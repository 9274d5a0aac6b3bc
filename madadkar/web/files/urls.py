"""Addresses of case files."""

from django.urls import path

from madadkar.web.files import deeds, views

urlpatterns = [
    path("families/<int:household_id>/file/open/", deeds.file_open, name="file-open"),
    path("files/<int:file_id>/", views.file_page, name="case-file"),
    path("files/<int:file_id>/coverage/", deeds.coverage_begin, name="coverage-begin"),
    path("files/<int:file_id>/coverage/end/", deeds.coverage_end, name="coverage-end"),
    path("files/<int:file_id>/pension/", deeds.pension_begin, name="pension-begin"),
    path("files/<int:file_id>/pension/end/", deeds.pension_end, name="pension-end"),
    path("files/<int:file_id>/caseworker/", deeds.file_caseworker, name="file-caseworker"),
]
