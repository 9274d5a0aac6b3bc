"""Address of the front door."""

from django.urls import path

from madadkar.web.search import views

urlpatterns = [path("search/", views.search, name="search")]
