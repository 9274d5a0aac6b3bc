"""A roster's row as one line of a list: whose it is, where it stands, and where it opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse

from madadkar.foundation.refusal import Refusal
from madadkar.matching.engine.policy import Mark
from madadkar.matching.engine.reasons import marks, reasons
from madadkar.registry.models import RosterImport
from madadkar.registry.rosters.queries import FindingView, RowView
from madadkar.registry.rosters.resembling import Resemblance
from madadkar.web.likeness import MARK_WORDS, TONES

_NAMES = ("full_name", "first_name", "last_name")
_MOST_TOLD = 99.9
"""Nothing is certain by likeness."""
_CODES = ("household_code", "file_number")


@dataclass(frozen=True)
class Line:
    """One row of a list; `key` names it among the rows of its roster."""

    row: RowView
    key: str
    name: str
    code: str
    url: str
    family_url: str
    findings: list[tuple[str, FindingView]]


class Side(NamedTuple):
    """One field of a row and of a known person: its title, both values, and how they stand, if compared."""

    title: str
    ours: str
    theirs: str
    words: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Alike:
    """A known person beside the row that resembles them, how likely they are one (in percent), and why."""

    person_id: int
    name: str
    family_url: str
    sides: list[Side]
    percent: float | None
    reasons: tuple[str, ...]


def alikes(one: Line) -> list[Alike]:
    """The known persons a row resembles, each side by side with it."""
    return [
        Alike(
            known.person_id,
            known.name,
            _family(known.household_id),
            _sides(one, known),
            None if known.probability is None else min(_MOST_TOLD, 100 * known.probability),
            reasons(known.levels),
        )
        for known in one.row.resembles
    ]


def _sides(one: Line, known: Resemblance) -> list[Side]:
    stand = marks(known.levels) if known.levels else {}
    return [
        _side("نام", one.name, known.name, [stand.get("first"), stand.get("last")]),
        _side("نام پدر", _said(one.row, ("father_name",)), known.father_name, [stand.get("father")]),
        _side("تاریخ تولد", _said(one.row, ("birth",)), known.birth, [stand.get("birth")]),
        _side("کد ملی", _said(one.row, ("national_code",)), known.code, [stand.get("code")]),
        Side("کد خانوار یا شماره پرونده", one.code, known.household_code),
    ]


_WORST_FIRST = (Mark.DIFFERS, Mark.NEAR, Mark.SAME, Mark.UNKNOWN)


def _side(title: str, ours: str, theirs: str, stand: list[Mark | None]) -> Side:
    """A field with the worst of how its parts stand."""
    mark = next((mark for mark in _WORST_FIRST if mark in stand), None)
    return Side(title, ours, theirs, MARK_WORDS[mark] if mark else "", TONES[mark] if mark else "")


def lines(roster: RosterImport, rows: Iterable[RowView], *, finding: str = "") -> list[Line]:
    """The rows as lines of a list; with `finding`, of findings only that kind is told."""
    places = {sheet["name"]: place for place, sheet in enumerate(roster.sheets)}
    return [_line(roster, row, places[row.sheet], finding) for row in rows]


def line(roster: RosterImport, row: RowView) -> Line:
    """One row as a line."""
    return lines(roster, [row])[0]


def sheet_name(roster: RosterImport, place: int) -> str:
    """The name of a roster's sheet by its place. Raises Refusal("roster_row_unknown")."""
    if place >= len(roster.sheets):
        raise Refusal("roster_row_unknown")
    return str(roster.sheets[place]["name"])


def _line(roster: RosterImport, row: RowView, sheet: int, finding: str) -> Line:
    return Line(
        row=row,
        key=f"{sheet}-{row.row_number}",
        name=_said(row, _NAMES),
        code=_said(row, _CODES),
        url=reverse("roster-row", args=[roster.pk, sheet, row.row_number]),
        family_url=_family(row.household_id),
        findings=_told(row, finding),
    )


def _told(row: RowView, finding: str) -> list[tuple[str, FindingView]]:
    """The findings worth a line, each with the heading of its cell: one kind, or else the gravest."""
    of_cells = [(cell.heading, one) for cell in row.cells for one in cell.findings]
    found = [("", one) for one in row.findings if one.column is None] + of_cells
    if finding:
        return [one for one in found if one[1].code == finding]
    errors = [one for one in found if one[1].severity == "error"]
    warnings = [one for one in found if one[1].severity == "warning"]
    return errors or warnings or [one for one in found if one[1].column is None]


def _said(row: RowView, fields: tuple[str, ...]) -> str:
    return " ".join(cell.text.strip() for field in fields for cell in row.cells if cell.field == field)


def _family(household_id: int | None) -> str:
    """The family's page, where it is known and this house has such pages."""
    try:
        return reverse("family", args=[household_id]) if household_id else ""
    except NoReverseMatch:
        return ""
