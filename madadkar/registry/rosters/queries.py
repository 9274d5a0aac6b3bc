"""What a roster says and what became of its rows, for the pages of the wizard."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Func, QuerySet, TextField

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.registry.models import RosterImport, RosterMend, RosterRow
from madadkar.registry.rosters.deciding import unsaid_rows
from madadkar.registry.rosters.fields import FIELDS
from madadkar.registry.rosters.findings import ERROR, MENDED, SEVERITIES, WARNING, sentence, summary
from madadkar.registry.rosters.resembling import Resemblance, resembled
from madadkar.registry.rosters.wording import Difference, difference, place_names, value_after


@dataclass(frozen=True)
class FindingCount:
    """One kind of finding: how often, how grave, and its sentence; `code` opens its rows."""

    code: str
    severity: str
    sentence: str
    count: int


@dataclass(frozen=True)
class FindingView:
    """A finding in one cell (or, without a column, in the row), in words."""

    code: str
    severity: str
    sentence: str
    column: int | None
    before: str
    after: str


@dataclass(frozen=True)
class CellView:
    """One cell of a row: its heading, its text as it came (or as mended), and what was found in it."""

    column: int
    heading: str
    field: str
    text: str
    is_mended: bool
    findings: list[FindingView] = dataclasses.field(default_factory=list)

    @property
    def severity(self) -> str:
        """The gravest of the cell's findings: error, warning, mended or nothing."""
        found = {finding.severity for finding in self.findings}
        return next((one for one in ("error", "warning", "mended") if one in found), "")


@dataclass(frozen=True)
class RowView:
    """A row with everything a person needs to judge or mend it."""

    sheet: str
    row_number: int
    outcome: str
    is_committed: bool
    decision: str
    person_id: int | None
    household_id: int | None
    cells: list[CellView]
    findings: list[FindingView]
    differences: list[Difference]
    resembles: list[Resemblance]


@dataclass(frozen=True)
class RowPage:
    """One page of rows, and how many there are in all."""

    rows: list[RowView]
    total: int
    number: int
    size: int

    @property
    def page_count(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True)
class Progress:
    """How far the import's present work has come. `state`: idle, queued, running, done or failed."""

    state: str
    stage: str
    stage_title: str
    done: int
    total: int
    refusal_code: str = ""
    refusal_facts: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def percent(self) -> int:
        """Whole percent of the stage, 0 where nothing can be counted yet."""
        return 100 * self.done // self.total if self.total else 0


STAGE_TITLES = {
    "receive": "دریافت پرونده",
    "read": "خواندن برگه‌ها",
    "check": "بررسی خانه‌ها",
    "match": "سنجش با ثبت",
    "likeness": "جست‌وجوی کسانی که شاید شناخته‌اند",
    "people": "ثبت خانوارها و اشخاص",
    "changes": "ثبت تغییرها",
    "names": "فهرست نام‌ها",
    "files": "ثبت پرونده‌ها",
    "undo": "برگرداندن",
    "done": "پایان",
}
_GRAVITY = {severity: place for place, severity in enumerate((ERROR, WARNING, MENDED))}


class _Told(Func):
    """The findings of a row in one text, each after a space."""

    function = "array_to_string"
    template = "' ' || %(function)s(%(expressions)s, ' ')"
    output_field = TextField()


def rosters(*, scope: Scope) -> QuerySet[RosterImport]:
    """The imports of the offices in sight, newest first."""
    return RosterImport.objects.seen_by(scope).select_related("office", "job").order_by("-id")


def unfinished_rosters(*, scope: Scope) -> QuerySet[RosterImport]:
    """The imports in sight that were brought but not yet committed, undone or refused."""
    return rosters(scope=scope).filter(state__in=("received", "recognised", "checked"))


def roster(*, roster_id: int, scope: Scope) -> RosterImport:
    """One import in sight. Raises Refusal("roster_unknown").

    `.sheets` is a list of {"name", "rows", "header_row", "is_used", "columns": [{"index", "heading", "field",
    "samples"}]}; `.counts` has rows, persons, households, files and the six outcomes.
    """
    found = rosters(scope=scope).filter(pk=roster_id).first()
    if found is None:
        raise Refusal("roster_unknown")
    return found


def field_choices() -> list[tuple[str, str]]:
    """The fields a column may mean, with Persian titles; "" is «نادیده گرفته شود»."""
    return [("", "نادیده گرفته شود"), *((one.name, one.title) for one in FIELDS)]


def finding_counts(*, roster: RosterImport) -> list[FindingCount]:
    """The findings of an import by kind, gravest and most frequent first."""
    found = [
        FindingCount(code, SEVERITIES.get(code, WARNING), summary(code), count)
        for code, count in roster.finding_counts.items()
    ]
    return sorted(found, key=lambda one: (_GRAVITY[one.severity], -one.count, one.code))


