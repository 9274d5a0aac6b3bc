"""An encoded roster tells no name, code or day, and nothing that could be counted or looked up."""

from __future__ import annotations

import base64
import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from madadkar.foundation.jalali import from_jalali
from madadkar.matching.engine import tables
from madadkar.matching.engine.persons import Person
from madadkar.matching.practice.rosters import Practice
from madadkar.matching.private.encode import encode_roster
from madadkar.matching.private.encoding import READ
from madadkar.matching.private.layout import COLUMNS, FLAGS, PARTS
from madadkar.matching.private.rows import Written, reference, write_rows
from tests.matching.private.ground import TODAY, agree, rows_of

ONE, OTHER = b"1" * 32, b"2" * 32
HASHES = (
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_512", "blake2b",
    "blake2s", "ripemd160",
)  # fmt: skip
Rows = dict[tuple[int, int], tuple[int, ...]]
_WORD = 2**64 - 1


@pytest.fixture(scope="module")
def packed(lists: Practice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred and fifty of the left roster, encoded as an agency does it."""
    people = lists.left[:150]
    folder = tmp_path_factory.mktemp("packed")
    two = agree(folder / "agreed")
    out = folder / "emdad.encoded"
    encode_roster(
        people, rows_of(people), project_file=two.emdad, out=out, refs=folder / "refs.csv", on=TODAY
    )
    return out


def written(persons: list[Person], secret: bytes, path: Path) -> tuple[Rows, Written]:
    """The words of a roster by person (its own number) and rule."""
    told = write_rows(persons, secret=secret, path=path)
    refs = {reference(told.ref_key, person.ref): person.ref for person in persons}
    with duckdb.connect() as connection:
        rows = connection.execute(f"select ref, rule, block, {', '.join(COLUMNS)} from '{path}'").fetchall()
    return {(refs[ref], rule): tuple(rest) for ref, rule, *rest in rows}, told


def spellings(person: Person) -> Iterator[str]:
    """Everything of a person that somebody might look for, as it is usually written."""
    yield from (person.first, person.last, person.father, person.place, person.household, person.code)
    yield from (person.phone, person.sheba, person.phone.lstrip("0"), person.code.lstrip("0"))
    yield from (f"{person.first} {person.last}", person.first + person.last, f"{person.last} {person.first}")
    if person.birth:
        year, month, day = person.birth[:4], person.birth[4:6], person.birth[6:]
        yield from (
            person.birth,
            f"{year}/{month}/{day}",
            f"{year}-{month}-{day}",
            f"{year[2:]}/{month}/{day}",
        )
        if day != "00":
            yield from_jalali(int(year), int(month), int(day)).isoformat()
    yield f"{person.code}{person.birth}"
    yield "|".join((person.first, person.last, person.birth))


def contents(path: Path) -> tuple[bytes, set[int]]:
    """All bytes of an encoded roster, unpacked, and all its numbers."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    laid = path.with_suffix(".parquet")
    laid.write_bytes(parts["rows.parquet"])
    with duckdb.connect() as connection:
        numbers = connection.execute(f"select ref, block, {', '.join(COLUMNS)} from '{laid}'").fetchall()
    return path.read_bytes() + b"".join(parts.values()), {number for row in numbers for number in row}


def test_it_holds_no_name_code_or_day_in_the_clear(packed: Path, lists: Practice) -> None:
    told, numbers = contents(packed)
    sought = {text for person in lists.left[:150] for text in spellings(person) if len(text.encode()) >= 6}

    assert len(sought) > 1000
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1256"):
        forms = {text.encode(encoding, "ignore") for text in sought}
        assert [form for form in forms if len(form) >= 6 and form in told] == []
    assert not {int(text) for text in sought if text.isdecimal() and len(text) >= 6} & numbers


def test_it_holds_no_unkeyed_hash_of_them(packed: Path, lists: Practice) -> None:
    told, numbers = contents(packed)
    shown = {number.to_bytes(8) for number in numbers} | {number.to_bytes(8, "little") for number in numbers}
    # The first and last eight bytes of a digest are sought among all numbers, also among halves of what a
    # reference holds (one bit less), and digests as text in the whole file.
    halved = {(number << 1 | low).to_bytes(8) for number in numbers for low in (0, 1) if number <= _WORD >> 1}
    sought = {text for person in lists.left[:150] for text in spellings(person) if text}
    found = []
    for name in HASHES:
        if name not in hashlib.algorithms_available:
            continue
        for text in sought:
            for digest in {hashlib.new(name, text.encode(form)).digest() for form in ("utf-8", "utf-16-le")}:
                if digest[:8] in shown or digest[-8:] in shown or digest[:8] in halved:
                    found.append((name, text))
    assert found == []
    for text in list(sought)[:400]:
        for name in ("md5", "sha1", "sha256"):
            digest = hashlib.new(name, text.encode()).digest()
            assert digest[:8].hex().encode() not in told
            assert base64.b64encode(digest)[:10] not in told
        assert zlib.crc32(text.encode()) not in numbers


@pytest.fixture(scope="module")
def one(lists: Practice, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The left roster under the first secret."""
    return written(lists.left, ONE, tmp_path_factory.mktemp("one") / "one.parquet")[0]


def test_two_projects_encodings_of_one_person_are_unrelated(
    one: Rows, lists: Practice, tmp_path: Path
) -> None:
    other, _ = written(lists.left, OTHER, tmp_path / "other.parquet")

    assert one.keys() == other.keys()
    assert not {row[0] for row in one.values()} & {row[0] for row in other.values()}  # no block in common
    assert max(abs(part) for part in correlations(one, other).values()) < 0.06


def test_two_encodings_in_one_project_are_of_one_person(one: Rows, lists: Practice, tmp_path: Path) -> None:
    """What the other test would see, were the projects' secrets not different."""
    again, _ = written(lists.left, ONE, tmp_path / "again.parquet")

    assert {row[0] for row in one.values()} == {row[0] for row in again.values()}
    told = correlations(one, again)
    assert min(told[name] for name in ("first", "last", "first_pairs", "last_pairs", "sex")) > 0.99


def test_one_person_in_two_blocks_is_unrelated(one: Rows) -> None:
    code = {(ref, 0): row for (ref, rule), row in one.items() if rule == 0}
    day = {(ref, 0): row for (ref, rule), row in one.items() if rule == 1}
    both = code.keys() & day.keys()

    told = correlations({key: code[key] for key in both}, {key: day[key] for key in both})
    assert len(both) > 200
    assert max(abs(part) for part in told.values()) < 0.1


def test_a_name_that_all_bear_cannot_be_counted(tmp_path: Path) -> None:
    """Three hundred of one name and one father in blocks of their own: no two rows show the same."""
    people = [
        Person(ref=at, first="علی", last="احمدی", father="رضا", code=f"{9990000000 + at * 7919}", sex="m")
        for at in range(300)
    ]
    rows, _ = written(people, ONE, tmp_path / "rows.parquet")
    code = [row for (_, rule), row in rows.items() if rule == 0]

    assert len(code) == 300
    for name in ("first_pairs", "last_pairs"):
        assert len({part(row, name) for row in code}) > 290
    assert len({part(row, "first") for row in code}) > 290


def test_a_block_that_gathers_many_is_left_out(tmp_path: Path) -> None:
    people = [Person(ref=at, first="علی", last="احمدی", father="رضا", birth="13500000") for at in range(41)]

    assert written(people[:40], ONE, tmp_path / "forty.parquet")[0]
    assert written(people, ONE, tmp_path / "more.parquet")[0] == {}


def test_neither_the_order_of_the_roster_nor_its_numbers_show(lists: Practice, tmp_path: Path) -> None:
    told = write_rows(lists.left, secret=ONE, path=tmp_path / "rows.parquet")
    with duckdb.connect() as connection:
        shown = connection.execute(f"select rule, block, ref from '{tmp_path / 'rows.parquet'}'").fetchall()
    place = {reference(told.ref_key, person.ref): at for at, person in enumerate(lists.left)}
    order = [place[ref] for rule, _, ref in shown if rule == 0]

    assert shown == sorted(shown)
    neighbours = sum(abs(one - other) == 1 for one, other in pairwise(order))
    assert neighbours < len(order) * 0.03


def test_filters_of_names_are_no_fuller_than_four_bits_in_ten(one: Rows) -> None:
    filled = [
        part(row, name).bit_count() / 64 for row in one.values() for name in ("first_pairs", "father_pairs")
    ]

    assert sum(filled) / len(filled) <= 0.4


def test_what_is_not_known_is_noise(tmp_path: Path) -> None:
    """Two files of one person of whom only the code is known: no other word repeats."""
    alone = [Person(ref=0, code="9990000018")]
    one, _ = written(alone, ONE, tmp_path / "one.parquet")
    again, _ = written(alone, ONE, tmp_path / "again.parquet")

    assert part(one[0, 0], "code") == part(again[0, 0], "code")
    for name in ("first_pairs", "last_pairs", "father_pairs", "place_pairs"):
        assert part(one[0, 0], name) != part(again[0, 0], name)


def test_every_column_that_is_encoded_is_one_the_engine_lays() -> None:
    with tables.opened() as connection:
        tables.lay(connection, "roster", [Person(ref=0)])
        laid = {row[0] for row in connection.execute("describe roster").fetchall()}
    assert {name for name in READ if not name.startswith("times_of_")} <= laid


def part(row: tuple[int, ...], name: str) -> int:
    """A part of a row (block first, then the words)."""
    place = PARTS[name]
    return row[1 + place.word] >> place.shift & place.mask


def correlations(one: Rows, other: Rows) -> dict[str, float]:
    """How far the bits of each part go together in two encodings of the same persons (phi; 0: not at all)."""
    keys = sorted(one.keys() & other.keys())[:2000]
    return {name: _phi(name, [(one[key], other[key]) for key in keys]) for name in PARTS if name != "flags"}


def _phi(name: str, rows: list[tuple[tuple[int, ...], tuple[int, ...]]]) -> float:
    field = name.split("_")[0]
    count = both = ones = others = 0
    for row, again in rows:
        if field in FLAGS and not part(row, "flags") >> FLAGS.index(field) & 1:
            continue
        left, right = part(row, name), part(again, name)
        count += PARTS[name].bits
        both += (left & right).bit_count()
        ones += left.bit_count()
        others += right.bit_count()
    spread = (ones * (count - ones) * others * (count - others)) ** 0.5
    return (both * count - ones * others) / spread if spread else 0.0
