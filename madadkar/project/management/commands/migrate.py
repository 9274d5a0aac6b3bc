"""`migrate`, under the owner of the tables: pages and jobs have no right to change them."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as Migrate


class Command(Migrate):
    """Django's own command on the owner's connection unless another is named; then the official divisions."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Django's arguments; only the default of --database differs."""
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; a whole migration (not of one app, not a plan) also loads places that are missing."""
        super().handle(*args, **options)
        if not (options["app_label"] or options["plan"] or options["check_unapplied"]):
            call_command("places_load", verbosity=options["verbosity"])
