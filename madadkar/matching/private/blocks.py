"""Which persons are looked at together: the project's blocks, by columns of `engine/keyed.py`.

Narrower than the engine's own: every block is a row in the file, and one that gathers many persons would show
how often a thing is met. Both sides must cut alike, so a change here is another recipe.
"""

from __future__ import annotations

import hashlib

from madadkar.matching.engine import keyed
from madadkar.matching.engine.keyed import KEY
from madadkar.matching.private.layout import PARTS

BLOCKS: tuple[tuple[str, ...], ...] = (
    ("code",),
    ("birth", "first_key"),
    ("birth", "last_key"),
    ("sheba",),
    ("phone", "first_start"),
    ("first_key", "last_key_long", "father_start"),
    ("year", "first_key", "last_key"),
    ("year", "names"),
    ("year", "first_key", "father_key"),
    ("year", "first_key", "place"),
    ("first_key", "last_key", "place"),
    ("year", "last_key", "place"),
    ("md", "place"),
)
MOST_IN_BLOCK = 40
"""A block of more persons of one roster is left out: it costs most, and shows how often a thing is met."""


def key_sql(block: tuple[str, ...]) -> str:
    """The plain key of a block; unknown where any of its columns is."""
    return " || '|' || ".join(f"{KEY}{column}::text" for column in block) or "'all'"


_VERSION = 2
"""To be raised when `encoding.py` or `tables.py` of this folder put a person into other bits than before."""


def recipe() -> str:
    """The way of encoding in one word: equal only where two programs encode one person alike."""
    told = "\n".join(
        (str(_VERSION), keyed.keyed_sql("roster"), repr(BLOCKS), str(MOST_IN_BLOCK), repr(PARTS))
    )
    return hashlib.sha256(told.encode()).hexdigest()[:16]
