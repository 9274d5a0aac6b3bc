"""A project's file on one agency's machine, from invitation to destruction.

first: `begin` → invitation → second: `join` → reply → first: `complete` → both read the fingerprint aloud and
`confirm` → encode … → `destroy`.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from madadkar.foundation.persian import latin_digits
from madadkar.foundation.refusal import Refusal
from madadkar.matching.private import keys
from madadkar.matching.private.agreement import SIDES, Agreement, Card, canonical, is_name
from madadkar.matching.private.files import read_facts, write_private
from madadkar.matching.private.keys import OwnKeys

INVITATION = "madadkar linkage invitation"
REPLY = "madadkar linkage reply"
PROJECT = "madadkar linkage project"
DESTROYED = "madadkar linkage keys destroyed"
BEGUN, JOINED, ENCODED = "begun", "joined", "encoded"
_PROJECT_BYTES = 16
_UNKNOWN = Card("", "", "")
_SEAL = "seal of confirmation"


@dataclass(frozen=True)
class Happened:
    """What was done with a project on a day: begun, joined, or a roster of so many persons encoded."""

    what: str
    on: date
    name: str = ""
    persons: int = 0

    def as_facts(self) -> dict[str, Any]:
        """As plain values, for the file."""
        return {"what": self.what, "on": self.on.isoformat(), "name": self.name, "persons": self.persons}

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> Happened:
        """It again. Raises KeyError, TypeError or ValueError for what is none."""
        on = date.fromisoformat(facts["on"])
        return cls(str(facts["what"]), on, str(facts["name"]), int(facts["persons"]))


@dataclass(frozen=True)
class Project:
    """One side's own file: the agreement, as far as it is known, and the private halves of its keys.

    `happened` is what was done with it on this machine, the earliest first.
    """

    agreement: Agreement
    side: str
    own: OwnKeys
    seal: str = ""
    happened: tuple[Happened, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether the other side's card is here."""
        return self.agreement.second != _UNKNOWN

    @property
    def secret(self) -> bytes:
        """The secret both sides share; made anew each time, kept nowhere."""
        their = self.agreement.card(SIDES[1] if self.side == SIDES[0] else SIDES[0])
        return keys.shared_secret(self.own, their_exchange=their.exchange, agreed=self.agreement.canonical)


def begin(
    path: Path, *, name: str, agency: str, expires_on: date, recipe: str, on: date, invitation: Path
) -> Project:
    """Start a project here and write the invitation for the other agency.

    Raises Refusal("linkage_expiry_past", "name_missing", "linkage_name_hidden", "linkage_file_exists",
    "output_unwritable").
    """
    _check_names(name, agency)
    if expires_on <= on:
        raise Refusal("linkage_expiry_past", on=expires_on)
    own = OwnKeys.new()
    card = Card(agency.strip(), *own.public_hex())
    agreement = Agreement(secrets.token_hex(_PROJECT_BYTES), name.strip(), expires_on, recipe, card, _UNKNOWN)
    project = Project(agreement, SIDES[0], own, happened=(Happened(BEGUN, on),))
    _check_new(path, invitation)
    _keep(path, project)
    _send(invitation, INVITATION, agreement)
    return project


def join(path: Path, *, invitation: Path, agency: str, recipe: str, on: date, reply: Path) -> Project:
    """Accept an invitation here and write the reply for the agency that sent it.

    Raises Refusal("name_missing", "linkage_name_hidden", "linkage_file_exists", "linkage_file_foreign",
    "linkage_project_expired", "linkage_recipe_differs", "output_unwritable").
    """
    _check_names(agency)
    told = _received(invitation, INVITATION)
    told.check_open(on=on)
    if told.recipe != recipe:
        raise Refusal("linkage_recipe_differs")
    own = OwnKeys.new()
    agreement = replace(told, second=Card(agency.strip(), *own.public_hex()))
    project = Project(agreement, SIDES[1], own, happened=(Happened(JOINED, on),))
    _check_new(path, reply)
    _check_secret(project, invitation)
    _keep(path, project)
    _send(reply, REPLY, agreement)
    return project


def complete(path: Path, *, reply: Path) -> Project:
    """Take in the reply to one's own invitation.

    Raises Refusal("linkage_file_foreign") for a reply to another invitation or with other terms.
    """
    project = load(path)
    told = _received(reply, REPLY)
    is_ours = replace(told, second=_UNKNOWN) == replace(project.agreement, second=_UNKNOWN)
    if project.side != SIDES[0] or not is_ours or (project.is_complete and told != project.agreement):
        raise Refusal("linkage_file_foreign", name=reply.name)
    project = replace(project, agreement=told)
    _check_secret(project, reply)
    _keep(path, project)
    return project


def confirm(path: Path, *, fingerprint: str) -> Project:
    """Say that the other side read this fingerprint aloud; before this nothing is encoded.

    Raises Refusal("linkage_not_complete", "linkage_fingerprint_differs").
    """
    project = load(path)
    _check_complete(project)
    if _digits(fingerprint) != _digits(project.agreement.fingerprint):
        raise Refusal("linkage_fingerprint_differs")
    project = replace(project, seal=_seal(project))
    _keep(path, project)
    return project


