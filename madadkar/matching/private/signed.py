"""A message between the two sides of a project: who wrote it, for which, and that nobody changed it."""

from __future__ import annotations

import base64
from pathlib import Path

from madadkar.foundation.refusal import Refusal
from madadkar.matching.private import keys
from madadkar.matching.private.agreement import SIDES, canonical
from madadkar.matching.private.files import read_facts, write_private
from madadkar.matching.private.project import Project


def write_signed(path: Path, *, kind: str, project: Project, body: dict[str, bytes]) -> None:
    """Write a message of this side; its parts are bytes."""
    told = {
        "kind": kind,
        "agreement": project.agreement.as_facts(),
        "side": project.side,
        "body": {name: base64.b64encode(part).decode("ascii") for name, part in body.items()},
    }
    write_private(path, {**told, "signature": project.own.sign(canonical(told))})


def read_signed(path: Path, *, kind: str, project: Project) -> dict[str, bytes]:
    """The parts of a message of the other side.

    Raises Refusal("linkage_file_missing"), Refusal("linkage_file_foreign") for another kind of file or
    another project's, and Refusal("encoded_file_altered") for one that was changed on its way.
    """
    facts = read_facts(path)
    told = {name: value for name, value in facts.items() if name != "signature"}
    other = SIDES[1] if project.side == SIDES[0] else SIDES[0]
    is_theirs = told.get("kind") == kind and told.get("side") == other
    if not is_theirs or told.get("agreement") != project.agreement.as_facts():
        raise Refusal("linkage_file_foreign", name=path.name)
    signing = project.agreement.card(other).signing
    if not keys.is_signed(canonical(told), signature=str(facts.get("signature")), signing=signing):
        raise Refusal("encoded_file_altered", name=path.name)
    try:
        return {name: base64.b64decode(part) for name, part in told["body"].items()}
    except (KeyError, AttributeError, TypeError, ValueError) as unreadable:
        raise Refusal("linkage_file_foreign", name=path.name) from unreadable
