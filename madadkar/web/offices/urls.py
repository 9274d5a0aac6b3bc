"""Addresses of the offices' screens."""

from django.urls import path

from madadkar.web.offices import views

urlpatterns = [
    path("offices/", views.offices, name="offices"),
    path("offices/add/", views.office_add, name="office-add"),
    path("offices/<int:office_id>/", views.office, name="office"),
    path("offices/<int:office_id>/change/", views.office_change, name="office-change"),
    path("offices/<int:office_id>/close/", views.office_close, name="office-close"),
]
