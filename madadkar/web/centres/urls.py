"""Addresses of the centres' screens."""

from django.urls import path

from madadkar.web.centres import deeds, views

urlpatterns = [
    path("centres/", views.centres, name="centres"),
    path("centres/add/", deeds.centre_add, name="centre-add"),
    path("centres/<int:centre_id>/", views.centre, name="centre"),
    path("centres/<int:centre_id>/change/", deeds.centre_change, name="centre-change"),
    path("centres/<int:centre_id>/standing/", deeds.centre_standing, name="centre-standing"),
    path("centres/<int:centre_id>/board/add/", deeds.board_add, name="board-add"),
    path("centres/<int:centre_id>/board/<int:member_id>/end/", deeds.board_end, name="board-end"),
]
