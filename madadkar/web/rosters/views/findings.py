"""What we found in the rows, and what would change; every number opens its rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.registry.models import RosterImport
from madadkar.registry.rosters import queries
from madadkar.registry.rosters.deciding import unsaid_rows
from madadkar.registry.rosters.standing import newer_roster, unread_sheets
from madadkar.web.doors import Visit, needs
from madadkar.web.rosters.lines import Line, lines
from madadkar.web.rosters.outcomes import NAMES, meaning, parts
from madadkar.web.rosters.steps import BUSY, CHECKED, MENDABLE, steps

Shown = Callable[[Visit, RosterImport], dict[str, Any]]


def _step(request: Visit, import_id: int, *, at: str, template: str, shown: Shown) -> HttpResponse:
    """One page of a checked roster; an unchecked or busy one is gone on with where it stands."""
    roster = queries.roster(roster_id=import_id, scope=request.scope)
    if roster.state not in CHECKED or queries.progress(roster=roster).state in BUSY:
        return redirect("roster", import_id)
    common = {
        "roster": roster,
        "steps": steps(roster, at=at),
        "is_open": roster.state == "checked",
        "is_mendable": roster.state in MENDABLE,
    }
    return render(request, template, common | shown(request, roster))


@require_GET
@needs(Right.IMPORT_ROSTER)
def findings(request: Visit, import_id: int) -> HttpResponse:
    """The kinds of finding as bars, gravest first."""

    def shown(request: Visit, roster: RosterImport) -> dict[str, Any]:
        found = queries.finding_counts(roster=roster)
        groups = [
            (severity, words, _bars([one for one in found if one.severity == severity]))
            for severity, words in _SEVERITIES
        ]
        return {"groups": [group for group in groups if group[2]]}

    return _step(request, import_id, at="findings", template="rosters/findings.html", shown=shown)


_SEVERITIES = (
    ("error", "خطا: این ردیف‌ها در انتظار می‌مانند"),
    ("warning", "هشدار: پذیرفته و نشان‌دار شد"),
    ("mended", "اصلاح‌شده: خود سامانه درست کرد"),
)


def _bars(kinds: list[queries.FindingCount]) -> list[tuple[queries.FindingCount, int]]:
    """Each kind with the length of its bar in hundredths of the longest beside it; none too short to see."""
    most = max((one.count for one in kinds), default=1)
    return [(one, max(1, 100 * one.count // most)) for one in kinds]


@require_GET
@needs(Right.IMPORT_ROSTER)
def finding(request: Visit, import_id: int, code: str) -> HttpResponse:
    """The rows in which one kind of finding was met."""

    def shown(request: Visit, roster: RosterImport) -> dict[str, Any]:
        kinds = {one.code: one for one in queries.finding_counts(roster=roster)}
        if code not in kinds:
            raise Refusal("page_unknown")
        page, found = _page(request, roster, finding=code)
        return {
            "kind": kinds[code],
            "title": kinds[code].sentence,
            "page": page,
            "lines": found,
            "code": code,
        }

    return _step(request, import_id, at="findings", template="rosters/finding.html", shown=shown)


@require_GET
@needs(Right.IMPORT_ROSTER)
def changes(request: Visit, import_id: int) -> HttpResponse:
    """What would become of the rows, adding up to all of them, before anything is committed."""

    def shown(request: Visit, roster: RosterImport) -> dict[str, Any]:
        return {
            "parts": parts(roster),
            "changing_count": sum(roster.counts.get(one, 0) for one in ("new", "updated")),
            "waiting_count": roster.counts.get("waiting", 0),
            "perhaps_count": unsaid_rows(roster=roster).count(),
            "unread_sheets": unread_sheets(roster=roster),
            "newer": newer_roster(roster=roster),
        }

    return _step(request, import_id, at="changes", template="rosters/changes.html", shown=shown)


@require_GET
@needs(Right.IMPORT_ROSTER)
def outcome(request: Visit, import_id: int, outcome: str) -> HttpResponse:
    """The rows that share one outcome, each with its reason or its differences."""
    if outcome not in NAMES:
        raise Refusal("page_unknown")

    def shown(request: Visit, roster: RosterImport) -> dict[str, Any]:
        page, found = _page(request, roster, outcome=outcome)
        return {
            "page": page,
            "lines": found,
            "outcome": outcome,
            "title": NAMES[outcome],
            "meaning": meaning(outcome, roster),
        }

    return _step(request, import_id, at="changes", template="rosters/outcome.html", shown=shown)


_A_PAGE = 25


def _page(request: Visit, roster: RosterImport, **narrowed: str) -> tuple[Page[int], list[Line]]:
    asked = request.GET.get("page", "1")
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) < 9 else 1
    rows = queries.rows(roster=roster, page=number, size=_A_PAGE, **narrowed)
    page = Paginator(range(rows.total), _A_PAGE).get_page(number)
    if page.number != number:
        rows = queries.rows(roster=roster, page=page.number, size=_A_PAGE, **narrowed)
    return page, lines(roster, rows.rows, finding=narrowed.get("finding", ""))
