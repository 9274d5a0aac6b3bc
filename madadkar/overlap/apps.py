"""The overlap room, as Django knows it."""

from django.apps import AppConfig


class OverlapConfig(AppConfig):
    """Registers the room under its own name."""

    name = "madadkar.overlap"
    label = "overlap"
    verbose_name = "هم‌پوشانی"
