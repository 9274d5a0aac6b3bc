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
from madadkar.registry.models import RosterImport, RosterRow
from madadkar.registry.rosters import queries
from madadkar.web.doors import Visit, needs
from madadkar.web.rosters.lines import Line, lines
from madadkar.web.rosters.steps import BUSY, CHECKED, MENDABLE, steps

OUTCOME_WORDS = {
    "new": "در سامانه نبودند و افزوده می‌شوند.",
    "updated": "شناخته‌اند و چیزی از آن‌ها تغییر می‌کند.",
    "unchanged": "شناخته‌اند و همان‌اند که بودند.",
    "waiting": "ثبت نمی‌شوند تا کسی آن‌ها را اصلاح یا درباره‌شان تصمیم بگیرد.",
    "duplicate": "تکرار ردیف دیگری از همین فایل‌اند؛ یک بار شمرده می‌شوند.",
    "not_a_person": "ردیف خالی، جمع کل یا سرستون تکراری‌اند.",
}
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
            (severity, words, [one for one in found if one.severity == severity])
            for severity, words in _SEVERITIES
        ]
        return {"groups": [(*group, max(one.count for one in group[2])) for group in groups if group[2]]}

    return _step(request, import_id, at="findings", template="rosters/findings.html", shown=shown)


_SEVERITIES = (
    ("error", "خطا: این ردیف‌ها در انتظار می‌مانند"),
    ("warning", "هشدار: پذیرفته و نشان‌دار شد"),
    ("mended", "اصلاح‌شده: خود سامانه درست کرد"),
)


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
        parts = [
            (code, words, OUTCOME_WORDS[code], roster.counts.get(code, 0))
            for code, words in RosterRow.OUTCOMES
        ]
        counted = {code: count for code, _, _, count in parts}
        return {
            "parts": parts,
            "changing_count": counted["new"] + counted["updated"],
            "waiting_count": counted["waiting"],
        }

    return _step(request, import_id, at="changes", template="rosters/changes.html", shown=shown)


@require_GET
@needs(Right.IMPORT_ROSTER)
def outcome(request: Visit, import_id: int, outcome: str) -> HttpResponse:
    """The rows that share one outcome, each with its reason or its differences."""
    words = dict(RosterRow.OUTCOMES)
    if outcome not in words:
        raise Refusal("page_unknown")

    def shown(request: Visit, roster: RosterImport) -> dict[str, Any]:
        page, found = _page(request, roster, outcome=outcome)
        return {
            "page": page,
            "lines": found,
            "outcome": outcome,
            "title": words[outcome],
            "meaning": OUTCOME_WORDS[outcome],
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
