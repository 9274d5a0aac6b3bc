"""Which files are somebody's own to walk with: a caseworker's by name, a centre's people's by delegation."""

from __future__ import annotations

from django.db.models.expressions import RawSQL

from madadkar.casework.models import CaseFile
from madadkar.foundation.remembering import asked_once
from madadkar.foundation.scope import Scope, ScopedQuerySet

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


@asked_once
def walks_with_any(*, scope: Scope) -> bool:
    """Whether the reader has a file of their own at all: who has none is owed nothing by such files."""
    return bool(my_files(scope=scope).exists())
