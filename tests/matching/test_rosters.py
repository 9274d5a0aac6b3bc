"""A roster as the engine reads it: what is not said is not known, whatever the file is called."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from madadkar.foundation.refusal import Refusal
from madadkar.matching.engine.persons import Person
from madadkar.matching.rosters import Read, read_roster

_ROW = "کریم,رستمی,9990000018\nرحیم,نوری,\n"


def read(folder: Path, text: str, *, name: str = "roster.csv", encoding: str = "utf-8") -> Read:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return read_roster(path, today=date(2021, 3, 15))


def test_rows_without_a_household_are_of_no_known_size_and_place_in_it(tmp_path: Path) -> None:
    header = "کد خانوار,نام,نام خانوادگی,نسبت با سرپرست"

    told = read(tmp_path, f"{header}\n,کریم,رستمی,\n,رحیم,نوری,\n7,صفر,کرمی,سرپرست\n7,زهره,نجفی,همسر\n")

    assert [(one.household, one.size, one.is_head) for one in told.persons] == [
        ("", None, None),
        ("", None, None),
        ("7", 2, True),
        ("7", 2, False),
    ]
    assert told.rows == [("", 2), ("", 3), ("7", 4), ("7", 5)]


def test_a_file_of_one_sheet_is_not_a_county(tmp_path: Path) -> None:
    told = read(tmp_path, f"نام,نام خانوادگی,کد ملی\n{_ROW}")

    assert {one.county for one in told.persons} == {""}


@pytest.mark.parametrize(
    ("names", "counties"),
    [
        (("طارم", "ماه‌نشان"), ["طارم", "ماهنشان"]),
        (("Sheet1", "برگه ۲"), ["", ""]),
        (("شهرستان طارم",), [""]),
    ],
)
def test_a_sheet_of_several_may_be_a_county(
    names: tuple[str, ...], counties: list[str], tmp_path: Path
) -> None:
    with xlsxwriter.Workbook(tmp_path / "roster.xlsx") as book:
        for number, name in enumerate(names):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ("شماره پرونده", "نام", "نام خانوادگی"))
            sheet.write_row(1, 0, (f"99-{number}", "کریم", "رستمی"))

    told = read_roster(tmp_path / "roster.xlsx", today=date(2021, 3, 15))

    assert [one.county for one in told.persons] == counties


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_roster_of_a_hundred_columns_is_read_by_those_it_needs(encoding: str, tmp_path: Path) -> None:
    columns = ",".join(f"ستون {number}" for number in range(97))
    told = read(
        tmp_path, f"نام,نام خانوادگی,کد ملی,{columns}\nکریم,رستمی,9990000018{',' * 97}\n", encoding=encoding
    )

    assert told.persons[0]._replace(household="") == Person(
        0, first="کریم", last="رستمی", code="9990000018", is_head=True
    )


@pytest.mark.parametrize(
    "text", ["", "نام,نام خانوادگی\n", "name,family\nkarim,rostami\n", "\x00\x01\x02", "," * 5000]
)
def test_what_is_no_roster_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as no:
        read(tmp_path, text)

    assert no.value.code.startswith("roster_")
