"""Texts that lie sealed in the database: who reads a backup, or the disk, reads nothing.

The key comes from this installation's secret key (`SECRET_KEY`, kept outside the database); a new one is told
as such, and the old ones in SECRET_KEY_FALLBACKS, until everything sealed has been written again.
"""

from __future__ import annotations

import base64
import logging
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

_BEGINNING = "sealed:"
_PURPOSE = b"madadkar.foundation.sealed"
_log = logging.getLogger(__name__)


class Unreadable(str):
    """A text sealed with a key we no longer have: empty to its reader, and still there when written back."""

    sealed: str

    def __new__(cls, sealed: str) -> Unreadable:
        """Empty, with what lies in the database beside it."""
        made = super().__new__(cls, "")
        made.sealed = sealed
        return made


def seal(text: str) -> str:
    """The text as it lies in the database; nothing stays nothing, and what is sealed stays as it is."""
    if isinstance(text, Unreadable):
        return text.sealed
    if not text or text.startswith(_BEGINNING):
        return text
    return _BEGINNING + _lock(_keys()).encrypt(text.encode()).decode("ascii")


def unseal(stored: str) -> str:
    """The text again. One that was never sealed (written before this was) is itself."""
    if not stored.startswith(_BEGINNING):
        return stored
    try:
        return _lock(_keys()).decrypt(stored.removeprefix(_BEGINNING)).decode()
    except InvalidToken:
        _log.error("a sealed text cannot be read: SECRET_KEY is not the one it was sealed with")
        return Unreadable(stored)


class SealedTextField(models.TextField[str, str]):
    """A text that is sealed in its column and plain in its object. It cannot be searched for."""

    def get_prep_value(self, value: Any) -> Any:
        """Sealed, on its way in."""
        return value if value is None else seal(str(value) if not isinstance(value, Unreadable) else value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Plain, on its way out."""
        return value if value is None else unseal(value)


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=8)
def _lock(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(secret))) for secret in secrets])


def _derived(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
