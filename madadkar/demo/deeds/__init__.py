"""What the demo's own people did lately, done by the house's own deeds, so that all leave a trail."""

from __future__ import annotations

from datetime import datetime

from madadkar.casework.models import Committee, HomeVisit
from madadkar.demo.deeds import centres, committees, families, newcomers
from madadkar.demo.deeds.cast import cast_of
from madadkar.foundation.scope import within
from madadkar.organisations.rules import Role


def enliven(*, code: str, at: datetime) -> bool:
    """Let an office's people do their work once, all of it or none; False where it was done before.

    An office that was planted without a year behind it, or has no head any more, is left alone.
    """
    cast = cast_of(code=code, at=at)
    if Role.HEAD not in cast.scopes:
        return False
    head = cast.scope(Role.HEAD)
    with within(head):
        was_walked = HomeVisit.objects.filter(office_id__in=head.office_ids).exists()
        if not was_walked or Committee.objects.filter(office_id__in=head.office_ids).exists():
            return False
        committees.convene(cast)
        families.accompany(cast)
        newcomers.welcome(cast)
        if cast.centres:
            centres.oversee(cast)
    return True
