"""Numbers as families and reports write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madadkar.foundation.persian import (
    group_digits,
    latin_digits,
    number_from_text,
    number_in_words,
    persian_digits,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("سه هزار و ۳۵", 3035),
        ("بیست و دو هزار و پانصد", 22_500),
        ("پنج هزار و ۷۹۳", 5793),
        ("ده هزار و ۴۵۵", 10_455),
        ("۲۲٬۵۰۰", 22_500),
        ("٢٢٬٥٠٠", 22_500),
        ("22,500", 22_500),
        ("22 500", 22_500),
        ("22،500", 22_500),
        ("۱٬۲۳۴٬۵۶۷", 1_234_567),
        ("۳۵", 35),
        ("12.0", 12),
        ("صفر", 0),
        ("هزار", 1000),
        ("يكهزار و سيصد", 1300),
        ("یکصد و بیست", 120),
        ("بیست‌ودو", 22),
        ("بیستودو", 22),
        ("نوزده", 19),
        ("هجده", 18),
        ("هیجده", 18),
        ("۲ میلیون", 2_000_000),
        ("دو میلیون و هزار", 2_001_000),
        ("سه میلیون و دویست هزار و پنج", 3_200_005),
        ("هزار میلیارد", 10**12),
        ("۱۲ هزار و ۵۰", 12_050),
        ("هزار و سیصد و نود و شش", 1396),
    ],
)
def test_number_from_text_reads_what_reports_write(text: str, number: int) -> None:
    assert number_from_text(text) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "و", "زینب", "۳ خانوار", "5 3", "پنج سه", "ده و پنج", "22,50", "12.5", "-5", "بیست و", "و بیست",
     "دو هزار هزار", "هزار و دو میلیون", "بیست و و دو", "سه هزار و ۳۵۰۰", "1" * 5000, "هزار" * 5000],
)  # fmt: skip
def test_number_from_text_says_none_where_it_is_doubtful(text: str) -> None:
    assert number_from_text(text) is None


@given(st.integers(min_value=0, max_value=10**15))
def test_number_from_text_reads_back_every_form_of_a_number(number: int) -> None:
    assert number_from_text(number_in_words(number)) == number
    assert number_from_text(group_digits(number)) == number
    assert number_from_text(persian_digits(number)) == number
    assert latin_digits(persian_digits(number)) == str(number)


def test_numbers_in_words_are_said_as_people_say_them() -> None:
    assert number_in_words(3035) == "سه هزار و سی و پنج"
    assert number_in_words(0) == "صفر"
    assert number_in_words(1100) == "هزار و صد"


def test_group_digits_parts_thousands() -> None:
    assert group_digits(22_500) == "۲۲٬۵۰۰"
    assert group_digits(999) == "۹۹۹"
    assert group_digits(-1000) == "-۱٬۰۰۰"
