"""The demo room, as Django knows it."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Registers the room under its own name."""

    name = "madadkar.demo"
    label = "demo"
    verbose_name = "نمایش"
