"""The places room, as Django knows it."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Registers the room under its own name."""

    name = "madadkar.places"
    label = "places"
    verbose_name = "جاها"
