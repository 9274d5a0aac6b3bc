"""Addresses of the register and its way out."""

from django.urls import path

from madadkar.web.registers import views

urlpatterns = [
    path("register/", views.register, name="register"),
    path("register/export/", views.export_register, name="register-export"),
    path("search/export/", views.export_search, name="search-export"),
    path("exports/<int:job_id>/", views.export_file, name="export-file"),
]
