"""What was typed in the one box: words that may be names or a village, and codes that are not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from madadkar.foundation.checked import Checked
from madadkar.foundation.identity import card, foreigner_code, landline, mobile, national_code, sheba
from madadkar.foundation.persian import clean, search_key, words
from madadkar.foundation.refusal import Refusal

MOST_WORDS = 6
LONGEST_WORD = 40
# «فرزند», «آقای» and the like are said around a name and are no part of it.
_SAID_AROUND = frozenset(
    map(search_key, ("فرزند", "پسر", "دختر", "ابن", "بنت", "آقای", "آقا", "روستای", "اهل"))
)


@dataclass(frozen=True, slots=True)
class Question:
    """The words as search keys in their order, and the same text read as each kind of code."""

    text: str
    words: tuple[str, ...] = ()
    national_codes: tuple[str, ...] = ()
    foreigner_codes: tuple[str, ...] = ()
    shebas: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    written_codes: tuple[str, ...] = ()
    is_card: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked that could be looked for."""
        return not (self.words or self.written_codes)


def read_question(*, text: str) -> Question:
    """The question in a typed text; any digits, a code with its lost zeros, letters of any keyboard."""
    cleaned = clean(text.replace("\x00", ""))[: MOST_WORDS * LONGEST_WORD]
    if any(letter.isdigit() for letter in cleaned):
        return Question(
            cleaned,
            national_codes=_readings(cleaned, national_code),
            foreigner_codes=_readings(cleaned, foreigner_code),
            shebas=_readings(cleaned, sheba),
            phones=_readings(cleaned, mobile, landline),
            is_card=bool(_readings(cleaned, card)),
            written_codes=tuple(dict.fromkeys((cleaned, cleaned.replace(" ", ""), cleaned.lstrip("0")))),
        )
    return Question(cleaned, words=tuple(_name_words(cleaned)))


def _name_words(text: str) -> Iterator[str]:
    said = [word[:LONGEST_WORD] for word in words(text)][:MOST_WORDS]
    for place, word in enumerate(said):
        # A lone «دختر» is still looked for: it is all that was asked.
        if word not in _SAID_AROUND or (place == 0 and len(said) == 1):
            yield word


def _readings(text: str, *readers: Callable[[Any], Checked[str]]) -> tuple[str, ...]:
    found = []
    for reader in readers:
        try:
            found.append(reader(text).value)
        except Refusal:
            continue
    return tuple(found)
