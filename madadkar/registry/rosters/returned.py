"""Waiting rows as a workbook to be mended elsewhere: cells marked, findings in words beside them."""

from __future__ import annotations

from madadkar.registry.models import RosterImport


def waiting_workbook(*, roster: RosterImport) -> bytes:
    """An XLSX of the waiting rows; brought back through receive_roster, its mended cells go to their rows."""
    raise NotImplementedError
