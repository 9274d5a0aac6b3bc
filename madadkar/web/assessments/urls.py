"""Addresses of assessments."""

from django.urls import path

from madadkar.web.assessments import views

urlpatterns = [
    path("files/<int:file_id>/assessments/", views.assessments_page, name="assessments"),
    path("files/<int:file_id>/assess/", views.assess_file, name="assess"),
]
