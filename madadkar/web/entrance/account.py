"""One's own account: who the house thinks one is, the password, and the codes for a lost telephone."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.actions import change_own_password
from madadkar.organisations.actions.signin import renew_recovery_codes, try_code
from madadkar.organisations.models import RecoveryCode, Staff
from madadkar.web.doors import Visit, needs
from madadkar.web.entrance.forms import CodeForm, PasswordForm
from madadkar.web.entrance.pending import address_of

_HINT = "برای اطمینان از اینکه خودتان هستید، کد کنونی برنامه رمزساز را بنویسید."


def _me(request: Visit) -> Staff:
    assert isinstance(request.user, Staff)
    return request.user


@needs()
@require_safe
def my_account(request: Visit) -> HttpResponse:
    """Name, posts and how the door is kept."""
    me = _me(request)
    unused = RecoveryCode.objects.filter(staff=me, used_at__isnull=True).count()
    return render(request, "entrance/my_account.html", {"me": me, "posts": request.posts, "unused": unused})


@needs(renewing=True)
@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "POST"])
def change_password(request: Visit) -> HttpResponse:
    """A new password; other sessions of the account end."""
    me = _me(request)
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        by = request.scope if request.scope.actor_id else Scope(actor_id=me.pk, actor_name=me.full_name)
        said = form.cleaned_data
        try:
            changed = change_own_password(staff=me, old=said["old"], new=said["new"], by=by, at=request.now)
        except Refusal as refusal:
            form.add_refusal(refusal, "old" if refusal.code == "password_wrong" else "new")
        else:
            update_session_auth_hash(request, changed)
            messages.success(request, "گذرواژه شما عوض شد و نشست‌های دیگرتان پایان یافت.")
            return redirect("my-account")
    return render(
        request, "entrance/change_password.html", {"form": form, "is_first": me.must_change_password}
    )


@needs()
@never_cache
@require_http_methods(["GET", "POST"])
def recovery_codes(request: Visit) -> HttpResponse:
    """Ten new recovery codes, shown once to whoever holds the telephone."""
    me = _me(request)
    if not me.second_factor_confirmed_at:
        return redirect("my-account")
    form = CodeForm(request.POST or None, hint=_HINT)
    if form.is_valid():
        attempt = try_code(
            staff=me, code=form.cleaned_data["code"], address=address_of(request), at=request.now
        )
        if attempt.staff:
            codes = renew_recovery_codes(staff=me, by=request.scope, at=request.now)
            return render(request, "entrance/recovery_codes.html", {"codes": codes, "onward": "/account/"})
        assert attempt.refusal is not None
        form.add_refusal(attempt.refusal, "code")
    return render(request, "entrance/renew_codes.html", {"form": form})
