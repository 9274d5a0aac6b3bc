"""What an event was about, as a page that can be opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse

from madadkar.foundation.models import AuditEvent
from madadkar.foundation.scope import Scope
from madadkar.web.deeds import deed_name
from madadkar.web.ways import may_open

# Table of the subject → (what it is called, address that opens it).
_PAGES = {
    "registry.household": ("خانوار", "family"),
    "casework.casefile": ("پرونده", "case-file"),
    "registry.rosterimport": ("فهرست دریافتی", "roster"),
    "organisations.office": ("اداره", "office"),
    "organisations.centre": ("مرکز نیکوکاری", "centre"),
    "organisations.founding": ("بنیان‌گذاری مرکز", "founding"),
    "casework.enablinggroup": ("گروه همیار", "group"),
    "casework.voice": ("پیام مردم", "voice"),
    "casework.survey": ("نظرسنجی", "survey"),
    "organisations.staff": ("کارمند", "person-account"),
    "registry.person": ("عضو خانوار", ""),
    "places.place": ("مکان", "place"),
}


@dataclass(frozen=True)
class Told:
    """One event as a page tells it."""

    at: datetime
    actor: str
    deed: str
    subject: str
    url: str
    reason: str
    office_id: int | None
    facts: list[tuple[str, Any]]


def with_subjects(events: Iterable[AuditEvent], *, scope: Scope) -> list[Told]:
    """The events with their subjects' addresses, where this house has a page that the reader opens."""
    return [_told(event, scope) for event in events]


def _told(event: AuditEvent, scope: Scope) -> Told:
    words, name = _PAGES.get(event.subject_type, ("", ""))
    subject = f"{words} {event.subject_id}".strip() if event.subject_id and words else ""
    return Told(
        at=event.at,
        actor=event.actor_name,
        deed=deed_name(event.deed),
        subject=subject,
        url=_url(name, event.subject_id, scope),
        reason=event.reason,
        office_id=event.office_id,
        facts=sorted(event.facts.items()),
    )


def _url(name: str, subject_id: int | None, scope: Scope) -> str:
    if not name or subject_id is None:
        return ""
    try:
        url = reverse(name, args=[subject_id])
    except NoReverseMatch:
        return ""
    return url if may_open(scope=scope, url=url) else ""
