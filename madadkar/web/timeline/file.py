"""What happened to a family's file: its states, cover and pension."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from madadkar.casework.models import FileMove
from madadkar.casework.queries import FileHistory
from madadkar.casework.rules import COVERAGE_KIND_NAMES, FIELD_NAMES, FILE_STATE_NAMES, STATE_REASON_NAMES
from madadkar.foundation.persian import persian_digits
from madadkar.web.timeline.told import About, Happening, Kind


def tell_file(about: About) -> Iterator[Happening]:
    """The file's life; a state that somebody moved it to says who did and why."""
    history = about.history
    if history is None:
        return
    field = _name(FIELD_NAMES, history.file.field)
    number = persian_digits(history.file.number)
    opened = f"تشکیل پرونده {number}"
    yield Happening(history.file.opened_on, opened, f"حوزه: {field}" if field else "", Kind.FILE)
    yield from _states(history, about)
    yield from _periods(
        history.coverages, Kind.FILE, lambda fact: f"پوشش {_name(COVERAGE_KIND_NAMES, fact.kind)}"
    )
    yield from _periods(history.pensions, Kind.FILE, lambda _fact: "دریافت مستمری")


def _states(history: FileHistory, about: About) -> Iterator[Happening]:
    moves = FileMove.objects.seen_by(about.scope).filter(case_file=history.file).order_by("pk")
    known = {(move.on, move.to_state): move for move in moves}
    for standing in history.standings:
        move = known.get((standing.valid_from, standing.state))
        why = f"علت: {_name(STATE_REASON_NAMES, standing.reason)}"
        yield Happening(
            standing.valid_from,
            f"وضعیت پرونده: {_name(FILE_STATE_NAMES, standing.state)}",
            f"{why}؛ {move.note}" if move and move.note else why,
            Kind.FILE,
            at=move.at if move else None,
            who=move.moved_by_name if move else "",
        )


def _periods(
    facts: Iterable[Any],
    kind: Kind,
    title: Callable[[Any], str],
    text: Callable[[Any], str] = lambda _fact: "",
) -> Iterator[Happening]:
    for fact in facts:
        yield Happening(fact.valid_from, f"آغاز {title(fact)}", text(fact), kind)
        if fact.valid_until is not None:
            yield Happening(fact.valid_until, f"پایان {title(fact)}", kind=kind)


def _name(names: Mapping[Any, str], value: str) -> str:
    return str(names.get(value, ""))
