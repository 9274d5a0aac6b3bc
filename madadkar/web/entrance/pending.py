"""Somebody between the two steps: their password was right, their second factor is still awaited."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from madadkar.organisations.actions.signin import complete_sign_in
from madadkar.organisations.models import Staff
from madadkar.web.doors import Visit
from madadkar.web.kept import after_sign_in

_KEY = "pending_sign_in"
_PATIENCE = timedelta(minutes=10)


def needs_second_factor(staff: Staff) -> bool:
    """Everybody, but the demo's accounts where the demo is on."""
    return not (staff.is_demo and settings.SECOND_FACTOR_EXCUSED_IN_DEMO)


def remember(request: Visit, staff: Staff, back: str) -> None:
    """Await the second factor of somebody whose password was right, in a session of a new name."""
    request.session.cycle_key()
    said = {"staff": staff.pk, "at": request.now.timestamp(), "hash": staff.get_session_auth_hash()}
    request.session[_KEY] = {**said, "back": back}


def awaited(request: Visit) -> Staff | None:
    """Whose second factor is awaited; nobody's when it took too long or the account changed meanwhile."""
    said = request.session.get(_KEY)
    if not said or request.now.timestamp() - said["at"] > _PATIENCE.total_seconds():
        return None
    staff = Staff.objects.filter(pk=said["staff"], is_active=True).first()
    return staff if staff and staff.get_session_auth_hash() == said["hash"] else None


def let_in(request: Visit, staff: Staff, back: str = "") -> str:
    """Sign somebody in and say where they go next."""
    back = back or (request.session.get(_KEY) or {}).get("back", "")
    request.session.pop(_KEY, None)
    complete_sign_in(staff=staff, address=address_of(request), at=request.now)
    login(request, staff, backend="django.contrib.auth.backends.ModelBackend")
    return after_sign_in(request, staff.pk, safe(request, back))


def safe(request: Visit, back: str) -> str:
    """An address of this house, else its first page."""
    hosts = {request.get_host()}
    if back and url_has_allowed_host_and_scheme(back, allowed_hosts=hosts, require_https=request.is_secure()):
        return back
    return settings.LOGIN_REDIRECT_URL


def go(request: Visit, back: str) -> HttpResponse:
    """On to an address of this house."""
    return redirect(safe(request, back))


def address_of(request: Visit) -> str:
    """The network address somebody comes from; behind our own HTTPS proxy, the one it saw."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
