"""A centre's worker sees the families delegated to it or found by it, on every path, and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from madadkar.casework.actions.life.proceeding import proceed
from madadkar.casework.actions.walk.notes import write_note
from madadkar.casework.actions.walk.planning import begin_plan
from madadkar.casework.models import CaseFile, Delegation, Note
from madadkar.casework.rules import FileState
from madadkar.casework.rules.confidence import NoteKind
from madadkar.casework.rules.delegation import Service
from madadkar.casework.search import search_families
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import CentreStanding
from madadkar.organisations.rules import Role
from madadkar.registry.models import Household, Person, Phone
from madadkar.registry.names import learn_names
from tests.registry import people
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]


@dataclass
class World:
    """Three families of one name: with the centre, found by it, and neither; and a worker of the centre."""

    delegation: Delegation
    delegated: CaseFile
    found: CaseFile
    kept: CaseFile
    scope: Scope
    client: Client

    @property
    def seen(self) -> set[int]:
        """The households the worker sees."""
        return {self.delegated.household_id, self.found.household_id}


@pytest.fixture
def world(as_owner: Ground) -> Iterator[World]:
    """Laid a year ago."""
    with as_owner():
        zanjan = people.office()
        nour = people.centre("c-1", zanjan)
        CentreStanding.objects.create(centre=nour, standing="active", valid_from=people.LONG_AGO)
        files = [_family(zanjan, name) for name in ("حسن", "حسین", "یعقوب")]
        Household.objects.filter(pk=files[1].household_id).update(found_by_centre=nour)
        delegation = Delegation.objects.create(
            agency=zanjan.agency,
            office=zanjan,
            case_file=files[0],
            household=files[0].household,
            centre=nour,
            valid_from=timezone.localdate() - timedelta(days=365),
        )
        learn_names()
    scope = people.scope(zanjan, role=Role.CENTRE_WORKER, of_centre=nour)
    yield World(delegation, *files, scope, visitor(Role.CENTRE_WORKER, zanjan, centre=nour))


def _family(office: Any, father: str) -> CaseFile:
    head = people.person("زهرا", "محمدی", office, father=father)
    Phone.objects.create(
        agency=office.agency, office=office, person=head, number="09121234567", kind="mobile"
    )
    return people.case_file(people.household(head, people.person("علی", "محمدی", office)))


def _searched(world: World, text: str) -> set[int | None]:
    with within(world.scope):
        found = search_families(text=text, scope=world.scope, on=timezone.localdate())
        return {row.person.household_id for row in found.rows}


def _raw(world: World, question: str) -> Any:
    with within(world.scope), connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def test_the_page_opens_for_their_own_families_only(world: World) -> None:
    opened = {
        one.household_id: world.client.get(f"/families/{one.household_id}/").status_code
        for one in (world.delegated, world.found, world.kept)
    }

    assert opened == {
        world.delegated.household_id: 200,
        world.found.household_id: 200,
        world.kept.household_id: 404,
    }
    assert world.client.get(f"/files/{world.kept.pk}/").status_code == 404


@pytest.mark.parametrize("typed", ["زهرا محمدی", "ذهرا محمودی", "محمدی", "زهرا", "09121234567"])
def test_search_finds_their_own_families_only(world: World, typed: str) -> None:
    assert _searched(world, typed) == world.seen


def test_a_known_code_of_another_family_finds_nobody(world: World, as_owner: Ground) -> None:
    with as_owner():
        hidden = Person.objects.get(memberships__household=world.kept.household_id, memberships__is_head=True)

    assert _searched(world, hidden.national_code or "") == set()
    assert _searched(world, world.kept.number) == set()
    assert _searched(world, world.kept.household.code) == set()
    assert _searched(world, world.delegated.number) == {world.delegated.household_id}


def test_results_as_one_types_are_their_own_only(world: World) -> None:
    page = world.client.get("/search/", {"q": "زهرا محم"}, headers={"HX-Request": "true"})
    html = page.content.decode()

    assert "<html" not in html
    assert "حسن" in html
    assert "یعقوب" not in html


def test_counts_and_raw_sql_know_no_others(world: World) -> None:
    assert _raw(world, "select count(*) from registry_household") == 2
    assert _raw(world, "select count(*) from registry_person") == 4
    assert _raw(world, "select count(*) from casework_casefile") == 2
    assert _raw(world, f"select count(*) from registry_phone where office_id = {world.kept.office_id}") == 2


def test_the_export_carries_their_own_only(world: World, as_owner: Ground) -> None:
    manager = visitor(Role.CENTRE_MANAGER, world.kept.office, centre=world.delegation.centre)
    sheet = manager.post("/search/export/", {"q": "زهرا محمدی", "format": "csv"}).content.decode("utf-8-sig")

    assert "حسن" in sheet
    assert "یعقوب" not in sheet


def test_all_of_it_ends_with_the_delegation(world: World, as_owner: Ground) -> None:
    with as_owner():
        Delegation.objects.filter(pk=world.delegation.pk).update(valid_until=timezone.localdate())

    assert world.client.get(f"/families/{world.delegated.household_id}/").status_code == 404
    assert _searched(world, "زهرا محمدی") == {world.found.household_id}
    assert _searched(world, world.delegated.number) == set()
    assert _raw(world, "select count(*) from registry_household") == 1


def test_no_deed_reaches_a_family_that_is_not_theirs(world: World, as_owner: Ground) -> None:
    with as_owner():
        hidden = Person.objects.get(memberships__household=world.kept.household_id, memberships__is_head=True)
    answer = world.client.post(f"/persons/{hidden.pk}/phones/add/", {"number": "09127654321"})

    assert answer.status_code == 404
    with as_owner():
        assert hidden.phones.count() == 1


def test_a_family_a_centre_found_is_its_own_until_somebody_is_asked_to_walk_with_it(
    world: World, as_owner: Ground
) -> None:
    with as_owner():
        yas = people.centre("c-2", world.found.office)
        Delegation.objects.create(
            agency=world.found.agency, office=world.found.office, case_file=world.found,
            household=world.found.household, centre=yas, valid_from=timezone.localdate(),
        )  # fmt: skip

    assert _raw(world, "select count(*) from registry_household") == 1
    assert world.client.get(f"/files/{world.found.pk}/").status_code == 404
    with as_owner():
        Delegation.objects.filter(centre=yas).update(valid_until=timezone.localdate())
    assert _raw(world, "select count(*) from registry_household") == 1, "the office has ruled since"


def test_a_deed_of_a_matter_that_was_not_delegated_is_refused_and_a_note_is_not(
    world: World, as_owner: Ground
) -> None:
    with as_owner():
        Delegation.objects.filter(pk=world.delegation.pk).update(services=[Service.EDUCATION.value])
    asked = {"file_id": world.delegated.pk, "by": world.scope, "at": timezone.now()}
    note = {"kind": NoteKind.GENERAL, "text": "کتاب خرید", "on": timezone.localdate(), "token": uuid4()}
    with within(world.scope):
        with pytest.raises(Refusal, match="matter_not_delegated"):
            begin_plan(**asked)
        with pytest.raises(Refusal, match="matter_not_delegated"):
            proceed(**asked, to=FileState.VISIT)
        write_note(**asked, **note)
        assert Note.objects.count() == 1
