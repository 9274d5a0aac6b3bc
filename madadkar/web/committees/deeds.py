"""Deeds on committees and their people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions.committee.committees import (
    close_committee,
    end_seat,
    found_committee,
    seat_member,
)
from madadkar.casework.queries.committees import committee, seat
from madadkar.casework.rules.committee import CommitteeKind, SeatDuty
from madadkar.organisations.rules import Right
from madadkar.web.committees.forms import CommitteeForm, SeatForm, SureForm, UntilForm
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs

DEED = require_http_methods(["GET", "POST"])


@needs(Right.DECIDE_FILES)
@DEED
def committee_new(request: Visit) -> HttpResponse:
    """Found a committee of the office."""

    def do(said: dict[str, Any]) -> str:
        kind = CommitteeKind(said["kind"])
        founded = found_committee(
            name=said["name"], kind=kind, quorum=said["quorum"], by=request.scope, at=request.now
        )
        messages.success(request, "کمیته تشکیل شد؛ اکنون عضوهایش را بیفزایید.")
        return reverse("committee", args=[founded.pk])

    words = Words(
        title="کمیته تازه",
        button="تشکیل کمیته",
        back=reverse("committees"),
        intro="اعتراض‌ها را کمیته‌ای جدا می‌شنود؛ هیچ‌کس به اعتراض از تصمیمی که خود در آن بوده رسیدگی نمی‌کند.",
    )
    beside = {"name_missing": "name", "committee_named_already": "name", "quorum_too_small": "quorum"}
    form = CommitteeForm(typed(request), initial={"quorum": 3})
    return deed_page(request, form=form, do=do, words=words, beside=beside)


@needs(Right.DECIDE_FILES)
@DEED
def committee_seat(request: Visit, committee_id: int) -> HttpResponse:
    """Seat somebody in the committee."""
    found = committee(committee_id=committee_id, scope=request.scope)
    back = reverse("committee", args=[committee_id])

    def do(said: dict[str, Any]) -> str:
        seat_member(
            committee_id=committee_id,
            staff_id=said["staff"].pk,
            duty=SeatDuty(said["duty"]),
            on=said["on"],
            by=request.scope,
            at=request.now,
        )
        messages.success(request, "عضو کمیته ثبت شد.")
        return back

    beside = {"seat_already": "staff", "chair_taken": "duty", "staff_unknown": "staff", "changed_since": "on"}
    form = SeatForm(typed(request), scope=request.scope, initial={"on": request.today})
    words = Words(title=f"عضو تازه {found.name}", button="ثبت عضو", back=back)
    return deed_page(request, form=form, do=do, words=words, beside=beside)


@needs(Right.DECIDE_FILES)
@DEED
def committee_seat_end(request: Visit, seat_id: int) -> HttpResponse:
    """End somebody's seat."""
    found = seat(seat_id=seat_id, scope=request.scope)
    back = reverse("committee", args=[found.committee_id])

    def do(said: dict[str, Any]) -> str:
        end_seat(seat_id=seat_id, on=said["on"], by=request.scope, at=request.now)
        messages.success(request, "عضویت پایان یافت.")
        return back

    form = UntilForm(typed(request), initial={"on": request.today})
    words = Words(
        title=f"پایان عضویت {found.staff.full_name}", button="پایان عضویت", back=back, is_grave=True
    )
    return deed_page(request, form=form, do=do, words=words, beside={"changed_since": "on"})


@needs(Right.DECIDE_FILES)
@DEED
def committee_close(request: Visit, committee_id: int) -> HttpResponse:
    """The committee sits no more."""
    found = committee(committee_id=committee_id, scope=request.scope)
    back = reverse("committee", args=[committee_id])

    def do(said: dict[str, Any]) -> str:
        close_committee(committee_id=committee_id, by=request.scope, at=request.now)
        messages.success(request, "کمیته بسته شد.")
        return reverse("committees")

    intro = "آنچه این کمیته تصمیم گرفته است برجا می‌ماند؛ دیگر جلسه‌ای نخواهد داشت."
    words = Words(title=f"بستن {found.name}", button="بستن کمیته", back=back, intro=intro, is_grave=True)
    return deed_page(request, form=SureForm(typed(request)), do=do, words=words)
