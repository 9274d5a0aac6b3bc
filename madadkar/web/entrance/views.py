"""Sign in with password and second factor, choose a post, sign out."""

from __future__ import annotations

import pyotp
import segno
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from madadkar.demo.accounts import ACCOUNTS, DEMO_PASSWORD
from madadkar.foundation.audit import record
from madadkar.organisations.actions.signin import (
    Attempt,
    begin_enrolment,
    confirm_enrolment,
    record_sign_out,
    try_code,
    try_password,
)
from madadkar.organisations.models import Post, Staff
from madadkar.organisations.queries import current_posts, why_no_post
from madadkar.web.doors import POST_KEY, Visit, needs, open_to_all
from madadkar.web.entrance.forms import CodeForm, SignInForm
from madadkar.web.entrance.pending import address_of, awaited, go, let_in, needs_second_factor, remember
from madadkar.web.kept import kept_for

_CODE_HINT = "شش رقمی که برنامه رمزساز گوشی نشان می‌دهد؛ اگر گوشی در دسترس نیست، یکی از کدهای بازیابی."
_FIRST_CODE_HINT = "شش رقمی که برنامه پس از افزودن نشان می‌دهد."


@open_to_all
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: Visit) -> HttpResponse:
    """The first step: name and password."""
    back = request.GET.get("next", "")
    if request.user.is_authenticated:
        return go(request, back)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        attempt = try_password(
            username=said["username"],
            password=said["password"],
            address=address_of(request),
            at=request.now,
        )
        attempt = _with_a_post(attempt, request)
        if attempt.staff:
            return _after_password(request, attempt.staff, back)
        _say(form, attempt)
    demo = ACCOUNTS if settings.DEMO else ()
    facts = {"form": form, "demo": demo, "demo_password": DEMO_PASSWORD if settings.DEMO else ""}
    return render(request, "entrance/sign_in.html", facts)


def _with_a_post(attempt: Attempt, request: Visit) -> Attempt:
    """Nobody comes in who has nothing to do here today."""
    if attempt.staff and not current_posts(staff_id=attempt.staff.pk, on=request.today):
        return Attempt(refusal=why_no_post(staff_id=attempt.staff.pk, on=request.today))
    return attempt


def _after_password(request: Visit, staff: Staff, back: str) -> HttpResponse:
    if not needs_second_factor(staff):
        return redirect(let_in(request, staff, back))
    remember(request, staff, back)
    return redirect("second-factor" if staff.second_factor_confirmed_at else "enrol")


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def second_factor(request: Visit) -> HttpResponse:
    """The second step: a code of the telephone, or a recovery code."""
    staff = awaited(request)
    if staff is None or not staff.second_factor_confirmed_at:
        return redirect("sign-in")
    form = CodeForm(request.POST or None, hint=_CODE_HINT)
    if form.is_valid():
        code = form.cleaned_data["code"]
        attempt = try_code(staff=staff, code=code, address=address_of(request), at=request.now)
        if attempt.staff:
            return redirect(let_in(request, attempt.staff))
        _say(form, attempt, "code")
    return render(request, "entrance/second_factor.html", {"form": form})


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def enrol(request: Visit) -> HttpResponse:
    """The second factor's first time: a picture for the telephone, its first code, and recovery codes."""
    staff = awaited(request)
    if staff is None or staff.second_factor_confirmed_at:
        return redirect("sign-in")
    secret = begin_enrolment(staff=staff)
    form = CodeForm(request.POST or None, hint=_FIRST_CODE_HINT)
    if form.is_valid():
        code = form.cleaned_data["code"]
        attempt, recovery = confirm_enrolment(
            staff=staff, code=code, address=address_of(request), at=request.now
        )
        if attempt.staff:
            onward = let_in(request, attempt.staff)
            return render(request, "entrance/recovery_codes.html", {"codes": recovery, "onward": onward})
        _say(form, attempt, "code")
    return render(request, "entrance/enrol.html", {"form": form, **_secret(staff, secret)})


def _secret(staff: Staff, secret: str) -> dict[str, str]:
    address = pyotp.TOTP(secret).provisioning_uri(name=staff.username, issuer_name="Madadkar")
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=2)
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return {"picture": picture, "secret": groups}


@needs(choosing=True)
@require_http_methods(["GET", "POST"])
def choose_post(request: Visit) -> HttpResponse:
    """Under which of several posts somebody works now; it can be changed at any time."""
    back = request.GET.get("next", "")
    chosen = {str(post.pk): post for post in request.posts}.get(request.POST.get("post", ""))
    if request.method == "POST" and chosen:
        _work_under(chosen, request)
        return go(request, back)
    return render(request, "entrance/choose_post.html", {"posts": request.posts})


def _work_under(post: Post, request: Visit) -> None:
    request.session[POST_KEY] = post.pk
    record("organisations.choose_post", by=request.scope, at=request.now, subject=post, role=post.role)


@needs(choosing=True)
@require_GET
def kept_form(request: Visit) -> HttpResponse:
    """What somebody had typed when their session ended, to be sent again under the post they had then."""
    kept = kept_for(request, request.user.pk)
    if kept is None:
        return redirect("home")
    post = {post.pk: post for post in request.posts}.get(kept.post or 0)
    if post is not None and post.pk != request.session.get(POST_KEY):
        _work_under(post, request)
    return render(request, "entrance/kept.html", {"kept": kept})


@open_to_all
@require_POST
def sign_out(request: Visit) -> HttpResponse:
    """Leave."""
    if isinstance(request.user, Staff):
        record_sign_out(staff=request.user, at=request.now)
        logout(request)
    return redirect("sign-in")


def _say(form: SignInForm | CodeForm, attempt: Attempt, field: str | None = None) -> None:
    assert attempt.refusal is not None
    form.add_refusal(attempt.refusal, None if attempt.refusal.code == "too_many_attempts" else field)
