"""The pages of committees: all of them, one with its people, and a session with its files."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madadkar.casework.queries.committees import committee, committees, seats_of, sessions, sitting
from madadkar.casework.queries.letters import open_appeals, unsent_letters, untold_moves
from madadkar.casework.rules.committee import AgendaSubject, SessionState
from madadkar.foundation.period import is_in_force
from madadkar.organisations.rules import Right
from madadkar.web.doors import Visit, needs

SHOWN = 100


@needs(Right.KEEP_SESSIONS)
@require_safe
def committees_page(request: Visit) -> HttpResponse:
    """The office's committees, their coming sessions, and the letters and appeals that wait."""
    scope, on = request.scope, request.today
    open_states = [SessionState.PLANNED.value, SessionState.SITTING.value]
    waiting_letters = unsent_letters(scope=scope, own=False)
    page = {
        "committees": committees(scope=scope, on=on),
        "coming": sessions(scope=scope).filter(state__in=open_states).order_by("held_on")[:SHOWN],
        "past": sessions(scope=scope).filter(state=SessionState.SIGNED.value)[:10],
        "appeals": list(open_appeals(scope=scope).select_related("case_file")[:SHOWN]),
        "letters": list(waiting_letters[:SHOWN]),
        "letter_count": waiting_letters.count(),
        "untold": list(untold_moves(scope=scope, on=on)[:SHOWN]),
    }
    return render(request, "committees/committees.html", page)


@needs(Right.KEEP_SESSIONS)
@require_safe
def committee_page(request: Visit, committee_id: int) -> HttpResponse:
    """Who sits in the committee, and all its sessions."""
    found = committee(committee_id=committee_id, scope=request.scope)
    seats = seats_of(committee_id=committee_id, scope=request.scope)
    page = {
        "committee": found,
        "seats": [seat for seat in seats if is_in_force(seat, on=request.today)],
        "former": [seat for seat in seats if not is_in_force(seat, on=request.today)],
        "sessions": sessions(scope=request.scope, committee_id=committee_id)[:SHOWN],
    }
    return render(request, "committees/committee.html", page)


@needs(Right.KEEP_SESSIONS)
@require_safe
def session_page(request: Visit, committee_session_id: int) -> HttpResponse:
    """A session: its files in order, what was decided, and what can be done next."""
    whole = sitting(session_id=committee_session_id, scope=request.scope)
    page = {
        "sitting": whole,
        "session": whole.session,
        "is_open": whole.session.state in (SessionState.PLANNED.value, SessionState.SITTING.value),
        "is_sitting": whole.session.state == SessionState.SITTING.value,
        "subjects": AgendaSubject,
    }
    response = render(request, "committees/session.html", page)
    response["Cache-Control"] = "no-store"
    return response
