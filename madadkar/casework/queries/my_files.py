"""Which files are somebody's own to walk with: a caseworker's by name, a centre's people's by delegation."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.expressions import RawSQL

from madadkar.casework.models import CaseFile, Delegation, FollowUp
from madadkar.foundation.remembering import asked_once
from madadkar.foundation.scope import Scope, ScopedQuerySet
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Right

_WALKED = "select unnest(app_sighted_household_ids('walk'))"


def my_files(*, scope: Scope) -> ScopedQuerySet:
    """The files whose duties stand in the reader's day: for a centre's people every file they see, for an
    office's people those given to them by name."""
    files: ScopedQuerySet = CaseFile.objects.seen_by(scope)
    return files if scope.centre_id is not None else files.filter(caseworker_id=scope.actor_id)


def my_walked_files(*, scope: Scope) -> ScopedQuerySet:
    """Those of them one walks with: not the files handed to one's centre for other services by name."""
    files = my_files(scope=scope)
    if scope.centre_id is None:
        return files
    walked: ScopedQuerySet = files.filter(household_id__in=RawSQL(_WALKED, []))  # noqa: S611 - a constant
    return walked


def walks_with_any(*, scope: Scope) -> bool:
    """Whether the reader has a file of their own at all: who has none is owed nothing by such files."""
    return _what_there_is(scope=scope)[0]


def follows_up_any(*, scope: Scope) -> bool:
    """Whether a family that left waits to be asked after and has neither caseworker nor centre: whoever gives
    files out is told of it."""
    return _what_there_is(scope=scope)[1]


def of_nobody() -> Q:
    """Of rows about a file: those of files that have neither caseworker nor centre."""
    held = Delegation.objects.filter(case_file=OuterRef("case_file"), valid_until=None)
    return Q(Q(case_file__caseworker=None), ~Exists(held))


@asked_once
def _what_there_is(*, scope: Scope) -> tuple[bool, bool]:
    """Both in one question, for most readers have neither."""
    own = Exists(my_files(scope=scope))
    gives_out = scope.centre_id is None and scope.may(Right.ASSIGN_FILES)
    waiting = FollowUp.objects.seen_by(scope).filter(of_nobody(), done_on=None)
    nobodys = Exists(waiting) if gives_out else Value(False)
    asked = Office.objects.filter(pk=scope.home_office_id or 0).values_list(own, nobodys)
    told: tuple[bool, bool] | None = asked.first()
    return told or (bool(my_files(scope=scope).exists()), False)
