"""Exact equals first: two agencies find whom both list in equal words, without a third and without lists.

Private set intersection by elliptic curve Diffie-Hellman (openmined-psi). Asking shows only how many words
are asked; answering shows only how many there are; the asking side learns which of its own words the other
has, and tells the other that. Words are keyed under the project's secret before they are blinded.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from madadkar.foundation.refusal import Refusal
from madadkar.matching.engine import tables
from madadkar.matching.engine.persons import Person
from madadkar.matching.private import keys, project
from madadkar.matching.private.blocks import recipe
from madadkar.matching.private.files import read_facts, write_private
from madadkar.matching.private.project import Project
from madadkar.matching.private.signed import read_signed, write_signed

try:
    from private_set_intersection import python as psi
except ImportError:  # `make private` was not run here
    psi = None

ASKED, ANSWERED, FOUND = (f"madadkar exact equals {step}" for step in ("asked", "answered", "found"))
_OWN = "madadkar exact equals own words"
# Each is one person beyond doubt: rows that agree on all of it are not compared again.
_WORDS = {
    "code": ("code", "first_sound", "year"),
    "day": ("birth", "first", "last", "father"),
    "sheba": ("sheba", "first", "year"),
}
Row = tuple[str, int]


class Equal(NamedTuple):
    """A person both agencies list: the mark both know the pair by, one's own household or file, and row."""

    pair: str
    number: str
    row: int


def ask(
    persons: Sequence[Person], rows: Sequence[Row], *, project_file: Path, out: Path, own: Path, on: date
) -> int:
    """Write the blinded words of one's roster into `out`, for the other agency; answers how many.

    `own` keeps the words and the blinding key here. Raises Refusal("psi_not_installed")
    and as `project.opened`.
    """
    opened = _opened(project_file, on=on)
    words = _words(persons, rows, opened)
    client = psi.client.CreateWithNewKey(True)
    request = client.CreateRequest([word for word, _ in words])
    told = {"kind": _OWN, "key": client.GetPrivateKeyBytes().hex(), "words": [[w, *row] for w, row in words]}
    write_private(own, told)
    write_signed(out, kind=ASKED, project=opened, body={"request": request.SerializeToString()})
    return len(words)


def answer(
    persons: Sequence[Person],
    rows: Sequence[Row],
    *,
    request: Path,
    project_file: Path,
    out: Path,
    own: Path,
    on: date,
) -> int:
    """Answer the other agency's words with one's own, blinded; answers how many words were asked.

    `own` keeps one's words here, to read what the other side finds. Raises
    Refusal("psi_not_installed") and as `project.opened` and `read_signed`.
    """
    opened = _opened(project_file, on=on)
    words = _words(persons, rows, opened)
    server = psi.server.CreateWithNewKey(True)
    with _as_told_by(request):
        asked = _parsed(psi.Request, read_signed(request, kind=ASKED, project=opened)["request"])
        response = server.ProcessRequest(asked)
    count = len(asked.encrypted_elements)
    setup = server.CreateSetupMessage(1e-9, max(count, 1), [word for word, _ in words], psi.DataStructure.RAW)
    body = {"setup": setup.SerializeToString(), "response": response.SerializeToString()}
    write_private(own, {"kind": _OWN, "words": [[word, *row] for word, row in words]})
    write_signed(out, kind=ANSWERED, project=opened, body=body)
    return count


def find(answered: Path, *, own: Path, project_file: Path, back: Path, on: date) -> list[Equal]:
    """Whom the other agency lists too, by one's own rows; `back` tells the other side which words.

    Raises Refusal("psi_not_installed") and as `project.opened` and `read_signed`.
    """
    opened = _opened(project_file, on=on)
    body = read_signed(answered, kind=ANSWERED, project=opened)
    facts = _own(own, needs="key")
    client = psi.client.CreateFromKey(bytes.fromhex(facts["key"]), True)
    with _as_told_by(answered):
        setup, response = _parsed(psi.ServerSetup, body["setup"]), _parsed(psi.Response, body["response"])
        found = [facts["words"][place] for place in client.GetIntersection(setup, response)]
    told = json.dumps(sorted(word for word, _, _ in found)).encode()
    write_signed(back, kind=FOUND, project=opened, body={"words": told})
    return _equals(found, opened)


def read_found(found: Path, *, own: Path, project_file: Path, on: date) -> list[Equal]:
    """Whom both list, by one's own rows, as the side that asked found. Raises Refusal as `read_signed`."""
    opened = project.opened(project_file, recipe=recipe(), on=on)
    with _as_told_by(found):
        told = set(json.loads(read_signed(found, kind=FOUND, project=opened)["words"]))
    return _equals([word for word in _own(own, needs="words")["words"] if word[0] in told], opened)


def _opened(project_file: Path, *, on: date) -> Project:
    if psi is None:
        raise Refusal("psi_not_installed")
    return project.opened(project_file, recipe=recipe(), on=on)


def _own(path: Path, *, needs: str) -> dict[str, Any]:
    facts = read_facts(path)
    if facts.get("kind") != _OWN or needs not in facts:
        raise Refusal("linkage_file_foreign", name=path.name)
    return facts


def _words(persons: Sequence[Person], rows: Sequence[Row], opened: Project) -> list[tuple[str, Row]]:
    """The keyed words of a roster, each once: what two rows of one roster share names neither."""
    key = keys.subkey(opened.secret, "exact equals")
    owner: dict[str, Row | None] = {}
    for ref, told in _told(persons):
        word = hmac.digest(key, told.encode(), "sha256")[:20].hex()
        owner[word] = None if word in owner else rows[ref]
    return [(word, row) for word, row in owner.items() if row is not None]


def _told(persons: Sequence[Person]) -> Iterator[tuple[int, str]]:
    connection = tables.opened()
    try:
        tables.lay(connection, "roster", persons)
        for name, columns in _WORDS.items():
            known = " and ".join(f"coalesce({column}::text, '') <> ''" for column in columns)
            told = " || '|' || ".join(f"{column}::text" for column in columns)
            days = "and md not in ('0000', '0101', '0701')" if name == "day" else ""
            query = f"select unique_id, '{name}|' || {told} from roster where {known} {days} order by 1"
            yield from connection.execute(query).fetchall()
    finally:
        connection.close()


def _equals(found: Sequence[tuple[str, str, int]], opened: Project) -> list[Equal]:
    """A line for each word; two rosters may agree on several words of one person."""
    key = keys.subkey(opened.secret, "pairs of exact equals")
    return sorted(
        Equal(hmac.digest(key, word.encode(), "sha256")[:8].hex(), number, row) for word, number, row in found
    )


def _parsed(kind: Any, told: bytes) -> Any:
    """A message of the protocol. Raises ValueError for what is none."""
    message = kind()
    try:
        message.ParseFromString(told)
    except Exception as unreadable:  # of a class that this package does not depend on
        raise ValueError(kind) from unreadable
    return message


@contextmanager
def _as_told_by(source: Path) -> Iterator[None]:
    """What the library, or its messages, cannot make sense of is Refusal("linkage_file_foreign")."""
    try:
        yield
    except (RuntimeError, LookupError, TypeError, ValueError) as unreadable:
        raise Refusal("linkage_file_foreign", name=source.name) from unreadable
