"""What a roster says and what became of its rows, for the pages of the wizard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from madadkar.foundation.scope import Scope
from madadkar.registry.models import RosterImport


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
    findings: list[FindingView] = field(default_factory=list)

    @property
    def severity(self) -> str:
        """The gravest of the cell's findings: error, warning, mended or nothing."""
        found = {finding.severity for finding in self.findings}
        return next((one for one in ("error", "warning", "mended") if one in found), "")


@dataclass(frozen=True)
class Difference:
    """One thing an import would change: its Persian title, before and after, in words."""

    field: str
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Resemblance:
    """A known person whom a row resembles; a decision names this person as same or different."""

    person_id: int
    household_id: int | None
    name: str
    father_name: str
    birth: str
    code: str
    household_code: str


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
    refusal_facts: dict[str, Any] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        """Whole percent of the stage, 0 where nothing can be counted yet."""
        return 100 * self.done // self.total if self.total else 0


def rosters(*, scope: Scope) -> QuerySet[RosterImport]:
    """The imports of the offices in sight, newest first."""
    raise NotImplementedError


def roster(*, roster_id: int, scope: Scope) -> RosterImport:
    """One import in sight. Raises Refusal("roster_unknown").

    `.sheets` is a list of {"name", "rows", "header_row", "is_used", "county", "columns": [{"index",
    "heading", "field", "samples"}]}; `.counts` has rows, persons, households, files and the six outcomes.
    """
    raise NotImplementedError


def field_choices() -> list[tuple[str, str]]:
    """The fields a column may mean, with Persian titles; "" is «نادیده گرفته شود»."""
    raise NotImplementedError


def finding_counts(*, roster: RosterImport) -> list[FindingCount]:
    """The findings of an import by kind, gravest and most frequent first."""
    raise NotImplementedError


def rows(
    *, roster: RosterImport, finding: str = "", outcome: str = "", page: int = 1, size: int = 25
) -> RowPage:
    """The rows with a kind of finding and/or an outcome, in the file's order."""
    raise NotImplementedError


def row(*, roster: RosterImport, sheet: str, row_number: int) -> RowView:
    """One row. Raises Refusal("roster_row_unknown")."""
    raise NotImplementedError


def progress(*, roster: RosterImport) -> Progress:
    """How far the import's job has come."""
    raise NotImplementedError
