"""What two agencies agree on before they encode anything: nothing in it is secret, and both hold the same."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from madadkar.foundation.refusal import Refusal
from madadkar.matching.private import keys

SIDES = ("first", "second")


@dataclass(frozen=True)
class Card:
    """One side: its agency by the name it goes by, and the public halves of its keys, in hexadecimal."""

    agency: str
    exchange: str
    signing: str


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
        return cls(
            project=str(facts["project"]),
            name=str(facts["name"]),
            expires_on=date.fromisoformat(facts["expires_on"]),
            recipe=str(facts["recipe"]),
            first=Card(**facts["first"]),
            second=Card(**facts["second"]),
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


def canonical(facts: dict[str, Any]) -> bytes:
    """Plain values as the same bytes on every machine."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
