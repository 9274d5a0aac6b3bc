"""Every address × every role × what is theirs or not: opened, refused or not found, as the table says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from madadkar.organisations.rules import CENTRE_ROLES, ROLE_RIGHTS, Right, Role
from madadkar.web import paper
from tests import databases
from tests.house.ground import Side, lay
from tests.house.routes import ANYBODY, OPEN, Route, routes
from tests.house.unprinted import unprinted

pytestmark = pytest.mark.django_db

# Of these a role that may come in sees only what it asked for or began itself: it may not be there.
_MAY_BE_MISSING = ("job", "export-file", "roster-", "figure", "matching-project-")
_FAMILY = frozenset(
    {"household_id", "file_id", "case_file_id", "person_id", "membership_id", "circumstance_id", "phone_id"}
    | {"note_id", "assignment_id", "glass_id", "document_id", "task_id"}
    | {"letter_id", "appeal_id", "move_id", "agenda_item_id"}
    | {"delegation_id", "decision_id"}
    | {"group_id", "group_member_id", "sampled_id", "survey_answer_id"}
    | {"visit_id", "plan_id", "goal_id", "step_id", "proposal_id", "follow_up_id"}
    | {"overlap_id"}
    | {"request_id", "account_id", "merge_id", "household_merge_id"}
)
_OWNED = (
    _FAMILY
    | {"committee_id", "committee_session_id", "seat_id"}
    | {"inspection_id", "file_review_id", "correction_id", "founding_id", "voice_id", "survey_id"}
    | {"batch_id"}
    | {"pair_id", "pair_decision_id", "recheck_id", "link_id", "agreement_id", "foreign_id"}
    | {"office_id", "centre_id", "partner_id", "staff_id", "import_id", "job_id"}
)


@pytest.fixture(scope="module")
def sides(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Side, Side]]:
    """Our side and the other agency's."""
    with databases.laid_once(django_db_blocker):
        yield lay()


def _addresses(objects: dict[str, Any]) -> Iterator[tuple[Route, str]]:
    for route in routes():
        told = {name: objects.get(name, 1) for name in route.takes}
        yield route, reverse(route.name, kwargs=told)


def _status(client: Client, url: str, *, may: bool) -> int:
    """What opening it is answered; to who may not, also where only a deed is sent to it."""
    status = client.get(url).status_code
    return client.post(url).status_code if status == 405 and not may else status


def _may(role: Role, route: Route) -> bool:
    assert route.rights is not None
    return route.rights is ANYBODY or bool(route.rights & ROLE_RIGHTS[role])


def test_every_address_is_in_the_table_of_who_may_open_it() -> None:
    unknown = [f"{route.name}: {route.pattern}" for route in routes() if route.rights is None]

    assert unknown == []


def test_every_view_says_for_itself_what_the_table_says_of_it() -> None:
    """Two hands wrote it; where they differ, one of them is wrong."""
    said = {}
    for route in routes():
        if route.rights in (OPEN, None):
            continue
        own = frozenset(getattr(route.view, "rights", ()))
        expected = frozenset() if route.rights is ANYBODY else route.rights
        if own != expected:
            said[route.name] = (sorted(own), sorted(expected or ()))

    assert said == {}


def test_a_stranger_is_sent_to_sign_in_from_every_page(client: Client, sides: tuple[Side, Side]) -> None:
    wrong = {}
    for route, url in _addresses(sides[0].objects(sides[0].delegated)):
        for ask in (client.get, client.post):
            response = ask(url)
            if route.rights is OPEN:
                continue
            if response.status_code != 302 or not response["Location"].startswith("/sign-in/"):
                wrong[f"{ask.__name__} {url}"] = response.status_code

    assert wrong == {}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_what_the_table_says_and_nothing_else(
    sides: tuple[Side, Side], role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, _ = sides
    if role is not Role.HEAD:  # every paper is printed once; who else is given it needs no printer
        monkeypatch.setattr(paper, "pdf_bytes", unprinted)
    client = ours.visitor(role)
    wrong = {}
    for route, url in _addresses(ours.objects(ours.delegated)):
        if route.rights is OPEN:
            continue
        status = _status(client, url, may=_may(role, route))
        expected = {200, 302, 405, 409} if _may(role, route) else {403}
        if _may(role, route) and route.name.startswith(_MAY_BE_MISSING):
            expected |= {404, 400}
        if status not in expected:
            wrong[f"{route.name} {url}"] = status

    assert wrong == {}


@pytest.mark.parametrize("role", list(Role))
def test_what_is_of_another_office_is_not_found_by_any_address(sides: tuple[Side, Side], role: Role) -> None:
    ours, theirs = sides
    client = ours.visitor(role)
    wrong = {}
    for route, url in _addresses(theirs.objects(theirs.delegated)):
        if not _OWNED & set(route.takes) or not _may(role, route):
            continue
        for ask in (client.get, client.post):
            status = ask(url).status_code
            if status not in {404, 405}:
                wrong[f"{ask.__name__} {route.name} {url}"] = status

    assert wrong == {}


@pytest.mark.parametrize("role", sorted(CENTRE_ROLES))
def test_a_family_that_is_not_with_the_centre_is_not_found_by_its_people(
    sides: tuple[Side, Side], role: Role
) -> None:
    ours, _ = sides
    client = ours.visitor(role)
    wrong = {}
    for route, url in _addresses(ours.objects(ours.kept)):
        if not _FAMILY & set(route.takes) or not _may(role, route):
            continue
        for ask in (client.get, client.post):
            status = ask(url).status_code
            if status not in {404, 405}:
                wrong[f"{ask.__name__} {route.name} {url}"] = status

    assert wrong == {}


# What people of a centre that was asked for food alone open of the family: who it is, the forms of their own
# visits, notes and tasks, what is written for the centre, and its handing.
_REACHED = frozenset(
    {"family", "person", "residence-move", "phone-add", "phone-remove", "case-file", "visit-new", "visit-ask"}
    | {"note-add", "document", "document-file", "document-add", "document-replace", "document-withdraw"}
    | {"task-set", "note-correct", "file-decide", "group-join"}
)


@pytest.mark.parametrize("role", sorted(CENTRE_ROLES))
def test_a_centre_of_named_services_opens_what_belongs_to_them_and_no_more(
    sides: tuple[Side, Side], role: Role
) -> None:
    ours, _ = sides
    client = ours.feeder(role)
    opened = set()
    for route, url in _addresses(ours.objects(ours.kept)):
        if not _FAMILY & set(route.takes) or not _may(role, route):
            continue
        answers = {ask(url).status_code for ask in (client.get, client.post)}
        if answers - {403, 404, 405}:
            opened.add(route.name)

    reached = {route.name for route in routes() if route.name in _REACHED and _may(role, route)}
    assert opened == reached


def test_no_right_is_without_a_role_that_has_it() -> None:
    assert set().union(*ROLE_RIGHTS.values()) == set(Right)
