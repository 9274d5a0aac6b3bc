"""Tolerant name search among 1,000,000 persons, under row-level security as the plain role, misspelt queries.

A query is a person's given and family name (half of them with the father's name behind), spoilt in one way:
a letter left out, added, changed or swapped with its neighbour; letters that sound the same; words joined or
split; an Arabic keyboard's ي and ك; «سید» left out; family name first. Right is a page of 20 with a row of
the
true given and family names (of «محمد محمدی» there are thousands: which of them is meant only a father's name,
a village or a code can say, so with the father's name the row must also have him).

Floor: a page of 20 persons with the same joins and the same files' facts, by primary key, asked in turn
with the
searches, so that both meet the same machine.
"""

from __future__ import annotations

import functools
import os
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from benchmarks import _million
from benchmarks._ground import record
from madadkar.casework.search import family_rows, search_families
from madadkar.foundation.persian import search_key
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Office
from madadkar.organisations.rules import ROLE_RIGHTS, Role

PERSONS = int(os.environ.get("BENCH_PERSONS", "1000000"))
QUERIES = 600
ON = date(2020, 3, 20)
_ALPHABET = "ابپتجچحخدرزسشعفقکگلمنوهی"
_SOUNDS = [set("سصث"), set("زذضظ"), set("تط"), set("هح"), set("غق"), set("اع")]


def main(home: Path) -> None:
    """Measure and record; recall at 20 at least 0.95, 95th percentile at most 3 pages by primary key."""
    offices = _million.lay(PERSONS)
    nation = _scope(*offices)
    learnt = _million.teach(nation)
    figures: dict[str, Any] = {"persons": PERSONS, "name_keys": learnt, "queries": QUERIES}
    for name, scope in (("office", _scope(offices[0])), ("nation", nation)):
        figures |= {f"{name}_{key}": value for key, value in _measure(scope).items()}
    record("name_search", **figures, aim_recall=0.95, aim_ratio=3)


def _scope(*offices: Office) -> Scope:
    return Scope(
        agency_id=offices[0].agency_id,
        office_ids=tuple(office.pk for office in offices),
        sees_medical=True,
        rights=frozenset(ROLE_RIGHTS[Role.HEAD]),
    )


def _measure(scope: Scope) -> dict[str, Any]:
    rng = random.Random(7)
    with within(scope):
        meant = _sample(rng, scope)
    asked = [
        (spoilt, *_spoil(rng, spoilt, person)) for spoilt, person in zip(_ways(rng), meant, strict=False)
    ]
    for _, text, _ in asked[:40]:
        _timed(scope, functools.partial(search_families, text=text, scope=scope, on=ON))
    times, floor, right = [], [], defaultdict(list)
    for way, text, truth in asked:
        taken, found = _timed(scope, functools.partial(search_families, text=text, scope=scope, on=ON))
        times.append(taken)
        right[way].append(_is_right(found.rows, truth))
        floor.append(_page_by_key(scope, rng, meant))
    return _told(times, floor, right)


def _told(times: list[float], floor: list[float], right: dict[str, list[bool]]) -> dict[str, Any]:
    slow, slow_floor = _p95(times), _p95(floor)
    return {
        "recall_at_20": statistics.mean(one for answers in right.values() for one in answers),
        "recall_by_way": {way: round(statistics.mean(answers), 3) for way, answers in right.items()},
        "p50_ms": statistics.median(times) * 1000,
        "p95_ms": slow * 1000,
        "page_by_key_p50_ms": statistics.median(floor) * 1000,
        "page_by_key_p95_ms": slow_floor * 1000,
        "p95_ratio": slow / slow_floor,
        "p95_to_floor_p50": slow / statistics.median(floor),
    }


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _timed(scope: Scope, work: Callable[[], Any]) -> tuple[float, Any]:
    with within(scope):
        started = time.perf_counter()
        answer = work()
        return time.perf_counter() - started, answer


def _page_by_key(scope: Scope, rng: random.Random, meant: list[Any]) -> float:
    ids = [person[0] for person in rng.sample(meant, 20)]
    return _timed(scope, lambda: family_rows(person_ids=ids, scope=scope, on=ON))[0]


def _sample(rng: random.Random, scope: Scope) -> list[Any]:
    """Persons to look for, each as likely as the other: common names as often as they occur."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, first_name, last_name, father_name from registry_person"
            " where office_id = any(%s) and abs(hashint8(id)) %% %s = 0",
            [list(scope.office_ids), max(1, PERSONS * len(scope.office_ids) // 30 // 8000)],
        )
        return rng.sample(cursor.fetchall(), QUERIES)


def _ways(rng: random.Random) -> list[str]:
    ways = [
        "typo",
        "typo",
        "swap",
        "sound",
        "joined_or_split",
        "arabic_letters",
        "without_seyyed",
        "last_first",
    ]
    return [ways[n % len(ways)] for n in range(QUERIES)]


def _spoil(rng: random.Random, way: str, person: Any) -> tuple[str, tuple[str, ...]]:
    """The query as somebody types it, and the keys a right row must have."""
    _, first, last, father = person
    truth = (search_key(first), search_key(last))
    if way == "last_first":
        first, last = last, first
    elif way == "without_seyyed":
        first = first.removeprefix("سیده ").removeprefix("سید ")
    elif rng.random() < 0.5:
        first = _SPOILERS[way](rng, first)
    else:
        last = _SPOILERS[way](rng, last)
    if rng.random() < 0.5:
        return f"{first} {last} {father}", (*truth, search_key(father))
    return f"{first} {last}", truth


def _typo(rng: random.Random, name: str) -> str:
    at, letter = rng.randrange(len(name)), rng.choice(_ALPHABET)
    return rng.choice(
        [name[:at] + name[at + 1 :], name[:at] + letter + name[at:], name[:at] + letter + name[at + 1 :]]
    )


def _swap(rng: random.Random, name: str) -> str:
    at = rng.randrange(len(name) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _sound(rng: random.Random, name: str) -> str:
    for at in rng.sample(range(len(name)), len(name)):
        others = next((sorted(group - {name[at]}) for group in _SOUNDS if name[at] in group), [])
        if others:
            return name[:at] + rng.choice(others) + name[at + 1 :]
    return _typo(rng, name)


def _joined_or_split(rng: random.Random, name: str) -> str:
    if " " in name:
        return name.replace(" ", "")
    at = rng.randrange(1, len(name))
    return f"{name[:at]} {name[at:]}"


def _arabic_letters(rng: random.Random, name: str) -> str:
    return name.replace("ی", "ي").replace("ک", "ك")


_SPOILERS = {
    "typo": _typo,
    "swap": _swap,
    "sound": _sound,
    "joined_or_split": _joined_or_split,
    "arabic_letters": _arabic_letters,
}


def _is_right(rows: list[Any], truth: tuple[str, ...]) -> bool:
    return any(
        truth
        == (search_key(row.first_name), search_key(row.last_name), search_key(row.father_name))[: len(truth)]
        for row in (found.person for found in rows)
    )
