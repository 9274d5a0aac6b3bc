"""What a person says of rows that look known: the same as somebody, somebody else, or nothing yet."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from madadkar.foundation import audit
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Staff
from madadkar.organisations.rules import Right
from madadkar.registry.models import Person, RosterImport, RosterMend, RosterRow
from madadkar.registry.rosters.held import keep_mend, opened, row_of, waiting_row
from madadkar.registry.rosters.stage import answers

SAME, JOINS, DIFFERENT = "same", "joins", "different"
"""`joins` is said of who looks known: the row is that person, and its household, if new here, is theirs.
`same` is said of who is known in another household: they have moved to the row's."""
_BY_LIKENESS = frozenset({"looks_known", "perhaps_known"})
_SAID_APART = """
select r.person_id, other::bigint, m.mended_by_id, m.mended_at,
    coalesce(r.likeness -> other ->> 'probability', '0'), coalesce(r.likeness -> other ->> 'levels', '{}')
  from registry_rosterrow r
  join registry_rostermend m on m.roster_import_id = r.roster_import_id and m.sheet = r.sheet
    and m.row_number = r.row_number and m."column" is null
  cross join unnest(string_to_array(split_part(r.decision, ':', 2), ',')) other
  where r.roster_import_id = %(import)s and r.outcome = 'new' and not r.is_committed
    and r.decision like 'different:%%'
"""


class Word(NamedTuple):
    """What is said of a row: `same` as a person, or `different` from one (None: from all it resembles)."""

    decision: str
    person_id: int | None = None


class Taken(NamedTuple):
    """How many rows a word was kept of, and how many were decided by somebody else meanwhile."""

    kept: int
    passed: int


class Apart(NamedTuple):
    """That a person a roster brings is not somebody known: who said it and when, and how alike they are."""

    person_id: int
    other_id: int
    staff_id: int | None
    staff_name: str
    said_at: datetime
    probability: Decimal
    levels: dict[str, int]


def decide(
    *, roster_id: int, sheet: str, row_number: int, person_id: int, decision: str, by: Scope, at: datetime
) -> RosterImport:
    """Say whether a waiting row is the known person it resembles: "same" or "different". Then start_check.

    Raises Refusal("roster_row_unknown"), Refusal("roster_row_not_waiting"), Refusal("roster_not_resembling"),
    Refusal("roster_row_decided") where somebody else said otherwise meanwhile.
    """
    by.check(Right.IMPORT_ROSTER)
    with transaction.atomic():
        roster = opened(roster_id, by)
        row = waiting_row(roster, sheet, row_number)
        if not _say(roster, row, Word(decision, person_id), by, at):
            raise Refusal("roster_row_decided", row=row_number)
        audit.record(
            "registry.decide_roster",
            by=by,
            at=at,
            subject=roster,
            row=row_number,
            person_id=person_id,
            decision=decision,
        )
    return roster


def decide_rows(*, roster_id: int, words: Mapping[tuple[str, int], Word], by: Scope, at: datetime) -> Taken:
    """Say of many rows at once (sheet, row number) what they are; of whom nothing is said, go on waiting.

    A row that no longer waits, or of which somebody else said otherwise meanwhile, is passed by and counted.
    Raises Refusal("roster_unknown"), Refusal("roster_row_unknown"), Refusal("roster_not_resembling").
    """
    by.check(Right.IMPORT_ROSTER)
    with transaction.atomic():
        roster = opened(roster_id, by)
        said: dict[str, str] = {}
        for (sheet, row_number), word in words.items():
            row = row_of(roster, sheet, row_number)
            if row.outcome == "waiting" and _say(roster, row, word, by, at):
                said[f"{sheet}:{row_number}"] = word.decision
        if said:
            audit.record("registry.decide_rows", by=by, at=at, subject=roster, rows=said)
    return Taken(len(said), len(words) - len(said))


def decide_sure(*, roster_id: int, least: Decimal, by: Scope, at: datetime) -> int:
    """Say in one deed of every waiting row that resembles somebody with this probability or more, that it is
    that person; answers of how many. Of two rows that resemble one person nothing is said, nor of a row of
    which something was said since the check. Raises Refusal("roster_unknown").
    """
    by.check(Right.IMPORT_ROSTER)
    with transaction.atomic():
        roster = opened(roster_id, by)
        sure = {row: _likeliest(row) for row in unsaid_rows(roster=roster).filter(probability__gte=least)}
        times = Counter(sure.values())
        seen = set(Person.objects.seen_by(by).filter(pk__in=times).values_list("pk", flat=True))
        once = {row: pk for row, pk in sure.items() if pk in seen and times[pk] == 1}
        _keep_all(roster, {row: _text(row, Word(SAME, pk), row.decision) for row, pk in once.items()}, by, at)
        if once:
            audit.record(
                "registry.decide_sure_rows", by=by, at=at, subject=roster, rows=len(once), least=str(least)
            )
    return len(once)


