"""Deeds on families: dated, refused for a reason, recorded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from madadkar.foundation.models import AuditEvent
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Role
from madadkar.registry.actions import (
    PersonFacts,
    add_account,
    add_circumstance,
    add_household,
    add_member,
    add_person,
    add_phone,
    change_head,
    change_person,
    end_circumstance,
    end_membership,
    move_household,
    move_residence,
    record_death,
    remove_phone,
)
from madadkar.registry.models import (
    Circumstance,
    Household,
    Membership,
    NameKey,
    Person,
    Phone,
    Residence,
)
from madadkar.registry.rules import Group, Headship, Relation
from tests import databases
from tests.registry import people

pytestmark = pytest.mark.django_db
AT = datetime(2020, 3, 20, 8, tzinfo=UTC)
TODAY = date(2020, 3, 20)
Ground = Callable[[], AbstractContextManager[None]]
ZAHRA = PersonFacts(first_name="زهرا", last_name="محمدي", father_name="حسن", national_code="۹۹۹۰۰۰۱۹۹۲")


@pytest.fixture
def zanjan(as_owner: Ground) -> Office:
    """An office."""
    with as_owner():
        return people.office()


@pytest.fixture
def family(zanjan: Office, as_owner: Ground) -> Household:
    """Zahra with Ali and Maryam, since 1389."""
    with as_owner():
        zahra = people.person("زهرا", "محمدی", zanjan, birth_on=date(1966, 3, 21))
        return people.household(zahra, *(people.person(name, "محمدی", zanjan) for name in ("علی", "مریم")))


def _code_of(number: int) -> str:
    return people.invented_code(number)


def _member(family: Household, name: str) -> Membership:
    with databases.as_owner():
        memberships = Membership.objects.select_related("person")
        return memberships.get(household=family, person__first_name=name, valid_until__isnull=True)


def _refused(do: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refused:
        do()
    return refused.value.code


def test_add_person_keeps_the_name_as_written_and_its_keys(zanjan: Office) -> None:
    scope = people.scope(zanjan)
    with within(scope):
        facts = PersonFacts(first_name="زهرا", last_name="محمدي", national_code=_code_of(777001))
        person = add_person(facts=facts, office_id=zanjan.pk, by=scope, at=AT)

        assert (person.last_name, person.last_key) == ("محمدی", "محمدی")
        assert NameKey.objects.filter(part="last", key="محمدی").exists()
        assert AuditEvent.objects.get(subject_id=person.pk).deed == "registry.add_person"


def test_add_person_refuses_a_code_that_is_known_and_says_whose(zanjan: Office, as_owner: Ground) -> None:
    with as_owner():
        known = people.person("زهرا", "محمدی", zanjan)
    scope = people.scope(zanjan)
    facts = PersonFacts(first_name="زهره", last_name="محمدی", national_code=known.national_code or "")
    with within(scope), pytest.raises(Refusal) as refused:
        add_person(facts=facts, office_id=zanjan.pk, by=scope, at=AT)

    assert (refused.value.code, refused.value.facts) == ("person_known", {"person_id": known.pk})


def test_add_person_refuses_a_code_known_to_an_office_out_of_sight(zanjan: Office, as_owner: Ground) -> None:
    with as_owner():
        known = people.person("زهرا", "محمدی", people.office("emdad-qazvin"))
    scope = people.scope(zanjan)
    facts = PersonFacts(first_name="زهره", last_name="محمدی", national_code=known.national_code or "")
    with within(scope):
        asked = {"facts": facts, "office_id": zanjan.pk, "by": scope, "at": AT}
        assert _refused(lambda: add_person(**asked)) == "person_known_elsewhere"
        assert Person.objects.count() == 0


@pytest.mark.parametrize("role", [Role.FINANCE, Role.DIRECTOR, Role.AUDITOR])
def test_add_person_refuses_a_role_that_only_sees(zanjan: Office, role: Role) -> None:
    scope = people.scope(zanjan, role=role)
    with within(scope):
        asked = {"facts": ZAHRA, "office_id": zanjan.pk, "by": scope, "at": AT}
        assert _refused(lambda: add_person(**asked)) == "not_permitted"


def test_a_centres_worker_registers_a_family_and_sees_it_from_then_on(
    zanjan: Office, as_owner: Ground
) -> None:
    with as_owner():
        nour = people.centre("c-1", zanjan)
    scope = people.scope(zanjan, role=Role.CENTRE_WORKER, of_centre=nour)
    with within(scope):
        facts = PersonFacts(first_name="زهرا", last_name="محمدی", national_code=_code_of(777002))
        head = add_person(facts=facts, office_id=zanjan.pk, by=scope, at=AT)
        made = add_household(head=head, headship=Headship.SPOUSE_DIED, on=TODAY, by=scope, at=AT)
    with within(scope):
        assert list(Household.objects.seen_by(scope)) == [made]
        assert list(Person.objects.seen_by(scope)) == [head]


def test_change_person_says_in_the_trail_what_changed_and_not_what_it_was(family: Household) -> None:
    scope = people.scope(family.office)
    zahra = _member(family, "زهرا").person
    facts = PersonFacts(first_name="زهرا", last_name="احمدی", national_code=zahra.national_code or "")
    with within(scope):
        change_person(person_id=zahra.pk, facts=facts, by=scope, at=AT)
        event = AuditEvent.objects.get(deed="registry.change_person")

    assert event.facts == {"changed": ["birth_on", "last_name"]}


def test_add_member_joins_from_the_day_and_only_once(family: Household, as_owner: Ground) -> None:
    scope = people.scope(family.office)
    with as_owner():
        reza = people.person("رضا", "محمدی", family.office)
    with within(scope):
        asked = {"household_id": family.pk, "person": reza, "relation": Relation.CHILD, "on": TODAY}
        add_member(**asked, by=scope, at=AT)

        assert _member(family, "رضا").valid_from == TODAY
        assert _refused(lambda: add_member(**asked, by=scope, at=AT)) == "already_member"


def test_add_member_refuses_somebody_who_lives_elsewhere(family: Household, as_owner: Ground) -> None:
    scope = people.scope(family.office)
    with as_owner():
        reza = people.person("رضا", "محمدی", family.office)
        people.household(reza)
    with within(scope):
        asked = {"household_id": family.pk, "person": reza, "relation": Relation.CHILD, "on": TODAY}
        assert _refused(lambda: add_member(**asked, by=scope, at=AT)) == "member_elsewhere"


def test_a_head_leaves_only_after_another_is_named(family: Household) -> None:
    scope = people.scope(family.office)
    head = _member(family, "زهرا")
    asked = {"membership_id": head.pk, "on": TODAY, "reason": "فوت", "by": scope, "at": AT}
    with within(scope):
        assert _refused(lambda: end_membership(**asked)) == "head_must_be_replaced"
        change_head(
            household_id=family.pk,
            person_id=_member(family, "علی").person_id,
            headship=Headship.USUAL,
            former_is=None,
            on=TODAY,
            reason="فوت سرپرست",
            by=scope,
            at=AT,
        )
        assert Membership.objects.get(pk=head.pk).valid_until == TODAY
        assert _member(family, "علی").is_head


def test_change_head_keeps_who_headed_when(family: Household) -> None:
    scope = people.scope(family.office)
    asked = {"household_id": family.pk, "headship": Headship.SPOUSE_DISABLED, "former_is": Relation.PARENT}
    with within(scope):
        ali = _member(family, "علی").person_id
        change_head(**asked, person_id=ali, on=TODAY, reason="بیماری", by=scope, at=AT)
        heads = Membership.objects.filter(household=family, is_head=True).order_by("valid_from")

        assert [(one.person.first_name, one.valid_from, one.valid_until) for one in heads] == [
            ("زهرا", people.LONG_AGO, TODAY),
            ("علی", TODAY, None),
        ]
        assert _member(family, "زهرا").relation == "parent"
        again = {**asked, "person_id": ali, "on": TODAY, "reason": "بیماری", "by": scope, "at": AT}
        assert _refused(lambda: change_head(**again)) == "head_already"


def test_a_member_cannot_leave_on_the_day_they_came_nor_twice(family: Household) -> None:
    scope = people.scope(family.office)
    asked = {"membership_id": _member(family, "مریم").pk, "reason": "ازدواج", "by": scope, "at": AT}
    with within(scope):
        assert _refused(lambda: end_membership(**asked, on=people.LONG_AGO)) == "period_ends_before_it_starts"
        end_membership(**asked, on=TODAY)
        assert _refused(lambda: end_membership(**asked, on=TODAY)) == "already_ended"


def test_move_residence_ends_the_home_before(family: Household) -> None:
    scope = people.scope(family.office)
    with within(scope):
        for place, on in (("ماهنشان", people.LONG_AGO), ("زنجان", TODAY)):
            move_residence(household_id=family.pk, place_text=place, on=on, by=scope, at=AT)
        homes = Residence.objects.order_by("valid_from").values_list("place_text", "valid_until")

        assert list(homes) == [("ماهنشان", TODAY), ("زنجان", None)]
        asked = {"household_id": family.pk, "place_text": "ابهر", "on": TODAY, "by": scope, "at": AT}
        assert _refused(lambda: move_residence(**asked)) == "moved_since"


def test_move_household_takes_everything_along(family: Household, as_owner: Ground) -> None:
    zahra = _member(family, "زهرا").person
    with as_owner():
        abhar = people.office("emdad-abhar")
        people.residence(family, text="ابهر")
        Phone.objects.create(
            agency=family.agency, office=family.office, person=zahra, number="09120000000", kind="mobile"
        )
    scope = people.scope(family.office, abhar)
    with within(scope):
        asked = {"household_id": family.pk, "to_office_id": abhar.pk, "on": TODAY, "reason": "مهاجرت"}
        move_household(**asked, by=scope, at=AT)
        for model in (Household, Membership, Person, Phone, Residence):
            assert set(model.objects.values_list("office_id", flat=True)) == {abhar.pk}, model
        assert _refused(lambda: move_household(**asked, by=scope, at=AT)) == "office_already"


def test_who_left_since_the_day_of_a_move_stays_with_their_new_household(
    family: Household, as_owner: Ground
) -> None:
    ali = _member(family, "علی")
    with as_owner():
        abhar = people.office("emdad-abhar")
        Membership.objects.filter(pk=ali.pk).update(valid_until=TODAY - timedelta(days=5))
        own = people.household(ali.person, since=TODAY - timedelta(days=5))
    scope = people.scope(family.office, abhar)
    with within(scope):
        asked = {"household_id": family.pk, "to_office_id": abhar.pk, "reason": "مهاجرت"}
        move_household(**asked, on=TODAY - timedelta(days=20), by=scope, at=AT)

    with as_owner():
        assert Person.objects.get(pk=ali.person_id).office_id == own.office_id == family.office_id
        assert _member(family, "مریم").person.office_id == abhar.pk


def test_move_household_never_leaves_sight(family: Household, as_owner: Ground) -> None:
    with as_owner():
        qazvin = people.office("emdad-qazvin")
    scope = people.scope(family.office)
    asked = {"household_id": family.pk, "to_office_id": qazvin.pk, "on": TODAY, "reason": "مهاجرت"}
    with within(scope):
        assert _refused(lambda: move_household(**asked, by=scope, at=AT)) == "office_unknown"


def test_a_group_is_begun_once_and_ended_with_a_reason(family: Household) -> None:
    scope = people.scope(family.office)
    ali = _member(family, "علی").person_id
    asked = {"person_id": ali, "group": Group.PUPIL, "by": scope, "at": AT}
    with within(scope):
        fact = add_circumstance(**asked, on=people.LONG_AGO)
        assert _refused(lambda: add_circumstance(**asked, on=TODAY)) == "circumstance_already"
        ending = {"circumstance_id": fact.pk, "on": TODAY, "by": scope, "at": AT}
        assert _refused(lambda: end_circumstance(**ending, reason="")) == "reason_missing"
        end_circumstance(**ending, reason="پایان تحصیل")
        add_circumstance(**asked, on=TODAY)

        assert Circumstance.objects.filter(person_id=ali).count() == 2


def test_age_is_no_group_that_anybody_writes(family: Household) -> None:
    scope = people.scope(family.office)
    asked = {"person_id": _member(family, "زهرا").person_id, "group": Group.ELDERLY, "on": TODAY}
    with within(scope):
        assert _refused(lambda: add_circumstance(**asked, by=scope, at=AT)) == "group_is_derived"


def test_an_illness_is_written_only_by_who_may_see_it(family: Household) -> None:
    scope = people.scope(family.office)
    blind = Scope(**{**scope.__dict__, "sees_medical": False, "rights": scope.rights - {"see_medical"}})
    asked = {"person_id": _member(family, "علی").person_id, "group": Group.CANCER_PATIENT, "on": TODAY}
    with within(blind):
        assert _refused(lambda: add_circumstance(**asked, by=blind, at=AT)) == "not_permitted"
    with within(scope):
        assert add_circumstance(**asked, by=scope, at=AT).is_medical
    with within(blind):
        assert Circumstance.objects.count() == 0


def test_phones_and_accounts_are_read_as_people_type_them(family: Household) -> None:
    scope = people.scope(family.office)
    zahra = _member(family, "زهرا").person_id
    with within(scope):
        asked = {"person_id": zahra, "by": scope, "at": AT}
        assert add_phone(**asked, number="۰۹۱۲ ۱۲۳ ۴۵۶۷").number == "09121234567"
        landline = add_phone(**asked, number="۰۲۴۳۳۳۲۱۲۳۴")
        assert landline.kind == "landline"
        assert _refused(lambda: add_phone(**asked, number="0912-123-4567")) == "phone_already"
        remove_phone(phone_id=landline.pk, by=scope, at=AT)
        assert Phone.objects.count() == 1
        sheba = "IR820540102680020817909002"
        add_account(**asked, sheba=sheba, on=TODAY)
        assert _refused(lambda: add_account(**asked, sheba=sheba, on=TODAY)) == "account_already"


def test_nobody_dies_before_they_are_born(family: Household) -> None:
    scope = people.scope(family.office)
    asked = {"person_id": _member(family, "زهرا").person_id, "by": scope, "at": AT}
    with within(scope):
        assert _refused(lambda: record_death(**asked, died_on=date(1960, 1, 1))) == "died_before_birth"
        assert record_death(**asked, died_on=TODAY).died_on == TODAY


def test_nothing_is_done_to_a_family_out_of_sight(family: Household, as_owner: Ground) -> None:
    with as_owner():
        elsewhere = people.scope(people.office("emdad-qazvin"))
        zahra = _member(family, "زهرا").person
    by_at = {"by": elsewhere, "at": AT}
    with within(elsewhere):
        assert (
            _refused(lambda: move_residence(household_id=family.pk, place_text="قم", on=TODAY, **by_at))
            == "household_unknown"
        )
        assert (
            _refused(lambda: add_phone(person_id=zahra.pk, number="09121234567", **by_at)) == "person_unknown"
        )
        assert _refused(lambda: record_death(person_id=zahra.pk, died_on=TODAY, **by_at)) == "person_unknown"
