"""Who answered for families on days gone by, and sight that reaches as far as counting those days needs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from django.db import connection, transaction

from madadkar.foundation.scope import Scope, tell_database


def offices_gone_to(*, office_ids: Collection[int], on: date) -> tuple[int, ...]:
    """The offices that families went to since a day on which these offices answered for them.

    Must stand within a scope; of offices out of it nothing is said.
    """
    with connection.cursor() as cursor:
        cursor.execute("select registry_offices_gone_to(%s, %s)", [list(office_ids), on])
        return tuple(cursor.fetchone()[0])


@contextmanager
def reaching(*, scope: Scope, office_ids: Collection[int]) -> Iterator[None]:
    """Count, and only count, in these offices too: the days of families that went there are one's own.

    Must stand within the scope. Whoever counts narrows by day and office and lets no name out (decision
    0012). A centre's people reach no further than their families.
    """
    beyond = tuple(one for one in office_ids if one not in scope.office_ids)
    if not beyond or scope.centre_id is not None:
        yield
        return
    # A savepoint: what fails on the way takes the wider sight back with it, whoever catches it.
    with transaction.atomic():
        tell_database(replace(scope, office_ids=scope.office_ids + beyond))
        yield
        tell_database(scope)
