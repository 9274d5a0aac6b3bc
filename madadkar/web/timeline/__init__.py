"""Everything that happened to a family, in one order, latest first; each noun has a teller of its own.

A new noun adds `<noun>.py` here with `def tell_…(about: About) -> Iterator[Happening]`, and a line below.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby

from madadkar.web.timeline.centres import tell_centres
from madadkar.web.timeline.committee import tell_committee
from madadkar.web.timeline.family import tell_family
from madadkar.web.timeline.file import tell_file
from madadkar.web.timeline.groups import tell_groups
from madadkar.web.timeline.requests import tell_requests
from madadkar.web.timeline.samples import tell_samples
from madadkar.web.timeline.told import KIND_NAMES, About, Day, Happening, Kind, Teller
from madadkar.web.timeline.walking import tell_assessments, tell_exits, tell_plans, tell_visits
from madadkar.web.timeline.writing import tell_documents, tell_notes, tell_tasks

__all__ = ["KIND_NAMES", "About", "Day", "Happening", "Kind", "Teller", "happenings", "in_days"]

TELLERS: tuple[Teller, ...] = (
    tell_family,
    tell_file,
    tell_centres,
    tell_groups,
    tell_samples,
    tell_notes,
    tell_documents,
    tell_tasks,
    tell_requests,
    tell_committee,
    tell_visits,
    tell_assessments,
    tell_plans,
    tell_exits,
)

_EARLY = datetime.min.replace(tzinfo=UTC)


def happenings(*, about: About) -> list[Happening]:
    """Everything that is told about the family to this reader, latest first."""
    told = [one for teller in TELLERS for one in teller(about)]
    return sorted(told, key=lambda one: (one.on, one.at or _EARLY), reverse=True)


def in_days(*, told: list[Happening]) -> list[Day]:
    """The same, day by day."""
    return [Day(on, list(of_day)) for on, of_day in groupby(told, key=lambda one: one.on)]
