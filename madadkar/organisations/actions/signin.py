"""The way in: password, then second factor; and how the door is kept against guessing.

A failed try must be remembered, so these deeds answer with an `Attempt` and raise no Refusal that would take
the memory back with their transaction.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

import pyotp
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.timezone import localtime

from madadkar.foundation.audit import record
from madadkar.foundation.persian import latin_digits
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import NOBODY, Scope
from madadkar.organisations.models import Post, RecoveryCode, SignInThrottle, Staff
from madadkar.organisations.queries import current_posts
from madadkar.organisations.rules import FORGET_FAILURES_AFTER, lock_after_failures

RECOVERY_CODE_COUNT = 10
_STEP_SECONDS = 30
_RECOVERY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Attempt:
    """What came of a try at the door: whose account it opened, or why not."""

    staff: Staff | None = None
    refusal: Refusal | None = None


@transaction.atomic
def try_password(*, username: str, password: str, address: str, at: datetime) -> Attempt:
    """The first step. The answer is the same, and takes as long, whether or not the name is known.

    Refusals: sign_in_wrong, too_many_attempts(until).
    """
    name = username.strip().lower()
    keys = (f"name:{name}"[:200], f"address:{address}")
    if until := _locked_until(keys, at):
        return Attempt(refusal=Refusal("too_many_attempts", until=until))
    staff = Staff.objects.filter(username=name).first()
    if staff is None:
        make_password(password)
        is_right = False
    else:
        is_right = staff.check_password(password) and staff.is_active
    if staff is not None and is_right:
        return Attempt(staff=staff)
    return _failed(keys, staff, "sign_in_wrong", address, at)


@transaction.atomic
def try_code(*, staff: Staff, code: str, address: str, at: datetime) -> Attempt:
    """The second step: a code of the telephone, or a recovery code; either opens once.

    Refusals: second_factor_wrong, too_many_attempts(until).
    """
    staff = Staff.objects.select_for_update().get(pk=staff.pk)
    keys = (f"name:{staff.username}", f"address:{address}")
    if until := _locked_until(keys, at):
        return Attempt(refusal=Refusal("too_many_attempts", until=until))
    if _opens(staff, code, at) or _recovers(staff, code, at):
        return Attempt(staff=staff)
    return _failed(keys, staff, "second_factor_wrong", address, at)


@transaction.atomic
def begin_enrolment(*, staff: Staff) -> str:
    """The secret to put into the telephone; the same until it is confirmed."""
    staff = Staff.objects.select_for_update().get(pk=staff.pk)
    assert staff.second_factor_confirmed_at is None, "a confirmed second factor is not shown again"
    if not staff.second_factor_secret:
        staff.second_factor_secret = pyotp.random_base32()
        staff.save(update_fields=["second_factor_secret"])
    return staff.second_factor_secret


@transaction.atomic
def confirm_enrolment(*, staff: Staff, code: str, address: str, at: datetime) -> tuple[Attempt, list[str]]:
    """The telephone's first code proves that it is set; recovery codes are given, to be seen this once."""
    staff = Staff.objects.select_for_update().get(pk=staff.pk)
    keys = (f"name:{staff.username}", f"address:{address}")
    if until := _locked_until(keys, at):
        return Attempt(refusal=Refusal("too_many_attempts", until=until)), []
    if not _opens(staff, code, at):
        return _failed(keys, staff, "second_factor_wrong", address, at), []
    staff.second_factor_confirmed_at = at
    staff.save(update_fields=["second_factor_confirmed_at"])
    record("organisations.enrol_second_factor", by=acting(staff=staff, at=at), at=at, subject=staff)
    return Attempt(staff=staff), _new_recovery_codes(staff)


@transaction.atomic
def renew_recovery_codes(*, staff: Staff, by: Scope, at: datetime) -> list[str]:
    """Ten new recovery codes, to be seen this once; the former ones open nothing more."""
    assert staff.pk == by.actor_id, "only one's own"
    codes = _new_recovery_codes(staff)
    record("organisations.renew_recovery_codes", by=by, at=at, subject=staff)
    return codes


