"""Codes of people, bodies, accounts and contacts: read, mended where sure, refused where not."""

from madadkar.foundation.identity.accounts import card, luhn_remainder, sheba, sheba_check_digits
from madadkar.foundation.identity.banks import BANKS, Bank, card_bank, paying_bank, sheba_bank
from madadkar.foundation.identity.contact import landline, mobile, postal_code
from madadkar.foundation.identity.digits import REFUSALS, Cell, mask
from madadkar.foundation.identity.persons import (
    foreigner_code,
    is_national_code,
    legal_check_digit,
    legal_id,
    national_check_digit,
    national_code,
)

__all__ = [
    "BANKS",
    "Bank",
    "Cell",
    "REFUSALS",
    "card",
    "card_bank",
    "foreigner_code",
    "is_national_code",
    "landline",
    "legal_check_digit",
    "legal_id",
    "luhn_remainder",
    "mask",
    "mobile",
    "national_check_digit",
    "national_code",
    "paying_bank",
    "postal_code",
    "sheba",
    "sheba_bank",
    "sheba_check_digits",
]
