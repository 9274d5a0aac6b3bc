"""`state_diagrams`: draws every table of moves into docs/states."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from madadkar.project.state_tables import FOLDER, drawn


class Command(BaseCommand):
    """Writes one page a table, and takes away those of tables that are no more."""

    help = "Draw the tables of moves into docs/states."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write what is drawn."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        pages = drawn()
        for path in FOLDER.glob("*.md"):
            if path not in pages:
                path.unlink()
        for path, page in pages.items():
            path.write_text(page, encoding="utf-8")
        self.stdout.write(f"{len(pages)} diagrams in {FOLDER.name}")
