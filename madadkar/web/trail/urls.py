"""Address of the trail of deeds."""

from django.urls import path

from madadkar.web.trail.views import audit

urlpatterns = [path("audit/", audit, name="audit")]
