"""Address of the first page."""

from django.urls import path

from madadkar.web.home.views import home

urlpatterns = [path("", home, name="home")]
