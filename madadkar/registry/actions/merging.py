"""Two records found to be one person, made one, and parted again whole when that was wrong.

What is true of the absorbed record moves to the kept one. What the kept one says already (the same phone, the
same group in the same days, a membership in the same days) steps aside: the `Merge` row keeps it, word for
word,
with the numbers of what moved, so that un-merging gives back exactly what was.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from madadkar.foundation.audit import record
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import plain, taken
from madadkar.registry.models import Merge, Person

_SAME_DAYS = "daterange(k.valid_from, k.valid_until) && daterange(a.valid_from, a.valid_until)"
# Table → when a row of the absorbed person says what a row of the kept one says already.
_SAID_TWICE = {
    "registry_membership": _SAME_DAYS,
    "registry_circumstance": f'k."group" = a."group" and {_SAME_DAYS}',
    "registry_phone": "k.number = a.number",
    "registry_bankaccount": f"k.sheba = a.sheba and {_SAME_DAYS}",
}
# What the kept record takes from the absorbed one where it says nothing itself.
_FILLED = (
    "national_code",
    "foreigner_code",
    "birth_certificate_number",
    "father_name",
    "father_key",
    "sex",
    "marital",
    "died_on",
)
_STEP_ASIDE = """
with twice as (
  delete from {table} a where a.person_id = %(absorbed)s
    and exists (select from {table} k where k.person_id = %(kept)s and {same}) returning a.*)
