"""How two agencies come to agree on a project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from madadkar.matching.engine.persons import Person
from madadkar.matching.private import project
from madadkar.matching.private.blocks import recipe

TODAY = date(2026, 11, 22)
LAST_DAY = date(2027, 3, 20)


@dataclass(frozen=True)
class Two:
    """The project's file on either machine."""

    emdad: Path
    behzisti: Path


def agree(
    folder: Path, *, name: str = "زنجان", expires_on: date = LAST_DAY, is_confirmed: bool = True
) -> Two:
    """From invitation to confirmation."""
    folder.mkdir(exist_ok=True)
    two = Two(folder / "emdad.project", folder / "behzisti.project")
    invitation, reply = folder / "invitation", folder / "reply"
    project.begin(
        two.emdad,
        name=name,
        agency="امداد",
        expires_on=expires_on,
        recipe=recipe(),
        on=TODAY,
        invitation=invitation,
    )
    joined = project.join(
        two.behzisti, invitation=invitation, agency="بهزیستی", recipe=recipe(), on=TODAY, reply=reply
    )
    project.complete(two.emdad, reply=reply)
    for path in (two.emdad, two.behzisti) if is_confirmed else ():
        project.confirm(path, fingerprint=joined.agreement.fingerprint)
    return two


def rows_of(persons: list[Person]) -> list[tuple[str, int]]:
    """What `read_roster` tells of each person by its ref: a number, and a row."""
    told = {person.ref: (person.household, 5 + person.ref) for person in persons}
    return [told.get(ref, ("", 0)) for ref in range(max(told) + 1)]
