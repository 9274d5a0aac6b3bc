"""Where in the wizard a roster stands: which steps are behind, which are open, and where to go next."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from madadkar.registry.models import RosterImport
from madadkar.registry.rosters.queries import Progress

CHECKED = frozenset({"checked", "committed", "undone"})
ENDED = frozenset({"committed", "undone"})
BUSY = frozenset({"queued", "running"})

_STEPS = (
    ("columns", "ستون‌ها", frozenset({"received", "recognised"}) | CHECKED),
    ("findings", "یافته‌ها", CHECKED),
    ("changes", "تغییرها", CHECKED),
    ("done", "ثبت", ENDED),
)


@dataclass(frozen=True)
class Step:
    """One step of the wizard; without an address it is not open yet."""

    words: str
    url: str
    is_current: bool
    is_behind: bool


def steps(roster: RosterImport, *, at: str) -> list[Step]:
    """The steps of a roster as the reader of one of them sees them."""
    names = [name for name, _, _ in _STEPS]
    here = names.index(at) if at in names else -1
    return [
        Step(
            words=words,
            url=address(name, roster) if roster.state in states else "",
            is_current=name == at,
            is_behind=place < here,
        )
        for place, (name, words, states) in enumerate(_STEPS)
    ]


def address(name: str, roster: RosterImport) -> str:
    """The address of one of a roster's pages."""
    return reverse(f"roster-{name}", args=[roster.pk])


def next_page(roster: RosterImport, progress: Progress) -> str:
    """Where a roster is to be gone on with."""
    if progress.state in BUSY or progress.state == "failed":
        return address("progress", roster)
    if roster.state in ENDED:
        return address("done", roster)
    return address("findings" if roster.state == "checked" else "columns", roster)
