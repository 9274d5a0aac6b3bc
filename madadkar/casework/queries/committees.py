"""Committees, their sessions, what waits for them, and what they said of whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from madadkar.casework.models import (
    AgendaItem,
    Appeal,
    Attendance,
    CaseFile,
    Committee,
    CommitteeSeat,
    CommitteeSession,
    ExitProposal,
    FileStanding,
    ItemVoice,
)
from madadkar.casework.queries.bars import bars_of
from madadkar.casework.rules import FileState
from madadkar.casework.rules.appeals import AppealState
from madadkar.casework.rules.committee import AgendaSubject, Bar, CommitteeKind, SessionState
from madadkar.casework.rules.exits import ExitState
from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.remembering import asked_once
from madadkar.foundation.scope import Scope
from madadkar.organisations.queries import holds_on
from madadkar.registry.models import Membership

M = TypeVar("M", bound=FileStanding | ExitProposal | Appeal)
OPEN_SESSIONS = (SessionState.PLANNED.value, SessionState.SITTING.value)


@dataclass(frozen=True)
class Waiting:
    """A file that waits to be put on an agenda, since when, and the words that say why."""

    file: CaseFile
    head: str
    since: date
    words: str = ""


@dataclass(frozen=True)
class Placed:
    """A file on an agenda: its head, how each spoke, and who may not speak."""

    item: AgendaItem
    head: str
    voices: list[ItemVoice] = field(default_factory=list)
    bars: Mapping[int, Bar] = field(default_factory=dict)


@dataclass(frozen=True)
class Sitting:
    """A session whole: who was there, and its files in order."""

    session: CommitteeSession
    there: list[Attendance]
    placed: list[Placed]

    @property
    def decided_count(self) -> int:
        """How many files were decided."""
        return sum(bool(one.item.decision) for one in self.placed)

    @property
    def next_item(self) -> AgendaItem | None:
        """The first file that is not decided yet."""
        return next((one.item for one in self.placed if not one.item.decision), None)


def committees(*, scope: Scope, on: date) -> list[Committee]:
    """The committees in sight, those at work first, each with its seats of the day."""
    seats = CommitteeSeat.objects.filter(holds_on(on=on)).select_related("staff").order_by("duty", "id")
    found = Committee.objects.seen_by(scope).select_related("office")
    return list(
        found.order_by(
            "closed_on", in_persian_order("office__name"), in_persian_order("name")
        ).prefetch_related(Prefetch("seats", seats))
    )


def committee(*, committee_id: int, scope: Scope) -> Committee:
    """A committee in sight. Raises Refusal("committee_unknown")."""
    found: Committee | None = (
        Committee.objects.seen_by(scope).select_related("office").filter(pk=committee_id).first()
    )
    if found is None:
        raise Refusal("committee_unknown")
    return found


def seats_of(*, committee_id: int, scope: Scope) -> list[CommitteeSeat]:
    """Everybody who sits or sat in a committee, the chair first."""
    seats = CommitteeSeat.objects.seen_by(scope).filter(committee=committee_id)
    return list(seats.select_related("staff").order_by("valid_until", "duty", "valid_from"))


def seat(*, seat_id: int, scope: Scope) -> CommitteeSeat:
    """A seat in sight. Raises Refusal("seat_unknown")."""
    seats = CommitteeSeat.objects.seen_by(scope).select_related("staff", "committee")
    found: CommitteeSeat | None = seats.filter(pk=seat_id).first()
    if found is None:
        raise Refusal("seat_unknown")
    return found


def sessions(*, scope: Scope, committee_id: int | None = None) -> QuerySet[CommitteeSession]:
    """Sessions in sight, the latest first, each with how many files it has and how many are undecided."""
    found: QuerySet[CommitteeSession] = CommitteeSession.objects.seen_by(scope).select_related(
        "committee", "office"
    )
    if committee_id is not None:
        found = found.filter(committee=committee_id)
    undecided = Count("items", filter=Q(items__decision=""))
    return found.annotate(item_count=Count("items"), undecided_count=undecided).order_by("-held_on", "-id")


def session(*, session_id: int, scope: Scope) -> CommitteeSession:
    """A session in sight. Raises Refusal("session_unknown")."""
    found = sessions(scope=scope).filter(pk=session_id).first()
    if found is None:
        raise Refusal("session_unknown")
    return found


def sitting(*, session_id: int, scope: Scope) -> Sitting:
    """A session whole, in a constant number of questions. Raises Refusal("session_unknown")."""
    found = session(session_id=session_id, scope=scope)
    there = Attendance.objects.seen_by(scope).filter(session=found).select_related("staff")
    items = _items(scope).filter(session=found).order_by("place")
    return Sitting(found, sorted(there, key=_chair_first), _placed(list(items), list(there), scope))


def _chair_first(one: Attendance) -> tuple[bool, bool, int]:
    return one.duty != "chair", one.duty != "secretary", one.pk


def agenda_item(*, item_id: int, scope: Scope) -> tuple[Placed, Sitting]:
    """A file on an agenda, and its whole session. Raises Refusal("item_unknown")."""
    known = AgendaItem.objects.seen_by(scope).filter(pk=item_id).values_list("session_id", flat=True).first()
    if known is None:
        raise Refusal("item_unknown")
    whole = sitting(session_id=known, scope=scope)
    return next(one for one in whole.placed if one.item.pk == item_id), whole


@asked_once
def decided_of(*, file_id: int, scope: Scope) -> list[AgendaItem]:
    """What committees said of a file, the latest first; and where it waits now."""
    return list(_items(scope).filter(case_file=file_id).order_by("-id"))


def _items(scope: Scope) -> QuerySet[AgendaItem]:
    found: QuerySet[AgendaItem] = AgendaItem.objects.seen_by(scope).select_related(
        "case_file__caseworker", "session__committee", "appeal__move", "move"
    )
    return found


def _placed(items: list[AgendaItem], there: list[Attendance], scope: Scope) -> list[Placed]:
    voices: dict[int, list[ItemVoice]] = defaultdict(list)
    for voice in ItemVoice.objects.seen_by(scope).filter(item__in=items).order_by("id"):
        voices[voice.item_id].append(voice)
    undecided = [item for item in items if not item.decision]
    bars = bars_of(items=undecided, staff_ids=[one.staff_id for one in there], scope=scope)
    heads = heads_of(household_ids=[item.household_id for item in items], scope=scope)
    return [
        Placed(item, heads.get(item.household_id, ""), voices[item.pk], bars.get(item.case_file_id, {}))
        for item in items
    ]


def waiting_for(*, committee: Committee, subject: AgendaSubject, scope: Scope) -> list[Waiting]:
    """The files of the committee's office and those under it that wait for this subject, longest first.

    Suspensions wait nowhere: they are put on an agenda by the number of the file.
    """
    if (subject is AgendaSubject.APPEAL) != (committee.kind == CommitteeKind.APPEAL.value):
        return []
    asked = {
        AgendaSubject.ACCEPTANCE: _before_committee,
        AgendaSubject.EXIT: _proposed_exits,
        AgendaSubject.APPEAL: _filed_appeals,
    }.get(subject)
    return asked(scope) if asked else []


def before_committee(*, scope: Scope) -> QuerySet[FileStanding]:
    """The files in the committee's turn that are on no agenda yet, the longest waiting first."""
    standing = FileStanding.objects.seen_by(scope).filter(valid_until=None, state=FileState.COMMITTEE.value)
    return _free(standing).order_by("valid_from", "case_file_id")


