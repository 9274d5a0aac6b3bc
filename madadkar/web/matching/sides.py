"""Two records side by side as a page shows them: each field's two values, where they differ, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from madadkar.foundation.identity import mask
from madadkar.foundation.jalali import MONTHS, format_day, to_jalali
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.scope import Scope
from madadkar.matching.engine.policy import COMPARISONS, Comparison, Mark
from madadkar.matching.engine.reasons import marks, reasons
from madadkar.matching.models import Pair
from madadkar.matching.queries.pairs import Beside, records_of
from madadkar.organisations.rules import Right
from madadkar.registry.rules import SEX_NAMES, Sex
from madadkar.web.likeness import MARK_WORDS, TONES

UNSAID = "—"


@dataclass(frozen=True)
class FieldLine:
    """One compared field: both values (None: the other side's, which is not shown) and how they stand."""

    title: str
    left: str | None
    right: str | None
    words: str
    tone: str
    said: str


@dataclass(frozen=True)
class Sides:
    """A pair opened for a reader: their own offices' records whole, of the other side the verdicts alone."""

    left: Beside | None
    right: Beside | None
    left_title: str
    right_title: str
    lines: list[FieldLine]
    reasons: tuple[str, ...]


def sides(*, pair: Pair, scope: Scope, on: date) -> Sides:
    """The two records of a pair as this reader may see them."""
    return all_sides(pairs=[pair], scope=scope, on=on)[0][1]


def all_sides(*, pairs: Sequence[Pair], scope: Scope, on: date) -> list[tuple[Pair, Sides]]:
    """Many pairs opened at once, in a constant number of questions."""
    ids = [pk for pair in pairs for pk in (pair.left_person_id, pair.right_person_id)]
    known = records_of(person_ids=ids, scope=scope, on=on)
    return [(pair, _sides(pair, known, scope)) for pair in pairs]


def _sides(pair: Pair, known: Mapping[int, Beside], scope: Scope) -> Sides:
    left, right = known.get(pair.left_person_id), known.get(pair.right_person_id)
    found = marks(pair.levels)
    lines = [
        _line(comparison, pair, found[comparison.name], left, right, scope) for comparison in COMPARISONS
    ]
    titles = ("ثبت نخست", "ثبت دوم")
    if pair.left_office_id != pair.right_office_id:
        titles = (pair.left_office.name, pair.right_office.name)
    return Sides(left, right, *titles, lines, reasons(pair.levels))


def _line(
    comparison: Comparison, pair: Pair, mark: Mark, left: Beside | None, right: Beside | None, scope: Scope
) -> FieldLine:
    level = comparison.level(pair.levels.get(comparison.name, -1))
    return FieldLine(
        title=comparison.title,
        left=_shown(comparison.name, left, mark, scope),
        right=_shown(comparison.name, right, mark, scope),
        words=MARK_WORDS[mark],
        tone=TONES[mark],
        said=level.said if level else "در یکی از دو ثبت نیامده است",
    )


def _shown(name: str, of: Beside | None, mark: Mark, scope: Scope) -> str | None:
    """A field of a record; of an account only that it is there: nobody decides by its digits."""
    if name == "sheba" and of is not None:
        return UNSAID if mark is Mark.UNKNOWN else "ثبت شده"
    return _value(name, of, scope)


def _value(name: str, of: Beside | None, scope: Scope) -> str | None:
    """A field in words; None for a record that is not the reader's to see."""
    if of is None:
        return None
    person = of.person
    told = {
        "code": _code(person.national_code, scope),
        "birth": _birth(person.birth_on, person.birth_precision),
        "first": person.first_name,
        "last": person.last_name,
        "father": person.father_name,
        "place": _place(of),
        "phone": "، ".join(persian_digits(number) for number in of.phones),
        "sex": SEX_NAMES[Sex(person.sex)] if person.sex else "",
        "size": persian_digits(of.size) if of.size else "",
        "role": "" if of.is_head is None else ("سرپرست" if of.is_head else "عضو"),
    }
    return told.get(name) or UNSAID


def _code(code: str | None, scope: Scope) -> str:
    if not code:
        return ""
    return persian_digits(code) if scope.may(Right.SEE_CODES) else mask(code)


def _birth(day: date | None, precision: str) -> str:
    if day is None:
        return ""
    year, month, _ = to_jalali(day)
    if precision == "year":
        return persian_digits(year)
    return f"{MONTHS[month - 1]} {persian_digits(year)}" if precision == "month" else format_day(day)


def _place(of: Beside) -> str:
    home = of.residence
    if home is None:
        return ""
    named = home.place.name if home.place else home.place_text
    county = home.county or (home.place.county if home.place else None)
    return "، ".join(part for part in (named, f"شهرستان {county.name}" if county else "") if part)
