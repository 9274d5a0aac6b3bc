"""How clerks err: small mechanisms in two disjoint families, one for tuning and one for reporting.

No mechanism of a reporting family is ever met in tuning, so that figures tell how matching does on errors
that nobody had in mind. Each takes dice and a text, and gives the text as somebody wrote it.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from madadkar.matching.practice.names import Split

Birth = tuple[int, int, int]
Slip = Callable[[Random, str], str]

_LETTERS = "ابپتجچحخدرزسشصطعغفقکگلمنوهی"
_KEYBOARD = ("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو")
_DOTS = ("بپتثنی", "جچحخ", "دذ", "رزژ", "سش", "صض", "طظ", "عغ", "فق", "کگ")
_TUNING_SOUNDS = ("صس", "ذز", "حه", "طت")
_REPORTING_SOUNDS = ("قغ", "ضظ", "ضز", "ثس", "عا", "ظز")
_TUNING_SUFFIXES = ("زاده", "نیا", "لو", "آبادی")
_REPORTING_SUFFIXES = ("پور", "فر", "نژاد", "وند", "اصل", "نسب", "یان")
_HALVES = ("محمد", "علی", "حسین", "امیر", "غلام", "رضا", "الله", "فاطمه", "زهرا", "نازنین", "مراد", "قربان")


def neighbouring_key(dice: Random, name: str) -> str:
    """A key beside the right one: «باقری» becomes «باعری»."""
    at = dice.randrange(len(name))
    row = next((keys for keys in _KEYBOARD if name[at] in keys), _KEYBOARD[1])
    place = row.find(name[at]) + dice.choice((-1, 1))
    return name[:at] + row[min(max(place, 0), len(row) - 1)] + name[at + 1 :]


def lost_letter(dice: Random, name: str) -> str:
    """A letter that was not written: «اسدی» becomes «اسی»."""
    at = dice.randrange(len(name))
    return name[:at] + name[at + 1 :] if len(name) > 2 else name


def swapped_letters(dice: Random, name: str) -> str:
    """Two letters changed places: «رستمی» becomes «رتسمی»."""
    if len(name) < 3:
        return name
    at = dice.randrange(len(name) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def other_dots(dice: Random, name: str) -> str:
    """A letter of the same body with other dots: «زینب» becomes «زیدب» or «رینب»."""
    for at in dice.sample(range(len(name)), len(name)):
        others = [letter for group in _DOTS if name[at] in group for letter in group if letter != name[at]]
        if others:
            return name[:at] + dice.choice(others) + name[at + 1 :]
    return name


def doubled_letter(dice: Random, name: str) -> str:
    """A key held too long."""
    at = dice.randrange(len(name))
    return name[: at + 1] + name[at:]


def strange_letter(dice: Random, name: str) -> str:
    """A letter that does not belong there."""
    at = dice.randrange(len(name) + 1)
    return name[:at] + dice.choice(_LETTERS) + name[at:]


def cut_short(dice: Random, name: str) -> str:
    """A cell too narrow for the name."""
    return name[: -dice.randint(1, 2)].rstrip() if len(name) > 4 else name


def lost_vowel(dice: Random, name: str) -> str:
    """«بهروز» written «بهرز»."""
    places = [at for at, letter in enumerate(name) if letter in "اوی" and 0 < at < len(name) - 1]
    return lost_at(name, dice.choice(places)) if places else doubled_letter(dice, name)


def lost_at(name: str, at: int) -> str:
    """The name without that letter."""
    return name[:at] + name[at + 1 :]


def heard_alike(sounds: tuple[str, ...]) -> Slip:
    """A letter that sounds the same, of those groups: «صفری» becomes «سفری»."""

    def slip(dice: Random, name: str) -> str:
        for at in dice.sample(range(len(name)), len(name)):
            group = next((group for group in sounds if name[at] in group), "")
            if group:
                return name[:at] + group.replace(name[at], "", 1)[:1] + name[at + 1 :]
        return name

    return slip


def _without_suffix(suffixes: tuple[str, ...]) -> Slip:
    def slip(dice: Random, name: str) -> str:
        for suffix in suffixes:
            bare = name.removesuffix(suffix).rstrip(" \u200c")
            if bare != name and len(bare) > 2:
                return bare
        return _one_half(dice, name, keep=0)

    return slip


def _one_half(dice: Random, name: str, *, keep: int) -> str:
    """One half of a name of two."""
    words = name.replace("\u200c", " ").split()
    if len(words) == 2:
        return words[keep]
    for half in _HALVES:
        first, second = (half, name[len(half) :]) if name.startswith(half) else (name[: -len(half)], half)
        if first + second == name and min(len(first), len(second)) > 2:
            return (first, second)[keep]
    return name


def everyday_name(dice: Random, name: str) -> str:
    """As the family calls them: «محمدرضا» is «رضا»; a family name loses a suffix."""
    half = _one_half(dice, name, keep=1)
    return half if half != name else _without_suffix(_REPORTING_SUFFIXES)(dice, name)


def with_title(dice: Random, name: str) -> str:
    """«حاج», «کربلایی» or «مشهدی» before the name."""
    return f"{dice.choice(('حاج', 'کربلایی', 'مشهدی'))} {name}"


def one_digit(dice: Random, code: str) -> str:
    """One wrong digit."""
    at = dice.randrange(3, len(code))
    return code[:at] + dice.choice([digit for digit in "0123456789" if digit != code[at]]) + code[at + 1 :]


def swapped_digits(dice: Random, code: str) -> str:
    """Two neighbouring digits changed places."""
    at = dice.randrange(3, len(code) - 1)
    return code[:at] + code[at + 1] + code[at] + code[at + 2 :]


def other_digits(dice: Random, code: str) -> str:
    """Another number altogether."""
    return code[:3] + "".join(dice.choices("0123456789", k=len(code) - 3))


def two_digits(dice: Random, code: str) -> str:
    """Two wrong digits."""
    return one_digit(dice, one_digit(dice, code))


def slipped_digits(dice: Random, code: str) -> str:
    """A digit lost and another typed at the end."""
    return lost_at(code, dice.randrange(3, len(code))) + dice.choice("0123456789")


def unfinished(dice: Random, code: str) -> str:
    """The last three digits of somebody else."""
    return code[:-3] + "".join(dice.choices("0123456789", k=3))


def month_beside(dice: Random, birth: Birth) -> Birth:
    """The month before or after."""
    year, month, day = birth
    return year, min(max(month + dice.choice((-1, 1)), 1), 12), min(day, 29)


def day_off(dice: Random, birth: Birth) -> Birth:
    """Another day of the month."""
    year, month, _ = birth
    return year, month, dice.randint(1, 29)


def digit_of_year(dice: Random, birth: Birth) -> Birth:
    """A wrong digit in the year."""
    year, month, day = birth
    return year - year % 10 + dice.randrange(10), month, day


def day_for_month(dice: Random, birth: Birth) -> Birth:
    """Day and month in each other's place, where that is a day."""
    year, month, day = birth
    return (year, day, month) if day <= 12 else year_beside(dice, birth)


