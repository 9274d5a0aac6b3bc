"""Addresses of notes and of who is let into what is confided."""

from django.urls import path

from madadkar.web.notes import views

urlpatterns = [
    path("files/<int:file_id>/notes/add/", views.note_add, name="note-add"),
    path("notes/<int:note_id>/correct/", views.note_correct, name="note-correct"),
    path("files/<int:file_id>/confidants/add/", views.confidant_add, name="confidant-add"),
    path("confidants/<int:assignment_id>/end/", views.confidant_end, name="confidant-end"),
]