select coalesce(jsonb_agg(to_jsonb(twice) order by id), '[]')::text from twice
"""
_MOVE = """
with moved as (update {table} set person_id = %(kept)s where person_id = %(absorbed)s returning id)
select coalesce(array_agg(id order by id), '{{}}') from moved
"""
_MOVE_BACK = "update {table} set person_id = %(absorbed)s where id = any(%(ids)s) and person_id = %(kept)s"
_PUT_BACK = "insert into {table} select * from jsonb_populate_recordset(null::{table}, %(rows)s::jsonb)"


@transaction.atomic
def merge_persons(*, kept_id: int, absorbed_id: int, reason: str, by: Scope, at: datetime) -> Merge:
    """Two records of one register become one; the absorbed one stays, pointing at the kept one.

    Raises Refusal: not_permitted, person_unknown, reason_missing, merge_with_itself, person_merged,
    merge_across_registers, merge_of_two_codes (both have one, and not the same), merge_of_a_head (the
    absorbed
    record heads another household meanwhile).
    """
    by.check(Right.MERGE)
    if kept_id == absorbed_id:
        raise Refusal("merge_with_itself")
    if not clean(reason):
        raise Refusal("reason_missing")
    kept, absorbed = _both(kept_id, absorbed_id, by)
    _check_one_person(kept, absorbed)
    ids = {"kept": kept.pk, "absorbed": absorbed.pk}
    aside = {table: _step_aside(table, ids) for table in _SAID_TWICE}
    if any(row["is_head"] for row in aside["registry_membership"]):
        raise Refusal("merge_of_a_head")
    moved = {table: _moved(table, ids) for table in _SAID_TWICE}
    absorbed.merged_into = kept
    absorbed.save(update_fields=["merged_into"])
    merge = Merge.objects.create(
        agency_id=kept.agency_id,
        office_id=kept.office_id,
        kept=kept,
        absorbed=absorbed,
        moved=moved,
        before={"aside": aside, "filled": _fill(kept, absorbed)},
        reason=clean(reason),
        merged_at=at,
        merged_by_id=by.actor_id,
    )
    record("registry.merge_persons", by=by, at=at, subject=kept, reason=clean(reason), absorbed=absorbed.pk)
    return merge


@transaction.atomic
def unmerge_persons(*, merge_id: int, reason: str, by: Scope, at: datetime) -> Person:
    """The two records are two again, each with what was its own; answers the one that had been absorbed.

    Raises Refusal: not_permitted, merge_unknown, reason_missing, already_unmerged, unmerge_later_first (the
    kept record was itself merged since), unmerge_of_two_offices (it went to another office since), and
    unmerge_built_upon (what steps back finds its place taken).
    """
    by.check(Right.MERGE)
    merge = taken(model=Merge, pk=merge_id, by=by, or_refuse="merge_unknown")
    if not clean(reason):
        raise Refusal("reason_missing")
    if merge.unmerged_at is not None:
        raise Refusal("already_unmerged")
    kept, absorbed = _both(merge.kept_id, merge.absorbed_id, by)
    if kept.merged_into_id is not None:
        raise Refusal("unmerge_later_first")
    if kept.office_id != merge.office_id:
        raise Refusal("unmerge_of_two_offices")
    _give_back_filled(kept, merge.before["filled"])
    try:
        with transaction.atomic():
            absorbed.merged_into = None
            absorbed.save(update_fields=["merged_into"])
            _give_back_rows(merge)
    except IntegrityError:
        raise Refusal("unmerge_built_upon") from None
    merge.unmerged_at = at
    merge.save(update_fields=["unmerged_at"])
    record("registry.unmerge_persons", by=by, at=at, subject=kept, reason=clean(reason), absorbed=absorbed.pk)
    return absorbed


def _both(kept_id: int, absorbed_id: int, by: Scope) -> tuple[Person, Person]:
    """Both records, locked in the order of their numbers, so that two merges wait and never deadlock."""
    found = {
        pk: taken(model=Person, pk=pk, by=by, or_refuse="person_unknown")
        for pk in sorted((kept_id, absorbed_id))
    }
    return found[kept_id], found[absorbed_id]


def _check_one_person(kept: Person, absorbed: Person) -> None:
    if kept.merged_into_id is not None or absorbed.merged_into_id is not None:
        raise Refusal("person_merged")
    if kept.agency_id != absorbed.agency_id:
        raise Refusal("merge_across_registers")
    for code in ("national_code", "foreigner_code"):
        one, other = getattr(kept, code), getattr(absorbed, code)
        if one and other and one != other:
            raise Refusal("merge_of_two_codes")


def _step_aside(table: str, ids: dict[str, int]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(_STEP_ASIDE.format(table=table, same=_SAID_TWICE[table]), ids)
        rows: list[dict[str, Any]] = json.loads(cursor.fetchone()[0])
        return rows


def _moved(table: str, ids: dict[str, int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_MOVE.format(table=table), ids)
        moved: list[int] = cursor.fetchone()[0]
        return moved


def _fill(kept: Person, absorbed: Person) -> dict[str, Any]:
    """What the kept record was silent about and takes over: name of the field → [before, after]."""
    filled: dict[str, Any] = {}
    for name in _FILLED:
        before, after = getattr(kept, name), getattr(absorbed, name)
        if not before and after:
            filled[name] = [before, after]
    if kept.birth_on is None and absorbed.birth_on is not None:
        filled["birth_on"] = [None, absorbed.birth_on]
        filled["birth_precision"] = [kept.birth_precision, absorbed.birth_precision]
    for name, (_, after) in filled.items():
        setattr(kept, name, after)
    kept.save()
    return {name: [plain(value=before), plain(value=after)] for name, (before, after) in filled.items()}


def _give_back_filled(kept: Person, filled: dict[str, list[Any]]) -> None:
    """The kept record is silent again, but for what was corrected since."""
    for name, (before, after) in filled.items():
        if plain(value=getattr(kept, name)) == after:
            setattr(kept, name, before)
    kept.save()


def _give_back_rows(merge: Merge) -> None:
    ids = {"kept": merge.kept_id, "absorbed": merge.absorbed_id}
    with connection.cursor() as cursor:
        for table in _SAID_TWICE:
            cursor.execute(_MOVE_BACK.format(table=table), {**ids, "ids": merge.moved[table]})
            rows = merge.before["aside"][table]
            if rows:
                cursor.execute(_PUT_BACK.format(table=table), {"rows": json.dumps(rows)})
