"""Persian as offices type it, made one: the only normaliser of the house."""

from madadkar.foundation.persian.letters import (
    SORT_ALPHABET,
    SORT_IGNORED,
    SORT_LETTERS,
    ZWNJ,
    clean,
    clean_lines,
    search_key,
    sort_key,
    sound_key,
    words,
)
from madadkar.foundation.persian.names import name_parts
from madadkar.foundation.persian.numbers import (
    group_digits,
    latin_digits,
    number_from_text,
    number_in_words,
    persian_digits,
)

__all__ = [
    "SORT_ALPHABET",
    "SORT_IGNORED",
    "SORT_LETTERS",
    "ZWNJ",
    "clean",
    "clean_lines",
    "group_digits",
    "latin_digits",
    "name_parts",
    "number_from_text",
    "number_in_words",
    "persian_digits",
    "search_key",
    "sort_key",
    "sound_key",
    "words",
]
