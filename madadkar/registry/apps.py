"""The registry room, as Django knows it."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Registers the room under its own name."""

    name = "madadkar.registry"
    label = "registry"
    verbose_name = "ثبت خانوارها"
