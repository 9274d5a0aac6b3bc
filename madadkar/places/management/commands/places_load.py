"""`places_load`: the official divisions, where they are not loaded yet; `migrate` runs it too."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from madadkar.foundation.persian import group_digits
from madadkar.places.loading import load_places


class Command(BaseCommand):
    """Idempotent: a second run adds nothing."""

    help = "بار کردن تقسیمات کشوری"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing and say how many."""
        added = load_places()
        if options["verbosity"] > 0:
            said = f"{group_digits(added)} جا افزوده شد." if added else "تقسیمات کشوری از پیش بار شده است."
            self.stdout.write(said)
