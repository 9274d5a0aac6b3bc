"""Deeds on accounts and posts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from madadkar.foundation.refusal import Refusal
from madadkar.organisations.actions import (
    Temporary,
    add_staff,
    change_staff,
    deactivate_staff,
    end_post,
    give_post,
    reactivate_staff,
    reset_password,
    reset_second_factor,
    unlock_staff,
)
from madadkar.organisations.models import Staff
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.people.forms import EndForm, NewPersonForm, PersonForm, PostForm, ReasonForm, SureForm
from madadkar.web.people.views import reached_staff

_BESIDE = {
    "username_shape": "username",
    "username_taken": "username",
    "name_missing": "full_name",
    "post_needs_centre": "centre",
    "post_needs_partner": "partner",
    "post_takes_no_body": "role",
    "post_held_already": "role",
    "period_ends_before_it_starts": "until",
    "reason_missing": "reason",
}
_CLOSING = "همه نشست‌های این حساب با کلیک بعدی پایان می‌یابد. کارهای گذشته‌اش به نام خودش می‌ماند."


def _who(request: Visit) -> dict[str, Any]:
    return {"by": request.scope, "at": request.now}


def _page(found: Staff) -> str:
    return reverse("person-account", args=[found.pk])


def _opened(request: Visit, new: Temporary) -> HttpResponse:
    """The page that shows a temporary password, this once."""
    return render(request, "people/password.html", {"person": new.staff, "password": new.password})


@needs(Right.MANAGE_STAFF)
@never_cache
@require_http_methods(["GET", "POST"])
def person_add(request: Visit) -> HttpResponse:
    """Open an account with its first post; the password is shown this once."""
    initial = {"on": request.today, "office": request.scope.home_office_id}
    form = NewPersonForm(typed(request), scope=request.scope, initial=initial)

    @transaction.atomic
    def do(said: dict[str, Any]) -> HttpResponse:
        named = {name: said[name] for name in ("username", "full_name", "mobile")}
        new = add_staff(**named, **_who(request))
        give_post(staff=new.staff, **form.post(), **_who(request))
        return _opened(request, new)

    words = Words(title="همکار تازه", button="گشودن حساب", back=reverse("people"))
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
def person_change(request: Visit, staff_id: int) -> HttpResponse:
    """Another name or mobile number."""
    found = reached_staff(request, staff_id)
    form = PersonForm(typed(request), initial={"full_name": found.full_name, "mobile": found.mobile})

    def do(said: dict[str, Any]) -> None:
        change_staff(staff=found, **said, **_who(request))

    words = Words(
        title=f"ویرایش {found.full_name}",
        button="ثبت تغییر",
        back=_page(found),
        done="تغییر ثبت شد.",
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
def post_give(request: Visit, staff_id: int) -> HttpResponse:
    """Another post."""
    found = reached_staff(request, staff_id)
    initial = {"on": request.today, "office": request.scope.home_office_id}
    form = PostForm(typed(request), scope=request.scope, initial=initial)

    def do(said: dict[str, Any]) -> None:
        give_post(staff=found, **form.post(), **_who(request))

    words = Words(
        title=f"سمت تازه برای {found.full_name}",
        button="دادن سمت",
        back=_page(found),
        done="سمت داده شد.",
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
def post_end(request: Visit, staff_id: int, post_id: int) -> HttpResponse:
    """End a post."""
    found = reached_staff(request, staff_id)
    post = found.posts.filter(pk=post_id).first()
    if post is None:
        raise Refusal("body_unknown")
    form = EndForm(typed(request), initial={"on": request.today})
    here = _page(found)

    def do(said: dict[str, Any]) -> str:
        end_post(post=post, **said, **_who(request))
        messages.success(request, "پایان سمت ثبت شد.")
        return here if request.scope.may(Right.MANAGE_STAFF) else reverse("people")

    intro = "از آن روز این سمت دیگر دری نمی‌گشاید؛ اگر امروز باشد، نشست‌های باز با کلیک بعدی پایان می‌یابند."
    words = Words(title=f"پایان سمت {found.full_name}", button="ثبت پایان", back=here, intro=intro)
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
def person_close(request: Visit, staff_id: int) -> HttpResponse:
    """Close an account."""
    found = reached_staff(request, staff_id)

    def do(said: dict[str, Any]) -> None:
        deactivate_staff(staff=found, **said, **_who(request))

    form, intro = ReasonForm(typed(request)), _CLOSING
    title = f"بستن حساب {found.full_name}"
    words = Words(
        title=title,
        button="بستن حساب",
        back=_page(found),
        intro=intro,
        is_grave=True,
        done=f"حساب «{found.full_name}» بسته شد.",
    )
    return deed_page(request, form=form, do=do, words=words, beside=_BESIDE)


@needs(Right.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
def person_reopen(request: Visit, staff_id: int) -> HttpResponse:
    """Open a closed account again."""
    found = reached_staff(request, staff_id)

    def do(said: dict[str, Any]) -> None:
        reactivate_staff(staff=found, **_who(request))

    words = Words(
        title=f"باز کردن حساب {found.full_name}",
        button="باز کردن حساب",
        back=_page(found),
        done=f"حساب «{found.full_name}» باز شد.",
    )
    return deed_page(request, form=SureForm(typed(request)), do=do, words=words)


@needs(Right.MANAGE_STAFF)
@never_cache
@require_http_methods(["GET", "POST"])
def person_password(request: Visit, staff_id: int) -> HttpResponse:
    """A new password, shown this once."""
    found = reached_staff(request, staff_id)
    here = _page(found)

    def do(said: dict[str, Any]) -> HttpResponse:
        return _opened(request, reset_password(staff=found, **_who(request)))

    intro = "گذرواژه کنونی از کار می‌افتد و نشست‌ها پایان می‌یابند. گذرواژه تازه در نخستین ورود باید عوض شود."
    words = Words(
        title=f"گذرواژه تازه برای {found.full_name}", button="ساختن گذرواژه", back=here, intro=intro
    )
    return deed_page(request, form=SureForm(typed(request)), do=do, words=words)


@needs(Right.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
def person_second_factor(request: Visit, staff_id: int) -> HttpResponse:
    """Forget a lost telephone."""
    found = reached_staff(request, staff_id)

    def do(said: dict[str, Any]) -> None:
        reset_second_factor(staff=found, **_who(request))

    intro = "پیش از این کار مطمئن شوید که درخواست از خود اوست: تلفنی یا رودررو."
    words = Words(
        title=f"گام دوم ورود {found.full_name} از نو",
        button="برداشتن گام دوم",
        back=_page(found),
        intro=intro,
        done="گام دوم ورود برداشته شد؛ در ورود بعد از نو برپا می‌شود.",
    )
    return deed_page(request, form=SureForm(typed(request)), do=do, words=words)


@needs(Right.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
def person_unlock(request: Visit, staff_id: int) -> HttpResponse:
    """Let somebody who mistyped too often try again."""
    found = reached_staff(request, staff_id)

    def do(said: dict[str, Any]) -> None:
        unlock_staff(staff=found, **_who(request))

    words = Words(
        title=f"برداشتن قفل ورود {found.full_name}",
        button="برداشتن قفل",
        back=_page(found),
        done="قفل ورود برداشته شد.",
    )
    return deed_page(request, form=SureForm(typed(request)), do=do, words=words)
