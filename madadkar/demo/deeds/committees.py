"""A committee of a county with a decided session behind it, one that sits, and an appeal that is heard."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from madadkar.casework.actions.committee.appeals import file_appeal
from madadkar.casework.actions.committee.committees import found_committee, seat_member
from madadkar.casework.actions.committee.decisions import Ruling, decide_item
from madadkar.casework.actions.committee.sessions import (
    open_session,
    plan_session,
    put_on_agenda,
    sign_session,
)
from madadkar.casework.actions.life.waiting import set_waiting_turn
from madadkar.casework.actions.walk.letters import send_letter
from madadkar.casework.models import AgendaItem, Committee, FileStanding, Letter
from madadkar.casework.queries.bars import bars_of
from madadkar.casework.rules import CoverageKind, FileState, StateReason
from madadkar.casework.rules.committee import (
    BAR_NAMES,
    AgendaSubject,
    CommitteeKind,
    Decision,
    SeatDuty,
    Voice,
)
from madadkar.casework.rules.letters import SentHow
from madadkar.casework.rules.waiting import Priority
from madadkar.demo.deeds.cast import Cast
from madadkar.organisations.models import Post
from madadkar.organisations.rules import Role

_DECIDED_DAYS_AGO = 6
_DECIDED, _MOST = 2, 8
_REFUSED = Ruling(
    decision=Decision.REFUSED,
    reason=StateReason.INCOME_ABOVE,
    grounds="درآمد خانوار با حقوق فرزند بزرگ از ضابطه امسال بالاتر است",
    voices={},
)
_ACCEPTED = Ruling(
    decision=Decision.ACCEPTED,
    coverage=CoverageKind.CONTINUOUS,
    conditions="فرزندان مهرماه در مدرسه نام‌نویسی شوند",
    voices={},
)


def convene(cast: Cast) -> None:
    """Found the committees of a county (Khodabandeh, for Zanjan), and let them sit."""
    county = cast.counties[1]
    asked: dict[str, Any] = {"by": cast.scope(Role.HEAD), "at": cast.at - timedelta(days=40)}
    name = county.name.rsplit("شهرستان", 1)[-1].strip()
    committee = found_committee(
        name=f"کمیته پذیرش {name}", kind=CommitteeKind.ACCEPTANCE, quorum=2, office_id=county.pk, **asked
    )
    appeals = found_committee(
        name="کمیته رسیدگی به اعتراض", kind=CommitteeKind.APPEAL, quorum=2, office_id=cast.office.pk, **asked
    )
    members = _seat(cast, committee)
    _seat(cast, appeals)
    decided = _before(cast, county.pk)
    if len(decided) == _DECIDED:
        _decide(cast, committee, members, decided)
    _sit(cast, committee, members, county.pk)
    _hasten(cast)


def _seat(cast: Cast, committee: Committee) -> list[int]:
    """The head presides, whoever takes requests writes, and two caseworkers of the county sit with them."""
    head = cast.scope(Role.HEAD).actor_id
    workers = Post.objects.filter(office_id=cast.counties[1].pk, role=Role.CASEWORKER, valid_until=None)
    found = [one for one in workers.order_by("pk").values_list("staff_id", flat=True) if one != head]
    intake = cast.scope(Role.INTAKE).actor_id
    clerk = intake if intake != head else None
    told = [(head, SeatDuty.CHAIR), *((one, SeatDuty.MEMBER) for one in found[: 2 if clerk else 3])]
    if clerk:
        told.append((clerk, SeatDuty.SECRETARY))
    asked: dict[str, Any] = {"by": cast.scope(Role.HEAD), "at": cast.at - timedelta(days=39)}
    since = cast.today - timedelta(days=39)
    for staff_id, duty in told:
        assert staff_id is not None, "everybody who sits has an account or a post"
        seat_member(committee_id=committee.pk, staff_id=staff_id, duty=duty, on=since, **asked)
    return [one for one, _ in told if one is not None]


def _in_turn(cast: Cast, office_id: int) -> list[FileStanding]:
    standings = FileStanding.objects.filter(
        office_id=office_id, state=FileState.COMMITTEE.value, valid_until=None
    )
    return list(standings.order_by("valid_from", "pk"))


def _before(cast: Cast, office_id: int) -> list[int]:
    day = cast.today - timedelta(days=_DECIDED_DAYS_AGO)
    told = [one.case_file_id for one in _in_turn(cast, office_id) if one.valid_from <= day]
    return told[:_DECIDED]


def _decide(cast: Cast, committee: Committee, members: list[int], files: list[int]) -> None:
    """One family is refused, told by letter and appeals; another is accepted."""
    asked: dict[str, Any] = {"by": cast.scope(Role.HEAD), "at": cast.at - timedelta(days=_DECIDED_DAYS_AGO)}
    day = cast.today - timedelta(days=_DECIDED_DAYS_AGO)
    session = plan_session(
        committee_id=committee.pk, held_on=day, place="اتاق جلسه", token=cast.token(), **asked
    )
    put_on_agenda(session_id=session.pk, subject=AgendaSubject.ACCEPTANCE, file_ids=files, **asked)
    open_session(session_id=session.pk, present=members, **asked)
    items = list(AgendaItem.objects.filter(session=session).order_by("place"))
    bars = bars_of(items=items, staff_ids=members, scope=cast.scope(Role.HEAD))
    for item, ruling in zip(items, (_REFUSED, _ACCEPTED), strict=True):
        barred = bars.get(item.case_file_id, {})
        voices = {one: Voice.RECUSED if one in barred else Voice.FOR for one in members}
        why = {one: BAR_NAMES[bar] for one, bar in barred.items()}
        decide_item(item_id=item.pk, ruling=replace(ruling, voices=voices, why=why), **asked)
    sign_session(session_id=session.pk, **asked)
    letter = Letter.objects.get(case_file=items[0].case_file_id)
    send_letter(letter_id=letter.pk, how=SentHow.BY_HAND, on=day, **asked)
    assert letter.move_id is not None, "a letter of a decision tells of its move"
    file_appeal(
        move_id=letter.move_id,
        said="آن درآمد از برادرم است که با ما زندگی نمی‌کند.",
        came_on=cast.today - timedelta(days=2),
        by=cast.scope(Role.HEAD),
        at=cast.at - timedelta(days=2),
    )


def _sit(cast: Cast, committee: Committee, members: list[int], office_id: int) -> None:
    """Today's session is open, with as many files as wait for it."""
    asked: dict[str, Any] = {"by": cast.scope(Role.HEAD), "at": cast.at}
    waiting = [one.case_file_id for one in _in_turn(cast, office_id)][:_MOST]
    session = plan_session(
        committee_id=committee.pk, held_on=cast.today, place="اتاق جلسه", token=cast.token(), **asked
    )
    if waiting:
        put_on_agenda(session_id=session.pk, subject=AgendaSubject.ACCEPTANCE, file_ids=waiting, **asked)
    open_session(session_id=session.pk, present=members, **asked)


def _hasten(cast: Cast) -> None:
    """Some turns in the queue are sooner than others."""
    waiting = FileStanding.objects.filter(
        office_id__in=cast.scope(Role.HEAD).office_ids, state=FileState.WAITING.value, valid_until=None
    ).order_by("pk")
    for place, one in enumerate(waiting[:6]):
        set_waiting_turn(
            file_id=one.case_file_id,
            priority=list(Priority)[place % len(Priority)],
            reason="بیماری سرپرست و نداشتن سرپناه",
            by=cast.scope(Role.HEAD),
            at=cast.at,
        )
