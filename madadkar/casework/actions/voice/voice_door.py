"""The public door of the clients' voice is kept against flooding and against guessing of codes.

A try must be remembered even when it fails, so these answer until when the door is shut, and raise nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from madadkar.casework.rules.voice import GUESSES_A_LOCK, RAISED_A_DAY
from madadkar.organisations.models import SignInThrottle

_DAY = timedelta(days=1)
_LOCK = timedelta(minutes=30)


@transaction.atomic
def shut_for_speaking(*, address: str, at: datetime) -> datetime | None:
    """Until when no more voices are taken from a network address; None while it may speak."""
    tried = _tried(f"voice:{address}", at)
    return tried.last_failed_at + _DAY if tried.failed_count >= RAISED_A_DAY else None


@transaction.atomic
def count_spoken(*, address: str, at: datetime) -> None:
    """One more voice came from a network address."""
    _count(_tried(f"voice:{address}", at), at)


@transaction.atomic
def shut_for_asking(*, address: str, at: datetime) -> datetime | None:
    """Until when no more codes are looked up for a network address; None while it may ask."""
    tried = _tried(f"voice-code:{address}", at)
    return tried.locked_until if tried.locked_until and tried.locked_until > at else None


@transaction.atomic
def count_wrong_code(*, address: str, at: datetime) -> None:
    """A code that is nobody's was asked after from a network address."""
    tried = _tried(f"voice-code:{address}", at)
    _count(tried, at)
    if tried.failed_count % GUESSES_A_LOCK == 0:
        tried.locked_until = at + _LOCK
        tried.save(update_fields=["locked_until"])


def _tried(key: str, at: datetime) -> SignInThrottle:
    """The count under a key, taken in hand; a day without any makes it nothing again."""
    SignInThrottle.objects.get_or_create(key=key[:200], defaults={"last_failed_at": at})
    tried = SignInThrottle.objects.select_for_update().get(key=key[:200])
    if at - tried.last_failed_at > _DAY:
        tried.failed_count = 0
    return tried


def _count(tried: SignInThrottle, at: datetime) -> None:
    tried.failed_count += 1
    tried.last_failed_at = at
    tried.save(update_fields=["failed_count", "last_failed_at"])
