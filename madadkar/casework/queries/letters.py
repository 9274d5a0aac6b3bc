"""Letters to families, those still to be written or sent, and what a family may appeal against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from madadkar.casework.models import Appeal, FileMove, Letter
from madadkar.casework.queries.my_files import my_files
from madadkar.casework.rules import FileState, StateReason
from madadkar.casework.rules.appeals import AppealState, is_appealable, last_day
from madadkar.casework.rules.letters import TELLING
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.remembering import asked_once
from madadkar.foundation.scope import Scope

LOOKED_BACK = timedelta(days=60)
"""Older decisions without a letter were told before letters were kept here."""
_NOT_TOLD = (StateReason.DIED, StateReason.CLOSED, StateReason.DORMANT, StateReason.UNSAID)


@dataclass(frozen=True)
class Appealable:
    """A decision that stands and may be appealed against: until which day, where the letter has come."""

    move: FileMove
    until: date | None

    def is_open(self, on: date) -> bool:
        """Whether an appeal would still come in time."""
        return self.until is None or on <= self.until


def letters(*, scope: Scope) -> QuerySet[Letter]:
    """Letters in sight, the latest first."""
    found: QuerySet[Letter] = Letter.objects.seen_by(scope).select_related(
        "issued_by__agency", "issued_by__place", "case_file", "move", "appeal"
    )
    return found.order_by("-id")


def letter(*, letter_id: int, scope: Scope) -> Letter:
    """A letter in sight. Raises Refusal("letter_unknown")."""
    found = letters(scope=scope).filter(pk=letter_id).first()
    if found is None:
        raise Refusal("letter_unknown")
    return found


def last_day_of(*, letter: Letter) -> date | None:
    """The last day to appeal against what the letter told; None where it has not come or tells of nothing."""
    return last_day(told_on=letter.sent_on, days=letter.appeal_days) if letter.appeal_days else None


def unsent_letters(*, scope: Scope, own: bool) -> QuerySet[Letter]:
    """Letters that have not reached their family yet, the oldest first; `own`: of the reader's own files."""
    waiting = letters(scope=scope).filter(sent_on=None)
    if own:
        waiting = waiting.filter(case_file__in=my_files(scope=scope).values("pk"))
    return waiting.order_by("written_on", "id")


def untold_moves(*, scope: Scope, on: date) -> QuerySet[FileMove]:
    """Refusals, suspensions and exits of late that no letter told, the oldest first."""
    told = Letter.objects.filter(move=OuterRef("pk"))
    found: QuerySet[FileMove] = FileMove.objects.seen_by(scope).select_related("case_file")
    wanted = found.filter(
        to_state__in=[state.value for state in TELLING], on__gte=on - LOOKED_BACK, is_correction=False
    )
    return wanted.exclude(reason__in=[one.value for one in _NOT_TOLD]).filter(~Exists(told)).order_by("id")


def move_of(*, move_id: int, scope: Scope) -> FileMove:
    """A move in sight. Raises Refusal("move_unknown")."""
    found: FileMove | None = (
        FileMove.objects.seen_by(scope).select_related("case_file").filter(pk=move_id).first()
    )
    if found is None:
        raise Refusal("move_unknown")
    return found


def appeal(*, appeal_id: int, scope: Scope) -> Appeal:
    """An appeal in sight. Raises Refusal("appeal_unknown")."""
    found: Appeal | None = (
        Appeal.objects.seen_by(scope).select_related("case_file", "move").filter(pk=appeal_id).first()
    )
    if found is None:
        raise Refusal("appeal_unknown")
    return found


@asked_once
def appeals_of(*, file_id: int, scope: Scope) -> list[Appeal]:
    """The file's appeals, the latest first."""
    return list(
        Appeal.objects.seen_by(scope).filter(case_file=file_id).select_related("move").order_by("-id")
    )


def open_appeals(*, scope: Scope) -> QuerySet[Appeal]:
    """Appeals that nobody has heard yet, the oldest first."""
    waiting = (AppealState.FILED.value, AppealState.ON_AGENDA.value)
    found: QuerySet[Appeal] = Appeal.objects.seen_by(scope).filter(state__in=waiting)
    return found.order_by("came_on", "id")


def appealable(*, file_id: int, scope: Scope) -> Appealable | None:
    """What the family may appeal against now: its file's last move, when it is such and none was filed."""
    last = FileMove.objects.seen_by(scope).filter(case_file=file_id).order_by("-id").first()
    if last is None or not is_appealable(state=FileState(last.to_state), reason=StateReason(last.reason)):
        return None
    if Appeal.objects.seen_by(scope).filter(move=last).exists():
        return None
    told = Letter.objects.seen_by(scope).filter(move=last).first()
    return Appealable(last, last_day_of(letter=told) if told else None)
