"""A person as the engine reads them: keys, not spellings."""

from __future__ import annotations

import re
from typing import NamedTuple

from madadkar.foundation.persian import search_key, words

_NOT_DIGITS = re.compile(r"\D")
_CODE_DIGITS = 10
_FEWEST_CODE_DIGITS = 8
_KINDS_OF_PLACE = {"روستای", "روستا", "شهر"}


class Person(NamedTuple):
    """One row of a list of persons. Texts are search keys, and '' where nothing is known.

    `ref` is unique in its list. `code` is ten digits, also where its check digit is wrong. `birth` is a
    Jalali day as YYYYMMDD, with 00 for a month or a day that is not known. `sex` is m or f. `size` is how
    many the household is said to be, `household` whatever names it in its list.
    """

    ref: int
    household: str = ""
    first: str = ""
    last: str = ""
    father: str = ""
    code: str = ""
    birth: str = ""
    sex: str = ""
    place: str = ""
    county: str = ""
    phone: str = ""
    sheba: str = ""
    size: int | None = None
    is_head: bool | None = None


COLUMNS = Person._fields


def code_digits(text: str) -> str:
    """A national code as ten digits, lost zeros restored; '' for what is no code, as 0000000000 is none.

    A wrong check digit is kept: one digit off is still evidence.
    """
    digits = _NOT_DIGITS.sub("", text)
    if not _FEWEST_CODE_DIGITS <= len(digits) <= _CODE_DIGITS:
        return ""
    digits = digits.zfill(_CODE_DIGITS)
    return "" if len(set(digits)) == 1 else digits


def place_key(text: str) -> str:
    """A village or city as it is compared: the words «روستای» and «شهر» before it are no part of its name."""
    key, parts = search_key(text), words(text)
    return key.removeprefix(parts[0]) if len(parts) > 1 and parts[0] in _KINDS_OF_PLACE else key
