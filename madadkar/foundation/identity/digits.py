"""The digits of a code, however a cell holds them: typed, spaced, in Persian, or as a number."""

import re

from madadkar.foundation.checked import Mark
from madadkar.foundation.persian import clean, persian_digits
from madadkar.foundation.refusal import Refusal

Cell = str | int | float
_SEPARATORS = re.compile(r"[\s\u200c\-_./–—−()]")
_OTHER_DIGITS = re.compile("[٠-٩۰-۹]")
_FLOAT_TAIL = re.compile(r"(\d+)\.0+")
# A spreadsheet keeps fifteen digits of a number; what follows them is invented zeros.
_SPREADSHEET_DIGITS = 15
_LONGEST = 100
_REASONS = {
    "national_code": ("unreadable", "length", "repeated", "checksum"),
    "legal_id": ("unreadable", "length", "checksum"),
    "foreigner_code": ("unreadable", "length", "repeated"),
    "sheba": ("unreadable", "length", "checksum"),
    "card": ("unreadable", "length", "checksum"),
    "mobile": ("unreadable", "length", "repeated", "not_mobile"),
    "landline": ("unreadable", "length", "not_landline"),
    "postal_code": ("unreadable", "length", "repeated"),
}
REFUSALS = tuple(f"{subject}_{why}" for subject, reasons in _REASONS.items() for why in reasons)
"""Every code of refusal that these readers raise: the doors have a Persian sentence for each."""


def code_digits(cell: Cell, *, subject: str) -> tuple[str, list[Mark]]:
    """The cell without separators, digits in ASCII, and what was noticed; letters stay for the caller.

    Raises Refusal("<subject>_unreadable") for an empty cell, a fraction, or a number whose last digits a
    spreadsheet has lost.
    """
    if isinstance(cell, str):
        return _from_text(cell, subject)
    if isinstance(cell, bool) or not 0 <= cell < 10**_SPREADSHEET_DIGITS or cell != int(cell):
        raise Refusal(f"{subject}_unreadable", text=str(cell) if abs(cell) < 10**_LONGEST else "…")
    return str(int(cell)), []


def _from_text(cell: str, subject: str) -> tuple[str, list[Mark]]:
    if cell.isascii() and cell.isalnum() and len(cell) <= _LONGEST:
        return cell, []
    text = clean(cell)
    if not text or len(text) > _LONGEST:
        raise Refusal(f"{subject}_unreadable", text=text[:_LONGEST])
    marks = [Mark.DIGITS] if _OTHER_DIGITS.search(cell) else []
    tail = _FLOAT_TAIL.fullmatch(text)
    if tail:
        return tail[1], marks
    joined = _SEPARATORS.sub("", text)
    return joined, [*marks, Mark.SEPARATORS] if len(joined) != len(cell) else marks


def only_digits(digits: str, *, subject: str, length: int) -> None:
    """Raises Refusal("<subject>_unreadable") or Refusal("<subject>_length") unless it is so many digits."""
    if not digits.isdecimal() or not digits.isascii():
        raise Refusal(f"{subject}_unreadable", text=digits)
    if len(digits) != length:
        raise Refusal(f"{subject}_length", text=digits, length=len(digits), expected=length)


def mask(code: str) -> str:
    """A code where it need not be known: «۹۹۹•••••۲۱»; five characters or fewer are hidden whole."""
    hidden = len(code) - 5
    if hidden <= 0:
        return "•" * len(code)
    return persian_digits(f"{code[:3]}{'•' * hidden}{code[-2:]}")
