"""The foundation room, as Django knows it."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Registers the room under its own name."""

    name = "madadkar.foundation"
    label = "foundation"
    verbose_name = "پایه"
