"""Dates as offices type them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madadkar.foundation.checked import Mark
from madadkar.foundation.jalali import PartialDate, format_day, format_long, from_jalali, parse
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.refusal import Refusal

TODAY = from_jalali(1405, 8, 1)


@pytest.mark.parametrize(
    ("cell", "text", "marks"),
    [
        ("1360/07/02", "1360/07/02", []),
        ("1360/7/2", "1360/07/02", []),
        (" 1360/07/02 ", "1360/07/02", []),
        ("1391-02-19", "1391/02/19", [Mark.DATE_SEPARATORS]),
        ("1360.7.2", "1360/07/02", [Mark.DATE_SEPARATORS]),
        ("1360 / 7 / 2", "1360/07/02", [Mark.DATE_SEPARATORS]),
        ("۱۳۸۷/۱۱/۱۹", "1387/11/19", [Mark.DIGITS]),
        ("٢٠ ارديبهشت ١٣٩٦", "1396/02/20", [Mark.DIGITS, Mark.DATE_IN_WORDS]),
        ("۲۰ ارديبهشت ۱۳۹۶", "1396/02/20", [Mark.DIGITS, Mark.DATE_IN_WORDS]),
        ("پنجشنبه 3 آبان ماه سال 1403", "1403/08/03", [Mark.DATE_IN_WORDS]),
        ("بیستم اردیبهشت 1396", "1396/02/20", [Mark.DATE_IN_WORDS]),
        ("بیست و یکم مهر هزار و سیصد و شصت", "1360/07/21", [Mark.DATE_IN_WORDS]),
        ("اول فروردین 1390", "1390/01/01", [Mark.DATE_IN_WORDS]),
        ("سی‌ام آذر 1390", "1390/09/30", [Mark.DATE_IN_WORDS]),
        ("بهمن ۱۳۴۵", "1345/11", [Mark.DIGITS, Mark.DATE_IN_WORDS]),
        ("1345 بهمن", "1345/11", [Mark.DATE_IN_WORDS]),
        ("1345 بهمن 5", "1345/11/05", [Mark.DATE_IN_WORDS]),
        ("5 بهمن 45", "1345/11/05", [Mark.DATE_IN_WORDS, Mark.TWO_DIGIT_YEAR]),
        ("بهمن 45", "1345/11", [Mark.DATE_IN_WORDS, Mark.TWO_DIGIT_YEAR]),
        ("1396", "1396", []),
        (1396, "1396", []),
        (1396.0, "1396", []),
        ("1345/11", "1345/11", []),
        ("11/1345", "1345/11", [Mark.DATE_SEPARATORS, Mark.DATE_REVERSED]),
        ("1345/00/00", "1345", [Mark.DATE_ZERO_PARTS]),
        ("1345/11/00", "1345/11", [Mark.DATE_ZERO_PARTS]),
        ("13601011", "1360/10/11", [Mark.DATE_COMPACT]),
        (13601011, "1360/10/11", [Mark.DATE_COMPACT]),
        ("840822", "1384/08/22", [Mark.DATE_COMPACT, Mark.TWO_DIGIT_YEAR]),
        ("134511", "1345/11", [Mark.DATE_COMPACT]),
        ("02/07/1360", "1360/07/02", [Mark.DATE_SEPARATORS, Mark.DATE_REVERSED]),
        ("1360/25/07", "1360/07/25", [Mark.DATE_REVERSED]),
        ("84/08/22", "1384/08/22", [Mark.TWO_DIGIT_YEAR]),
        ("22/08/84", "1384/08/22", [Mark.TWO_DIGIT_YEAR, Mark.DATE_REVERSED]),
        ("1981-09-24", "1360/07/02", [Mark.DATE_SEPARATORS, Mark.DATE_GREGORIAN]),
        (
            "1981-09-24 00:00:00",
            "1360/07/02",
            [Mark.DATE_CLOCK_DROPPED, Mark.DATE_SEPARATORS, Mark.DATE_GREGORIAN],
        ),
        ("1360/07/02 12:30", "1360/07/02", [Mark.DATE_CLOCK_DROPPED]),
        (datetime(1981, 9, 24, 10, 30), "1360/07/02", [Mark.DATE_GREGORIAN]),
        (date(1981, 9, 24), "1360/07/02", [Mark.DATE_GREGORIAN]),
        (date(1360, 7, 2), "1360/07/02", [Mark.DATE_JALALI_CELL]),
        (29853, "1360/07/02", [Mark.DATE_EXCEL_SERIAL]),
        (29853.75, "1360/07/02", [Mark.DATE_EXCEL_SERIAL]),
        ("1250/01/01", "1250/01/01", []),
    ],
)
def test_parse_reads_what_offices_type(cell: str, text: str, marks: list[Mark]) -> None:
    read = parse(cell, today=TODAY)
    assert read.value.text == text
    assert list(read.marks) == marks


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("84/01/01", "1384/01/01"),
        ("04/01/01", "1404/01/01"),
        ("05/08/01", "1405/08/01"),
        ("05/12/29", "1405/12/29"),
        ("06/01/01", "1306/01/01"),
        ("00/01/01", "1400/01/01"),
        ("03/12/30", "1403/12/30"),
        ("99/12/30", "1399/12/30"),
    ],
)
def test_a_two_digit_year_is_of_the_latest_century_not_after_this_year(typed: str, text: str) -> None:
    assert parse(typed, today=TODAY).value.text == text


def test_a_two_digit_year_is_judged_on_the_rosters_own_day() -> None:
    assert parse("04/01/01", today=from_jalali(1399, 12, 25)).value.text == "1304/01/01"
    assert parse("99/12/28", today=from_jalali(1399, 12, 25)).value.text == "1399/12/28"


NO_DATES: list[str | float] = ["", "  ", "نامعلوم", "84/08", "84", "5", "20 بهمن", "1360/7/2/1", "360/07/02"]
NO_DATES += ["1985", "1981-09", "9999/01/01", "12:30", "44567", "1" * 1000, "بهمن مهر 1345", "ب بهمن 1345"]
NO_DATES += ["1360/007/02", "²/۱/۱۳۴۵", True, float("nan"), float("inf"), 1360.5, -1360, 10**5000]


@pytest.mark.parametrize("cell", NO_DATES, ids=range(len(NO_DATES)))
def test_parse_refuses_what_is_no_date(cell: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(cell, today=TODAY)
    assert refused.value.code == "date_unreadable"
    assert "text" in refused.value.facts


@pytest.mark.parametrize(
    "cell",
    [
        "1399/07/31",
        "1404/12/30",
        "1399/13/13",
        "1981-02-30",
        "31/07/1360",
        "84/07/31",
        "04/12/30",
        "1600/01/01",
    ],
)
def test_parse_refuses_days_no_calendar_has(cell: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(cell, today=TODAY)
    assert refused.value.code == "date_impossible"
    assert refused.value.facts["text"] == cell


@given(st.dates(min_value=date(1700, 3, 22), max_value=date(2200, 1, 1)))
def test_parse_reads_back_every_form_of_a_day(day: date) -> None:
    right = PartialDate.from_date(day)
    for cell in (
        right.text,
        persian_digits(right.text),
        format_day(day),
        format_long(day),
        day.isoformat(),
        day,
    ):
        assert parse(cell, today=TODAY).value == right


@given(
    st.text(max_size=15)
    | st.text(st.sampled_from("0123456789/-. بهمنو۱۲۳"), max_size=14)
    | st.floats()
    | st.integers()
)
def test_parse_reads_or_refuses_and_never_breaks(cell: str | float) -> None:
    try:
        assert parse(cell, today=TODAY).value.earliest
    except Refusal as refusal:
        assert refusal.code in ("date_unreadable", "date_impossible")
