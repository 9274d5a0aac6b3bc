"""A roster is matched by what the planner knows of the register as it is, not of the empty one it was."""

from __future__ import annotations

import pytest
from django.db import connection

from madadkar.registry.models import Person
from tests.databases import as_owner
from tests.registry import people

_LOOKED_AT = "select reltuples from pg_class where oid = 'registry_person'::regclass"


@pytest.mark.django_db(transaction=True)
def test_the_planner_looks_again_at_what_grew_and_lets_the_rest_be() -> None:
    with as_owner():
        one = people.person("سکینه", "محمدی", people.office())
        Person.objects.bulk_create(
            Person(
                agency_id=one.agency_id,
                office_id=one.office_id,
                first_name=f"مریم {n}",
                last_name="محمدی",
                sex="f",
            )
            for n in range(60)
        )
    with connection.cursor() as cursor:
        cursor.execute("select pg_stat_force_next_flush()")

        assert _looked_at_after(least=1_000) <= 0
        assert _looked_at_after(least=50) == 61


def _looked_at_after(*, least: int) -> int:
    """How many people the planner knows of, after the plain role had it look where more than so many came."""
    with connection.cursor() as cursor:
        cursor.execute("select casework_analyze_grown(%s)", [least])
        cursor.execute(_LOOKED_AT)
        return int(cursor.fetchone()[0])
