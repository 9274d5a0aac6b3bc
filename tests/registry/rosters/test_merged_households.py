"""A roster that has not heard that two households of its office are one family."""

from __future__ import annotations

import pytest

from madadkar.casework.actions import merge_families
from madadkar.casework.models import CaseFile
from madadkar.foundation.scope import within
from madadkar.registry.models import Household, Person
from madadkar.registry.rules import Relation
from tests.registry.rosters.desk import FAMILY, NOW, SAKINEH, Desk, changed, members

LATER = (("فهرست",), ("تاریخ گزارش: ۱۴۰۰/۰۶/۳۱",))


@pytest.mark.parametrize("head_is", [Relation.SIBLING, Relation.HEAD])
def test_a_roster_that_still_has_both_codes_of_one_family_doubles_nothing(
    desk: Desk, head_is: Relation
) -> None:
    twin = changed(SAKINEH, c6=None)
    desk.bring(members(*FAMILY, twin))
    with within(desk.by):
        one, other = (
            Household.objects.get(memberships__person__first_name=name) for name in ("میثم", "سکینه")
        )
        merge_families(
            household_id=one.pk, other_id=other.pk, head_is=head_is, reason="یک خانه", by=desk.by, at=NOW
        )
        known = Person.objects.count(), Household.objects.count(), CaseFile.objects.count()
    again = desk.bring(members(*FAMILY, twin, titles=LATER))

    assert sum(desk.outcomes(again).values()) == 4
    assert set(desk.outcomes(again)) <= {"unchanged", "waiting"}
    with within(desk.by):
        assert (Person.objects.count(), Household.objects.count(), CaseFile.objects.count()) == known
