"""Which office answered for a family on days gone by."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from madadkar.foundation.scope import ScopedQuerySet
from madadkar.foundation.sight import BY_HOUSEHOLD, Matter, Sight
from madadkar.organisations.models import Office, OfficeOwned
from madadkar.registry.models.households import Household


class FormerOffice(OfficeOwned):
    """That another office answered for the family on the days before `until`, back to the one before it.

    `office` is, as of every row about the family, the office that answers today. The office of a day gone by
    is that of the first such row that ends after it; without one it is today's.
    """

    sight_by: ClassVar[Sight] = BY_HOUSEHOLD.of(Matter.WHOLE)

    household = models.ForeignKey(Household, models.PROTECT, related_name="+", db_index=False)
    answered_by = models.ForeignKey(Office, models.PROTECT, related_name="+")
    until = models.DateField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household", "until"], name="one_office_gives_a_family_away_on_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.answered_by} < {self.until}"
