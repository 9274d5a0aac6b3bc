"""One panel of the page of a file or a family: what a screen tells there, in a template of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from madadkar.casework.queries import FileHistory
from madadkar.registry.queries import Family
from madadkar.web.doors import Visit

L = TypeVar("L")


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A part of the page: `key` is its address within the page (`#visits`), `template` draws `content`.

    Within the template `content` is this mapping; `family`, `history` and `request` are the page's own.
    `count` stands beside the title; a folded panel shows its title alone until it is opened.
    One that shows what another confided (`is_confided`) leaves its trace.
    """

    key: str
    title: str
    template: str
    content: Mapping[str, Any] = field(default_factory=dict)
    count: int | None = None
    is_folded: bool = False
    is_confided: bool = False


FIRST = 12
"""Lines of a long list a panel draws until the reader asks for all."""


def first_of(request: Visit, lines: list[L]) -> tuple[list[L], int]:
    """The lines to draw, and how many more there are; `?all` on the page's address asks for every one."""
    shown = lines if "all" in request.GET else lines[:FIRST]
    return shown, len(lines) - len(shown)


PanelMaker = Callable[[Visit, FileHistory, Family], Panel | None]
"""Makes a panel in a constant number of questions; None where the reader has nothing to see or do there."""
