"""The reports room, as Django knows it."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers the room under its own name."""

    name = "madadkar.reports"
    label = "reports"
    verbose_name = "گزارش‌ها"
