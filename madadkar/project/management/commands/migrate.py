"""`migrate`, under the owner of the tables: pages and jobs have no right to change them."""

from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as Migrate


class Command(Migrate):
    """Django's own command, with the owner's connection unless another is named."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Django's arguments; only the default of --database differs."""
        super().add_arguments(parser)
        parser.set_defaults(database="owner")
