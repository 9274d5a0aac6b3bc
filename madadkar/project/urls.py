"""Every address: the house's health, and all screens."""

from django.urls import include, path

from madadkar.project.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("madadkar.web.urls")),
]
