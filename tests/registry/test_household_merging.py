"""Two households made one lose nothing, and parted again are what they were, to the letter."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Office
from madadkar.registry.actions import (
    add_phone,
    end_membership,
    merge_households,
    move_household,
    unmerge_households,
)
from madadkar.registry.models import Household, HouseholdMerge, Membership, Person, Phone, Residence
from madadkar.registry.rules import Relation, relation_through
from tests.registry import people

pytestmark = pytest.mark.django_db
AT = datetime(2020, 3, 20, 8, tzinfo=UTC)
Ground = Callable[[], AbstractContextManager[None]]
_TABLES = ("person", "household", "membership", "residence", "circumstance", "phone", "bankaccount")
_SINCE = st.integers(0, 40).map(lambda months: date(2015 + months // 12, 1 + months % 12, 1))


@pytest.fixture
def zanjan(as_owner: Ground) -> Office:
    """An office."""
    with as_owner():
        return people.office()


@pytest.fixture
def pair(zanjan: Office, as_owner: Ground) -> tuple[Scope, Household, Household]:
    """Zahra's household with Ali, and another of Zahra's mother Sakine with little Maryam."""
    with as_owner():
        kept = people.household(
            people.person("زهرا", "محمدی", zanjan), people.person("علی", "محمدی", zanjan), code="۱"
        )
        other = people.household(
            people.person("سکینه", "رضایی", zanjan),
            people.person("مریم", "محمدی", zanjan),
            code="2",
            decile=3,
        )
        people.residence(other, text="زنجان")
    return people.scope(zanjan), kept, other


def _dump() -> str:
    """Every row of the register, in words."""
    told = {}
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(
                f"select coalesce(jsonb_agg(to_jsonb(t) order by id), '[]')::text from registry_{table} t"
            )
            told[table] = json.loads(cursor.fetchone()[0])
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _merged(scope: Scope, kept: Household, other: Household, **asked: Any) -> HouseholdMerge:
    told: dict[str, Any] = {"head_is": Relation.PARENT, "reason": "یک خانه‌اند", "by": scope, "at": AT}
    return merge_households(kept_id=kept.pk, absorbed_id=other.pk, **{**told, **asked})


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.tuples(_SINCE, _SINCE, _SINCE, _SINCE), ended=st.booleans(), head_is=st.sampled_from(Relation))
def test_merge_then_unmerge_gives_back_exactly_what_was(
    zanjan: Office, days: tuple[date, ...], ended: bool, head_is: Relation, as_owner: Ground
) -> None:
    scope = people.scope(zanjan)
    with as_owner():
        zahra = people.person("زهرا", "محمدی", zanjan)
        twin = people.person("ذهرا", "محمدی", zanjan, national_code=None, father="حسن")
        kept = people.household(zahra, people.person("علی", "محمدی", zanjan), since=days[0])
        other = people.household(twin, people.person("علی", "محمدی", zanjan), since=days[1], decile=2)
        people.residence(kept, text="زنجان", since=days[2])
        people.residence(other, text="ابهر", since=days[3])
        if ended:
            for model in (Membership, Residence):
                model.objects.filter(household=kept).update(valid_until=date(2019, 1, 1))
    with within(scope):
        before = _dump()
        merge = _merged(scope, kept, other, head_is=head_is)
        assert not Membership.objects.filter(household=other).exists()
        unmerge_households(merge_id=merge.pk, reason="دو خانه بودند", by=scope, at=AT)
        assert _dump() == before


def test_the_members_the_home_and_the_decile_come_to_the_kept_household(
    pair: tuple[Scope, Household, Household],
) -> None:
    scope, kept, other = pair
    with within(scope):
        _merged(scope, kept, other)
        kept.refresh_from_db()
        other.refresh_from_db()
        said = dict(Membership.objects.filter(household=kept).values_list("person__first_name", "relation"))

        assert said == {"زهرا": "head", "علی": "child", "سکینه": "parent", "مریم": "sibling"}
        assert (kept.decile, kept.residences.get().place_text) == (3, "زنجان")
        assert other.merged_into_id == kept.pk


def test_a_home_the_kept_household_does_not_agree_with_stays_with_the_other(
    pair: tuple[Scope, Household, Household], as_owner: Ground
) -> None:
    scope, kept, other = pair
    with as_owner():
        people.residence(kept, text="ابهر")
    with within(scope):
        _merged(scope, kept, other)

        assert kept.residences.get().place_text == "ابهر"
        assert other.residences.get().place_text == "زنجان"


def test_one_woman_in_two_records_heads_one_household(
    zanjan: Office, as_owner: Ground, pair: tuple[Scope, Household, Household]
) -> None:
    scope, kept, _ = pair
    with as_owner():
        twin = people.person("زهرا", "محمدی", zanjan, national_code=None, father="حسن")
        other = people.household(twin)
        Phone.objects.create(
            agency=zanjan.agency, office=zanjan, person=twin, number="09120000001", kind="mobile"
        )
    with within(scope):
        merge = _merged(scope, kept, other, head_is=Relation.HEAD)
        zahra = Person.objects.get(memberships__household=kept, memberships__is_head=True)

        assert Person.objects.get(pk=twin.pk).merged_into_id == zahra.pk
        assert (zahra.father_name, zahra.phones.get().number) == ("حسن", "09120000001")

        unmerge_households(merge_id=merge.pk, reason="دو نفر بودند", by=scope, at=AT)

        assert Membership.objects.get(household=other).person_id == twin.pk
        assert twin.phones.get().number == "09120000001"


def test_what_was_learnt_since_stays_with_whom_it_was_learnt_of(
    pair: tuple[Scope, Household, Household],
) -> None:
    scope, kept, other = pair
    with within(scope):
        merge = _merged(scope, kept, other)
        maryam = Membership.objects.get(person__first_name="مریم")
        end_membership(membership_id=maryam.pk, on=date(2019, 5, 1), reason="ازدواج", by=scope, at=AT)
        add_phone(person_id=maryam.person_id, number="09121234567", by=scope, at=AT)
        unmerge_households(merge_id=merge.pk, reason="اشتباه بود", by=scope, at=AT)
        maryam.refresh_from_db()

        assert (maryam.household_id, maryam.relation) == (other.pk, "child")
        assert maryam.valid_until == date(2019, 5, 1)
        assert maryam.person.phones.count() == 1


def _refused(scope: Scope, kept: Household, other: Household, **asked: Any) -> str:
    with within(scope), pytest.raises(Refusal) as refused:
        _merged(scope, kept, other, **asked)
    return refused.value.code


def test_merge_refuses_a_household_with_itself_and_a_reason_unsaid(
    pair: tuple[Scope, Household, Household],
) -> None:
    scope, kept, other = pair

    assert _refused(scope, kept, kept) == "merge_with_itself"
    assert _refused(scope, kept, other, reason=" ") == "reason_missing"
    assert _refused(Scope(office_ids=scope.office_ids), kept, other) == "not_permitted"


def test_merge_refuses_families_of_two_offices_or_registers(
    pair: tuple[Scope, Household, Household], as_owner: Ground
) -> None:
    scope, kept, _ = pair
    with as_owner():
        abhar = people.office("emdad-abhar")
        behzisti = people.office("behzisti-zanjan", "behzisti")
        far = people.household(people.person("زهرا", "محمدی", abhar))
        strange = people.household(people.person("زهرا", "محمدی", behzisti))

    assert _refused(scope, kept, far) == "household_unknown"
    assert _refused(people.scope(kept.office, abhar), kept, far) == "merge_of_two_offices"
    assert _refused(people.scope(kept.office, behzisti), kept, strange) == "merge_across_registers"


def test_a_family_that_went_to_another_office_comes_back_before_it_is_parted(
    pair: tuple[Scope, Household, Household], as_owner: Ground
) -> None:
    _, kept, other = pair
    with as_owner():
        abhar = people.office("emdad-abhar")
    both = people.scope(kept.office, abhar)
    told: dict[str, Any] = {"reason": "کوچ", "on": AT.date(), "by": both, "at": AT}
    parting: dict[str, Any] = {"reason": "دو خانه‌اند", "by": both, "at": AT}
    with within(both):
        merge = _merged(both, kept, other)
        move_household(household_id=kept.pk, to_office_id=abhar.pk, **told)
        with pytest.raises(Refusal, match="unmerge_of_two_offices"):
            unmerge_households(merge_id=merge.pk, **parting)
        move_household(household_id=kept.pk, to_office_id=other.office_id, **told)
        unmerge_households(merge_id=merge.pk, **parting)
        offices = Membership.objects.values_list("household_id", "office_id", "person__office_id")
        assert set(offices) == {(one.pk, other.office_id, other.office_id) for one in (kept, other)}


def test_merge_refuses_two_people_with_two_codes_as_one_head(
    pair: tuple[Scope, Household, Household],
) -> None:
    scope, kept, other = pair

    assert _refused(scope, kept, other, head_is=Relation.HEAD) == "merge_of_two_codes"
    assert Household.objects.filter(merged_into__isnull=False).count() == 0


def test_a_merged_household_is_not_merged_again_and_a_parted_one_not_parted_again(
    pair: tuple[Scope, Household, Household],
) -> None:
    scope, kept, other = pair
    with within(scope):
        merge = _merged(scope, kept, other)
        with pytest.raises(Refusal, match="household_merged"):
            _merged(scope, kept, other)
        unmerge_households(merge_id=merge.pk, reason="نبود", by=scope, at=AT)
        with pytest.raises(Refusal, match="already_unmerged"):
            unmerge_households(merge_id=merge.pk, reason="نبود", by=scope, at=AT)


def test_unmerge_refuses_while_a_later_merge_stands(
    pair: tuple[Scope, Household, Household], as_owner: Ground
) -> None:
    scope, kept, other = pair
    with as_owner():
        third = people.household(people.person("حسن", "محمدی", kept.office))
    with within(scope):
        first = _merged(scope, kept, other)
        _merged(scope, third, kept, head_is=Relation.CHILD)
        with pytest.raises(Refusal, match="unmerge_later_first"):
            unmerge_households(merge_id=first.pk, reason="نبود", by=scope, at=AT)


def test_unmerge_refuses_once_a_member_was_taken_elsewhere(
    pair: tuple[Scope, Household, Household],
) -> None:
    scope, kept, other = pair
    with within(scope):
        merge = _merged(scope, kept, other)
        Membership.objects.filter(person__first_name="مریم").delete()
        with pytest.raises(Refusal, match="unmerge_built_upon"):
            unmerge_households(merge_id=merge.pk, reason="نبود", by=scope, at=AT)


def test_a_relative_of_a_relative_is_named_only_where_it_is_sure() -> None:
    assert relation_through(between=Relation.SPOUSE, relation=Relation.CHILD) is Relation.CHILD
    assert relation_through(between=Relation.CHILD, relation=Relation.CHILD) is Relation.GRANDCHILD
    assert relation_through(between=Relation.SIBLING, relation=Relation.CHILD) is Relation.OTHER
    assert relation_through(between=Relation.HEAD, relation=Relation.SPOUSE) is Relation.SPOUSE
