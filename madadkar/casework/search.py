"""The front door: persons found with their family's file, by anything a family or a paper may say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.functions import Coalesce

from madadkar.casework.models import CaseFile, FileStanding
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.registry.models import Membership
from madadkar.registry.search import Hit, PersonRow, Question, find_persons, person_rows, read_question

# A file laid aside when two households were made one leads to the household that stayed.
_WHERE_THE_FAMILY_IS = Coalesce(
    "household__merged_into__merged_into_id", "household__merged_into_id", "household_id"
)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a list says of a family's file."""

    file_id: int
    number: str
    state: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One person in a list of results, with their family's file and what of them matched."""

    person: PersonRow
    file: FileFacts | None = None
    matched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question: rows, best first."""

    question: Question
    rows: list[FoundRow]


def search_families(*, text: str, scope: Scope, on: date, most: int = 20) -> Found:
    """Whom a typed text means among the families in sight, by anything that may be said of them."""
    scope.check(Right.SEE_FAMILIES)
    question = read_question(text=text)
    hits = find_persons(question=question, scope=scope, on=on, most=most)
    if question.written_codes:
        hits = _with_files_numbered(hits, question, scope, on)
    matched = {hit.person_id: hit.matched for hit in hits}
    rows = family_rows(person_ids=list(matched)[:most], scope=scope, on=on)
    return Found(question, [FoundRow(row.person, row.file, matched[row.person.person_id]) for row in rows])


def family_rows(*, person_ids: Sequence[int], scope: Scope, on: date) -> list[FoundRow]:
    """These persons as lists show them, with their families' files, in the order given."""
    people = person_rows(person_ids=person_ids, scope=scope, on=on)
    files = file_facts(
        household_ids={one.household_id for one in people if one.household_id is not None}, scope=scope, on=on
    )
    return [FoundRow(one, files.get(one.household_id) if one.household_id else None) for one in people]


def file_facts(*, household_ids: set[int], scope: Scope, on: date) -> dict[int, FileFacts]:
    """Number and state of the households' files, by household."""
    files = CaseFile.objects.seen_by(scope).filter(household_id__in=household_ids)
    standings = FileStanding.objects.seen_by(scope).filter(_in_force(on), household_id__in=household_ids)
    states = dict(standings.values_list("case_file_id", "state"))
    return {
        household_id: FileFacts(file_id, number, states.get(file_id, ""))
        for file_id, household_id, number in files.values_list("id", "household_id", "number")
    }


def _with_files_numbered(hits: list[Hit], question: Question, scope: Scope, on: date) -> list[Hit]:
    """The heads of families whose file has that number, before who was found otherwise."""
    numbered = CaseFile.objects.seen_by(scope).filter(number__in=question.written_codes)
    heads = (
        Membership.objects.seen_by(scope)
        .filter(_in_force(on), is_head=True, household_id__in=numbered.values_list(_WHERE_THE_FAMILY_IS))
        .values_list("person_id", flat=True)[:20]
    )
    by_number = [Hit(person_id, 0.0, ("file_number",)) for person_id in heads]
    known = {hit.person_id for hit in by_number}
    return by_number + [hit for hit in hits if hit.person_id not in known]


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))
