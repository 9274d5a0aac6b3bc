"""Addresses of the figures, their lists and their way out."""

from django.urls import path

from madadkar.web.figures import views

urlpatterns = [
    path("figures/", views.figures, name="figures"),
    path("figures/export/", views.export_all, name="figures-export"),
    path("figures/<slug:code>/", views.figure, name="figure"),
    path("figures/<slug:code>/list/", views.figure_list, name="figure-list"),
    path("figures/<slug:code>/list/export/", views.export_list, name="figure-list-export"),
]
