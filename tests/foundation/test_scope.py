"""Sight: nothing without a scope, one's own offices within it, and never a word beyond."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, transaction

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import NOBODY, Scope, within
from madadkar.registry.models import Person
from tests.foundation.ground import lay_ground

pytestmark = pytest.mark.django_db


def test_without_a_scope_nobody_is_seen() -> None:
    ground = lay_ground()
    with within(ground.scope(ground.abhar)):
        ground.person(ground.abhar)

    assert Person.objects.count() == 0


def test_a_scope_shows_its_own_offices_and_no_other() -> None:
    ground = lay_ground()
    with within(ground.scope(ground.abhar, ground.qeydar)):
        ground.person(ground.abhar, "زهرا")
        ground.person(ground.qeydar, "لیلا")

    with within(ground.scope(ground.abhar)) as scope:
        seen_in_sql = [person.first_name for person in Person.objects.all()]
        seen_by_query_set = [person.first_name for person in Person.objects.seen_by(scope)]

    assert seen_in_sql == seen_by_query_set == ["زهرا"]


def test_a_row_cannot_be_written_into_an_office_out_of_scope() -> None:
    ground = lay_ground()

    with pytest.raises(ProgrammingError, match="row-level security"), within(ground.scope(ground.abhar)):
        ground.person(ground.qeydar)


def test_a_row_cannot_be_moved_out_of_scope() -> None:
    ground = lay_ground()
    with pytest.raises(ProgrammingError, match="row-level security"), within(ground.scope(ground.abhar)):
        ground.person(ground.abhar)
        Person.objects.update(office=ground.qeydar)


def test_a_centre_without_delegated_families_sees_nobody() -> None:
    ground = lay_ground()
    with within(ground.scope(ground.abhar)):
        ground.person(ground.abhar)

    with within(ground.scope(ground.abhar, centre_id=99)) as scope:
        assert Person.objects.count() == 0
        assert Person.objects.seen_by(scope).count() == 0


def test_the_scope_ends_with_its_transaction() -> None:
    ground = lay_ground()
    with within(ground.scope(ground.abhar)):
        pass
    with connection.cursor() as cursor:
        cursor.execute("select app_office_ids(), app_actor_id(), app_sees_medical()")
        assert cursor.fetchone() == ([], None, False)


def test_an_office_of_another_agency_is_refused_by_the_key() -> None:
    ground, other = lay_ground(), None
    with within(ground.scope(ground.abhar)):
        person = ground.person(ground.abhar)
        other = type(ground.agency).objects.create(code="behzisti-of-tests", name="ب", short_name="ب")

        with pytest.raises(Exception, match="of_the_same_agency"), transaction.atomic():
            Person.objects.filter(pk=person.pk).update(agency=other)


def test_check_refuses_a_right_the_role_has_not() -> None:
    with pytest.raises(Refusal) as refused:
        NOBODY.check("merge")

    assert refused.value.code == "not_permitted"
    Scope(rights=frozenset({"merge"})).check("merge")
