"""With two connections: a centre's people lose sight of a family in the same second its delegation ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from django.db import connections
from django.utils import timezone

from madadkar.casework.actions import Terms, recall_delegations, send_case
from madadkar.casework.models import CaseFile, Delegation
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Centre, CentreStanding, Office
from tests import databases
from tests.databases import as_owner
from tests.registry import people

committing = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
_SCOPE = "select set_config('app.office_ids', %s, false), set_config('app.centre_id', %s, false)"


@pytest.fixture
def ground(transactional_db: None) -> tuple[CaseFile, Centre, Scope]:
    with as_owner():
        zanjan: Office = people.office()
        nour = people.centre("نور", zanjan)
        CentreStanding.objects.create(centre=nour, standing="active", valid_from=people.LONG_AGO)
        file = people.case_file(people.household(people.person("سکینه", "محمدی", zanjan)))
    return file, nour, people.scope(zanjan)


@pytest.fixture
def beside(ground: tuple[CaseFile, Centre, Scope]) -> Iterator[psycopg.Cursor[tuple[int]]]:
    """A centre worker's own connection, open all the while, under the plain role."""
    file, nour, _ = ground
    name = str(connections["default"].settings_dict["NAME"])
    with psycopg.connect(databases.url(name), autocommit=True) as theirs, theirs.cursor() as cursor:
        cursor.execute("set role madadkar_web")
        cursor.execute(_SCOPE, [f"{{{file.office_id}}}", str(nour.pk)])
        yield cursor


def _seen(cursor: psycopg.Cursor[tuple[int]]) -> list[int]:
    told = []
    for table in ("registry_household", "registry_person", "casework_casefile", "casework_delegation"):
        cursor.execute(f"select count(*) from {table}")
        row = cursor.fetchone()
        told.append(row[0] if row else -1)
    return told


@committing
def test_sight_begins_with_the_commit_that_sends_and_ends_with_the_one_that_takes_back(
    ground: tuple[CaseFile, Centre, Scope], beside: psycopg.Cursor[tuple[int]]
) -> None:
    file, nour, head = ground
    assert _seen(beside) == [0, 0, 0, 0]
    with within(head):
        sent = send_case(
            file_id=file.pk, centre_id=nour.pk, terms=Terms(), reason="", by=head, at=timezone.now()
        )
        assert _seen(beside) == [0, 0, 0, 0], "not before it is done"
    assert _seen(beside) == [1, 1, 1, 1]

    with within(head):
        recall_delegations(delegation_ids=[sent.pk], reason="انتقال", by=head, at=timezone.now())
        assert _seen(beside) == [1, 1, 1, 1]
    assert _seen(beside) == [0, 0, 0, 0]


@committing
def test_a_statement_under_way_sees_one_or_the_other_and_the_next_one_nothing(
    ground: tuple[CaseFile, Centre, Scope], beside: psycopg.Cursor[tuple[int]]
) -> None:
    file, nour, head = ground
    own = {"agency_id": file.agency_id, "office_id": file.office_id, "household_id": file.household_id}
    with as_owner():
        since = timezone.localdate() - timedelta(days=400)
        given = Delegation.objects.create(**own, case_file=file, centre=nour, valid_from=since)
    beside.execute("begin")
    assert _seen(beside) == [1, 1, 1, 1]
    with within(head):
        recall_delegations(delegation_ids=[given.pk], reason="انتقال", by=head, at=timezone.now())
    assert _seen(beside) == [0, 0, 0, 0], "within the very transaction that had begun to read"
    beside.execute("rollback")


@committing
def test_two_heads_who_send_one_file_at_once_send_it_once(ground: tuple[CaseFile, Centre, Scope]) -> None:
    """The database proves it though the second saw nothing of the first while it wrote."""
    file, nour, _ = ground
    with as_owner():
        yas = people.centre("یاس", Office.objects.get(pk=file.office_id))
    insert = (
        "insert into casework_delegation (agency_id, office_id, case_file_id, household_id, centre_id,"
        " reason, valid_from) values (%s, %s, %s, %s, %s, '', current_date)"
    )
    told = [file.agency_id, file.office_id, file.pk, file.household_id]
    url = databases.url(str(connections["default"].settings_dict["NAME"]))
    with psycopg.connect(url) as first, psycopg.connect(url) as second:
        first.execute(insert, [*told, nour.pk])
        second.execute("set lock_timeout = '300ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            second.execute(insert, [*told, yas.pk])
        second.rollback()
        first.commit()
        with pytest.raises(psycopg.errors.ExclusionViolation, match="one_centre_a_service"):
            second.execute(insert, [*told, yas.pk])
