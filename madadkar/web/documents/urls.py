"""Addresses of papers."""

from django.urls import path

from madadkar.web.documents import views

urlpatterns = [
    path("files/<int:file_id>/documents/add/", views.document_add, name="document-add"),
    path("documents/<int:document_id>/", views.document, name="document"),
    path("documents/<int:document_id>/replace/", views.document_replace, name="document-replace"),
    path("documents/<int:document_id>/consent/end/", views.document_withdraw, name="document-withdraw"),
]
