"""Requests that wait for an answer, those of one file, and what they ask of the reader's day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from madadkar.casework.models import CaseFile, FileStanding, Request
from madadkar.casework.queries.my_files import my_files
from madadkar.casework.rules import FileState
from madadkar.casework.rules.duties import Duty, DutyKind
from madadkar.casework.rules.requests import ANSWER_WITHIN, REQUEST_KIND_NAMES, RequestKind
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.remembering import asked_once
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right

_INCOMPLETE = (FileState.EMERGENCY, FileState.INQUIRY, FileState.VISIT, FileState.DOCUMENTS)
_SOON = timedelta(days=30)


def open_requests(*, scope: Scope) -> QuerySet[Request]:
    """Requests nobody has answered, emergencies first, then who has waited longest."""
    waiting = Request.objects.seen_by(scope).filter(answered_on=None)
    return waiting.select_related("case_file", "received_by", "found_by_centre").order_by(
        "complete_by", "came_on", "id"
    )


@asked_once
def requests_of(*, file_id: int, scope: Scope) -> list[Request]:
    """Every request that came for the family, latest first."""
    rows = Request.objects.seen_by(scope).filter(case_file=file_id)
    return list(rows.select_related("received_by", "found_by_centre").order_by("-came_on", "-id"))


def one_request(*, request_id: int, scope: Scope) -> Request:
    """A request in sight. Raises Refusal("request_unknown")."""
    rows = Request.objects.seen_by(scope).select_related("case_file")
    found: Request | None = rows.filter(pk=request_id).first()
    if found is None:
        raise Refusal("request_unknown")
    return found


def request_duties(*, scope: Scope, on: date) -> list[Duty]:
    """Requests to answer: of one's own files, and for who takes requests in an office those of nobody yet."""
    if not scope.may(Right.TAKE_REQUESTS):
        return []
    return [
        Duty(
            kind=DutyKind.REQUEST,
            due_on=one.came_on + ANSWER_WITHIN,
            words=f"پاسخ به {REQUEST_KIND_NAMES[RequestKind(one.kind)]}",
            file_id=one.case_file_id,
            household_id=one.household_id,
            url_name="request-answer",
            url_args=(one.pk,),
        )
        for one in _own_unanswered(scope=scope)
        if one.came_on <= on - ANSWER_WITHIN + _SOON
    ]


def emergency_duties(*, scope: Scope, on: date) -> list[Duty]:
    """Files that began with immediate aid and must be whole by a day."""
    if not scope.may(Right.WORK_FILES):
        return []
    return [
        Duty(
            kind=DutyKind.EMERGENCY,
            due_on=one.complete_by,
            words="تکمیل پرونده فوری",
            file_id=one.case_file_id,
            household_id=one.household_id,
        )
        for one in _own_unanswered(scope=scope)
        if one.complete_by is not None and one.is_incomplete
    ]


@asked_once
def _own_unanswered(*, scope: Scope) -> list[Any]:
    """Requests of one's own that nobody answered, each with whether its file is not whole yet."""
    still = FileStanding.objects.seen_by(scope).filter(
        case_file=OuterRef("case_file"), valid_until=None, state__in=_INCOMPLETE
    )
    rows = Request.objects.seen_by(scope).filter(answered_on=None, case_file__in=_own(scope))
    return list(rows.annotate(is_incomplete=Exists(still)))


def _own(scope: Scope) -> Any:
    """One's own files, and for an office's intake and head also those without a caseworker yet."""
    own = my_files(scope=scope)
    if scope.centre_id is not None or not scope.may(Right.OPEN_FILES):
        return own.values("pk")
    nobodys = CaseFile.objects.seen_by(scope).filter(caseworker=None)
    return (own | nobodys).values("pk")
