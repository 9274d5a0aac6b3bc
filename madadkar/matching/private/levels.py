"""The engine's own levels of agreement, read from encoded rows: one policy for both ways of linking.

What cannot be read from encodings (a phone one digit off) never holds; a name «near» or «a letter off» is
read from how many bits the filters of its letter pairs share.
"""

from __future__ import annotations

from madadkar.matching.engine.policy import COMPARISONS, Comparison
from madadkar.matching.engine.scoring import GAMMA
from madadkar.matching.private.layout import FLAGS, HOUSE_SLOTS, PARTS

_SLIP, _NEAR, _PLACE_NEAR = 0.62, 0.5, 0.6
_CONTAINED = 0.8


def gamma_sql(comparison: Comparison) -> str:
    """The level of a pair as the engine numbers it, from columns `w0_l`, `w0_r` and so on."""
    highest = len(comparison.levels)
    conditions = LEVELS[comparison.name]
    whens = " ".join(
        f"when {conditions[level.name]} then {highest - place}"
        for place, level in enumerate(comparison.levels)
        if level.name in conditions
    )
    field = _FIELD.get(comparison.name, comparison.name)
    return f"case when not ({_known(field)}) then -1 {whens} else 0 end"


def gammas_sql() -> str:
    """All comparisons of the policy, as the columns the engine weighs."""
    return ", ".join(f"cast({gamma_sql(c)} as tinyint) as {GAMMA}{c.name}" for c in COMPARISONS)


RARE = ("first", "last", "father", "place")
"""The fields whose rareness counts where they agree."""


def rareness_sql(field: str) -> str:
    """0 for an agreeing name that is common on either roster, 1 for a rare, 2 for a rarest; -1 for none."""
    return (
        f"case when not ({_known(field)} and {_same(field)}) then -1 when {_same(f'{field}_rarest')} then 2"
        f" when {_same(f'{field}_rare')} then 1 else 0 end"
    )


_FIELD = {"birth": "year"}


def _part(name: str, side: str) -> str:
    part = PARTS[name]
    return f"((w{part.word}_{side} >> {part.shift}) & {part.mask})"


def _same(*names: str) -> str:
    return " and ".join(f"{_part(name, 'l')} = {_part(name, 'r')}" for name in names)


def _crossed(one: str, other: str) -> str:
    """One part of the left is the other part of the right."""
    return f"{_part(one, 'l')} = {_part(other, 'r')}"


def _flag(name: str, side: str) -> str:
    part = PARTS["flags"]
    return f"((w{part.word}_{side} >> {part.shift + FLAGS.index(name)}) & 1) = 1"


def _known(*fields: str) -> str:
    return " and ".join(f"{_flag(field, side)}" for field in fields for side in "lr")


def _differing(names: list[str]) -> str:
    return "(" + " + ".join(f"({_part(name, 'l')} <> {_part(name, 'r')})::int" for name in names) + ")"


def _shared(field: str, side: str = "") -> str:
    word = PARTS[f"{field}_pairs"].word
    return f"bit_count(w{word}_{side})" if side else f"bit_count(w{word}_l & w{word}_r)"


def _dice(field: str, least: float) -> str:
    return f"2.0 * {_shared(field)} >= {least} * ({_shared(field, 'l')} + {_shared(field, 'r')})"


def _contained(field: str) -> str:
    return f"{_shared(field)} >= {_CONTAINED} * least({_shared(field, 'l')}, {_shared(field, 'r')})"


def _in_house(field: str) -> str:
    """The value of one, or the first told of their household, stands in the household of the other."""
    own = (field,) if field == "code" else (field, f"house_{field}_0")
    either = [
        f"{_part(f'house_{field}_{at}', other)} = {_part(value, one)}"
        for one, other in ("lr", "rl")
        for value in own
        for at in range(HOUSE_SLOTS[field])
    ]
    return "(" + " or ".join(either) + ")"


