"""Deeds on sessions: planned, filled, opened, cancelled, signed; and their minutes and letters on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from madadkar.casework.actions.committee.sessions import (
    cancel_session,
    open_session,
    plan_session,
    sign_session,
)
from madadkar.casework.models import CommitteeSession
from madadkar.casework.queries.committees import committee, seats_of, session, sitting
from madadkar.casework.queries.letters import last_day_of, letters
from madadkar.casework.rules.committee import SEAT_DUTY_NAMES, Decision, SeatDuty
from madadkar.foundation.audit import record
from madadkar.foundation.period import is_in_force
from madadkar.foundation.persian import persian_digits
from madadkar.organisations.rules import Right
from madadkar.web.committees.deeds import DEED
from madadkar.web.committees.forms import PresentForm, ReasonForm, SessionForm, SureForm
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.forms import PersianForm
from madadkar.web.paper import pdf_answer

_WITH_REASON = (Decision.REFUSED.value, Decision.SUSPENDED.value, Decision.EXITED.value)


@needs(Right.KEEP_SESSIONS)
@DEED
def session_new(request: Visit, committee_id: int) -> HttpResponse:
    """Plan a session."""
    found = committee(committee_id=committee_id, scope=request.scope)

    def do(said: dict[str, Any]) -> str:
        planned = plan_session(committee_id=committee_id, **said, by=request.scope, at=request.now)
        messages.success(request, "جلسه در برنامه آمد؛ اکنون پرونده‌ها را در دستور آن بگذارید.")
        return reverse("committee-agenda", args=[planned.pk])

    form = SessionForm(typed(request), initial={"held_on": request.today})
    back = reverse("committee", args=[committee_id])
    words = Words(title=f"جلسه تازه {found.name}", button="در برنامه بیاید", back=back)
    return deed_page(request, form=form, do=do, words=words, beside={"day_gone": "held_on"})


@needs(Right.KEEP_SESSIONS)
@DEED
def session_open(request: Visit, committee_session_id: int) -> HttpResponse:
    """Write who is there and begin."""
    found = session(session_id=committee_session_id, scope=request.scope)
    seats = [
        one
        for one in seats_of(committee_id=found.committee_id, scope=request.scope)
        if is_in_force(one, on=request.today)
    ]
    seated = [
        (one.staff_id, f"{one.staff.full_name}، {SEAT_DUTY_NAMES[SeatDuty(one.duty)]}") for one in seats
    ]
    form = PresentForm(typed(request), seated=seated)

    def do(said: dict[str, Any]) -> None:
        open_session(
            session_id=committee_session_id, present=said["present"], by=request.scope, at=request.now
        )

    intro = f"جلسه با {persian_digits(found.committee.quorum)} نفر رسمی می‌شود."
    words = {"title": "آغاز جلسه", "button": "جلسه آغاز شد", "intro": intro}
    return _deed(
        request, found, form, do, done="جلسه آغاز شد.", beside={"quorum_missing": "present"}, **words
    )


@needs(Right.KEEP_SESSIONS)
@DEED
def session_cancel(request: Visit, committee_session_id: int) -> HttpResponse:
    """Say that the session does not take place."""
    found = session(session_id=committee_session_id, scope=request.scope)

    def do(said: dict[str, Any]) -> None:
        cancel_session(session_id=committee_session_id, **said, by=request.scope, at=request.now)

    intro = "پرونده‌های این جلسه به انتظار جلسه دیگری برمی‌گردند."
    words = {"title": "لغو جلسه", "button": "لغو جلسه", "intro": intro, "is_grave": True}
    form = ReasonForm(typed(request))
    return _deed(request, found, form, do, done="جلسه لغو شد.", beside={"reason_missing": "reason"}, **words)


@needs(Right.DECIDE_FILES)
@DEED
def session_sign(request: Visit, committee_session_id: int) -> HttpResponse:
    """Sign the minutes; nothing of the session changes any more."""
    whole = sitting(session_id=committee_session_id, scope=request.scope)

    def do(said: dict[str, Any]) -> None:
        sign_session(session_id=committee_session_id, by=request.scope, at=request.now)

    intro = "پس از امضا هیچ تصمیم و رأیی از این جلسه تغییر نمی‌کند."
    left = len(whole.placed) - whole.decided_count
    if left:
        intro += f" {persian_digits(left)} پرونده که به آن نرسیدید به انتظار جلسه بعد می‌مانند."
    words: dict[str, Any] = {"title": "امضای صورت‌جلسه", "button": "امضا می‌کنم", "intro": intro}
    return _deed(request, whole.session, SureForm(typed(request)), do, done="صورت‌جلسه امضا شد.", **words)


@needs(Right.KEEP_SESSIONS)
@require_safe
def session_minutes(request: Visit, committee_session_id: int) -> HttpResponse:
    """The minutes as PDF; a draft until they are signed."""
    whole = sitting(session_id=committee_session_id, scope=request.scope)
    content = {"sitting": whole, "with_reason": _WITH_REASON}
    title = f"صورت‌جلسه {whole.session.number} {whole.session.committee.name}"
    answer = pdf_answer(template="paper/minutes.html", content=content, title=title)
    record("casework.export_minutes", by=request.scope, at=request.now, subject=whole.session)
    return answer


@needs(Right.KEEP_SESSIONS)
@require_safe
def session_letters(request: Visit, committee_session_id: int) -> HttpResponse:
    """All letters of a session as one PDF, a page each."""
    found = session(session_id=committee_session_id, scope=request.scope)
    written = [
        *letters(scope=request.scope).filter(move__decided_in__session=found),
        *letters(scope=request.scope).filter(appeal__items__session=found),
    ]
    told = [
        {"letter": one, "paragraphs": one.body.split("\n"), "last_day": last_day_of(letter=one)}
        for one in sorted(written, key=lambda one: one.pk)
    ]
    title = f"نامه‌های جلسه {found.number} {found.committee.name}"
    answer = pdf_answer(template="paper/letters.html", content={"letters": told, "title": title}, title=title)
    record("casework.export_letter", by=request.scope, at=request.now, subject=found, count=len(told))
    return answer


def _deed(
    request: Visit,
    found: CommitteeSession,
    form: PersianForm,
    do: Callable[[dict[str, Any]], None],
    *,
    done: str,
    beside: dict[str, str] | None = None,
    **said: Any,
) -> HttpResponse:
    back = reverse("committee-session", args=[found.pk])

    def do_and_say(given: dict[str, Any]) -> str:
        do(given)
        messages.success(request, done)
        return back

    return deed_page(request, form=form, do=do_and_say, words=Words(back=back, **said), beside=beside)
