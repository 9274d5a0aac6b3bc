"""The web room, as Django knows it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the room under its own name."""

    name = "madadkar.web"
    label = "web"
    verbose_name = "صفحه‌ها"
