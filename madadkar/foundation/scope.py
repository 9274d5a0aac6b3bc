"""What the present actor may see: one scope, told to the database for the length of one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Self

from django.db import connections, models, transaction
from django.db.models import Q
from django.db.models.expressions import RawSQL

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.sight import Matter, Sight, hidden_by


@dataclass(frozen=True)
class Scope:
    """Sight and rights of one actor: the offices whose families they see, or the one centre they serve.

    `centre_id` narrows sight, within `office_ids`, to families delegated to that centre or found by it.
    `rights` are the codes of what the actor's role may do (see organisations.rules).
    """

    actor_id: int | None = None
    actor_name: str = ""
    agency_id: int | None = None
    office_ids: tuple[int, ...] = ()
    home_office_id: int | None = None
    centre_id: int | None = None
    sees_medical: bool = False
    rights: frozenset[str] = field(default_factory=frozenset)

    def may(self, right: str) -> bool:
        """Whether the actor's role grants this right."""
        return right in self.rights

    @property
    def sees_discreet(self) -> bool:
        """Whether families under discreet support are in sight, whoever is their caseworker."""
        return "see_discreet" in self.rights

    def check(self, right: str) -> None:
        """Refuse with `not_permitted` unless the actor's role grants this right."""
        if right not in self.rights:
            raise Refusal("not_permitted", right=right)


NOBODY = Scope()
_READER: ContextVar[Scope | None] = ContextVar("reader", default=None)

_TELL = """
select set_config('app.actor_id', %s, true), set_config('app.actor_name', %s, true),
       set_config('app.office_ids', %s, true), set_config('app.centre_id', %s, true),
       set_config('app.sees_medical', %s, true), set_config('app.sees_discreet', %s, true)
"""


def tell_database(scope: Scope, *, using: str = "default") -> None:
    """Set the scope for the rest of the present transaction; row-level security reads it from there."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            _TELL,
            [
                str(scope.actor_id or ""),
                scope.actor_name,
                "{" + ",".join(str(office_id) for office_id in scope.office_ids) + "}",
                str(scope.centre_id or ""),
                "yes" if scope.sees_medical else "",
                "yes" if scope.sees_discreet else "",
            ],
        )


@contextmanager
def within(scope: Scope, *, using: str = "default") -> Iterator[Scope]:
    """One transaction seen through `scope`; outside it nothing about a family can be seen."""
    before = _READER.set(scope)
    try:
        with transaction.atomic(using=using):
            tell_database(scope, using=using)
            yield scope
            tell_database(NOBODY, using=using)
    finally:
        _READER.reset(before)


def present_reader() -> Scope | None:
    """Through whose scope rows are read just now; none outside of any."""
    return _READER.get()


class _NotAmong(models.Func):
    """That a key is none of those a function of the database answers; asked once a statement."""

    template = "%(expressions)s <> all ((select %(function)s())::bigint[])"
    output_field = models.BooleanField()


class ScopedQuerySet(models.QuerySet[Any]):
    """Rows about families. `sight_by` of the model says by what a centre's sight is judged;
    a model without it (rosters) is for offices only.
    """

    def seen_by(self, scope: Scope) -> Self:
        """The rows this scope may see: its offices' rows and, for a centre, only what was delegated to it."""
        rows = self.filter(office_id__in=scope.office_ids)
        sight: Sight | None = getattr(self.model, "sight_by", None)
        if sight is not None and not scope.sees_discreet:
            hidden = hidden_by(sight.function)
            rows = rows.filter(_NotAmong(models.F(sight.column), function=hidden))
        if scope.centre_id is None:
            return self._without_hidden(rows, scope)
        if sight is None:
            return self.none()
        return self._without_hidden(rows.filter(_delegated(sight, scope.centre_id)), scope)

    def _without_hidden(self, rows: Self, scope: Scope) -> Self:
        if scope.sees_medical or not hasattr(self.model, "is_medical"):
            return rows
        return rows.filter(is_medical=False)


def _delegated(sight: Sight, centre_id: int) -> Q:
    """The rows of what was delegated to a centre, and of the families it reaches what is the centre's own."""

    def among(call: str) -> Q:
        return Q(**{f"{sight.column}__in": RawSQL(f"select unnest({call})", [])})  # noqa: S611 - constants

    told = among(sight.call)
    return told | among(sight.reach) & Q(**{sight.own_by: centre_id}) if sight.own_by else told


def is_delegated(
    *, scope: Scope, matter: Matter, household_id: int | None = None, person_id: int | None = None
) -> bool:
    """Whether this matter of a family, or of a person, is the actor's to see and work on.

    An office's people may always; a centre's where it was delegated to their centre.
    """
    told = [("household", household_id), ("person", person_id)]
    return scope.centre_id is None or all(_is_among(of, matter, pk) for of, pk in told if pk is not None)


def check_delegated(
    *, by: Scope, matter: Matter, household_id: int | None = None, person_id: int | None = None
) -> None:
    """Refuse a centre's people what was not delegated to it. Raises Refusal("matter_not_delegated")."""
    if not is_delegated(scope=by, matter=matter, household_id=household_id, person_id=person_id):
        raise Refusal("matter_not_delegated", matter=matter.value)


def _is_among(of: str, matter: Matter, pk: int) -> bool:
    with connections["default"].cursor() as cursor:
        cursor.execute(f"select %s = any (app_sighted_{of}_ids(%s))", [pk, matter.value])
        (answer,) = cursor.fetchone()
        return bool(answer)
