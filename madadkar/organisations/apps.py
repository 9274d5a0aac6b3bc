"""The organisations room, as Django knows it."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Registers the room under its own name."""

    name = "madadkar.organisations"
    label = "organisations"
    verbose_name = "سازمان‌ها"
