"""Addresses of the screens of centres being founded."""

from django.urls import path

from madadkar.web.foundings import views

urlpatterns = [
    path("foundings/", views.foundings, name="foundings"),
    path("foundings/add/", views.founding_add, name="founding-add"),
    path("foundings/<int:founding_id>/", views.founding, name="founding"),
    path("foundings/<int:founding_id>/to/<slug:founding_state>/", views.founding_move, name="founding-move"),
    path("foundings/<int:founding_id>/permit/", views.founding_license, name="founding-license"),
]