_DIGITS = [f"digit_{at}" for at in range(10)]
_TURNED = " or ".join(
    f"({_part(f'digit_{at}', 'l')} <> {_part(f'digit_{at}', 'r')}"
    f" and {_part(f'digit_{at + 1}', 'l')} <> {_part(f'digit_{at + 1}', 'r')} and {_same(f'turned_{at}')})"
    for at in range(9)
)
_YEAR = _same("year_low", "year_high")
_CUSTOM = f"({_flag('customary_day', 'l')} or {_flag('customary_day', 'r')})"
_DAY_DIGITS = ["month_tens", "month_ones", "day_tens", "day_ones"]
_DAY = _same(*_DAY_DIGITS)
_SWAPPED = " and ".join(
    f"2.0 * bit_count(w{PARTS[f'{one}_pairs'].word}_l & w{PARTS[f'{other}_pairs'].word}_r)"
    f" >= {_NEAR} * ({_shared(one, 'l')} + {_shared(other, 'r')})"
    for one, other in (("first", "last"), ("last", "first"))
)
_SAME_WHOLE = _same("whole")

LEVELS: dict[str, dict[str, str]] = {
    "code": {
        "same": _same("code", *_DIGITS),
        "one_digit": f"{_differing(_DIGITS)} <= 1 or ({_differing(_DIGITS)} = 2 and ({_TURNED}))",
        "two_digits": f"{_differing(_DIGITS)} = 2",
        "of_household": _in_house("code"),
    },
    "birth": {
        "same_day": f"{_YEAR} and {_DAY} and not {_flag('customary_day', 'l')}",
        "same_year_only": f"{_YEAR} and {_CUSTOM}",
        "day_month_swapped": f"{_YEAR} and {_crossed('month', 'day')} and {_crossed('day', 'month')}",
        "year_and_near_day": f"{_YEAR} and {_differing(_DAY_DIGITS)} <= 1",
        "near_year_same_day": f"{_DAY} and not {_CUSTOM} and ({_same('of_decade')} or {_same('decade')})",
        "same_year": _YEAR,
        "same_day_other_year": f"{_DAY} and not {_CUSTOM}",
        "year_apart": f"{_crossed('year_up', 'year_down')} or {_crossed('year_down', 'year_up')}",
        "two_years_apart": f"{_crossed('next_up', 'next_down')} or {_crossed('next_down', 'next_up')}",
        "year_one_digit": f"{_same('of_decade')} or {_same('decade')}",
        "few_years_apart": f"{_same('span_even')} or {_same('span_odd')}",
    },
    "first": {
        "same": _same("first"),
        "whole_same": _SAME_WHOLE,
        "sound": _same("first_sound"),
        "swapped": _SWAPPED,
        "other_near": f"{_same('first_met')} and {_dice('first', _NEAR)}",
        "slip": _dice("first", _SLIP),
        "part": _contained("first"),
        "near": _dice("first", _NEAR),
    },
    "last": {
        "same": _same("last"),
        "whole_same": _SAME_WHOLE,
        "sound": _same("last_sound"),
        "part": _contained("last"),
        "other_near": f"{_same('last_met')} and {_dice('last', _SLIP)}",
        "slip": _dice("last", _SLIP),
        "near": _dice("last", _NEAR),
        "of_household": f"{_crossed('house_last', 'last')} or {_crossed('last', 'house_last')}",
        "woman_other": _same("woman"),
    },
    "father": {
        "same": _same("father"),
        "sound": _same("father_sound"),
        "slip": _dice("father", _SLIP),
        "part": _contained("father"),
        "near": _dice("father", _NEAR),
    },
    "place": {
        "same": _same("place"),
        "near": _dice("place", _PLACE_NEAR),
        "county": f"{_known('county')} and {_same('county')}",
    },
    "phone": {"same": _same("phone"), "of_household": _in_house("phone")},
    "sheba": {"same": _same("sheba"), "of_household": _in_house("sheba")},
    "sex": {"same": _same("sex")},
    "size": {
        "same": _same("size"),
        "one_apart": f"{_crossed('size_up', 'size_down')} or {_crossed('size_down', 'size_up')}",
    },
    "role": {"same": _same("role")},
}
"""When each level of a comparison holds between two encoded rows; a level of the policy may be missing."""
