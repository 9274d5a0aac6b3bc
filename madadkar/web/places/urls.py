"""Addresses of the divisions' screens."""

from django.urls import path

from madadkar.web.places import deeds, views

urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/<int:place_id>/", views.place, name="place"),
    path("places/<int:place_id>/add/", deeds.place_add, name="place-add"),
    path("places/<int:place_id>/move/", deeds.place_move, name="place-move"),
    path("places/<int:place_id>/rename/", deeds.place_rename, name="place-rename"),
    path("places/<int:place_id>/close/", deeds.place_close, name="place-close"),
    path("places/<int:place_id>/reopen/", deeds.place_reopen, name="place-reopen"),
    path("places/<int:place_id>/split/", deeds.county_split, name="county-split"),
]
