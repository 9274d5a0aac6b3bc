"""In what order families wait for credit: the more urgent first, then who came first."""

from __future__ import annotations

from enum import IntEnum


class Priority(IntEnum):
    """How urgent a waiting family's turn is; the smaller comes first."""

    FIRST = 1
    SOONER = 2
    USUAL = 3


PRIORITY_NAMES = {
    Priority.FIRST: "بی‌درنگ با نخستین اعتبار",
    Priority.SOONER: "پیش از نوبت",
    Priority.USUAL: "به نوبت",
}
