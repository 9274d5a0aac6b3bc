"""Addresses of breaking the glass."""

from django.urls import path

from madadkar.web.glass import views

urlpatterns = [
    path("files/<int:file_id>/glass/", views.glass_break, name="glass-break"),
    path("glass/", views.glass_find, name="glass-find"),
    path("glass/<int:glass_id>/", views.glass_read, name="glass-read"),
]