@transaction.atomic
def complete_sign_in(*, staff: Staff, address: str, at: datetime) -> None:
    """Somebody is in: failures under their name are forgotten, and the trail says who came and from where."""
    SignInThrottle.objects.filter(key=f"name:{staff.username}").delete()
    record("organisations.sign_in", by=acting(staff=staff, at=at), at=at, subject=staff, address=address)


@transaction.atomic
def record_sign_out(*, staff: Staff, at: datetime) -> None:
    """Somebody left by the door."""
    record("organisations.sign_out", by=acting(staff=staff, at=at), at=at, subject=staff)


def acting(*, staff: Staff, at: datetime) -> Scope:
    """Somebody at the door: known by name and first office, with no sight and no right yet."""
    post: Post | None = next(iter(current_posts(staff_id=staff.pk, on=localtime(at).date())), None)
    office_id = post.office_id if post else None
    return Scope(actor_id=staff.pk, actor_name=staff.full_name, home_office_id=office_id)


def _locked_until(keys: tuple[str, ...], at: datetime) -> datetime | None:
    """Until when any of these is locked; rows are taken for the try, so that tries come one after another."""
    for key in keys:
        SignInThrottle.objects.get_or_create(key=key, defaults={"last_failed_at": at})
    held = SignInThrottle.objects.select_for_update().filter(key__in=keys).order_by("key")
    locks = [
        throttle.locked_until for throttle in held if throttle.locked_until and throttle.locked_until > at
    ]
    return max(locks, default=None)


def _failed(keys: tuple[str, ...], staff: Staff | None, code: str, address: str, at: datetime) -> Attempt:
    locks = [until for key in keys if (until := _count_failure(key, at))]
    by = acting(staff=staff, at=at) if staff else NOBODY
    deed = "organisations.refuse_sign_in"
    record(deed, by=by, at=at, subject=staff, why=code, address=address)
    if locks:
        record("organisations.lock_sign_in", by=by, at=at, subject=staff, until=max(locks), address=address)
        return Attempt(refusal=Refusal("too_many_attempts", until=max(locks)))
    return Attempt(refusal=Refusal(code))


def _count_failure(key: str, at: datetime) -> datetime | None:
    throttle = SignInThrottle.objects.get(key=key)
    if at - throttle.last_failed_at > FORGET_FAILURES_AFTER:
        throttle.failed_count = 0
    throttle.failed_count += 1
    throttle.last_failed_at = at
    lock = lock_after_failures(count=throttle.failed_count, is_address=key.startswith("address:"))
    throttle.locked_until = at + lock if lock else None
    throttle.save()
    return throttle.locked_until


def _opens(staff: Staff, code: str, at: datetime) -> bool:
    """Whether this is a code of the telephone for this half minute or a neighbour, not used before."""
    typed = latin_digits(code).replace(" ", "").strip()
    if not staff.second_factor_secret or not typed.isascii():
        return False
    telephone = pyotp.TOTP(staff.second_factor_secret)
    now = int(at.timestamp()) // _STEP_SECONDS
    for step in (now - 1, now, now + 1):
        fits = hmac.compare_digest(telephone.generate_otp(step), typed)
        if fits and step > (staff.second_factor_last_step or 0):
            staff.second_factor_last_step = step
            staff.save(update_fields=["second_factor_last_step"])
            return True
    return False


def _recovers(staff: Staff, code: str, at: datetime) -> bool:
    unused = RecoveryCode.objects.filter(staff=staff, digest=_digest(staff, code), used_at__isnull=True)
    return unused.update(used_at=at) == 1


def _new_recovery_codes(staff: Staff) -> list[str]:
    letters = (
        "".join(secrets.choice(_RECOVERY_LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODE_COUNT)
    )
    codes = [f"{ten[:5]}-{ten[5:]}" for ten in letters]
    RecoveryCode.objects.filter(staff=staff).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(staff=staff, digest=_digest(staff, code)) for code in codes)
    return codes


def _digest(staff: Staff, code: str) -> str:
    # Fifty random bits, tried five times at most: a plain digest is enough.
    typed = latin_digits(code).strip().lower().replace("-", "").replace(" ", "")
    return hashlib.sha256(f"{staff.pk}:{typed}".encode()).hexdigest()
