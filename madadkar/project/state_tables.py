"""Every table of moves of the house, drawn for the docs so that the pictures cannot lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from madadkar.casework.rules import (
    FILE_STATE_NAMES,
    MOVES,
    appeals,
    batches,
    committee,
    delegation,
    exits,
    limits,
    plans,
    supervision,
    visits,
    voice,
)
from madadkar.foundation.states import Moves
from madadkar.organisations.rules import FOUNDING_MOVES, FOUNDING_STATE_NAMES
from madadkar.overlap.rules.life import OVERLAP_MOVES, OVERLAP_STATE_NAMES
from madadkar.project.home import CHECKOUT

FOLDER = CHECKOUT / "docs" / "states"


@dataclass(frozen=True)
class StateTable:
    """One table: the file it is drawn in, its title, the moves, and the states' Persian names."""

    slug: str
    title: str
    moves: Moves[Any]
    names: Mapping[Any, str]


STATE_TABLES = (
    StateTable("file", "زندگی یک پرونده", MOVES, FILE_STATE_NAMES),
    StateTable("visit", "بازدید", visits.VISIT_MOVES, visits.VISIT_STATE_NAMES),
    StateTable("plan", "برنامه خانوار", plans.PLAN_MOVES, plans.PLAN_STATE_NAMES),
    StateTable("exit", "پیشنهاد خروج", exits.EXIT_MOVES, exits.EXIT_STATE_NAMES),
    StateTable("session", "جلسه کمیته", committee.SESSION_MOVES, committee.SESSION_STATE_NAMES),
    StateTable("appeal", "اعتراض", appeals.APPEAL_MOVES, appeals.APPEAL_STATE_NAMES),
    StateTable(
        "delegation", "واگذاری به مرکز", delegation.DELEGATION_MOVES, delegation.DELEGATION_STEP_NAMES
    ),
    StateTable("batch", "واگذاری گروهی", batches.BATCH_MOVES, batches.BATCH_STATE_NAMES),
    StateTable("decision", "تصمیم مرکز", limits.DECISION_MOVES, limits.DECISION_STATE_NAMES),
    StateTable("inspection", "بازرسی مرکز", supervision.INSPECTION_MOVES, supervision.INSPECTION_STATE_NAMES),
    StateTable(
        "correction", "اقدام اصلاحی", supervision.CORRECTION_MOVES, supervision.CORRECTION_STATE_NAMES
    ),
    StateTable("voice", "شکایت و پیشنهاد", voice.VOICE_MOVES, voice.VOICE_STATE_NAMES),
    StateTable("overlap", "خانوار دو نهاد", OVERLAP_MOVES, OVERLAP_STATE_NAMES),
    StateTable("founding", "تأسیس مرکز", FOUNDING_MOVES, FOUNDING_STATE_NAMES),
)


def drawn() -> dict[Path, str]:
    """Each table's page of the docs, by its file."""
    return {FOLDER / f"{table.slug}.md": _page(table) for table in STATE_TABLES}


def stale() -> list[str]:
    """Which pages do not say what the tables say: missing, old, or of a table that is no more."""
    wanted = drawn()
    there = {path: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    return sorted(path.name for path in wanted.keys() | there.keys() if wanted.get(path) != there.get(path))


def _page(table: StateTable) -> str:
    picture = table.moves.diagram(table.names)
    return (
        f"# {table.title}\n\n"
        "Drawn from the table of moves by `manage.py state_diagrams`; a house test fails when it\n"
        "is stale.\n\n"
        f"```mermaid\n{picture}```\n"
    )
