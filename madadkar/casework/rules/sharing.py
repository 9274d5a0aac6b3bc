"""Who gets which files: the nearest centre first, up to its fair share, then whoever has the most room."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

USUAL_CAPACITY = 60
"""How many files a centre that states no capacity is taken to bear; ours, near the published mean of 53."""

_PLACE, _RURAL_DISTRICT, _DISTRICT, COUNTY, PROVINCE = 16, 10, 6, 4, 2
_NEARNESS = (_PLACE, _RURAL_DISTRICT, _DISTRICT, COUNTY, PROVINCE)


@dataclass(frozen=True, slots=True)
class Home:
    """A file and where its family lives: the official code of the place, or of as much as is known."""

    file_id: int
    code: str


@dataclass(slots=True)
class Room:
    """A centre, where it stands, how many files it walks with and how many it can."""

    centre_id: int
    code: str
    load: int
    capacity: int | None

    @property
    def bears(self) -> int:
        """How many files it can walk with."""
        return self.capacity or USUAL_CAPACITY


def shared(*, homes: Iterable[Home], rooms: Sequence[Room], within: int = COUNTY) -> dict[int, int]:
    """Which centre each file goes to; files near no centre with room are left out. The same question has
    always the same answer.

    Places are near by their official codes: the same village or city, then rural district, district, county
    (and with `within=PROVINCE` the province). In a first round every centre is filled, from the nearest, up
    to the share all centres of the county would bear if they bore alike; what is left goes to whoever is
    least full. `rooms` is told of what each was given.
    """
    left = sorted(homes, key=lambda home: (home.code, home.file_id))
    fair = _fair_shares(left, rooms)
    given: dict[int, int] = {}
    for is_fair in (True, False):
        for length in _NEARNESS:
            if length >= within:
                limits = {
                    room.centre_id: min(room.bears, fair[room.code[:COUNTY]] * room.bears)
                    if is_fair
                    else room.bears
                    for room in rooms
                }
                left = _round(left, rooms, length, limits, given)
    return given


def _fair_shares(homes: Sequence[Home], rooms: Sequence[Room]) -> dict[str, float]:
    """How full all centres of each county would be if they bore its files alike."""
    bears: dict[str, int] = defaultdict(int)
    files: dict[str, int] = defaultdict(int)
    for room in rooms:
        bears[room.code[:COUNTY]] += room.bears
        files[room.code[:COUNTY]] += room.load
    for home in homes:
        files[home.code[:COUNTY]] += 1
    return {county: files[county] / borne for county, borne in bears.items()}


def _round(
    homes: Sequence[Home], rooms: Sequence[Room], length: int, limits: dict[int, float], given: dict[int, int]
) -> list[Home]:
    """Give files to centres whose code begins alike; answers those that nobody near had room for."""
    near: dict[str, list[tuple[float, int, Room]]] = defaultdict(list)
    for room in rooms:
        if len(room.code) >= length and room.load < limits[room.centre_id]:
            near[room.code[:length]].append((room.load / room.bears, room.centre_id, room))
    for waiting in near.values():
        heapq.heapify(waiting)
    left = []
    for home in homes:
        centres = near.get(home.code[:length]) if len(home.code) >= length else None
        if not centres:
            left.append(home)
            continue
        _, centre_id, room = heapq.heappop(centres)
        given[home.file_id] = centre_id
        room.load += 1
        if room.load < limits[centre_id]:
            heapq.heappush(centres, (room.load / room.bears, centre_id, room))
    return left
