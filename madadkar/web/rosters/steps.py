"""Where in the wizard a roster stands: which steps are behind, which are open, and where to go next."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from madadkar.registry.models import RosterImport
from madadkar.registry.rosters.queries import Progress

CHECKED = frozenset({"checked", "committed", "undone"})
MENDABLE = frozenset({"checked", "committed"})
BUSY = frozenset({"queued", "running"})

_STEPS = (("columns", "ستون‌ها"), ("findings", "یافته‌ها"), ("changes", "تغییرها"), ("done", "ثبت"))


@dataclass(frozen=True)
class Step:
    """One step of the wizard; without an address it is not open yet."""

    words: str
    url: str
    is_current: bool
    is_behind: bool


def steps(roster: RosterImport, *, at: str) -> list[Step]:
    """The steps of a roster as the reader of one of them sees them."""
    names = [name for name, _ in _STEPS]
    here = names.index(at) if at in names else -1
    return [
        Step(
            words=words,
            url=address(name, roster) if _is_open(name, roster) else "",
            is_current=name == at,
            is_behind=place < here,
        )
        for place, (name, words) in enumerate(_STEPS)
    ]


def is_ended(roster: RosterImport) -> bool:
    """Whether a roster was committed, at least in part; what its columns mean is then settled."""
    return bool(roster.commits) or roster.state == "undone"


def _is_open(step: str, roster: RosterImport) -> bool:
    if step == "done":
        return is_ended(roster)
    return step == "columns" or roster.state in CHECKED


def address(name: str, roster: RosterImport) -> str:
    """The address of one of a roster's pages."""
    return reverse(f"roster-{name}", args=[roster.pk])


def next_page(roster: RosterImport, progress: Progress) -> str:
    """Where a roster is to be gone on with."""
    has_failed = progress.state == "failed" and roster.state != "committed"
    if progress.state in BUSY or has_failed:
        return address("progress", roster)
    if roster.state != "checked":
        return address("done" if is_ended(roster) else "columns", roster)
    return address("changes" if is_ended(roster) else "findings", roster)
