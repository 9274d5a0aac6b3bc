"""Linkage without showing lists beside linkage in the clear: how right, how long, how large.

Rosters of the reporting split, Zanjan's where they are at hand, and two long ones (BENCH_PERSONS, a hundred
thousand each unless said). Beside ours stands the usual filter a record (CLK) over the same blocks, at
the threshold that serves it best: what an encoding without a key for each block reaches, plain and folded.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import statistics
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb

from benchmarks._ground import record
from benchmarks._linkage import scores
from madadkar.matching.engine import linking
from madadkar.matching.engine.persons import Person
from madadkar.matching.engine.policy import LINK
from madadkar.matching.practice import Kind, practice
from madadkar.matching.practice.large import large
from madadkar.matching.private.linking import linked_rows
from madadkar.matching.private.rows import reference, write_rows
from madadkar.matching.rosters import read_roster

KINDS: tuple[Kind, ...] = ("easy", "harder", "hardest")
SEEDS = range(901, 901 + int(os.environ.get("BENCH_SEEDS", "4")))
PERSONS = int(os.environ.get("BENCH_PERSONS", "100000"))
AIM = 0.02
ZANJAN = Path(__file__).parents[2] / "shared" / "data" / "rosters" / "zanjan"
_SECRET = b"a secret of the measure, nothing"
_CLK_BITS, _CLK_HASHES = 1024, 12
Pairs = set[tuple[int, int]]


def main(home: Path) -> None:
    """Measure and record; the aim is the loss of F1 against the clear."""
    figures: dict[str, Any] = {"aim_f1_lost": AIM}
    if ZANJAN.exists():
        figures["zanjan"] = _zanjan(home)
    for kind in KINDS:
        told = [_practice(home, kind, seed) for seed in SEEDS]
        figures[kind] = {name: round(statistics.mean(one[name] for one in told), 4) for name in told[0]}
        print(kind, figures[kind], flush=True)
    figures["long"] = _long(home)
    record("linkage_private", **figures)


def _zanjan(home: Path) -> dict[str, float]:
    began = perf_counter()
    left, right = (
        read_roster(ZANJAN / f"{name}.xlsx", today=date(2026, 11, 22)) for name in ("emdad", "behzisti")
    )
    read = perf_counter() - began
    pairs = json.loads((ZANJAN / "truth.json").read_text(encoding="utf-8"))["pairs"]
    truth = {(str(pair["a_household"]), pair["b_file"]) for pair in pairs}
    found, seconds = _encoded(home, left.persons, right.persons)
    clear = {(link.left, link.right) for link in linking.link(left.persons, right.persons, least=LINK)}

    def f1(told: Pairs) -> float:
        named = {(left.rows[one][0], right.rows[other][0]) for one, other in told}
        return scores(found=len(named), right=len(named & truth), wanted=len(truth))["f1"]

    return {"f1": f1(found), "f1_clear": f1(clear), "read_seconds": round(read, 1), **seconds}


def _practice(home: Path, kind: Kind, seed: int) -> dict[str, float]:
    made = practice(kind=kind, split="reporting", seed=seed)
    found, seconds = _encoded(home, made.left, made.right)
    clear = {(link.left, link.right) for link in linking.link(made.left, made.right, least=LINK)}
    told = {
        "f1": _f1(found, made.links),
        "f1_clear": _f1(clear, made.links),
        "clk_best_f1": _clk(home, made.left, made.right, made.links, is_folded=False),
        "clk_folded_best_f1": _clk(home, made.left, made.right, made.links, is_folded=True),
    }
    return told | {"f1_lost": told["f1_clear"] - told["f1"], **seconds}


def _long(home: Path) -> dict[str, Any]:
    """Encode and link two long rosters, and link them in the clear."""
    made = large(folder=home / "long", persons=PERSONS)
    with duckdb.connect() as connection:
        truth = set(connection.execute(f"select left_ref, right_ref from '{made.truth}'").fetchall())
    found, seconds = _encoded(home, made.left, made.right)
    size = sum((home / f"{side}.parquet").stat().st_size for side in ("left", "right"))
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    began = perf_counter()
    clear = {(link.left, link.right) for link in linking.link(made.left, made.right, least=LINK)}
    clear_seconds = perf_counter() - began
    return {
        "persons": made.counts[:2],
        "f1": _f1(found, truth),
        "f1_clear": _f1(clear, truth),
        **seconds,
        "clear_seconds": round(clear_seconds, 1),
        "link_ratio": round(seconds["link_seconds"] / clear_seconds, 2),
        "megabytes": round(size / 1e6),
        "peak_megabytes": round(peak / 1024),
    }


def _encoded(
    home: Path, left: list[Person] | Path, right: list[Person] | Path
) -> tuple[Pairs, dict[str, float]]:
    """The links of two lists by their encodings, and the seconds it took."""
    began = perf_counter()
    paths = home / "left.parquet", home / "right.parquet"
    written = [
        write_rows(side, secret=_SECRET, path=path) for side, path in zip((left, right), paths, strict=True)
    ]
    between = perf_counter()
    links = linked_rows(*paths, counts=(written[0].persons, written[1].persons))
    ended = perf_counter()
    names = [_names(side, told.ref_key) for side, told in zip((left, right), written, strict=True)]
    return {(names[0][link.left], names[1][link.right]) for link in links}, {
        "encode_seconds": round(between - began, 1),
        "link_seconds": round(ended - between, 1),
    }


def _names(side: list[Person] | Path, ref_key: bytes) -> dict[int, int]:
    if isinstance(side, Path):
        with duckdb.connect() as connection:
            refs: Iterable[int] = [
                ref for (ref,) in connection.execute(f"select ref from '{side}'").fetchall()
            ]
    else:
        refs = [person.ref for person in side]
    return {reference(ref_key, ref): ref for ref in refs}


def _f1(found: Pairs, truth: Pairs) -> float:
    return scores(found=len(found), right=len(found & truth), wanted=len(truth))["f1"]


def _clk(home: Path, left: list[Person], right: list[Person], truth: Pairs, *, is_folded: bool) -> float:
    """The best F1 of one filter a record, Dice, greedily one to one, over the blocks of the encoded rows."""
    filters = [{p.ref: _filter(p, is_folded=is_folded) for p in side} for side in (left, right)]
    scored = sorted(
        ((_dice(filters[0][one], filters[1][other]), one, other) for one, other in _met(home, left, right)),
        reverse=True,
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    found: Pairs = set()
    best = 0.0
    for _, one, other in scored:
        if one not in taken[0] and other not in taken[1]:
            taken[0].add(one)
            taken[1].add(other)
            found.add((one, other))
            best = max(best, _f1(found, truth))
    return best


def _met(home: Path, left: list[Person], right: list[Person]) -> Pairs:
    """The pairs that share a block, as the linkage unit would see them."""
    written = []
    for name, side in (("met_left", left), ("met_right", right)):
        told = write_rows(side, secret=_SECRET, path=home / f"{name}.parquet")
        written.append(_names(side, told.ref_key))
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select distinct l.ref, r.ref from '{home / 'met_left.parquet'}' l"
            f" join '{home / 'met_right.parquet'}' r using (rule, block)"
        ).fetchall()
    return {(written[0][one], written[1][other]) for one, other in rows}


def _filter(person: Person, *, is_folded: bool) -> int:
    tokens = [
        f"{name}{one}{other}"
        for name in ("first", "last", "father", "place")
        for one, other in pairwise(f"_{getattr(person, name)}_")
        if getattr(person, name)
    ]
    tokens += [f"code{at}{digit}" for at, digit in enumerate(person.code)]
    tokens += [f"birth{at}{digit}" for at, digit in enumerate(person.birth)]
    tokens += [f"sex{person.sex}", f"phone{person.phone}" if person.phone else ""]
    bits = 0
    for token in filter(None, tokens):
        told = hashlib.blake2b(token.encode(), key=_SECRET, digest_size=2 * _CLK_HASHES).digest()
        for at in range(_CLK_HASHES):
            bits |= 1 << int.from_bytes(told[2 * at : 2 * at + 2]) % _CLK_BITS
    half = _CLK_BITS // 2
    return bits >> half ^ bits & (1 << half) - 1 if is_folded else bits


def _dice(one: int, other: int) -> float:
    return 2 * (one & other).bit_count() / max(one.bit_count() + other.bit_count(), 1)
