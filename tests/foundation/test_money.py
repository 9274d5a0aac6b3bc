"""Whole rials."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madadkar.foundation.money import Unit, as_text, as_toman_text, in_words, rial
from madadkar.foundation.refusal import Refusal


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("۱۲٬۰۰۰ تومان", 120_000),
        ("۱۲٬۰۰۰ ریال", 12_000),
        ("12,000ريال", 12_000),
        ("۱۲ هزار تومان", 120_000),
        ("دوازده هزار ریال", 12_000),
        ("۱٫۵ میلیون تومان", 15_000_000),
        ("۱۲٬۰۰۰", 12_000),
        ("500 Toman", 5_000),
        ("۱۲٬۰۰۰ ﷼", 12_000),
        (12_000, 12_000),
        (12_000.0, 12_000),
        (Decimal("12000"), 12_000),
        ("0", 0),
    ],
)
def test_rial_reads_an_amount_with_its_unit(written: str, amount: int) -> None:
    assert rial(written) == amount


def test_the_sheets_unit_holds_where_the_cell_names_none() -> None:
    assert rial("۱۲٬۰۰۰", unit=Unit.TOMAN) == 120_000
    assert rial(12_000, unit=Unit.TOMAN) == 120_000
    assert rial("۱۲٬۰۰۰ ریال", unit=Unit.TOMAN) == 12_000
    assert rial(1.5, unit=Unit.TOMAN) == 15


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "money_unreadable"),
        ("زیاد", "money_unreadable"),
        ("تومان", "money_unreadable"),
        ("12.500 تومان", "money_unreadable"),
        (float("nan"), "money_unreadable"),
        (True, "money_unreadable"),
        ("9" * 500, "money_unreadable"),
        ("-۱۲٬۰۰۰ ریال", "money_negative"),
        ("(12,000)", "money_negative"),
        (-1, "money_negative"),
        (0.5, "money_fraction"),
        ("1.00001 هزار ریال", "money_fraction"),
        (10**18, "money_too_large"),
        ("9" * 30, "money_too_large"),
        pytest.param(10**5000, "money_too_large", id="huge"),
    ],
)
def test_rial_refuses_what_is_no_whole_amount(written: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        rial(written)
    assert refused.value.code == code


@given(st.integers(0, 10**15))
def test_an_amount_is_read_back_from_every_way_it_is_shown(amount: int) -> None:
    assert rial(as_text(amount)) == amount
    assert rial(in_words(amount)) == amount
    assert rial(as_toman_text(amount * 10)) == amount * 10


def test_toman_says_its_rest_in_rial() -> None:
    assert as_toman_text(120_000) == "۱۲٬۰۰۰ تومان"
    assert as_toman_text(120_005) == "۱۲٬۰۰۰ تومان و ۵ ریال"
    assert as_toman_text(5) == "۵ ریال"
    assert as_toman_text(-120_000) == "-۱۲٬۰۰۰ تومان"


def test_amounts_in_words_leave_no_room_before_them() -> None:
    assert in_words(12_000) == "دوازده هزار ریال"
    assert in_words(1_200) == "یک هزار و دویست ریال"
