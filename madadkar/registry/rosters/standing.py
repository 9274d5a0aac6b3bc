"""What a person should know of a brought file beside its rows: what was not read, and what came after it."""

from __future__ import annotations

from madadkar.registry.models import RosterImport


def unread_sheets(*, roster: RosterImport) -> list[str]:
    """The sheets with something in them that are not read: no header of people, or a person left them out."""
    return [sheet["name"] for sheet in roster.sheets if sheet["rows"] and not sheet["is_used"]]


def newer_roster(*, roster: RosterImport) -> RosterImport | None:
    """The latest roster of the office and kind, of a later day, that was committed and still stands."""
    if roster.as_of is None:
        return None
    others = RosterImport.objects.filter(
        office_id=roster.office_id, kind=roster.kind, as_of__gt=roster.as_of, committed_at__isnull=False
    )
    newer: RosterImport | None = (
        others.exclude(pk=roster.pk).exclude(state="undone").order_by("-as_of", "-pk").first()
    )
    return newer
