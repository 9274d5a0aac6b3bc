"""Tables of moves: from every status, those it may become; all futures of a file at one glance."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Generic, TypeVar

from madadkar.foundation.refusal import Refusal

S = TypeVar("S", bound=Enum)


class Moves(Generic[S]):
    """Which status may follow which.

    Every status of the enumeration has its line, final ones an empty set; a table that forgets one is a
    programming mistake and raises ValueError at once.
    """

    def __init__(self, table: Mapping[S, Iterable[S]]) -> None:
        self.table = {status: frozenset(following) for status, following in table.items()}
        every = set(type(next(iter(self.table))))
        forgotten = every - self.table.keys()
        if forgotten:
            raise ValueError(f"statuses without a line: {sorted(status.name for status in forgotten)}")

    def allowed(self, current: S) -> frozenset[S]:
        """The statuses that may follow."""
        return self.table[current]

    def is_allowed(self, current: S, wanted: S) -> bool:
        """Whether the move may happen."""
        return wanted in self.table[current]

    def check(self, current: S, wanted: S) -> None:
        """Raises Refusal("move_not_allowed", from_, to) for a move that is not in the table."""
        if not self.is_allowed(current, wanted):
            raise Refusal("move_not_allowed", from_=current, to=wanted)

    @property
    def final(self) -> frozenset[S]:
        """Statuses that nothing follows."""
        return frozenset(status for status, following in self.table.items() if not following)

    def diagram(self, titles: Mapping[S, str] | None = None) -> str:
        """The table as a Mermaid state diagram for the docs, so that the picture cannot lie."""
        lines = ["stateDiagram-v2"]
        for status in self.table:
            if titles:
                lines.append(f'    state "{titles[status]}" as {status.name}')
        for status, following in self.table.items():
            lines += [f"    {status.name} --> {after.name}" for after in sorted(following, key=_place)]
            if not following:
                lines.append(f"    {status.name} --> [*]")
        return "\n".join(lines) + "\n"


def _place(status: Enum) -> int:
    return list(type(status)).index(status)
