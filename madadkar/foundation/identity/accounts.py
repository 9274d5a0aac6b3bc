"""Where money reaches a family: Sheba and card numbers."""

from madadkar.foundation.checked import Checked, Mark
from madadkar.foundation.identity.banks import card_bank, sheba_bank
from madadkar.foundation.identity.digits import Cell, code_digits, only_digits
from madadkar.foundation.refusal import Refusal

_IR = "1827"


def sheba(cell: Cell) -> Checked[str]:
    """A Sheba as «IR» and 24 digits; 24 digits alone get their «IR», marked.

    ISO 13616 (IBAN): the 22 digits, then IR as 1827, then the check digits, leave 1 when divided by 97.
    An unknown or merged bank is a mark, not a no.

    Raises Refusal("sheba_unreadable"), Refusal("sheba_length"), Refusal("sheba_checksum").
    """
    text, marks = code_digits(cell, subject="sheba")
    digits = text.upper().removeprefix("IR")
    if digits == text:
        marks.append(Mark.SHEBA_PREFIX)
    only_digits(digits, subject="sheba", length=24)
    if sheba_check_digits(digits[2:]) != digits[:2]:
        raise Refusal("sheba_checksum", text=f"IR{digits}")
    bank = sheba_bank(f"IR{digits}")
    if bank is None:
        marks.append(Mark.SHEBA_BANK_UNKNOWN)
    elif bank.merged_into:
        marks.append(Mark.SHEBA_BANK_MERGED)
    return Checked(f"IR{digits}", tuple(marks))


def sheba_check_digits(account: str) -> str:
    """The two check digits of a bank's three digits and an account's nineteen."""
    return f"{98 - int(f'{account}{_IR}00') % 97:02}"


def card(cell: Cell) -> Checked[str]:
    """The sixteen digits of a bank card, checked by Luhn (ISO/IEC 7812); an unknown bank is a mark.

    A number cell is refused: spreadsheets lose the sixteenth digit. Raises Refusal("card_unreadable"),
    Refusal("card_length"), Refusal("card_checksum").
    """
    digits, marks = code_digits(cell, subject="card")
    only_digits(digits, subject="card", length=16)
    if len(set(digits)) == 1 or luhn_remainder(digits):
        raise Refusal("card_checksum", text=digits)
    if card_bank(digits) is None:
        marks.append(Mark.CARD_BANK_UNKNOWN)
    return Checked(digits, tuple(marks))


def luhn_remainder(digits: str) -> int:
    """What is left of the Luhn sum: 0 for a right card number."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(number // 10 + number % 10 for number in doubled) % 10
