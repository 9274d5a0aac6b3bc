"""A roster of somebody else beside the register: who of it is known here, with nothing brought in."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.scope import Scope
from madadkar.matching import registers
from madadkar.matching.engine.linking import Found, link_rosters
from madadkar.matching.rosters import Read
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Right
from madadkar.registry.models import Membership, Person


def link_foreign_roster(
    *, office: Office, roster: Read, file_name: str, least: float, by: Scope, at: datetime
) -> tuple[Found, dict[int, tuple[str, int]]]:
    """Link the register of an office and those under it with a roster that stays a file; it is recorded.

    Answers what was found, and for every linked person of the register (household's code, person's number).
    To be done within the scope: who is out of sight is not compared. Raises Refusal("not_permitted").
    """
    by.check(Right.MATCH_PEOPLE)
    with tempfile.TemporaryDirectory(prefix="madadkar-matching-") as folder:
        path = Path(folder) / "register.csv"
        count = registers.copy_out(path=path, office_ids=by.office_ids, on=tehran_day(at), using="default")
        found = link_rosters(path, roster.persons, least=least)
    record(
        "matching.link_foreign_roster", by=by, at=at, subject=office, office_id=office.pk, file=file_name,
        people=count, rows=len(roster.persons), links=len(found.links),
    )  # fmt: skip
    return found, _called({link.left for link in found.links})


def _called(person_ids: set[int]) -> dict[int, tuple[str, int]]:
    homes = Membership.objects.filter(person_id__in=person_ids, valid_until__isnull=True)
    codes = dict(homes.values_list("person_id", "household__code"))
    known = Person.objects.filter(pk__in=person_ids).values_list("pk", flat=True)
    return {pk: (codes.get(pk) or "", pk) for pk in known}
