"""Deeds on accounts: open one, change it, close it, give it a new password or a new second factor."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from madadkar.foundation.audit import record
from madadkar.foundation.identity import mobile as read_mobile
from madadkar.foundation.persian import clean, persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import RecoveryCode, SignInThrottle, Staff
from madadkar.organisations.reach import check_looks_after
from madadkar.organisations.rules import Right

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
# No letters or digits that are mistaken for one another when read out over the telephone.
_EASY = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Temporary:
    """An account with the password that opens it once; the password is shown to one person and not kept."""

    staff: Staff
    password: str


def temporary_password() -> str:
    """Four groups of four that can be read out: about 79 bits."""
    return "-".join("".join(secrets.choice(_EASY) for _ in range(4)) for _ in range(4))


@transaction.atomic
def add_staff(*, username: str, full_name: str, mobile: str, by: Scope, at: datetime) -> Temporary:
    """A new account, which can do nothing until it is given a post.

    Raises Refusal: not_permitted, name_missing, username_shape, username_taken, and a mobile number's own.
    """
    by.check(Right.MANAGE_STAFF)
    username = username.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise Refusal("username_shape", username=username)
    if Staff.objects.filter(username__iexact=username).exists():
        raise Refusal("username_taken", username=username)
    staff = Staff(username=username, must_change_password=True)
    _write(staff, full_name, mobile)
    password = temporary_password()
    staff.set_password(password)
    staff.save()
    record("organisations.add_staff", by=by, at=at, subject=staff, username=username)
    return Temporary(staff, password)


@transaction.atomic
def change_staff(*, staff: Staff, full_name: str, mobile: str, by: Scope, at: datetime) -> Staff:
    """Another name or mobile number. Raises Refusal as add_staff does, and as check_looks_after."""
    staff = _held(staff, by)
    _write(staff, full_name, mobile)
    staff.save(update_fields=["full_name", "mobile"])
    record("organisations.change_staff", by=by, at=at, subject=staff)
    return staff


@transaction.atomic
def deactivate_staff(*, staff: Staff, reason: str, by: Scope, at: datetime) -> Staff:
    """Close an account: every session of it ends with its next click. Its past deeds keep its name.

    Raises Refusal: not_permitted, staff_unknown, staff_works_elsewhere, reason_missing, staff_is_oneself,
    staff_inactive_already.
    """
    staff = _held(staff, by)
    if staff.pk == by.actor_id:
        raise Refusal("staff_is_oneself")
    if not reason.strip():
        raise Refusal("reason_missing")
    if not staff.is_active:
        raise Refusal("staff_inactive_already")
    staff.is_active = False
    _end_sessions(staff, "is_active")
    record("organisations.deactivate_staff", by=by, at=at, subject=staff, reason=reason)
    return staff


@transaction.atomic
def reactivate_staff(*, staff: Staff, by: Scope, at: datetime) -> Staff:
    """Open a closed account again. Raises Refusal as deactivate_staff does, and staff_active_already."""
    staff = _held(staff, by)
    if staff.is_active:
        raise Refusal("staff_active_already")
    staff.is_active = True
    _end_sessions(staff, "is_active")
    record("organisations.reactivate_staff", by=by, at=at, subject=staff)
    return staff


@transaction.atomic
def reset_password(*, staff: Staff, by: Scope, at: datetime) -> Temporary:
    """A new password to be changed at first use; sessions end. Raises Refusal as check_looks_after does."""
    staff = _held(staff, by)
    password = temporary_password()
    staff.set_password(password)
    staff.must_change_password = True
    _end_sessions(staff, "password", "must_change_password")
    record("organisations.reset_password", by=by, at=at, subject=staff)
    return Temporary(staff, password)


@transaction.atomic
def reset_second_factor(*, staff: Staff, by: Scope, at: datetime) -> Staff:
    """Forget a lost telephone: the next sign-in enrols a new one; sessions end.

    Raises Refusal as check_looks_after does.
    """
    staff = _held(staff, by)
    RecoveryCode.objects.filter(staff=staff).delete()
    staff.second_factor_secret, staff.second_factor_confirmed_at = "", None
    staff.second_factor_last_step = None
    _end_sessions(staff, "second_factor_secret", "second_factor_confirmed_at", "second_factor_last_step")
    record("organisations.reset_second_factor", by=by, at=at, subject=staff)
    return staff


@transaction.atomic
def unlock_staff(*, staff: Staff, by: Scope, at: datetime) -> None:
    """Let somebody who mistyped too often try again at once. Raises Refusal as check_looks_after does."""
    staff = _held(staff, by)
    SignInThrottle.objects.filter(key=f"name:{staff.username}").delete()
    record("organisations.unlock_staff", by=by, at=at, subject=staff)


@transaction.atomic
def change_own_password(*, staff: Staff, old: str, new: str, by: Scope, at: datetime) -> Staff:
    """A person's own new password; their other sessions end.

    Raises Refusal: password_wrong, password_same, password_weak.
    """
    staff = Staff.objects.select_for_update().get(pk=staff.pk)
    assert staff.pk == by.actor_id, "only one's own"
    if not staff.check_password(old):
        raise Refusal("password_wrong")
    if old == new:
        raise Refusal("password_same")
    try:
        validate_password(new, user=staff)
    except ValidationError as weak:
        raise Refusal("password_weak", reasons=persian_digits(" ".join(weak.messages)).rstrip(".")) from None
    staff.set_password(new)
    staff.must_change_password = False
    _end_sessions(staff, "password", "must_change_password")
    record("organisations.change_own_password", by=by, at=at, subject=staff)
    return staff


def password_rules() -> list[str]:
    """What a password has to be, in sentences."""
    return [persian_digits(rule) for rule in password_validators_help_texts()]


def _held(staff: Staff, by: Scope) -> Staff:
    """The account, locked for a change that the actor may make."""
    by.check(Right.MANAGE_STAFF)
    check_looks_after(by=by, staff=staff)
    return Staff.objects.select_for_update().get(pk=staff.pk)


def _end_sessions(staff: Staff, *changed: str) -> None:
    staff.session_epoch += 1
    staff.save(update_fields=["session_epoch", *changed])


def _write(staff: Staff, full_name: str, mobile: str) -> None:
    staff.full_name = clean(full_name)
    staff.mobile = read_mobile(mobile).value if mobile.strip() else ""
    if not staff.full_name:
        raise Refusal("name_missing")
