"""A value that was read from what somebody typed, with marks for whatever had to be mended or supposed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Mark(StrEnum):
    """What was noticed while reading one cell; the roster's findings carry these codes."""

    DIGITS = "digits_unified"
    SEPARATORS = "separators_removed"
    ZEROS_RESTORED = "leading_zeros_restored"
    COUNTRY_CODE = "country_code_removed"
    AREA_CODE = "area_code_added"
    SHEBA_PREFIX = "sheba_prefix_added"
    SHEBA_BANK_UNKNOWN = "sheba_bank_unknown"
    SHEBA_BANK_MERGED = "sheba_bank_merged"
    CARD_BANK_UNKNOWN = "card_bank_unknown"
    POSTAL_CODE_UNUSUAL = "postal_code_unusual"
    TWO_DIGIT_YEAR = "date_two_digit_year"
    DATE_SEPARATORS = "date_separators"
    DATE_REVERSED = "date_reversed"
    DATE_COMPACT = "date_compact"
    DATE_IN_WORDS = "date_in_words"
    DATE_ZERO_PARTS = "date_zero_parts"
    DATE_GREGORIAN = "date_gregorian"
    DATE_EXCEL_SERIAL = "date_excel_serial"
    DATE_JALALI_CELL = "date_jalali_cell"
    DATE_CLOCK_DROPPED = "date_clock_dropped"

    @property
    def is_warning(self) -> bool:
        """The value is kept as it came but somebody should look; every other mark is a mending."""
        return self in _WARNINGS


_WARNINGS = frozenset(
    {Mark.SHEBA_BANK_UNKNOWN, Mark.SHEBA_BANK_MERGED, Mark.CARD_BANK_UNKNOWN, Mark.POSTAL_CODE_UNUSUAL}
)


@dataclass(frozen=True, slots=True)
class Checked(Generic[T]):
    """The value as it will be stored, and the marks in the order they were noticed."""

    value: T
    marks: tuple[Mark, ...] = ()
