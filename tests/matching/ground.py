"""Two registers that know some of the same people, spelt as each office spells them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.scope import Scope, within
from madadkar.matching.actions import accept_comparison, ask_run, do_run, propose_comparison
from madadkar.matching.engine.work import Link
from madadkar.matching.models import ComparisonAgreement, Pair, Run
from madadkar.matching.queries.agreements import agreements_between
from madadkar.matching.rules import RunKind
from madadkar.organisations.models import Office, Staff
from madadkar.organisations.rules import Role
from madadkar.registry.models import Person
from tests.databases import as_owner
from tests.registry import people

AT = datetime(2026, 3, 25, 8, tzinfo=UTC)
BORN = date(1975, 5, 5)


@dataclass(frozen=True)
class Two:
    """Emdad and Behzisti in Zanjan, a head of each, and what each knows by name."""

    emdad: Office
    behzisti: Office
    ours: Scope
    theirs: Scope
    known: dict[str, Person]


def actor(of: Office, role: Role = Role.HEAD, name: str = "زهرا محمدی") -> Scope:
    """Somebody of an office who is known by name."""
    staff = Staff.objects.create(username=f"{role}-{uuid4().hex[:8]}", full_name=name)
    scope = people.scope(of, role=role)
    return Scope(**{**scope.__dict__, "actor_id": staff.pk, "actor_name": name})


def lay() -> Two:
    """Sakineh and Hasan are on both registers, Masoumeh twice on ours; all others once."""
    emdad, behzisti = people.office("emdad-zanjan"), people.office("behzisti-zanjan", "behzisti")
    known = {
        "sakineh": _one("سکینه", "رستمی", emdad, "قربانعلی", "9991234560", BORN),
        "sakineh_there": _one("سکینه", "رستمی", behzisti, "قربانعلی", "9991234560", BORN),
        "hasan": _one("حسن", "قره داغی", emdad, "بهرام", "9992223334", date(1960, 8, 12)),
        "hasan_there": _one("حسین", "قراداغی", behzisti, "بهرام", None, date(1960, 3, 21)),
        "masoumeh": _one("معصومه", "اسکندری", emdad, "رجب", "9994445551", date(1981, 2, 3)),
        "masoumeh_again": people.person(
            "معصومه", "اسکندری", emdad, father="رجب", national_code=None, birth_on=date(1981, 2, 3)
        ),
    }
    for first, last, father, year in _OTHERS:
        _one(first, last, emdad if year % 2 else behzisti, father, None, date(year, 7, year % 27 + 1))
    return Two(emdad, behzisti, actor(emdad), actor(behzisti, name="مریم کاظمی"), known)


_OTHERS = (
    ("لیلا", "خدابنده", "نعمت", 1971),
    ("رضا", "بیات", "یداله", 1952),
    ("فاطمه", "مرادی", "صفر", 1983),
    ("کبری", "نجفی", "ایوب", 1964),
    ("اکبر", "شریفی", "محرم", 1949),
    ("طاهره", "حیدری", "شعبان", 1990),
    ("ناصر", "جعفری", "ابراهیم", 1967),
    ("زینب", "رضایی", "عباس", 1978),
)


def _one(first: str, last: str, of: Office, father: str, code: str | None, born: date) -> Person:
    made = people.person(first, last, of, father=father, national_code=code, birth_on=born)
    people.household(made)
    return made


def proposed(two: Two, *, at: datetime = AT, days: int = 365, is_nightly: bool = True) -> ComparisonAgreement:
    """Emdad's head proposes to Behzisti's that the two registers are compared."""
    with within(two.ours):
        return propose_comparison(
            other_office_id=two.behzisti.pk, until=tehran_day(at) + timedelta(days=days), by=two.ours, at=at,
            is_nightly=is_nightly, purpose="خانوارهای مشترک استان", token=uuid4(),
        )  # fmt: skip


def agreed(two: Two, *, at: datetime = AT, days: int = 365) -> ComparisonAgreement:
    """The two agencies' agreement, made now if there is none."""
    with within(two.theirs):
        held = agreements_between(office=two.emdad, other=two.behzisti, on=tehran_day(at)).first()
    if held is not None:
        return held
    made = proposed(two, at=at, days=days)
    with within(two.theirs):
        return accept_comparison(agreement_id=made.pk, by=two.theirs, at=at)


def compared(two: Two, kind: RunKind, *, is_whole: bool = True, at: datetime = AT, by: Any = None) -> Run:
    """A comparison done on the spot, both registers read as their owner reads them; agreed on, if need be."""
    if kind is RunKind.BETWEEN:
        agreed(two, at=at)
    by = by or two.ours
    other = None if kind is RunKind.WITHIN else two.behzisti.pk
    with within(by):
        run = ask_run(kind=kind, other_office_id=other, is_whole=is_whole, token=uuid4(), by=by, at=at)
        with as_owner():
            return do_run(run_id=run.pk, by=by, at=at)


def pair_of(one: Person, other: Person) -> Pair:
    """The pair of two records, whoever may see it."""
    with as_owner():
        return Pair.objects.get(left_person__in=(one, other), right_person__in=(one, other))


LEVELS = {"code": 4, "birth": 3, "first": 4, "last": 0, "father": 3, "place": -1}
"""What the engine says of a pair in these tests: mostly alike, another surname, no place known."""


class Engine:
    """In place of the engine's shelf: says of the pairs it is told of what it is told, if both are listed."""

    def __init__(self) -> None:
        self.pairs: dict[tuple[int, int], float] = {}
        self.listed: list[set[int]] = []
        self.gone: set[int] = set()

    def says(self, one: Person, other: Person, probability: float) -> None:
        """These two resemble each other so much."""
        self.pairs[(one.pk, other.pk)] = probability

    def __call__(self, path: Path) -> Engine:
        """As `Shelf(path)`."""
        return self

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is closed."""

    @property
    def is_filled(self) -> bool:
        """Whether a whole comparison was made."""
        return bool(self.listed)

    def whole(self, left: Path, right: Path | None = None, *, least: float) -> list[Link]:
        """As the shelf's."""
        self.listed = [_refs(left), _refs(right or left)]
        return self._found(least, set.union(*self.listed))

    def increment(
        self, left: Path, right: Path | None = None, *, gone: tuple[frozenset[int], ...], least: float
    ) -> list[Link]:
        """As the shelf's."""
        self.gone = set().union(*gone)
        came = [_refs(left), _refs(right or left)]
        self.listed = [(old | new) - self.gone for old, new in zip(self.listed, came, strict=True)]
        return self._found(least, set.union(*came))

    def _found(self, least: float, new: set[int]) -> list[Link]:
        found = [
            Link(one, other, probability, LEVELS)
            for (one, other), probability in self.pairs.items()
            if one in self.listed[0]
            and other in self.listed[1]
            and {one, other} & new
            and probability >= least
        ]
        return sorted(found, key=lambda pair: -pair.probability)


def _refs(path: Path) -> set[int]:
    with path.open(encoding="utf-8") as file:
        return {int(row["ref"]) for row in csv.DictReader(file)}
