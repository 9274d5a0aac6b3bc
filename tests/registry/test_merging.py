"""Two records made one lose nothing, and parted again are what they were, to the letter."""

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
from madadkar.registry.actions import merge_persons, move_household, unmerge_persons
from madadkar.registry.models import BankAccount, Circumstance, Membership, Merge, Person, Phone
from tests.registry import people

pytestmark = pytest.mark.django_db
AT = datetime(2020, 3, 20, 8, tzinfo=UTC)
Ground = Callable[[], AbstractContextManager[None]]
_TABLES = ("person", "household", "membership", "circumstance", "phone", "bankaccount")
_GROUPS = ("pupil", "orphan", "woman_head")
_DAYS = st.integers(0, 40).map(lambda months: date(2015 + months // 12, 1 + months % 12, 1))


@pytest.fixture
def zanjan(as_owner: Ground) -> Office:
    """An office."""
    with as_owner():
        return people.office()


def _dump() -> str:
    """Every row of the register, in words."""
    with connection.cursor() as cursor:
        told = {}
        for table in _TABLES:
            cursor.execute(
                f"select coalesce(jsonb_agg(to_jsonb(t) order by id), '[]')::text from registry_{table} t"
            )
            told[table] = json.loads(cursor.fetchone()[0])
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


_FACTS = st.lists(
    st.tuples(st.sampled_from(["group", "phone", "account"]), st.integers(0, 2), _DAYS, st.booleans()),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ofs=st.tuples(_FACTS, _FACTS), blank=st.booleans())
def test_merge_then_unmerge_gives_back_exactly_what_was(
    zanjan: Office, ofs: tuple[list[Any], list[Any]], blank: bool, as_owner: Ground
) -> None:
    scope = people.scope(zanjan)
    with as_owner():
        kept = people.person("زهرا", "محمدی", zanjan, father="" if blank else "حسن")
        absorbed = people.person(
            "ذهرا", "محمدی", zanjan, father="حسن", national_code=None, birth_on=date(1345, 1, 1), sex="female"
        )
        people.household(kept, people.person("علی", "محمدی", zanjan))
        for person, facts in zip((kept, absorbed), ofs, strict=True):
            _lay(person, facts)
    with within(scope):
        before = _dump()
        merge = merge_persons(kept_id=kept.pk, absorbed_id=absorbed.pk, reason="یک شناسنامه", by=scope, at=AT)
        assert _dump() != before
        assert not Phone.objects.filter(person=absorbed).exists()
        unmerge_persons(merge_id=merge.pk, reason="دو خواهر بودند", by=scope, at=AT)
        assert _dump() == before


def _lay(person: Person, facts: list[Any]) -> None:
    owned = {"agency_id": person.agency_id, "office_id": person.office_id, "person": person}
    for kind, which, day, _ in facts:
        if kind == "phone":
            Phone.objects.get_or_create(**owned, number=f"0912000000{which}", defaults={"kind": "mobile"})
        elif kind == "account":
            if not BankAccount.objects.filter(person=person, sheba=f"IR{which:024}").exists():
                BankAccount.objects.create(**owned, sheba=f"IR{which:024}", valid_from=day)
        elif not Circumstance.objects.filter(person=person, group=_GROUPS[which]).exists():
            Circumstance.objects.create(**owned, group=_GROUPS[which], is_medical=False, valid_from=day)


@pytest.fixture
def pair(zanjan: Office, as_owner: Ground) -> tuple[Scope, Person, Person]:
    """Two records of Zahra, each with the same phone, and one of them with an orphan's group."""
    with as_owner():
        kept = people.person("زهرا", "محمدی", zanjan)
        absorbed = people.person("زهرا", "محمدی", zanjan, father="حسن", national_code=None)
        people.household(kept)
        for person in (kept, absorbed):
            _lay(person, [("phone", 0, None, True)])
        _lay(absorbed, [("group", 1, date(2016, 1, 1), True)])
    return people.scope(zanjan), kept, absorbed


def test_what_the_other_record_knew_is_known_of_the_kept_one(pair: tuple[Scope, Person, Person]) -> None:
    scope, kept, absorbed = pair
    with within(scope):
        merge_persons(kept_id=kept.pk, absorbed_id=absorbed.pk, reason="همان است", by=scope, at=AT)
        kept.refresh_from_db()

        assert kept.father_name == "حسن"
        assert kept.circumstances.get().group == "orphan"
        assert kept.phones.count() == 1


def test_what_was_corrected_since_stays_corrected(pair: tuple[Scope, Person, Person]) -> None:
    scope, kept, absorbed = pair
    with within(scope):
        merge = merge_persons(kept_id=kept.pk, absorbed_id=absorbed.pk, reason="همان است", by=scope, at=AT)
        Person.objects.filter(pk=kept.pk).update(father_name="حسین")
        unmerge_persons(merge_id=merge.pk, reason="نبود", by=scope, at=AT)

        assert Person.objects.get(pk=kept.pk).father_name == "حسین"
        assert Person.objects.get(pk=absorbed.pk).father_name == "حسن"


def _refused(scope: Scope, **asked: Any) -> str:
    with within(scope), pytest.raises(Refusal) as refused:
        merge_persons(**{"reason": "همان است", "by": scope, "at": AT, **asked})
    return refused.value.code


def test_merge_refuses_two_people_with_two_codes(zanjan: Office, as_owner: Ground) -> None:
    with as_owner():
        one, other = (people.person("زهرا", "محمدی", zanjan) for _ in range(2))

    assert _refused(people.scope(zanjan), kept_id=one.pk, absorbed_id=other.pk) == "merge_of_two_codes"


def test_merge_refuses_the_head_of_another_household(zanjan: Office, as_owner: Ground) -> None:
    with as_owner():
        one = people.person("زهرا", "محمدی", zanjan)
        other = people.person("زهرا", "محمدی", zanjan, national_code=None)
        people.household(one)
        people.household(other)

    assert _refused(people.scope(zanjan), kept_id=one.pk, absorbed_id=other.pk) == "merge_of_a_head"


def test_merge_refuses_a_record_with_itself_and_a_reason_unsaid(pair: tuple[Scope, Person, Person]) -> None:
    scope, kept, absorbed = pair

    assert _refused(scope, kept_id=kept.pk, absorbed_id=kept.pk) == "merge_with_itself"
    assert _refused(scope, kept_id=kept.pk, absorbed_id=absorbed.pk, reason=" ") == "reason_missing"


def test_merge_never_crosses_registers(pair: tuple[Scope, Person, Person], as_owner: Ground) -> None:
    scope, kept, _ = pair
    with as_owner():
        behzisti = people.office("behzisti-zanjan", "behzisti")
        stranger = people.person("زهرا", "محمدی", behzisti, national_code=None)
    both = people.scope(kept.office, behzisti)

    assert _refused(scope, kept_id=kept.pk, absorbed_id=stranger.pk) == "person_unknown"
    assert _refused(both, kept_id=kept.pk, absorbed_id=stranger.pk) == "merge_across_registers"


def test_unmerge_refuses_twice(pair: tuple[Scope, Person, Person]) -> None:
    scope, kept, absorbed = pair
    with within(scope):
        merge = merge_persons(kept_id=kept.pk, absorbed_id=absorbed.pk, reason="همان است", by=scope, at=AT)
        unmerge_persons(merge_id=merge.pk, reason="نبود", by=scope, at=AT)
        with pytest.raises(Refusal, match="already_unmerged"):
            unmerge_persons(merge_id=merge.pk, reason="نبود", by=scope, at=AT)


def test_unmerge_refuses_where_the_family_went_to_another_office_since(
    pair: tuple[Scope, Person, Person], as_owner: Ground
) -> None:
    _, kept, absorbed = pair
    with as_owner():
        abhar = people.office("emdad-abhar")
        family = Membership.objects.get(person=kept).household_id
    both = people.scope(kept.office, abhar)
    with within(both):
        merge = merge_persons(kept_id=kept.pk, absorbed_id=absorbed.pk, reason="همان است", by=both, at=AT)
        move_household(household_id=family, to_office_id=abhar.pk, on=AT.date(), reason="کوچ", by=both, at=AT)
        with pytest.raises(Refusal, match="unmerge_of_two_offices"):
            unmerge_persons(merge_id=merge.pk, reason="نبود", by=both, at=AT)


def test_unmerge_refuses_while_a_later_merge_stands(
    pair: tuple[Scope, Person, Person], as_owner: Ground
) -> None:
    scope, kept, absorbed = pair
    with as_owner():
        third = people.person("زهرا", "محمدی", kept.office, national_code=None)
        Membership.objects.filter(person=kept).update(valid_until=date(2019, 1, 1))
    with within(scope):
        first = merge_persons(kept_id=kept.pk, absorbed_id=absorbed.pk, reason="همان است", by=scope, at=AT)
        merge_persons(kept_id=third.pk, absorbed_id=kept.pk, reason="همان است", by=scope, at=AT)
        with pytest.raises(Refusal, match="unmerge_later_first"):
            unmerge_persons(merge_id=first.pk, reason="نبود", by=scope, at=AT)
        assert Merge.objects.filter(unmerged_at__isnull=True).count() == 2
