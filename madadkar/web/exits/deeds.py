"""Deeds on the way out, each on a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions.life.exiting import (
    approve_exit,
    propose_exit,
    record_follow_up,
    refuse_exit,
    withdraw_exit,
)
from madadkar.casework.queries import case_file
from madadkar.casework.queries.delegations import walking_centres
from madadkar.casework.queries.exits import exit_proposal, follow_up
from madadkar.casework.queries.moves import last_move
from madadkar.casework.rules import StateReason
from madadkar.casework.rules.exits import FollowUpOutcome
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.scope import is_delegated
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.delegated import when_delegated
from madadkar.web.doors import Visit, needs
from madadkar.web.exits.forms import ApproveForm, FollowUpForm, ProposeForm, RefuseForm, WithdrawForm

_DEED = require_http_methods(["GET", "POST"])
_BESIDE = {
    "not_ready_to_leave": "note",
    "reason_does_not_fit": "reason",
    "day_not_come": "on",
    "nobody_to_entrust": "entrusted",
}
_NEEDS_NOTE = {**_BESIDE, "reason_missing": "note"}
_SAID = {3: "سه ماه", 6: "شش ماه", 12: "یک سال"}


@needs(Right.WORK_FILES)
@when_delegated(Matter.WALK)
@_DEED
def exit_propose(request: Visit, file_id: int) -> HttpResponse:
    """Propose that the family leaves."""
    file = case_file(file_id=file_id, scope=request.scope, on=request.today).file
    form = ProposeForm(typed(request), seen=last_move(file_id=file_id, scope=request.scope))

    def do(said: dict[str, Any]) -> str:
        told = {**said, "reason": StateReason(said["reason"])}
        made = propose_exit(file_id=file.pk, **told, by=request.scope, at=request.now)
        messages.success(request, "پیشنهاد خروج ثبت شد؛ تصمیم با همکار دیگری است.")
        return _page(made.pk)

    words = Words(
        title="پیشنهاد خروج از بدنه حمایتی",
        button="ثبت پیشنهاد",
        back=reverse("readiness", args=[file_id]),
        intro="پاسخ امروز ضابطه آمادگی با پیشنهاد می‌ماند. پیش از ثبت با خود خانوار گفت‌وگو کنید.",
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.DECIDE_FILES)
@_DEED
def exit_approve(request: Visit, proposal_id: int) -> HttpResponse:
    """Agree that the family leaves."""
    proposal = exit_proposal(proposal_id=proposal_id, scope=request.scope)
    seen = last_move(file_id=proposal.case_file_id, scope=request.scope)
    walks = bool(walking_centres(file_id=proposal.case_file_id, scope=request.scope))
    form = ApproveForm(typed(request), seen=seen, walks=walks)

    def do(said: dict[str, Any]) -> str:
        approve_exit(proposal_id=proposal.pk, **said, by=request.scope, at=request.now)
        messages.success(request, "خروج ثبت شد. خانوار پس از ۳، ۶ و ۱۲ ماه پیگیری می‌شود.")
        return _page(proposal.pk)

    words = Words(
        title="پذیرفتن خروج",
        button="خانوار از امروز خارج شود",
        back=_page(proposal.pk),
        intro="پوشش، مستمری، برنامه و واگذاری خانوار امروز پایان می‌یابد. خانوار حق اعتراض دارد.",
        is_grave=True,
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.DECIDE_FILES)
@_DEED
def exit_refuse(request: Visit, proposal_id: int) -> HttpResponse:
    """Hold that the family still needs us."""
    proposal = exit_proposal(proposal_id=proposal_id, scope=request.scope)
    form = RefuseForm(typed(request))

    def do(said: dict[str, Any]) -> str:
        refuse_exit(proposal_id=proposal.pk, **said, by=request.scope, at=request.now)
        messages.success(request, "پیشنهاد خروج پذیرفته نشد؛ خانوار می‌ماند.")
        return _page(proposal.pk)

    words = Words(title="نپذیرفتن خروج", button="خانوار بماند", back=_page(proposal.pk))
    return deed_page(request, form=form, do=do, beside=_NEEDS_NOTE, words=words)


@needs(Right.WORK_FILES)
@_DEED
def exit_withdraw(request: Visit, proposal_id: int) -> HttpResponse:
    """Take a proposal back."""
    proposal = exit_proposal(proposal_id=proposal_id, scope=request.scope)
    form = WithdrawForm(typed(request))

    def do(said: dict[str, Any]) -> str:
        withdraw_exit(proposal_id=proposal.pk, **said, by=request.scope, at=request.now)
        messages.success(request, "پیشنهاد خروج پس گرفته شد.")
        return _page(proposal.pk)

    words = Words(title="پس گرفتن پیشنهاد خروج", button="پس گرفتن", back=_page(proposal.pk))
    return deed_page(request, form=form, do=do, beside={**_BESIDE, "reason_missing": "why"}, words=words)


@needs(Right.WORK_FILES)
@_DEED
def follow_up_record(request: Visit, follow_up_id: int) -> HttpResponse:
    """Say how the family was found after it left."""
    asked = follow_up(follow_up_id=follow_up_id, scope=request.scope)
    form = FollowUpForm(typed(request), initial={"on": request.today})

    def do(said: dict[str, Any]) -> str:
        outcome = FollowUpOutcome(said["outcome"])
        told = {**said, "outcome": outcome}
        record_follow_up(follow_up_id=asked.pk, **told, by=request.scope, at=request.now)
        messages.success(request, "پیگیری ثبت شد.")
        if outcome is FollowUpOutcome.NEEDS_HELP and request.scope.centre_id is None:
            messages.info(request, "برای بازگشت خانوار، درخواست تازه‌ای در همین پرونده ثبت کنید.")
            return reverse("case-file", args=[asked.case_file_id])
        if not is_delegated(scope=request.scope, matter=Matter.WALK, household_id=asked.household_id):
            messages.info(request, "پیگیری این خانوار به پایان رسید و پرونده به اداره بازگشت.")
            return reverse("my-day")
        return _page(asked.proposal_id)

    number = persian_digits(asked.case_file.number)
    words = Words(
        title=f"احوال خانوار پرونده {number}، {_SAID.get(asked.month, '')} پس از خروج",
        button="ثبت پیگیری",
        back=_page(asked.proposal_id),
    )
    return deed_page(request, form=form, do=do, beside=_NEEDS_NOTE, words=words)


def _page(proposal_id: int) -> str:
    return reverse("exit", args=[proposal_id])
