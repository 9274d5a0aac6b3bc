"""A centre's permit is suspended, revoked or restored; without one in force its files come back at once."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from madadkar.casework.actions.delegation.recalling import recall_from_centre
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean
from madadkar.foundation.scope import Scope
from madadkar.organisations.actions import set_centre_standing
from madadkar.organisations.models import Centre
from madadkar.organisations.rules import STANDING_NAMES, Right, Standing


@transaction.atomic
def change_centre_standing(
    *, centre_id: int, standing: Standing, on: date, reason: str, by: Scope, at: datetime
) -> int:
    """Another standing from a day on, as one deed with what follows: answers how many files came back.

    From a later day on nothing comes back yet; the clock does it that night (`recall_from_idle_centres`).

    A day gone by is a correction and needs its own right.

    Raises Refusal as organisations.set_centre_standing does, and body_unknown.
    """
    by.check(Right.MANAGE_CENTRES)
    centre = Centre.objects.get(pk=centre_id)
    set_centre_standing(centre=centre, standing=standing, on=on, reason=reason, by=by, at=at)
    if standing is Standing.ACTIVE or on > tehran_day(at):
        return 0
    why = f"{STANDING_NAMES[standing]}: {clean(reason)}"
    return recall_from_centre(centre_id=centre.pk, reason=why, by=by, at=at)
