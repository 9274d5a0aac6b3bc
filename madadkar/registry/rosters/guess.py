"""A column without a telling heading is known by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from madadkar.foundation.identity import is_national_code
from madadkar.foundation.persian import clean, search_key
from madadkar.registry.rosters.read import Cell, as_text
from madadkar.registry.rosters.words import COVERAGES, MARITALS, RELATIONS, SEXES

_ENOUGH = 0.7
_LOOKED_AT = 120
_DATE = re.compile(r"1[234]\d\d[/\-.]\d{1,2}[/\-.]\d{1,2}")
_MOBILE = re.compile(r"(?:\+98|0098|98|0)?9\d{9}")
_SHEBA = re.compile(r"(?:IR)?\d{24}", re.IGNORECASE)


def _in_words(words: dict[str, str]) -> Callable[[str], bool]:
    return lambda text: search_key(text) in words


_KNOWN_BY: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("national_code", lambda text: text.isdecimal() and len(text) >= 8 and is_national_code(text.zfill(10))),
    ("sheba", lambda text: bool(_SHEBA.fullmatch(text))),
    ("mobile", lambda text: bool(_MOBILE.fullmatch(text)) and not is_national_code(text)),
    ("relation", _in_words(RELATIONS)),
    ("sex", _in_words(SEXES)),
    ("marital", _in_words(MARITALS)),
    ("coverage", _in_words(COVERAGES)),
    ("birth", lambda text: bool(_DATE.fullmatch(text))),
)


def guess_field(values: Sequence[Cell], *, heading: str = "", least: int = 2) -> str:
    """The field whose shape most of a column's values have (its heading aside), or ""."""
    found = [text for value in values[:_LOOKED_AT] if (text := clean(as_text(value)[:60]))]
    texts = [text for text in found if text != heading]
    for name, fits in _KNOWN_BY:
        if texts and sum(map(fits, texts)) >= _ENOUGH * len(texts) and len(texts) >= least:
            return name
    return ""
