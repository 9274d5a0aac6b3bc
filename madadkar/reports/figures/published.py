"""What reports printed, word for word, beside which counting is shown; nothing is bent to agree."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from madadkar.foundation.jalali import from_jalali
from madadkar.reports.rules import Published

_BASIJ_ZANJAN = "خبرگزاری بسیج زنجان، ۲۰ اردیبهشت ۱۳۹۶"
_IRNA = "ایرنا زنجان، ۳ آبان ۱۴۰۳"
_SHABESTAN = "خبرگزاری شبستان زنجان، سال ۱۳۹۹"
_MOJ = "خبرگزاری موج اصفهان، سال ۱۳۹۹"
_BASIJ_QAZVIN = "خبرگزاری بسیج قزوین، ۲۶ آذر ۱۳۹۷"


def _said(
    office: str, source: str, days: tuple[date, date], texts: dict[str, tuple[str, str]]
) -> tuple[Published, ...]:
    return tuple(
        Published(
            figure=figure,
            office=office,
            said_from=days[0],
            said_until=days[1],
            value=Decimal(value),
            text=text,
            source=source,
        )
        for figure, (value, text) in texts.items()
    )


def _day(year: int, month: int, day: int) -> tuple[date, date]:
    on = from_jalali(year, month, day)
    return on, on + timedelta(days=1)


PUBLISHED: tuple[Published, ...] = (
    *_said(
        "emdad-zanjan",
        _BASIJ_ZANJAN,
        _day(1396, 2, 20),
        {
            "covered_households": ("22500", "۲۲ هزار و ۵۰۰ خانوار … از خدمات مستمر و غیرمستمر"),
            "covered_persons": ("39000", "با جمعیت ۳۹ هزار نفر"),
            "women_heads": ("13000", "۱۳ هزار زن سرپرست خانوار"),
            "elderly": ("17000", "۱۷ هزار سالمند"),
            "pupils_and_students": ("3700", "۳ هزار و ۷۰۰ دانشجو و دانش‌آموز"),
            "patients": ("768", "۷۶۸ بیمار خاص صعب‌العلاج و سرطانی"),
            "self_reliance_rate": (
                "10",
                "سالانه ۱۰ درصد از مددجویان … توانمند شده و از بدنه حمایتی خارج می‌شوند",
            ),
        },
    ),
    *_said(
        "behzisti-zanjan",
        _IRNA,
        _day(1403, 8, 3),
        {
            "files": ("10455", "۱۰ هزار و ۴۵۵ پرونده مددکاری"),
            "active_files": ("5793", "پنج هزار و ۷۹۳ پرونده فعال"),
            "pension_women_heads": ("3035", "سه هزار و ۳۵ زن سرپرست خانوار … مستمری دریافت می‌کنند"),
            "pension_women_heads_share": ("57", "۵۷ درصد کل پرونده‌های فعال این حوزه"),
            "active_file_pupils": ("1347", "یک هزار و ۳۴۷ دانش‌آموز"),
            "active_file_students": ("109", "۱۰۹ دانشجو"),
        },
    ),
    *_said(
        "emdad-zanjan",
        _SHABESTAN,
        (from_jalali(1399, 1, 1), from_jalali(1400, 1, 1)),
        {"active_centres": ("112", "۱۱۲ مرکز نیکوکاری با نظارت کمیته امداد")},
    ),
    *_said(
        "emdad-isfahan",
        _MOJ,
        (from_jalali(1399, 10, 1), from_jalali(1400, 1, 1)),
        {
            "active_centres": ("421", "۴۲۱ مرکز نیکوکاری … در حال فعالیت"),
            "delegated_files": ("22485", "خدمات مددکاری ۲۲۴۸۵ پرونده مددجویان"),
            "delegation_growth": ("40", "نسبت به سال قبل ۴۰ درصد افزایش"),
        },
    ),
    *_said(
        "emdad-qazvin",
        _BASIJ_QAZVIN,
        _day(1397, 9, 26),
        {"rural_persons_share": ("55", "۵۵ درصد مددجویان … در مناطق روستایی")},
    ),
)


def publications_of(*, office: str) -> dict[date, str]:
    """The first day of each report about an office, with its source: the days worth asking for."""
    return {one.said_from: one.source for one in PUBLISHED if one.office == office}
