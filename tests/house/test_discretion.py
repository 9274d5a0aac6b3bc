"""A family under discreet support stands in no table, count or page of anybody but the few who may see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from madadkar.casework.actions import lift_discretion, set_discretion
from madadkar.casework.models import CaseFile, Discretion, GlassBreak, HomeVisit
from madadkar.casework.search import search_families
from madadkar.foundation.audit import record
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, tell_database, within
from madadkar.organisations.queries import current_posts, scope_of
from madadkar.organisations.rules import ROLE_RIGHTS, Right, Role
from madadkar.registry.models import Household, Person
from madadkar.registry.names import learn_names
from tests.databases import as_owner, laid_once
from tests.house.ground import Side, lay
from tests.house.test_tables import _asked, _fill, _leading_to_a_person

pytestmark = pytest.mark.django_db

SEES = frozenset(role for role in Role if Right.SEE_DISCREET in ROLE_RIGHTS[role])
SIGHTED = frozenset(role for role in Role if Right.SEE_FAMILIES in ROLE_RIGHTS[role])
_POLICED = "select tablename from pg_policies where schemaname = 'public' and policyname = 'not_hidden'"
_COLUMNS = "select table_name, column_name from information_schema.columns where table_schema = 'public'"
# Tables of rosters' own bookkeeping, named by import and not by family.
_WITHOUT_A_FAMILY = frozenset({"registry_rosterimport", "registry_rosterfinding"})


@pytest.fixture(scope="module")
def ours(django_db_setup: None, django_db_blocker: Any) -> Iterator[Side]:
    """Two families under discreet support, one with the centre, and a row about a family in every table."""
    with laid_once(django_db_blocker):
        yield _laid()


def _laid() -> Side:
    side, _ = lay()
    with as_owner():
        _fill()
        learn_names()
        _asked("select setval(pg_get_serial_sequence('foundation_auditevent', 'id'), 1000)")
        GlassBreak.objects.update(ends_at=timezone.now())  # the auditor of this house has broken it
        for file in (side.delegated, side.kept):
            today = timezone.localdate()
            Discretion.objects.filter(case_file=file).delete()
            Discretion.objects.create(
                agency_id=file.agency_id, office_id=file.office_id, case_file=file,
                household_id=file.household_id, reason="آبرومند",
                valid_from=today, valid_until=today + timedelta(days=30),
            )  # fmt: skip
    return side


def _scope(side: Side, role: Role) -> Scope:
    staff = side.staff[role]
    [post] = current_posts(staff_id=staff.pk, on=timezone.localdate())
    return scope_of(post=post, on=timezone.localdate())


def _hidden(side: Side) -> tuple[set[int], set[int]]:
    with as_owner():
        households = {side.delegated.household_id, side.kept.household_id}
        return households, set(
            Person.objects.filter(memberships__household__in=households).values_list("pk", flat=True)
        )


def _seen(households: set[int], persons: set[int]) -> dict[str, int]:
    """In which tables raw SQL still finds a row of these families."""
    found = {}
    leading = _leading_to_a_person()
    for table, column in _asked(_COLUMNS):
        wanted = {"household_id": households, "person_id": persons}.get(column)
        if table in leading and wanted:
            [(number,)] = _asked(f"select count(*) from {table} where {column} = any (%s)", list(wanted))
            if number:
                found[f"{table}.{column}"] = number
    for table, ids in (("registry_household", households), ("registry_person", persons)):
        [(number,)] = _asked(f"select count(*) from {table} where id = any (%s)", list(ids))
        if number:
            found[table] = number
    return found


def test_every_table_about_a_family_hides_it_when_it_must_be_hidden() -> None:
    policed = {table for (table,) in _asked(_POLICED)}
    leading = _leading_to_a_person()
    telling = {
        table
        for table, column in _asked(_COLUMNS)
        if column in {"household_id", "person_id", "case_file_id", "kept_id"} and table in leading
    }

    assert telling - policed - _WITHOUT_A_FAMILY == set()
    assert {"registry_household", "registry_person", "foundation_auditevent"} <= policed


@pytest.mark.parametrize("role", sorted(SIGHTED - SEES))
def test_raw_sql_finds_no_row_of_it_for_who_may_not(ours: Side, role: Role) -> None:
    households, persons = _hidden(ours)
    tell_database(_scope(ours, role))

    assert _seen(households, persons) == {}


@pytest.mark.parametrize("role", sorted(SEES))
def test_who_supervises_sees_it(ours: Side, role: Role) -> None:
    tell_database(_scope(ours, role))

    assert {row[0] for row in _asked("select id from registry_household")} >= _hidden(ours)[0]


def test_its_own_caseworker_sees_it_and_another_does_not(ours: Side) -> None:
    with as_owner():
        CaseFile.objects.filter(pk=ours.kept.pk).update(caseworker=ours.staff[Role.CASEWORKER])
    scope = _scope(ours, Role.CASEWORKER)
    tell_database(scope)

    assert set(CaseFile.objects.values_list("pk", flat=True)) == {ours.kept.pk}
    assert set(CaseFile.objects.seen_by(scope).values_list("pk", flat=True)) == {ours.kept.pk}


@pytest.mark.parametrize("role", sorted(SIGHTED))
def test_the_query_set_and_the_database_say_the_same(ours: Side, role: Role) -> None:
    scope = _scope(ours, role)
    tell_database(scope)
    beneath = set(Household.objects.values_list("pk", flat=True))
    with as_owner():
        above = set(Household.objects.seen_by(scope).values_list("pk", flat=True))

    assert above == beneath


@pytest.mark.parametrize("role", sorted(SIGHTED - SEES))
def test_search_pages_and_exports_do_not_know_it(ours: Side, role: Role) -> None:
    client = ours.visitor(role)
    with within(_scope(ours, role)):
        assert (
            search_families(text="سکینه محمدی", scope=_scope(ours, role), on=timezone.localdate()).rows == []
        )

    for name, key in (("family", ours.kept.household_id), ("case-file", ours.kept.pk)):
        assert client.get(reverse(name, args=[key])).status_code == 404
    for name in ("register", "search", "home"):
        page = client.get(reverse(name), {"q": "سکینه محمدی"}).content.decode()
        assert reverse("family", args=[ours.delegated.household_id]) not in page
        assert reverse("family", args=[ours.kept.household_id]) not in page


def test_the_trail_of_an_auditor_does_not_tell_of_it(ours: Side) -> None:
    head, auditor = _scope(ours, Role.HEAD), _scope(ours, Role.AUDITOR)
    with within(head):
        record("casework.open_file", by=head, at=timezone.now(), subject=ours.kept)
    events = (
        "select count(*) from foundation_auditevent where subject_id = %s and deed = 'casework.open_file'"
    )
    for scope, number in ((head, 1), (auditor, 0)):
        with within(scope):
            assert _asked(events, ours.kept.pk) == [(number,)]


def test_the_trail_does_not_tell_an_auditor_of_its_visits_or_of_deeds_that_name_its_file(ours: Side) -> None:
    head, auditor = _scope(ours, Role.HEAD), _scope(ours, Role.AUDITOR)
    with as_owner():
        whole = {"agency_id": ours.kept.agency_id, "office_id": ours.kept.office_id, "case_file": ours.kept}
        visit = HomeVisit.objects.create(
            **whole, household_id=ours.kept.household_id, kind="periodic", state="due", token=uuid4(),
            due_on=timezone.localdate(), asked_at=timezone.now(),
        )  # fmt: skip
    with within(head):
        record("casework.cancel_visit", by=head, at=timezone.now(), subject=visit, reason="نام کسی")
        record("casework.tie_voice", by=head, at=timezone.now(), subject=ours.centre, file=ours.kept.pk)
        record("casework.tie_voice", by=head, at=timezone.now(), subject=ours.centre, file=None)
    events = "select count(*) from foundation_auditevent where deed = %s and subject_id = %s"
    for scope, visits, ties in ((head, 1, 2), (auditor, 0, 1)):
        with within(scope):
            assert _asked(events, "casework.cancel_visit", visit.pk) == [(visits,)]
            assert _asked(events, "casework.tie_voice", ours.centre.pk) == [(ties,)]


def test_it_ends_on_its_day_and_when_it_is_lifted(ours: Side) -> None:
    today = timezone.localdate()
    with as_owner():
        Discretion.objects.filter(case_file=ours.kept).update(
            valid_from=today - timedelta(days=9), valid_until=today
        )
    head, worker = _scope(ours, Role.HEAD), _scope(ours, Role.CASEWORKER)
    with within(worker):
        assert set(CaseFile.objects.values_list("pk", flat=True)) == {ours.kept.pk}
    with within(head):
        lift_discretion(file_id=ours.delegated.pk, reason="نیاز گذشت", by=head, at=timezone.now())
    with within(worker):
        assert set(CaseFile.objects.values_list("pk", flat=True)) == {ours.kept.pk, ours.delegated.pk}


@pytest.mark.parametrize(
    ("days", "code"), [(0, "period_ends_before_it_starts"), (367, "discretion_too_long"), (366, "")]
)
def test_it_is_for_a_time_and_never_without_an_end(ours: Side, days: int, code: str) -> None:
    head = _scope(ours, Role.HEAD)
    with as_owner():
        Discretion.objects.all().delete()
    until = timezone.localdate() + timedelta(days=days)
    asked: dict[str, Any] = {"file_id": ours.kept.pk, "until": until, "reason": "آبرومند", "by": head}
    with within(head):
        assert _code(lambda: set_discretion(**asked, at=timezone.now())) == code


def _code(do: Callable[[], object]) -> str:
    try:
        do()
    except Refusal as refusal:
        return refusal.code
    return ""


def test_whoever_cannot_see_it_cannot_write_over_it(ours: Side) -> None:
    persons = _hidden(ours)[1]
    tell_database(_scope(ours, Role.CASEWORKER))
    with connection.cursor() as cursor:
        cursor.execute("update registry_person set first_name = 'دیگر'")
        cursor.execute("delete from casework_filestanding")
    with as_owner():
        assert not Person.objects.filter(pk__in=persons, first_name="دیگر").exists()
        assert ours.kept.pk in set(_standing_files())


def _standing_files() -> list[int]:
    return [row[0] for row in _asked("select case_file_id from casework_filestanding")]
