"""The project room, as Django knows it: only commands, no tables."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Registers the room so that its commands are found."""

    name = "madadkar.project"
    label = "project"
    verbose_name = "سامانه"
