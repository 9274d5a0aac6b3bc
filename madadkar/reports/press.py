"""A figure as a sentence fit to be printed: with its unit, office, day, both its counts, and its target."""

from __future__ import annotations

from decimal import Decimal

from madadkar.foundation.jalali import format_long
from madadkar.foundation.persian import group_digits, persian_digits
from madadkar.reports.queries import Reading
from madadkar.reports.rules import UNIT_NAMES, Measure, Rate

OVERLAP = "گروه‌ها با هم هم‌پوشانی دارند و نباید با هم جمع شوند."


def sentence_of(*, reading: Reading, office: str) -> str:
    """What may be said of a figure; nothing where there is nothing to say."""
    if reading.value is None:
        return ""
    figure = reading.figure
    title = figure.title if isinstance(figure, Rate) else f"شمار {figure.title}"
    said = f"در {format_long(reading.on)}، {title} در {office} "
    said += f"{number_text(reading.value)} {UNIT_NAMES[figure.unit]} است"
    if isinstance(figure, Rate):
        said += f" ({_counts(figure, reading)})"
    said += "."
    if isinstance(figure, Rate) and figure.target is not None:
        said += f" هدف سالانه {number_text(figure.target)} درصد است."
    return said


def number_text(value: Decimal | int | None) -> str:
    """«۲۲٬۵۰۰» or «۵۲٫۴»; a whole rate without its zero."""
    if value is None:
        return "—"
    if isinstance(value, int):
        return group_digits(value)
    text = str(value).removesuffix(".0")
    whole, _, part = text.partition(".")
    return group_digits(int(whole)) + (f"٫{persian_digits(part)}" if part else "")


def _counts(figure: Rate, reading: Reading) -> str:
    of, out_of = number_text(reading.numerator), number_text(reading.denominator)
    if figure.measure is Measure.GROWTH:
        return f"از {out_of} به {of} {UNIT_NAMES[figure.of.unit]}"
    if figure.measure in (Measure.RATIO, Measure.MEAN):
        return f"{of} {UNIT_NAMES[figure.of.unit]} در {out_of} {UNIT_NAMES[figure.out_of.unit]}"
    return f"{of} از {out_of} {UNIT_NAMES[figure.out_of.unit]}"
