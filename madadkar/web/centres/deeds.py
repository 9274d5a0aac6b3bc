"""Deeds on a centre: found it, change it, suspend or restore it, and its board."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions.delegation.centre_standing import change_centre_standing
from madadkar.foundation.jalali import format_day
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.actions import (
    add_board_member,
    add_centre,
    change_centre,
    end_board_member,
)
from madadkar.organisations.models import Centre
from madadkar.organisations.rules import Right, Standing
from madadkar.web.centres.files import file_counts
from madadkar.web.centres.forms import BoardForm, CentreForm, DayForm, NewCentreForm, StandingForm, facts_of
from madadkar.web.centres.views import seen_centre
from madadkar.web.choosing import home_province
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs

_BESIDE = {
    "centre_code_taken": "code",
    "centre_code_missing": "code",
    "name_missing": "name",
    "speciality_missing": "speciality",
    "speciality_not_wanted": "speciality",
    "period_ends_before_it_starts": "licence_until",
    "standing_already": "standing",
    "standing_changed_since": "on",
    "reason_missing": "reason",
}
_STANDING = (
    "تا مرکز فعال نباشد، کارکنانش پرونده‌ها را نمی‌بینند. با تعلیق یا لغو مجوز، همه پرونده‌های سپرده همان دم به"
    " اداره برمی‌گردد؛ از روزی که هنوز نیامده است، در همان روز."
)


def _before_standing(request: Visit, found: Centre) -> str:
    """What to know before: how many files would come back, and what is written for a day to come."""
    said = [_STANDING]
    counts = file_counts(centre_ids=[found.pk], scope=request.scope, on=request.today) or {}
    if count := counts.get(found.pk, 0):
        said.append(f"اکنون {persian_digits(count)} پرونده با این مرکز است.")
    if coming := found.standings.filter(valid_from__gt=request.today).first():
        day = persian_digits(format_day(coming.valid_from))
        said.append(f"«{coming.get_standing_display()}» از {day} نوشته شده است و هنوز نیامده؛")
        said.append("آنچه اکنون بنویسید جای آن را می‌گیرد.")
    return " ".join(said)


def _page(found: Centre) -> str:
    return reverse("centre", args=[found.pk])


@needs(Right.MANAGE_CENTRES)
@require_http_methods(["GET", "POST"])
def centre_add(request: Visit) -> HttpResponse:
    """Found a centre."""
    form = NewCentreForm(typed(request), scope=request.scope, initial={"on": request.today})
    form.fields["place"].within = home_province(request)  # type: ignore[attr-defined]  # a PlaceField

    def do(said: dict[str, Any]) -> str:
        said_of = {name: said[name] for name in ("office", "code", "on")}
        new = add_centre(**said_of, facts=form.facts(), by=request.scope, at=request.now)
        messages.success(request, f"مرکز «{new.name}» افزوده شد.")
        return reverse("centre", args=[new.pk])

    words = Words(title="مرکز نیکوکاری تازه", button="افزودن مرکز", back=reverse("centres"))
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.MANAGE_CENTRES)
@require_http_methods(["GET", "POST"])
def centre_change(request: Visit, centre_id: int) -> HttpResponse:
    """Other facts for a centre."""
    found = seen_centre(request, centre_id)
    form = CentreForm(typed(request), initial=facts_of(found))
    form.fields["place"].within = home_province(request)  # type: ignore[attr-defined]  # a PlaceField

    def do(said: dict[str, Any]) -> None:
        change_centre(centre=found, facts=form.facts(), by=request.scope, at=request.now)

    words = Words(
        title=f"ویرایش مرکز {persian_digits(found.name)}",
        button="ثبت تغییر",
        back=_page(found),
        done="تغییر ثبت شد.",
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.MANAGE_CENTRES)
@require_http_methods(["GET", "POST"])
def centre_standing(request: Visit, centre_id: int) -> HttpResponse:
    """Suspend, revoke or restore a centre's permit."""
    found = seen_centre(request, centre_id)
    form = StandingForm(typed(request), initial={"on": request.today})

    def do(said: dict[str, Any]) -> None:
        said["standing"] = Standing(said["standing"])
        back = change_centre_standing(centre_id=found.pk, **said, by=request.scope, at=request.now)
        files = f" {persian_digits(back)} پرونده به اداره برگشت." if back else ""
        messages.success(request, f"وضع تازه مرکز ثبت شد.{files}")

    words = Words(
        title=f"وضعیت {persian_digits(found.name)}",
        button="ثبت وضع",
        back=_page(found),
        intro=_before_standing(request, found),
    )
    return deed_page(request, form=form, do=do, words=words, beside=_BESIDE)


@needs(Right.MANAGE_CENTRES)
@require_http_methods(["GET", "POST"])
def board_add(request: Visit, centre_id: int) -> HttpResponse:
    """Somebody joins the board."""
    found = seen_centre(request, centre_id)
    form = BoardForm(typed(request), initial={"on": request.today})

    def do(said: dict[str, Any]) -> None:
        add_board_member(centre=found, **said, by=request.scope, at=request.now)

    words = Words(
        title=f"عضو تازه هیئت عامل {persian_digits(found.name)}", button="افزودن عضو", back=_page(found)
    )
    return deed_page(request, form=form, do=do, words=words)


@needs(Right.MANAGE_CENTRES)
@require_http_methods(["GET", "POST"])
def board_end(request: Visit, centre_id: int, member_id: int) -> HttpResponse:
    """Somebody leaves the board."""
    found = seen_centre(request, centre_id)
    member = found.board.select_related("centre").filter(pk=member_id).first()
    if member is None:
        raise Refusal("body_unknown")
    form = DayForm(typed(request), initial={"on": request.today})

    def do(said: dict[str, Any]) -> None:
        end_board_member(member=member, on=said["on"], by=request.scope, at=request.now)

    words = Words(title=f"پایان عضویت {member.full_name}", button="ثبت پایان", back=_page(found))
    return deed_page(request, form=form, do=do, beside={"period_ends_before_it_starts": "on"}, words=words)