def opened(path: Path, *, recipe: str, on: date) -> Project:
    """The project, ready to encode with.

    Raises Refusal("linkage_not_complete", "linkage_not_confirmed", "linkage_project_altered",
    "linkage_project_expired", "linkage_keys_destroyed", "linkage_recipe_differs", "linkage_file_foreign").
    """
    project = load(path)
    _check_complete(project)
    if not project.seal:
        raise Refusal("linkage_not_confirmed", name=project.agreement.name)
    if not hmac.compare_digest(project.seal, _seal(project)):
        raise Refusal("linkage_project_altered", name=path.name)
    project.agreement.check_open(on=on)
    if project.agreement.recipe != recipe:
        raise Refusal("linkage_recipe_differs")
    return project


def load(path: Path) -> Project:
    """A project's file. Raises Refusal("linkage_keys_destroyed", "linkage_file_foreign")."""
    facts = read_facts(path)
    if facts.get("kind") == DESTROYED:
        raise Refusal("linkage_keys_destroyed", name=facts["agreement"]["name"], at=facts["destroyed_at"])
    try:
        if facts["kind"] != PROJECT or facts["side"] not in SIDES:
            raise Refusal("linkage_file_foreign", name=path.name)
        return Project(
            Agreement.from_facts(facts["agreement"]),
            facts["side"],
            OwnKeys.from_hex(facts["private"]["exchange"], facts["private"]["signing"]),
            str(facts["seal"]),
            happened_in(facts),
        )
    except (KeyError, TypeError, ValueError) as unreadable:
        raise Refusal("linkage_file_foreign", name=path.name) from unreadable


def note_encoded(path: Path, *, name: str, persons: int, on: date) -> None:
    """Keep in the project's own file that a roster was encoded by it. Raises Refusal as `load` does."""
    project = load(path)
    _keep(path, replace(project, happened=(*project.happened, Happened(ENCODED, on, name, persons))))


def happened_in(facts: dict[str, Any]) -> tuple[Happened, ...]:
    """What a project's file, or the record in its place, says was done; files of before say nothing.

    Raises KeyError, TypeError or ValueError for what is none.
    """
    return tuple(Happened.from_facts(one) for one in facts.get("happened", []))


def destroy(path: Path, *, at: datetime, who: str, reason: str) -> dict[str, Any]:
    """Overwrite the keys and leave a signed record in their place; nobody can encode or read by them again.

    Answers the record: which project, when, by whom, why, signed by the key that was destroyed with the rest.
    Raises Refusal("name_missing", "reason_missing", "linkage_keys_destroyed", "linkage_file_foreign").
    """
    if not who.strip():
        raise Refusal("name_missing")
    if not reason.strip():
        raise Refusal("reason_missing")
    project = load(path)
    told = {
        "kind": DESTROYED,
        "agreement": project.agreement.as_facts(),
        "fingerprint": project.agreement.fingerprint,
        "side": project.side,
        "happened": [one.as_facts() for one in project.happened],
        "destroyed_at": at.isoformat(),
        "by": who.strip(),
        "reason": reason.strip(),
    }
    record = {**told, "signature": project.own.sign(canonical(told))}
    write_private(path, record, over=True)
    return record


def is_record_of_destruction(record: dict[str, Any]) -> bool:
    """Whether the very side whose keys are gone signed this record, and nobody changed it since."""
    told = {name: value for name, value in record.items() if name != "signature"}
    try:
        card = Agreement.from_facts(record["agreement"]).card(record["side"])
    except (KeyError, TypeError, ValueError):
        return False
    return record.get("kind") == DESTROYED and keys.is_signed(
        canonical(told), signature=str(record.get("signature", "")), signing=card.signing
    )


def _check_names(*names: str) -> None:
    for name in names:
        if not name.strip():
            raise Refusal("name_missing")
        if not is_name(name.strip()):
            raise Refusal("linkage_name_hidden")


def _check_new(*paths: Path) -> None:
    for path in paths:
        if path.exists():
            raise Refusal("linkage_file_exists", name=path.name)


def _check_complete(project: Project) -> None:
    if not project.is_complete:
        raise Refusal("linkage_not_complete", name=project.agreement.name)


def _check_secret(project: Project, source: Path) -> None:
    """A public key that agrees on nothing (all zeros, a small order) is no key."""
    try:
        assert project.secret
    except ValueError as unusable:
        raise Refusal("linkage_file_foreign", name=source.name) from unusable


def _seal(project: Project) -> str:
    try:
        return keys.subkey(project.secret, _SEAL).hex()
    except ValueError:
        return ""


def _digits(text: str) -> str:
    return "".join(letter for letter in latin_digits(text) if letter.isdecimal())


def _send(path: Path, kind: str, agreement: Agreement) -> None:
    write_private(path, {"kind": kind, "agreement": agreement.as_facts()})


def _received(path: Path, kind: str) -> Agreement:
    facts = read_facts(path)
    try:
        if facts["kind"] != kind:
            raise Refusal("linkage_file_foreign", name=path.name)
        return Agreement.from_facts(facts["agreement"])
    except (KeyError, TypeError, ValueError) as unreadable:
        raise Refusal("linkage_file_foreign", name=path.name) from unreadable


def _keep(path: Path, project: Project) -> None:
    exchange, signing = project.own.to_hex()
    facts = {
        "kind": PROJECT,
        "agreement": project.agreement.as_facts(),
        "side": project.side,
        "private": {"exchange": exchange, "signing": signing},
        "seal": project.seal,
        "happened": [one.as_facts() for one in project.happened],
    }
    write_private(path, facts, over=path.exists())
