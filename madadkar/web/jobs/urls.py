"""Address of a long job's page."""

from django.urls import path

from madadkar.web.jobs.views import job

urlpatterns = [path("jobs/<int:job_id>/", job, name="job")]