def _before_committee(scope: Scope) -> list[Waiting]:
    rows = before_committee(scope=scope)
    return _waiting([(one.case_file, one.valid_from, "") for one in rows], scope)


def _proposed_exits(scope: Scope) -> list[Waiting]:
    rows = _free(ExitProposal.objects.seen_by(scope).filter(state=ExitState.PROPOSED.value))
    found = [
        (one.case_file, one.proposed_on, one.get_reason_display()) for one in rows.order_by("proposed_at")
    ]
    return _waiting(found, scope)


def _filed_appeals(scope: Scope) -> list[Waiting]:
    rows = _free(Appeal.objects.seen_by(scope).filter(state=AppealState.FILED.value))
    return _waiting([(one.case_file, one.came_on, one.said) for one in rows.order_by("came_on")], scope)


def _free(rows: QuerySet[M]) -> QuerySet[M]:
    """Those whose file is on no agenda yet."""
    on_agenda = AgendaItem.objects.filter(case_file=OuterRef("case_file"), decision="")
    return rows.filter(~Exists(on_agenda)).select_related("case_file__caseworker")


def _waiting(found: list[tuple[CaseFile, date, str]], scope: Scope) -> list[Waiting]:
    heads = heads_of(household_ids=[file.household_id for file, _, _ in found], scope=scope)
    return [Waiting(file, heads.get(file.household_id, ""), since, words) for file, since, words in found]


def heads_of(*, household_ids: Collection[int], scope: Scope) -> dict[int, str]:
    """Who heads each of these households now, by name; one question."""
    heads = Membership.objects.seen_by(scope).filter(
        household__in=set(household_ids), is_head=True, valid_until=None
    )
    return {one.household_id: str(one.person) for one in heads.select_related("person")}
