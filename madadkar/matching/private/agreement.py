"""What two agencies agree on before they encode anything: nothing in it is secret, and both hold the same."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from madadkar.foundation.refusal import Refusal
from madadkar.matching.private import keys

SIDES = ("first", "second")
_LONGEST_NAME = 200
_KEY_DIGITS = 64
_PROJECT_DIGITS = 32
_HALF_SPACE = "\u200c"


def is_name(text: object) -> bool:
    """Whether a name is one line that shows as it is written: it stands beside the fingerprint on a screen.

    A line's end, a turn of direction or a command to the terminal in it could show another fingerprint.
    """
    return (
        isinstance(text, str)
        and len(text) <= _LONGEST_NAME
        and not any(unicodedata.category(letter)[0] in "CZ" for letter in text if letter not in _ALLOWED)
    )


_ALLOWED = f" {_HALF_SPACE}"


@dataclass(frozen=True)
class Card:
    """One side: its agency by the name it goes by, and the public halves of its keys, in hexadecimal."""

    agency: str
    exchange: str
    signing: str

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> Self:
        """The card again. Raises KeyError, TypeError or ValueError for what is none."""
        told = cls(*(facts[name] for name in ("agency", "exchange", "signing")))
        keyed = (told.exchange, told.signing)
        if not is_name(told.agency) or not all(_is_hex(key, _KEY_DIGITS) or key == "" for key in keyed):
            raise ValueError("no card")
        return told


@dataclass(frozen=True)
class Agreement:
    """The terms of one project and its two sides. Nothing is encoded or linked on or after `expires_on`.

    `recipe` names the way of encoding: two programs that would encode one person differently differ in it.
    """

    project: str
    name: str
    expires_on: date
    recipe: str
    first: Card
    second: Card

    def as_facts(self) -> dict[str, Any]:
        """The agreement as plain values, for a file."""
        return {**asdict(self), "expires_on": self.expires_on.isoformat()}

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> Self:
        """The agreement again. Raises KeyError, TypeError or ValueError for what is none."""
        if not is_name(facts["name"]) or not _is_hex(facts["project"], _PROJECT_DIGITS):
            raise ValueError("no agreement")
        return cls(
            project=facts["project"],
            name=facts["name"],
            expires_on=date.fromisoformat(facts["expires_on"]),
            recipe=str(facts["recipe"]),
            first=Card.from_facts(facts["first"]),
            second=Card.from_facts(facts["second"]),
        )

    @property
    def canonical(self) -> bytes:
        """The one way to write it: what is signed, told as fingerprint and bound into the secret."""
        return canonical(self.as_facts())

    @property
    def fingerprint(self) -> str:
        """Thirty digits to be read aloud."""
        return keys.fingerprint(self.canonical)

    def card(self, side: str) -> Card:
        """The card of a side."""
        return self.first if side == SIDES[0] else self.second

    def check_open(self, *, on: date) -> None:
        """Raises Refusal("linkage_project_expired") on the day of expiry and after it."""
        if on >= self.expires_on:
            raise Refusal("linkage_project_expired", name=self.name, on=self.expires_on)


def _is_hex(text: object, digits: int) -> bool:
    return isinstance(text, str) and len(text) == digits and not set(text) - set("0123456789abcdef")


def canonical(facts: dict[str, Any]) -> bytes:
    """Plain values as the same bytes on every machine."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
