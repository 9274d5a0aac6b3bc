"""A family's file with everything that was true of it, and what happened to the family in one order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import connection

from madadkar.casework.models import CaseFile, Coverage, Delegation, FileFact, FileStanding, PensionReceipt
from madadkar.casework.rules import AT_WORK
from madadkar.foundation.period import is_in_force
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.sight import Matter

F = TypeVar("F", bound=FileFact)
_MATTERS = "select m from unnest(%s::text[]) m where %s = any (app_sighted_household_ids(m))"


@dataclass(frozen=True)
class FileHistory:
    """A file and its dated facts, each latest first."""

    file: CaseFile
    standings: list[FileStanding]
    coverages: list[Coverage]
    pensions: list[PensionReceipt]
    delegations: list[Delegation]
    on: date
    matters: frozenset[Matter]

    def tells(self, matter: Matter) -> bool:
        """Whether the reader sees this matter of the family; an office's people see every one."""
        return matter in self.matters

    @property
    def standing(self) -> FileStanding | None:
        """Its state on the day."""
        return present(facts=self.standings, on=self.on)

    @property
    def coverage(self) -> Coverage | None:
        """Its coverage on the day."""
        return present(facts=self.coverages, on=self.on)

    @property
    def pension(self) -> PensionReceipt | None:
        """The pension the family receives on the day."""
        return present(facts=self.pensions, on=self.on)

    @property
    def delegation(self) -> Delegation | None:
        """Which centre walks with the family on the day."""
        return present(facts=self.delegations, on=self.on)

    @property
    def is_active(self) -> bool:
        """Whether the agency is at work on it on the day."""
        return self.standing is not None and self.standing.state in AT_WORK


def file_of_household(*, household_id: int, scope: Scope, on: date) -> FileHistory | None:
    """The family's file in sight, if it has one."""
    file = _files(scope).filter(household_id=household_id).first()
    return _history(file, scope, on) if file else None


def case_file(*, file_id: int, scope: Scope, on: date) -> FileHistory:
    """A file in sight, in a constant number of questions. Raises Refusal("file_unknown")."""
    file = _files(scope).filter(pk=file_id).first()
    if file is None:
        raise Refusal("file_unknown")
    return _history(file, scope, on)


def _files(scope: Scope) -> Any:
    return CaseFile.objects.seen_by(scope).select_related("caseworker", "office", "household")


def _history(file: CaseFile, scope: Scope, on: date) -> FileHistory:
    def facts(model: Any, *related: str) -> list[Any]:
        rows = model.objects.seen_by(scope).filter(case_file=file).order_by("-valid_from")
        return list(rows.select_related(*related) if related else rows)

    return FileHistory(
        file=file,
        standings=facts(FileStanding),
        coverages=facts(Coverage),
        pensions=facts(PensionReceipt),
        delegations=facts(Delegation, "centre"),
        on=on,
        matters=matters_in_sight(household_id=file.household_id, scope=scope),
    )


def matters_in_sight(*, household_id: int, scope: Scope) -> frozenset[Matter]:
    """Which matters of the family are the reader's; of a centre's people, those delegated to it."""
    if scope.centre_id is None:
        return frozenset(Matter)
    with connection.cursor() as cursor:
        cursor.execute(_MATTERS, [[matter.value for matter in Matter], household_id])
        return frozenset(Matter(name) for (name,) in cursor.fetchall())


def present(*, facts: Iterable[F], on: date) -> F | None:
    """The one of these dated facts that holds on a day."""
    return next((fact for fact in facts if is_in_force(fact, on=on)), None)