def take_back_decision(
    *, roster_id: int, sheet: str, row_number: int, by: Scope, at: datetime
) -> RosterImport:
    """What was said of a row that is not committed holds no longer: it is asked again. Then start_check.

    Raises Refusal("roster_row_unknown"), Refusal("roster_row_committed"), Refusal("roster_nothing_said").
    """
    by.check(Right.IMPORT_ROSTER)
    with transaction.atomic():
        roster = opened(roster_id, by)
        row = row_of(roster, sheet, row_number)
        if row.is_committed or (
            roster.state == "committed" and row.outcome in ("new", "updated", "unchanged")
        ):
            raise Refusal("roster_row_committed", row=row_number)
        said = RosterMend.objects.filter(
            roster_import=roster, sheet=sheet, row_number=row_number, column__isnull=True
        )
        if not said.exists():
            raise Refusal("roster_nothing_said", row=row_number)
        said.delete()
        audit.record("registry.take_back_decision", by=by, at=at, subject=roster, row=row_number)
    return roster


def said_apart(told: dict[str, Any]) -> list[Apart]:
    """The new persons of an import that is being committed who were said not to be somebody known."""
    rows = answers(_SAID_APART, told)
    names = {one.pk: str(one) for one in Staff.objects.filter(pk__in={row[2] for row in rows if row[2]})}
    return [
        Apart(
            person_id,
            other_id,
            staff_id,
            names.get(staff_id, ""),
            said_at,
            Decimal(probability),
            json.loads(levels),
        )
        for person_id, other_id, staff_id, said_at, probability, levels in rows
    ]


def _say(roster: RosterImport, row: RosterRow, word: Word, by: Scope, at: datetime) -> bool:
    """Keep a word of a waiting row; False where somebody else has said otherwise."""
    resembles = row.resembles or []
    if word.decision not in (SAME, DIFFERENT) or word.person_id not in (None, *resembles):
        raise Refusal("roster_not_resembling")
    if word.decision == SAME and word.person_id is None:
        raise Refusal("roster_not_resembling")
    earlier = RosterMend.objects.filter(
        roster_import=roster, sheet=row.sheet, row_number=row.row_number, column__isnull=True
    ).first()
    text = _text(row, word, earlier.text if earlier else row.decision)
    if earlier and earlier.text == text:
        return True
    if earlier and earlier.mended_by_id != by.actor_id and _contradicts(earlier.text, word):
        return False
    keep_mend(roster=roster, sheet=row.sheet, row_number=row.row_number, column=None, text=text, by=by, at=at)
    return True


def _text(row: RosterRow, word: Word, before: str) -> str:
    if word.decision == SAME:
        found = {told.split(":", 1)[0] for told in row.findings}
        is_joining = bool(found & _BY_LIKENESS) and "person_in_other_household" not in found
        return f"{JOINS if is_joining else SAME}:{word.person_id}"
    others = before.removeprefix("different:").split(",") if before.startswith("different:") else []
    now = [word.person_id] if word.person_id is not None else row.resembles or []
    return f"{DIFFERENT}:{','.join(dict.fromkeys([*filter(None, others), *map(str, now)]))}"


def _contradicts(before: str, word: Word) -> bool:
    """Whether what was said of a row and what is said now cannot both be."""
    said, _, people = before.partition(":")
    if word.decision == DIFFERENT:
        return said != DIFFERENT and word.person_id in (None, int(people))
    return said != DIFFERENT or str(word.person_id) in people.split(",")


def _keep_all(roster: RosterImport, texts: Mapping[RosterRow, str], by: Scope, at: datetime) -> None:
    told = {"office_id": roster.office_id, "mended_by_id": by.actor_id, "mended_at": at}
    RosterMend.objects.bulk_create(
        [
            RosterMend(roster_import=roster, sheet=row.sheet, row_number=row.row_number, text=text, **told)
            for row, text in texts.items()
        ],
        update_conflicts=True,
        unique_fields=["roster_import", "sheet", "row_number", "column"],
        update_fields=["text", "mended_by_id", "mended_at"],
    )


def unsaid_rows(*, roster: RosterImport) -> QuerySet[RosterRow]:
    """The waiting rows that resemble somebody by likeness, of which nothing was said since the check; the
    likeliest first."""
    mends = RosterMend.objects.filter(roster_import=roster, column__isnull=True)
    said = {(sheet, number): text for sheet, number, text in mends.values_list("sheet", "row_number", "text")}
    waiting = RosterRow.objects.filter(roster_import=roster, outcome="waiting", probability__isnull=False)
    told = waiting.values_list("pk", "sheet", "row_number", "decision") if said else []
    since = [pk for pk, *where, then in told if said.get((where[0], where[1]), then) != then]
    return waiting.exclude(pk__in=since).order_by("-probability", "pk")


def _likeliest(row: RosterRow) -> int:
    """Whom a row resembles most of those it is asked about."""
    likeness: dict[str, Any] = row.likeness or {}
    asked = [pk for pk in row.resembles or [] if str(pk) in likeness]
    return int(max(asked, key=lambda pk: (likeness[str(pk)]["probability"], -pk)))