def rows(
    *, roster: RosterImport, finding: str = "", outcome: str = "", page: int = 1, size: int = 25
) -> RowPage:
    """The rows with a kind of finding and/or an outcome, in the file's order."""
    found = RosterRow.objects.filter(roster_import=roster)
    if outcome:
        found = found.filter(outcome=outcome)
    if finding:
        found = found.annotate(told=_Told(F("findings"))).filter(told__contains=f" {finding}:")
    total = found.count()
    first = (max(page, 1) - 1) * size
    shown = list(found.order_by("id")[first : first + size])
    return RowPage(_views(roster, shown), total, max(page, 1), size)


def perhaps_known(
    *, roster: RosterImport, least: Decimal, below: Decimal, page: int = 1, size: int = 25
) -> RowPage:
    """The waiting rows that resemble somebody with a probability between these two, the likeliest first."""
    found = unsaid_rows(roster=roster).filter(probability__gte=least, probability__lt=below)
    first = (max(page, 1) - 1) * size
    shown = list(found[first : first + size])
    return RowPage(_views(roster, shown), found.count(), max(page, 1), size)


def row(*, roster: RosterImport, sheet: str, row_number: int) -> RowView:
    """One row. Raises Refusal("roster_row_unknown")."""
    found = RosterRow.objects.filter(roster_import=roster, sheet=sheet, row_number=row_number).first()
    if found is None:
        raise Refusal("roster_row_unknown")
    return _views(roster, [found])[0]


def progress(*, roster: RosterImport) -> Progress:
    """How far the import's job has come."""
    job = roster.job
    if job is None:
        return Progress("idle", "", "", 0, 0)
    title = STAGE_TITLES.get(job.stage, job.stage)
    facts = dict(job.refusal_facts)
    return Progress(job.state, job.stage, title, job.done_count, job.total_count, job.refusal_code, facts)


def _views(roster: RosterImport, found: list[RosterRow]) -> list[RowView]:
    mended = {
        (mend.sheet, mend.row_number, mend.column)
        for mend in RosterMend.objects.filter(
            roster_import=roster, row_number__in=[one.row_number for one in found], column__isnull=False
        )
    }
    known = resembled({person_id for one in found for person_id in one.resembles or []})
    names = place_names(found)
    columns = {told["name"]: told["columns"] for told in roster.sheets}
    return [_view(roster, one, columns.get(one.sheet, []), mended, known, names) for one in found]


def _view(
    roster: RosterImport,
    found: RosterRow,
    columns: list[dict[str, Any]],
    mended: set[tuple[str, int, int | None]],
    known: dict[int, Resemblance],
    names: dict[tuple[str, str], str],
) -> RowView:
    fields = {column["index"]: column["field"] for column in columns}
    told = [_finding(found, one, fields) for one in found.findings]
    cells = [
        CellView(
            column["index"],
            column["heading"],
            column["field"],
            found.cells[column["index"]] if column["index"] < len(found.cells) else "",
            (found.sheet, found.row_number, column["index"]) in mended,
            [one for one in told if one.column == column["index"]],
        )
        for column in columns
    ]
    is_committed = found.is_committed or (
        roster.state == "committed" and found.outcome in ("new", "updated", "unchanged")
    )
    return RowView(
        found.sheet,
        found.row_number,
        found.outcome,
        is_committed,
        found.decision,
        found.person_id if is_committed or found.outcome != "new" else None,
        found.household_id,
        cells,
        [one for one in told if one.column is None],
        [difference(*one, names=names) for one in found.differences or []],
        _resemblances(found, known),
    )


def _resemblances(found: RosterRow, known: dict[int, Resemblance]) -> list[Resemblance]:
    """Whom a row resembles of those in sight, the likeliest first."""
    likeness: dict[str, Any] = found.likeness or {}
    people = [
        dataclasses.replace(known[pk], **likeness.get(str(pk), {}))
        for pk in found.resembles or []
        if pk in known
    ]
    return sorted(people, key=lambda one: -(one.probability or 0))


def _finding(found: RosterRow, told: str, fields: dict[int, str]) -> FindingView:
    code, column, fact = told.split(":", 2)
    index = int(column) if column else None
    before = found.cells[index] if index is not None and index < len(found.cells) else ""
    after = fact or value_after(fields.get(index, "") if index is not None else "", found)
    return FindingView(
        code,
        SEVERITIES.get(code, WARNING),
        sentence(code, before=before, after=after, fact=fact),
        index,
        before,
        after,
    )
