"""Addresses of the life of a file."""

from django.urls import path

from madadkar.web.life import deeds, steps, views

urlpatterns = [
    path("requests/", views.requests_list, name="requests"),
    path("requests/<int:request_id>/answer/", deeds.request_answer, name="request-answer"),
    path("families/<int:household_id>/request/", deeds.request_new, name="request-new"),
    path("waiting/", views.waiting_list, name="waiting-list"),
    path("files/<int:file_id>/state/", views.file_steps, name="file-state"),
    path("files/<int:file_id>/state/paper/", steps.file_paper, name="file-paper"),
    path("files/<int:file_id>/proceed/<str:to>/", steps.file_proceed, name="file-proceed"),
    path("files/<int:file_id>/suspend/", steps.file_suspend, name="file-suspend"),
    path("files/<int:file_id>/suspend/lift/", steps.file_lift, name="file-lift"),
    path("files/<int:file_id>/review/begin/", steps.file_review, name="file-review"),
    path("files/<int:file_id>/review/end/", steps.file_review_end, name="file-review-end"),
    path("files/<int:file_id>/exit/back/", steps.file_exit_back, name="file-exit-back"),
    path("files/<int:file_id>/cover/", steps.file_cover, name="file-cover"),
    path("files/<int:file_id>/turn/", deeds.file_turn, name="file-turn"),
    path("files/<int:file_id>/discretion/", deeds.file_discretion, name="file-discretion"),
    path("files/<int:file_id>/discretion/lift/", deeds.file_discretion_lift, name="file-discretion-lift"),
]
