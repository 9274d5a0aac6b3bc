"""Addresses of tasks."""

from django.urls import path

from madadkar.web.filetasks import views

urlpatterns = [
    path("files/<int:file_id>/tasks/add/", views.task_set, name="task-set"),
    path("tasks/<int:task_id>/done/", views.task_do, name="task-do"),
    path("tasks/<int:task_id>/hand/", views.task_hand, name="task-hand"),
]
