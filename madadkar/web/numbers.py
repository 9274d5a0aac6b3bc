"""A row's number as it came in an address or in a hidden field."""

from __future__ import annotations

_LONGEST = 18  # digits; what the database counts by holds every such number


def number_told(text: str) -> int | None:
    """The number told; nothing where what was told is none that a row could have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None
