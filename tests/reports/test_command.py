"""`madadkar figures`, as a machine and as a person read it."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command

from madadkar.foundation.jalali import from_jalali
from madadkar.foundation.refusal import Refusal
from madadkar.reports.figures import SHOWN
from tests.reports.town import DAY, Town, pension


def _told(*arguments: str) -> str:
    said = StringIO()
    call_command("figures", *arguments, stdout=said)
    return said.getvalue()


def test_a_machine_reads_every_figure_with_both_its_counts_and_its_day(town: Town) -> None:
    pension(town.family(town.person("زهرا")))
    for _ in range(2):
        town.family(town.person("حسن", sex="male"))
    read = json.loads(_told("--office", "emdad-zanjan", "--on", "1396-02-20", "--json"))
    assert [one["code"] for one in read] == [figure.code for figure in SHOWN]
    share = next(one for one in read if one["code"] == "pension_women_heads_share")
    assert share == {
        "code": "pension_women_heads_share",
        "title": "سهم زنان سرپرست مستمری‌بگیر از پرونده‌های فعال",
        "unit": "percent",
        "value": 33.3,
        "numerator": 1,
        "denominator": 3,
        "on": "1396-02-20",
    }


@pytest.mark.parametrize("day", ["1396-02-20", "۱۳۹۶/۲/۲۰", "۲۰ اردیبهشت ۱۳۹۶"])
def test_the_day_is_read_as_people_type_it(town: Town, day: str) -> None:
    town.family(town.person("زهرا"), since=DAY, until=from_jalali(1396, 2, 21))
    read = json.loads(_told("--office", "emdad-zanjan", "--on", day, "--json"))
    assert read[0]["value"] == 1


def test_a_person_reads_a_persian_table_with_disagreements_marked(town: Town) -> None:
    town.family(town.person("زهرا"))
    said = _told("--office", "emdad-zanjan", "--on", "1396-02-20")
    assert "خانوارهای تحت پوشش" in said
    assert "! متن منتشرشده: «۲۲ هزار و ۵۰۰ خانوار" in said


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--office", "nowhere", "--on", "1396-02-20"), "office_unknown"),
        (("--office", "emdad-zanjan", "--on", "اردیبهشت ۱۳۹۶"), "date_unreadable"),
    ],
)
def test_an_unknown_office_or_a_day_known_only_to_its_month_is_refused(
    town: Town, arguments: tuple[str, ...], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        _told(*arguments)
    assert refused.value.code == code
