"""How a family is reached: mobile, landline, postal code."""

import re

from madadkar.foundation.checked import Checked, Mark
from madadkar.foundation.identity.digits import Cell, code_digits, only_digits
from madadkar.foundation.refusal import Refusal

_COUNTRY = re.compile(r"(?:\+|00)?98(?=[1-9]\d{9}$)|(?:\+|00)980(?=[1-9]\d{9}$)")
# Validators hold that 0 and 2 do not stand among the first five digits and 5 not fifth; real codes break it.
_FOLKLORE_POSTAL = re.compile(r"(?!(\d)\1{3})[13-9]{4}[1346-9][013-9]{5}")


def mobile(cell: Cell) -> Checked[str]:
    """A mobile number as «09» and nine digits; +98, 0098, 98 or a lost zero are mended and marked.

    Raises Refusal("mobile_unreadable"), Refusal("mobile_length"), Refusal("mobile_not_mobile") for a
    landline, Refusal("mobile_repeated") for 09999999999 and the like.
    """
    digits, marks = _national(cell, "mobile")
    only_digits(digits, subject="mobile", length=11)
    if not digits.startswith("09"):
        raise Refusal("mobile_not_mobile", text=digits)
    if len(set(digits[2:])) == 1:
        raise Refusal("mobile_repeated", text=digits)
    return Checked(digits, tuple(marks))


def landline(cell: Cell, *, area: str | None = None) -> Checked[str]:
    """A landline as 0, two digits of the province, eight of the line; eight alone take `area` («024»).

    Raises Refusal("landline_unreadable"), Refusal("landline_length"), Refusal("landline_not_landline") for a
    mobile.
    """
    digits, marks = _national(cell, "landline")
    if area and len(digits) == 8 and digits.isdecimal() and digits[0] not in "01":
        digits, marks = area + digits, [*marks, Mark.AREA_CODE]
    only_digits(digits, subject="landline", length=11)
    if digits[0] != "0" or digits[1] in "09" or digits[3] in "01":
        raise Refusal("landline_not_landline", text=digits)
    return Checked(digits, tuple(marks))


def postal_code(cell: Cell) -> Checked[str]:
    """The ten digits of a کد پستی; a code that breaks the validators' folklore is kept and marked.

    Raises Refusal("postal_code_unreadable"), Refusal("postal_code_length"), Refusal("postal_code_repeated").
    """
    digits, marks = code_digits(cell, subject="postal_code")
    only_digits(digits, subject="postal_code", length=10)
    if len(set(digits)) == 1:
        raise Refusal("postal_code_repeated", text=digits)
    if not _FOLKLORE_POSTAL.fullmatch(digits):
        marks.append(Mark.POSTAL_CODE_UNUSUAL)
    return Checked(digits, tuple(marks))


def _national(cell: Cell, subject: str) -> tuple[str, list[Mark]]:
    """The number as dialled inside the country."""
    digits, marks = code_digits(cell, subject=subject)
    without_country = _COUNTRY.sub("", digits, count=1)
    if without_country != digits:
        return f"0{without_country}", [*marks, Mark.COUNTRY_CODE]
    if len(digits) == 10 and digits.isdecimal() and digits[0] != "0":
        return f"0{digits}", [*marks, Mark.ZEROS_RESTORED]
    return digits, marks
