"""Numbers as families and reports write them: three kinds of digits, «٬» between thousands, or words."""

import re
from collections.abc import Iterable
from itertools import pairwise

from num2words import num2words

from madadkar.foundation.persian.letters import clean

_AND = "و"
_LATIN = "0123456789"
_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC = "٠١٢٣٤٥٦٧٨٩"
_TO_LATIN = str.maketrans(_PERSIAN + _ARABIC, _LATIN * 2)
_TO_PERSIAN = str.maketrans(_LATIN + _ARABIC, _PERSIAN * 2)

_ONES_SAID = "صفر یک دو سه چهار پنج شش هفت هشت نه"
_TEENS_SAID = "ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده"
_TENS_SAID = "بیست سی چهل پنجاه شصت هفتاد هشتاد نود"
_HUNDREDS_SAID = "صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد"
_SCALES = {"هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9, "تریلیون": 10**12, "تریلیارد": 10**15}
_OTHER_SPELLINGS = {"شیش": 6, "پانزه": 15, "هیفده": 17, "هیجده": 18, "هژده": 18, "یکصد": 100}
_OTHER_SCALES = {"ملیون": 10**6, "ملیارد": 10**9, "بیلیون": 10**9}
_VALUES = (
    {word: value for value, word in enumerate(_ONES_SAID.split())}
    | {word: value for value, word in enumerate(_TEENS_SAID.split(), 10)}
    | {word: value * 10 for value, word in enumerate(_TENS_SAID.split(), 2)}
    | {word: value * 100 for value, word in enumerate(_HUNDREDS_SAID.split(), 1)}
    | _SCALES
    | _OTHER_SPELLINGS
    | _OTHER_SCALES
)
_GROUPED = re.compile(r"\d{1,3}(?:[,،'’ ]\d{3})+|\d+(?:\.0)?")
_TOKEN = re.compile(
    r"[\s\u200c]+|\d{1,3}(?:[,،'’]\d{3})+(?!\d)|\d+|و|" + "|".join(sorted(_VALUES, key=len, reverse=True))
)
# No family, budget or country needs more; a cell of a million digits is an attack on `int`.
_LONGEST = 200
_NOT_DIGITS = re.compile(r"\D")


def latin_digits(text: str) -> str:
    """Persian and Arabic digits as 0–9; every other letter as it was."""
    return text.translate(_TO_LATIN)


def persian_digits(text: object) -> str:
    """Any digits as ۰–۹, for showing; accepts a number too."""
    return str(text).translate(_TO_PERSIAN)


def group_digits(number: int) -> str:
    """The number as a page shows it, thousands parted: «۲۲٬۵۰۰»."""
    return persian_digits(f"{number:,}".replace(",", "٬"))


def number_from_text(text: str) -> int | None:
    """The whole number a text says, or None where it says none or says it doubtfully.

    Reads «۲۲٬۵۰۰», «22,500», «سه هزار و ۳۵», «بیست و دو هزار و پانصد», «۲ میلیون», «بیست‌ودو»; not fractions,
    not negative numbers, not numbers with a word beside them.
    """
    cleaned = clean(text)
    if len(cleaned) > _LONGEST:
        return None
    if _GROUPED.fullmatch(cleaned):
        return int(_NOT_DIGITS.sub("", cleaned.removesuffix(".0")))
    tokens = _tokens(cleaned)
    return _sum(tokens) if tokens else None


def number_in_words(number: int) -> str:
    """The number in words, «سه هزار و سی و پنج»; a lone thousand is «هزار»."""
    return str(num2words(number, lang="fa"))


def _tokens(text: str) -> list[str]:
    """Number words, digit runs and «و» in order; empty when anything else is in the text."""
    found, position = [], 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            return []
        found.append(match[0])
        position = match.end()
    said = [token for token in found if token.strip(" \u200c")]
    # «و» joins two numbers: it neither begins nor ends one, and is not said twice.
    at_ends = bool(said) and _AND in (said[0], said[-1])
    doubled = any(a == b == _AND for a, b in pairwise(said))
    return [] if at_ends or doubled else said


def _sum(tokens: Iterable[str]) -> int | None:
    """Adds spoken numbers: each addend fits in the empty places of what was said before it."""
    total, group, scale, after_scale = 0, 0, None, False
    for token in tokens:
        if token == _AND:
            after_scale = False
            continue
        value = _VALUES[token] if token in _VALUES else int(_NOT_DIGITS.sub("", token))
        is_scale = token in _VALUES and value >= 1000
        if is_scale and after_scale and scale is not None and value > scale:
            # «هزار میلیارد» is a thousand times a milliard.
            total *= value
        elif scale is not None and value >= scale:
            return None
        elif is_scale and not after_scale:
            total, group = total + (group or 1) * value, 0
        elif is_scale or not _fits(value, group):
            return None
        else:
            group += value
        scale, after_scale = (value, True) if is_scale else (scale, False)
    return total + group


def _fits(value: int, group: int) -> bool:
    if group == 0:
        return True
    # «ده و پنج» is not how fifteen is said.
    said_ten = 10 <= group % 100 < 20
    return value > 0 and not said_ten and group % 10 ** len(str(value)) == 0
