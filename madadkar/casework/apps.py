"""The casework room, as Django knows it."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Registers the room under its own name."""

    name = "madadkar.casework"
    label = "casework"
    verbose_name = "مددکاری"
