"""Codes by which the state knows people and bodies: national code, legal id, foreigners' code."""

from operator import mul

from madadkar.foundation.checked import Checked, Mark
from madadkar.foundation.identity.digits import Cell, code_digits, only_digits
from madadkar.foundation.refusal import Refusal

_NATIONAL_WEIGHTS = (10, 9, 8, 7, 6, 5, 4, 3, 2)
# What three digits bring to the sum in each third of a code: a roster asks for a hundred thousand of them.
_NATIONAL_SUMS: list[dict[str, int]] = [
    {f"{three:03}": sum(map(mul, weights, map(int, f"{three:03}"))) for three in range(1000)}
    for weights in (_NATIONAL_WEIGHTS[:3], _NATIONAL_WEIGHTS[3:6], _NATIONAL_WEIGHTS[6:])
]
_LEGAL_WEIGHTS = (29, 27, 23, 19, 17)


def national_code(cell: Cell) -> Checked[str]:
    """The ten digits of a کد ملی.

    A number of eight or nine digits is given back the zeros a spreadsheet dropped, and marked, provided that
    the check digit then agrees. Check digit: Σ digit × (10 − place) over nine digits, mod 11; r below 2 is
    itself, otherwise 11 − r (the Civil Registration's rule, as several validators publish it).

    Raises Refusal("national_code_unreadable"), Refusal("national_code_length"),
    Refusal("national_code_checksum"), and Refusal("national_code_repeated") for ten equal digits, which
    offices type when they have no code.
    """
    digits, marks = code_digits(cell, subject="national_code")
    if len(digits) in (8, 9) and digits.isdecimal() and is_national_code(digits.zfill(10)):
        return Checked(digits.zfill(10), (*marks, Mark.ZEROS_RESTORED))
    only_digits(digits, subject="national_code", length=10)
    if len(set(digits)) == 1:
        raise Refusal("national_code_repeated", text=digits)
    if not is_national_code(digits):
        raise Refusal("national_code_checksum", text=digits)
    return Checked(digits, tuple(marks))


def is_national_code(digits: str) -> bool:
    """Whether a text is ten ASCII digits that agree with their check digit and are not all equal."""
    if len(digits) != 10 or not (digits.isascii() and digits.isdecimal()) or digits == digits[0] * 10:
        return False
    first, second, third = _NATIONAL_SUMS
    rest = (first[digits[:3]] + second[digits[3:6]] + third[digits[6:9]]) % 11
    return int(digits[9]) == (rest if rest < 2 else 11 - rest)


def national_check_digit(first_nine: str) -> str:
    """The tenth digit that belongs to nine; also makes the invented codes of demos and tests (999…)."""
    rest = sum(map(mul, _NATIONAL_WEIGHTS, map(int, first_nine))) % 11
    return str(rest if rest < 2 else 11 - rest)


def legal_id(cell: Cell) -> Checked[str]:
    """The eleven digits of a شناسه ملی of a body (a charity, a bank, a company).

    Raises Refusal("legal_id_unreadable"), Refusal("legal_id_length"), Refusal("legal_id_checksum").
    """
    digits, marks = code_digits(cell, subject="legal_id")
    only_digits(digits, subject="legal_id", length=11)
    if len(set(digits)) == 1 or legal_check_digit(digits[:10]) != digits[10]:
        raise Refusal("legal_id_checksum", text=digits)
    return Checked(digits, tuple(marks))


def legal_check_digit(first_ten: str) -> str:
    """The eleventh digit: Σ (digit + c) × 29 27 23 19 17 …, c = tenth digit + 2, mod 11; 10 counts as 0."""
    added = int(first_ten[9]) + 2
    total = sum((int(digit) + added) * _LEGAL_WEIGHTS[place % 5] for place, digit in enumerate(first_ten))
    return str(total % 11 % 10)


def foreigner_code(cell: Cell) -> Checked[str]:
    """The 12 or 13 digits of a شماره فراگیر (کد اتباع); no check digit has been published.

    Raises Refusal("foreigner_code_unreadable"), Refusal("foreigner_code_length"),
    Refusal("foreigner_code_repeated").
    """
    digits, marks = code_digits(cell, subject="foreigner_code")
    only_digits(digits, subject="foreigner_code", length=13 if len(digits) == 13 else 12)
    if len(set(digits)) == 1:
        raise Refusal("foreigner_code_repeated", text=digits)
    return Checked(digits, tuple(marks))
