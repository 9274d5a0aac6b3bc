"""What is asked: of which office, on which day, by whom; and the one way it is put to the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connections
from django.db.backends.utils import CursorWrapper

from madadkar.casework.queries.office_rules import rules_of
from madadkar.casework.rules.office_rules import RuleCode
from madadkar.foundation.jalali import years_before
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sqlfile import sql_text
from madadkar.organisations.models import Office
from madadkar.organisations.queries import office_subtree_ids
from madadkar.organisations.rules import Right
from madadkar.registry.answering import offices_gone_to, reaching
from madadkar.registry.rules import elderly_if_born_by
from madadkar.reports.rules import Figure

_FEW = 100
_VISIT_TERMS = {
    "first_days": RuleCode.FIRST_VISIT_DAYS,
    "usual": RuleCode.VISIT_MONTHS,
    "alone_elderly": RuleCode.VISIT_ALONE_ELDERLY_MONTHS,
    "orphans": RuleCode.VISIT_ORPHANS_MONTHS,
    "rural_term": RuleCode.VISIT_RURAL_MONTHS,
}


@dataclass(frozen=True, kw_only=True)
class Question:
    """An office with all under it, as far as the asker's sight goes, on a day. Made by `question`."""

    office: Office
    office_ids: tuple[int, ...]
    on: date
    by: Scope

    @property
    def parameters(self) -> dict[str, Any]:
        """What sql/grounds.sql is told."""
        return {
            "on": self.on,
            "year_before": years_before(self.on, years=1),
            "elderly_by": elderly_if_born_by(on=self.on),
            "offices": list(self.office_ids),
            "reach": list(self.reach),
            "centre": self.by.centre_id,
            **self._terms,
        }

    @cached_property
    def reach(self) -> tuple[int, ...]:
        """The offices, and those that families went to since, whose days within the year are counted here."""
        gone_to = offices_gone_to(office_ids=self.office_ids, on=years_before(self.on, years=1))
        return tuple({*self.office_ids, *gone_to})

    @cached_property
    def _terms(self) -> dict[str, list[int]]:
        """An array a term of visits, in the order of the offices, as they hold on the day."""
        rules = rules_of(office_ids=self.office_ids, on=self.on)
        return {name: [rules[one][code] for one in self.office_ids] for name, code in _VISIT_TERMS.items()}


def question(*, office: Office, on: date, by: Scope) -> Question:
    """Ask about an office and all under it.

    Raises Refusal("not_permitted") for a role without figures, Refusal("office_unknown") out of sight.
    """
    by.check(Right.SEE_FIGURES)
    under = set(office_subtree_ids(office_id=office.pk))
    office_ids = tuple(one for one in by.office_ids if one in under)
    if not office_ids:
        raise Refusal("office_unknown", code=office.code)
    return Question(office=office, office_ids=office_ids, on=on, by=by)


def refusal_of(*, figure: Figure, by: Scope) -> Refusal | None:
    """Why this figure is not counted for this asker; None when it is."""
    if figure.is_medical and not by.sees_medical:
        return Refusal("figure_needs_medical_sight", figure=figure.title)
    return None


def answer(*, asked: Question, sql: str, **parameters: Any) -> list[dict[str, Any]]:
    """The rows of a statement that counts from the grounds; `sql` goes on after their common tables."""
    far = reaching(scope=asked.by, office_ids=asked.reach)
    with far, connections["default"].cursor() as cursor, _hashing(cursor):
        cursor.execute(sql_text("madadkar.reports", "grounds.sql") + sql, {**asked.parameters, **parameters})
        return _named(cursor)


def details(*, sql: str, ids: list[int], on: date) -> list[dict[str, Any]]:
    """What is known of things already counted: few are looked up one by one, many are read whole."""
    with connections["default"].cursor() as cursor, nullcontext() if len(ids) <= _FEW else _hashing(cursor):
        cursor.execute(sql, {"ids": ids, "on": on})
        return _named(cursor)


@contextmanager
def _hashing(cursor: CursorWrapper) -> Iterator[None]:
    """Must stand within a scope. Row-level security hides from the planner how many rows it lets through: it
    would loop over a whole office for each of its families (minutes), so it is told to hash them instead.
    """
    cursor.execute("set local enable_nestloop = off")
    yield
    cursor.execute("set local enable_nestloop = on")


def _named(cursor: CursorWrapper) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
