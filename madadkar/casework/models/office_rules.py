"""The terms and limits an office sets for its own work."""

from __future__ import annotations

from django.db import models

from madadkar.foundation.models import Dated, ends_not_before_it_begins, never_two_at_once
from madadkar.organisations.models import Office


class OfficeRule(Dated):
    """One rule (`rules.office_rules.RuleCode`) an office set for itself and the offices below it, for a time.

    Tells of no family.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+", db_index=False)
    code = models.TextField()
    value = models.BigIntegerField()

    class Meta:
        constraints = [
            ends_not_before_it_begins("office_rule_ends_not_before_it_begins"),
            never_two_at_once("one_value_a_rule_at_a_time", "office", "code"),
            models.CheckConstraint(condition=models.Q(value__gt=0), name="a_rule_is_positive"),
        ]
