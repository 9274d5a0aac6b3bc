"""Addresses of an office's rules."""

from django.urls import path

from madadkar.web.officerules import views

urlpatterns = [
    path("office-rules/", views.rules_page, name="office-rules"),
    path("office-rules/<str:rule>/", views.rule_set, name="office-rule-set"),
]
