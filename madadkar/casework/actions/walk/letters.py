"""Deeds on letters: written of a decision, numbered, and sent; from that day the term of appeal runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from madadkar.casework.actions.keeping import taken_file
from madadkar.casework.models import Appeal, CaseFile, FileMove, Letter, LetterBook
from madadkar.casework.queries.office_rules import rule_of
from madadkar.casework.rules import (
    COVERAGE_KIND_NAMES,
    STATE_REASON_NAMES,
    CoverageKind,
    FileState,
    StateReason,
)
from madadkar.casework.rules.appeals import is_appealable
from madadkar.casework.rules.letters import (
    KIND_OF_STATE,
    TELLING,
    LetterFacts,
    LetterKind,
    SentHow,
    paragraphs,
)
from madadkar.casework.rules.office_rules import RuleCode
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import format_long, tehran_day, to_jalali
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.queries import holds_on
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken
from madadkar.registry.models import Membership

_REASONS_TOLD = frozenset({StateReason.ACCEPTED, StateReason.PROCEEDING, StateReason.INCOMPLETE})


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a letter is written of: a move or an appeal, with the words of whoever decided."""

    kind: LetterKind
    move: FileMove | None = None
    appeal: Appeal | None = None
    grounds: str = ""
    conditions: str = ""
    coverage: str = ""
    covered_until: date | None = None


def written(*, file: CaseFile, told: Told, by: Scope, at: datetime) -> Letter:
    """The letter of a decision, numbered, not sent yet; part of a deed."""
    on = tehran_day(at)
    days = _appeal_days(file, told.move, on)
    reason = StateReason(told.move.reason) if told.move else None
    facts = LetterFacts(
        kind=told.kind,
        on=on,
        office=file.office.name,
        reason=STATE_REASON_NAMES[reason] if reason and reason not in _REASONS_TOLD else "",
        grounds=told.grounds,
        conditions=told.conditions,
        cover=_cover(told),
        appeal_days=days,
    )
    year, _, _ = to_jalali(on)
    return Letter.objects.create(
        agency_id=file.agency_id, office_id=file.office_id, case_file=file, household_id=file.household_id,
        issued_by_id=file.office_id, year=year, number=_next_number(file, year),
        kind=told.kind.value, move=told.move, appeal=told.appeal, addressed_to=_head_of(file, on),
        file_number=file.number, body="\n".join(paragraphs(facts=facts)), appeal_days=days,
        written_on=on, written_by_name=by.actor_name,
    )  # fmt: skip


def _appeal_days(file: CaseFile, move: FileMove | None, on: date) -> int:
    if move is None or not is_appealable(state=FileState(move.to_state), reason=StateReason(move.reason)):
        return 0
    return rule_of(code=RuleCode.APPEAL_DAYS, office_id=file.office_id, on=on)


def _cover(told: Told) -> str:
    if not told.coverage:
        return ""
    kind = COVERAGE_KIND_NAMES[CoverageKind(told.coverage)]
    until = f" تا {format_long(told.covered_until)}" if told.covered_until else ""
    return f"با خدمات {kind}{until}"


def _next_number(file: CaseFile, year: int) -> int:
    """The next number of the office's book; whoever writes at the same moment waits for this deed to end."""
    of_office = {"agency_id": file.agency_id, "office_id": file.office_id, "year": year}
    LetterBook.objects.bulk_create([LetterBook(**of_office)], ignore_conflicts=True)
    book: LetterBook = LetterBook.objects.select_for_update().get(office=file.office_id, year=year)
    book.last_number += 1
    book.save(update_fields=["last_number"])
    return book.last_number


def _head_of(file: CaseFile, on: date) -> str:
    heads = Membership.objects.filter(holds_on(on=on), household=file.household_id, is_head=True)
    head = heads.select_related("person").first()
    return str(head.person) if head else ""


@transaction.atomic
def write_letter(*, move_id: int, grounds: str, by: Scope, at: datetime) -> Letter:
    """Tell the family of a refusal, suspension or exit that no committee's letter told.

    Raises Refusal: not_permitted, move_unknown, nothing_to_tell, done_before.
    """
    by.check(Right.KEEP_SESSIONS)
    move = FileMove.objects.seen_by(by).filter(pk=move_id).first()
    if move is None:
        raise Refusal("move_unknown")
    file = taken_file(file_id=move.case_file_id, by=by)
    if FileState(move.to_state) not in TELLING:
        raise Refusal("nothing_to_tell")
    if Letter.objects.filter(move=move).exists():
        raise Refusal("done_before")
    kind = KIND_OF_STATE[FileState(move.to_state)]
    letter = written(file=file, told=Told(kind=kind, move=move, grounds=grounds), by=by, at=at)
    record("casework.write_letter", by=by, at=at, subject=file, letter=letter.pk, kind=kind.value)
    return letter


@transaction.atomic
def send_letter(*, letter_id: int, how: SentHow, on: date, by: Scope, at: datetime) -> Letter:
    """The letter reached the family; its term of appeal runs from that day.

    Raises Refusal: not_permitted, letter_unknown, letter_sent, day_not_come, before_the_letter.
    """
    by.check(Right.WORK_FILES)
    letter = taken(model=Letter, pk=letter_id, by=by, or_refuse="letter_unknown")
    if letter.sent_on is not None:
        raise Refusal("letter_sent", on=letter.sent_on, who=letter.sent_by_name)
    today = tehran_day(at)
    if on > today:
        raise Refusal("day_not_come", today=today)
    if on < letter.written_on:
        raise Refusal("before_the_letter", on=letter.written_on)
    letter.sent_on, letter.sent_how, letter.sent_by_name = on, how.value, by.actor_name
    letter.save(update_fields=["sent_on", "sent_how", "sent_by_name"])
    record(
        "casework.send_letter", by=by, at=at, subject=letter.case_file, letter=letter.pk, how=how.value, on=on
    )
    return letter
