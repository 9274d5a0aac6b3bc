"""An encoded roster as one file: what project and side it is of, its rows, and the signature of who made it.

A plain archive of three parts: `header.json`, `rows.parquet`, `signature`. The signature is over the header,
and the header holds the digest of the rows: whoever changes a byte is found out by anybody who has the file.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from madadkar.foundation.refusal import Refusal
from madadkar.matching.private import keys
from madadkar.matching.private.agreement import SIDES, Agreement, canonical
from madadkar.matching.private.project import Project

KIND = "madadkar encoded roster"
HEADER, ROWS, SIGNATURE = "header.json", "rows.parquet", "signature"
_LARGEST_HEADER = 100_000
_STEP = 1 << 20
# Nothing of the maker's clock or machine stands in the archive.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Header:
    """What an encoded roster says of itself, in the open."""

    agreement: Agreement
    side: str
    persons: int
    rows: int
    made_on: date
    digest: str

    def as_facts(self) -> dict[str, Any]:
        """The header as plain values."""
        return {
            "kind": KIND,
            "agreement": self.agreement.as_facts(),
            "side": self.side,
            "persons": self.persons,
            "rows": self.rows,
            "made_on": self.made_on.isoformat(),
            "digest": self.digest,
        }

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> Header:
        """The header again. Raises KeyError, TypeError or ValueError for what is none."""
        persons, rows = int(facts["persons"]), int(facts["rows"])
        if facts["kind"] != KIND or facts["side"] not in SIDES or min(persons, rows) < 0:
            raise ValueError("no encoded roster")
        return cls(
            Agreement.from_facts(facts["agreement"]),
            facts["side"],
            persons,
            rows,
            date.fromisoformat(facts["made_on"]),
            str(facts["digest"]),
        )


def pack(rows: Path, *, project: Project, persons: int, count: int, on: date, out: Path) -> Header:
    """Put rows, header and signature together; the file is whole or not there."""
    header = Header(project.agreement, project.side, persons, count, on, _digest(rows))
    told = canonical(header.as_facts())
    beside = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(_entry(HEADER), told)
            archive.writestr(_entry(SIGNATURE), project.own.sign(told))
            with rows.open("rb") as source, archive.open(_entry(ROWS), "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target, _STEP)
        beside.chmod(0o600)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
    return header


def unpack(path: Path, *, rows: Path) -> Header:
    """Check an encoded roster and lay its rows into `rows`.

    Raises Refusal("encoded_file_missing"), Refusal("encoded_file_foreign") for what is no encoded roster, and
    Refusal("encoded_file_altered") for one that was changed after it was made, or cut short.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            told = _small(archive, HEADER)
            signature = _small(archive, SIGNATURE).decode("ascii")
            header = Header.from_facts(json.loads(told))
            signing = header.agreement.card(header.side).signing
            if not keys.is_signed(canonical(header.as_facts()), signature=signature, signing=signing):
                raise Refusal("encoded_file_altered", name=path.name)
            if archive.getinfo(ROWS).compress_type != zipfile.ZIP_STORED:
                raise ValueError(ROWS)
            with archive.open(ROWS) as source, rows.open("wb") as target:
                shutil.copyfileobj(source, target, _STEP)
    except FileNotFoundError as missing:
        raise Refusal("encoded_file_missing", name=path.name) from missing
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, EOFError, OSError) as unreadable:
        raise Refusal("encoded_file_foreign", name=path.name) from unreadable
    if _digest(rows) != header.digest:
        raise Refusal("encoded_file_altered", name=path.name)
    return header


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LARGEST_HEADER:
        raise ValueError(name)
    return archive.read(name)


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, _NO_TIME)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
