"""Pages of a matter that a centre opens only for families of which that matter was delegated to it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase

from madadkar.casework.models import CaseFile
from madadkar.foundation.scope import check_delegated, is_delegated
from madadkar.foundation.sight import Matter
from madadkar.registry.models import Membership
from madadkar.web.doors import View, Visit


def when_delegated(matter: Matter) -> Callable[[View], View]:
    """Turn a centre's people away from the page of a file, family or person where it tells of another matter.

    Stands beneath `needs`; what is out of sight altogether the view itself does not find.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: Visit, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.scope.centre_id is not None:
                _check(request, matter, **kwargs)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _check(
    request: Visit,
    matter: Matter,
    *,
    file_id: int | None = None,
    household_id: int | None = None,
    person_id: int | None = None,
    membership_id: int | None = None,
    **_: Any,
) -> None:
    if file_id is not None:
        files = CaseFile.objects.seen_by(request.scope).filter(pk=file_id)
        household_id = files.values_list("household_id", flat=True).first()
    if membership_id is not None:
        members = Membership.objects.seen_by(request.scope).filter(pk=membership_id)
        household_id = members.values_list("household_id", flat=True).first()
    of = {"household_id": household_id, "person_id": person_id}
    if is_delegated(scope=request.scope, matter=Matter.REACH, **of):
        check_delegated(by=request.scope, matter=matter, **of)
