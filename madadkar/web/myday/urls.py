"""Address of my day."""

from django.urls import path

from madadkar.web.myday.views import my_day

urlpatterns = [path("my-day/", my_day, name="my-day")]
