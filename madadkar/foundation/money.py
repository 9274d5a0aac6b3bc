"""Money is whole rials, always; toman is a way of speaking that says so."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from madadkar.foundation.persian import clean, group_digits, number_from_text, number_in_words
from madadkar.foundation.refusal import Refusal

Rial: TypeAlias = int


class Unit(StrEnum):
    """What an amount without a unit is written in; a sheet says it once, in its header."""

    RIAL = "rial"
    TOMAN = "toman"

    @property
    def in_rial(self) -> int:
        """How many rials one of it is."""
        return 10 if self is Unit.TOMAN else 1


_UNITS = dict.fromkeys(("ریال", "rial", "irr"), Unit.RIAL) | dict.fromkeys(
    ("تومان", "تومن", "toman", "irt"), Unit.TOMAN
)
_UNIT_AT_END = re.compile(rf"\s*({'|'.join(_UNITS)})\.?$", re.IGNORECASE)
_FRACTION = re.compile(r"(\d+)\.(\d+) (هزار|میلیون|میلیارد)")
# A fraction is read only before a scale: «12.500» alone may be twelve and a half or 12,500.
_SCALES = {"هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9}
# More than every budget of the country; a longer figure is a slip or an attack.
_LARGEST = 10**18


def rial(amount: str | int | float | Decimal, *, unit: Unit = Unit.RIAL) -> Rial:
    """The amount in rials: «۱۲٬۰۰۰ تومان» is 120000, «۱٫۵ میلیون تومان» is 15000000.

    `unit` holds for an amount that names none. Raises Refusal("money_unreadable"), Refusal("money_negative"),
    Refusal("money_fraction") for a part of a rial, Refusal("money_too_large").
    """
    if isinstance(amount, str):
        counted, unit = _from_text(amount, unit)
    elif isinstance(amount, bool) or not Decimal(amount).is_finite():
        raise Refusal("money_unreadable", text=str(amount))
    else:
        counted = Decimal(amount)
    total = counted * unit.in_rial
    if total < 0:
        raise Refusal("money_negative", text=str(amount))
    if total >= _LARGEST:
        raise Refusal("money_too_large", text=str(counted)[:60])
    if total != int(total):
        raise Refusal("money_fraction", text=str(amount))
    return int(total)


def as_text(amount: Rial) -> str:
    """«۱۲۰٬۰۰۰ ریال»."""
    return f"{group_digits(amount)} ریال"


def as_toman_text(amount: Rial) -> str:
    """«۱۲٬۰۰۰ تومان»; rials that make no whole toman are said: «۱۲٬۰۰۰ تومان و ۵ ریال»."""
    toman, rest = divmod(abs(amount), 10)
    sign = "-" if amount < 0 else ""
    if not rest:
        return f"{sign}{group_digits(toman)} تومان"
    return f"{sign}{group_digits(toman)} تومان و {as_text(rest)}" if toman else f"{sign}{as_text(rest)}"


def in_words(amount: Rial) -> str:
    """«دوازده هزار ریال», as payment orders spell it.

    A leading lone thousand is «یک هزار», so that nothing can be written before it.
    """
    said = number_in_words(amount)
    return f"{'یک ' if said.startswith('هزار') else ''}{said} ریال"


def _from_text(text: str, unit: Unit) -> tuple[Decimal, Unit]:
    cleaned = clean(text)
    if len(cleaned) > 200:
        raise Refusal("money_unreadable", text=cleaned[:60])
    named = _UNIT_AT_END.search(cleaned)
    if named:
        unit, cleaned = _UNITS[named[1].lower()], cleaned[: named.start()]
    is_negative = cleaned.startswith(("-", "−")) or (cleaned.startswith("(") and cleaned.endswith(")"))
    figure = cleaned.strip("-−()").strip()
    fraction = _FRACTION.fullmatch(figure)
    number = number_from_text(figure)
    if number is not None:
        counted = Decimal(number)
    elif fraction:
        counted = Decimal(f"{fraction[1]}.{fraction[2]}") * _SCALES[fraction[3]]
    else:
        raise Refusal("money_unreadable", text=cleaned)
    return (-counted if is_negative else counted), unit
