"""Which families of two registers are one: what clerks would have found, said by whoever planted them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connections

from madadkar.demo.families import Family
from madadkar.foundation.jalali import tehran_day
from madadkar.matching.rules import LinkBasis

_OWNER = "owner"
_CLERK = "کارشناس تطبیق"
# Each pair of heads as one person, left of the agency with the lower number, as matching itself writes it.
_LINK = """
insert into matching_link (left_person_id, left_first_id, left_agency_id, left_office_id,
                           right_person_id, right_first_id, right_agency_id, right_office_id,
                           basis, probability, linked_at, linked_by_name, valid_from, ended_for, end_reason,
                           ended_by_name)
  select l.id, l.id, l.agency_id, l.office_id, r.id, r.id, r.agency_id, r.office_id,
         %(basis)s, 1, %(at)s, %(clerk)s, %(on)s, '', '', ''
    from unnest(%(known)s::bigint[], %(echoes)s::bigint[]) as pair (known, echo)
    join registry_person k on k.id = pair.known
    join registry_person e on e.id = pair.echo
    join registry_person l on l.id = case when k.agency_id < e.agency_id then k.id else e.id end
    join registry_person r on r.id = case when k.agency_id < e.agency_id then e.id else k.id end
"""


def link_echoes(families: Sequence[Family], *, at: datetime) -> int:
    """Link the heads of families that two agencies know; answers how many."""
    pairs = [(family.echo_of.head.id, family.head.id) for family in families if family.echo_of is not None]
    with connections[_OWNER].cursor() as cursor:
        cursor.execute(
            _LINK,
            {
                "known": [known for known, _ in pairs],
                "echoes": [echo for _, echo in pairs],
                "basis": LinkBasis.CLERK.value,
                "clerk": _CLERK,
                "at": at,
                "on": tehran_day(at),
            },
        )
        return int(cursor.rowcount)
