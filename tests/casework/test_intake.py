"""A family is never registered twice: not by a double click, by two officers or by two offices."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from madadkar.casework.actions import Admission, Asked, admit_family
from madadkar.casework.actions.life.asking import ask_elsewhere
from madadkar.casework.models import CaseFile, Request
from madadkar.casework.rules.requests import RequestKind
from madadkar.foundation.models import AuditEvent
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Role
from madadkar.registry.actions import PersonFacts
from madadkar.registry.models import Household, Person
from madadkar.registry.rules import Headship
from tests.databases import as_owner as owner
from tests.registry import people

AT = datetime(2020, 3, 20, 8, tzinfo=UTC)
TODAY = date(2020, 3, 20)
Ground = Callable[[], AbstractContextManager[None]]


def _admission(of: Office, **head: str) -> Admission:
    facts = PersonFacts(**{"first_name": "سکینه", "last_name": "بیگدلی", "father_name": "قربان", **head})
    return Admission(head=facts, headship=Headship.SPOUSE_DIED, office_id=of.pk, on=TODAY)


def _asked(token: UUID | None = None) -> Asked:
    return Asked(kind=RequestKind.SELF, said="اجاره خانه", came_on=TODAY, token=token or uuid4())


def _admit(
    of: Office, scope: Scope, *, asked: Asked | None = None, not_these: Any = (), **head: str
) -> Household:
    return admit_family(
        admission=_admission(of, **head), asked=asked or _asked(), not_these=not_these, by=scope, at=AT
    )


@pytest.fixture
def zanjan(as_owner: Ground) -> Office:
    with as_owner():
        return people.office()


@pytest.mark.django_db
def test_a_family_its_file_and_its_request_are_one_deed(zanjan: Office) -> None:
    scope = people.scope(zanjan, role=Role.CASEWORKER)
    with within(scope):
        household = _admit(zanjan, scope)

        assert CaseFile.objects.get().household == household
        assert Request.objects.get().said == "اجاره خانه"


@pytest.mark.django_db
def test_a_form_sent_twice_is_one_family(zanjan: Office) -> None:
    scope, asked = people.scope(zanjan, role=Role.CASEWORKER), _asked()
    with within(scope):
        assert _admit(zanjan, scope, asked=asked) == _admit(zanjan, scope, asked=asked)
        assert Household.objects.count() == Request.objects.count() == 1


@pytest.mark.django_db
def test_a_namesake_is_looked_at_before_another_is_registered(zanjan: Office) -> None:
    scope = people.scope(zanjan, role=Role.CASEWORKER)
    with within(scope):
        _admit(zanjan, scope)
        with pytest.raises(Refusal, match="family_perhaps_known") as refused:
            _admit(zanjan, scope, father_name="")
        _admit(zanjan, scope, father_name="حسن")
        _admit(zanjan, scope, father_name="", not_these=Person.objects.values_list("pk", flat=True))

        assert refused.value.facts["person_ids"] == [Person.objects.earliest("pk").pk]


@pytest.mark.django_db
def test_another_office_is_named_and_nothing_else_of_the_family(zanjan: Office, as_owner: Ground) -> None:
    with as_owner():
        abhar = people.office("emdad-abhar")
        hidden = people.person("سکینه", "بیگدلی", abhar)
        theirs = people.person("سکینه", "بیگدلی", people.office("behzisti-zanjan", "behzisti"))
    scope = people.scope(zanjan, role=Role.CASEWORKER)
    with within(scope):
        with pytest.raises(Refusal, match="person_known_elsewhere"):
            _admit(zanjan, scope, national_code=str(hidden.national_code))

        assert ask_elsewhere(code=str(hidden.national_code), by=scope, at=AT) == abhar.name
        assert ask_elsewhere(code=str(theirs.national_code), by=scope, at=AT) == ""
        event = AuditEvent.objects.filter(deed="casework.ask_elsewhere").earliest("id")
        assert str(hidden.national_code) not in str(event.facts)
        assert Household.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("code", ["", people.invented_code(77)])
def test_two_officers_at_the_same_moment_register_one_family(transactional_db: None, code: str) -> None:
    with transaction.atomic(), owner():
        zanjan = people.office()
    scope = people.scope(zanjan, role=Role.INTAKE)

    def admit(_number: int) -> str:
        try:
            with within(scope):
                _admit(zanjan, scope, national_code=code)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "registered"

    with ThreadPoolExecutor(2) as both:
        told = sorted(both.map(admit, range(2)))

    assert told == ["family_perhaps_known", "registered"]
    with within(scope):
        assert Household.objects.count() == CaseFile.objects.count() == Person.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_by_two_clicks_at_the_same_moment_is_one_family(transactional_db: None) -> None:
    with transaction.atomic(), owner():
        zanjan = people.office()
    scope, asked = people.scope(zanjan, role=Role.INTAKE), _asked()

    def admit(_number: int) -> int:
        try:
            with within(scope):
                return int(_admit(zanjan, scope, asked=asked).pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        first, second = both.map(admit, range(2))

    assert first == second


@pytest.mark.django_db
def test_a_family_is_perhaps_known_under_another_spelling_and_the_officer_hears_why(zanjan: Office) -> None:
    scope = people.scope(zanjan, role=Role.CASEWORKER)
    with within(scope):
        _admit(zanjan, scope, birth_on=date(1975, 5, 5))
        with pytest.raises(Refusal, match="family_perhaps_known") as refused:
            _admit(zanjan, scope, last_name="بیگدلیان", birth_on=date(1975, 5, 5))

    ((person_id, why),) = refused.value.facts["reasons"].items()
    assert refused.value.facts["person_ids"] == [person_id]
    assert "تاریخ تولد یکسان" in why
