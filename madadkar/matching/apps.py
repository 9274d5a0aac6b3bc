"""The matching room, as Django knows it."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Registers the room under its own name."""

    name = "madadkar.matching"
    label = "matching"
    verbose_name = "تطبیق"
