"""Invented codes, accounts and phones that are valid by form and belong to nobody."""

from __future__ import annotations

from random import Random

from madadkar.foundation.identity import national_check_digit, sheba_check_digits

_SERIALS = 1_000_000
# Odd and no multiple of five: stepping by it visits every serial once before any comes again.
_STRIDE = 618_033
_BANKS = (("016", 34), ("017", 22), ("012", 12), ("019", 10), ("015", 8), ("060", 7), ("021", 4), ("018", 3))
_BANK_CODES = [code for code, weight in _BANKS for _ in range(weight)]
_MOBILE_STARTS = ("0912", "0919", "0910", "0990", "0936", "0937", "0901", "0921", "0914", "0933")


def invented_code(serial: int) -> str:
    """The national code of one serial number: 999 (issued nowhere), six digits, the check digit."""
    first_nine = f"999{(serial * _STRIDE + 7) % _SERIALS:06}"
    return first_nine + national_check_digit(first_nine)


def invented_sheba(dice: Random) -> str:
    """A Sheba with right check digits, at the banks that pay most welfare clients."""
    account = f"{dice.choice(_BANK_CODES)}0{dice.randrange(10**9):09}{dice.randrange(10**9):09}"
    return f"IR{sheba_check_digits(account)}{account}"


def invented_mobile(dice: Random) -> str:
    """A mobile number of one of the operators."""
    return f"{dice.choice(_MOBILE_STARTS)}{dice.randrange(1_000_000, 9_999_999)}"


def invented_landline(dice: Random, area_code: str) -> str:
    """A landline in the province («024…»)."""
    return f"{area_code}{dice.randrange(32_000_000, 35_999_999)}"


def invented_postal_code(dice: Random) -> str:
    """Ten digits as validators like them: none of 0, 2 and 5 among the first five."""
    head = "".join(dice.choices("134679", k=5))
    return f"{head}{dice.choice('134679')}{dice.randrange(1000, 9999)}"