def year_beside(dice: Random, birth: Birth) -> Birth:
    """The year before or after."""
    year, month, day = birth
    return year + dice.choice((-1, 1)), month, day


def decade_beside(dice: Random, birth: Birth) -> Birth:
    """Ten years off."""
    year, month, day = birth
    return year + dice.choice((-10, 10)), month, day


class Mechanisms(NamedTuple):
    """One family of errors: what may befall a name, its sound, its length, a code and a birth."""

    typo: tuple[Slip, ...]
    sound: Slip
    shorter: tuple[Slip, ...]
    code: tuple[Slip, ...]
    birth: tuple[Callable[[Random, Birth], Birth], ...]
    conventional: tuple[int, int]


MECHANISMS: dict[Split, Mechanisms] = {
    "tuning": Mechanisms(
        typo=(neighbouring_key, lost_letter, swapped_letters),
        sound=heard_alike(_TUNING_SOUNDS),
        shorter=(_without_suffix(_TUNING_SUFFIXES),),
        code=(one_digit, one_digit, swapped_digits, other_digits),
        birth=(month_beside, day_off, digit_of_year),
        conventional=(1, 1),
    ),
    "reporting": Mechanisms(
        typo=(other_dots, doubled_letter, strange_letter, cut_short, lost_vowel),
        sound=heard_alike(_REPORTING_SOUNDS),
        shorter=(everyday_name, with_title),
        code=(two_digits, slipped_digits, unfinished),
        birth=(day_for_month, year_beside, decade_beside),
        conventional=(7, 1),
    ),
}
