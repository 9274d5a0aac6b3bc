"""How two persons are compared: blocking rules, comparison levels and thresholds, to be read as policy.

Every condition is SQL over the columns of `keyed.py`, `_l` for the first list and `_r` for the second. A
level is the first of its comparison that holds. What each level weighs is not decided here but counted
(`model.json`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LINK = 0.6
"""At or above this probability two persons are linked without asking (an agency may set its own)."""
ASK = 0.05
"""Between this and LINK a person decides; below it nothing is said."""


class Mark(StrEnum):
    """How a field of two records stands beside the other, for marking a page."""

    SAME = "same"
    NEAR = "near"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Level:
    """One degree of agreement: its name, when it holds, and how a clerk would say it."""

    name: str
    when: str
    said: str
    mark: Mark = Mark.NEAR
    frequency: str = ""
    """The column whose value's own frequency is the chance of agreeing by accident."""


@dataclass(frozen=True)
class Comparison:
    """One field compared: unknown where either is silent, else the first level to hold, else `otherwise`."""

    name: str
    title: str
    unknown: str
    levels: tuple[Level, ...]
    otherwise: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all levels in order, the last for everything else."""
        return (*(level.name for level in self.levels), "else")

    def level(self, gamma: int) -> Level | None:
        """The level Splink numbers `gamma`: the first level has the highest number; None for unknown."""
        if gamma < 0:
            return None
        if gamma == 0:
            return Level("else", "", self.otherwise, Mark.DIFFERS)
        return self.levels[len(self.levels) - gamma]


def _silent(column: str) -> str:
    return f"{column}_l = '' or {column}_r = ''"


def _alike(column: str, least: float) -> str:
    return f"jaro_winkler_similarity({column}_l, {column}_r) >= {least}"


def _part(column: str) -> str:
    """One is the other with something before or behind it."""
    left, right = f"{column}_l", f"{column}_r"
    return (
        f"length({left}) >= 3 and length({right}) >= 3 and (starts_with({left}, {right})"
        f" or starts_with({right}, {left}) or ends_with({left}, {right}) or ends_with({right}, {left}))"
    )


def _of_household(column: str) -> str:
    """What the one has, or the first told of their household, somebody of the other's household has."""
    return " or ".join(
        f"({column}_{one} <> '' and instr({column}s_{other}, {column}_{one}) > 0)"
        f" or instr({column}s_{other}, split_part({column}s_{one}, ',', 1)) > 0"
        for one, other in ("rl", "lr")
    )


def _one_slip(column: str) -> str:
    return (
        f"length({column}_l) >= 3 and length({column}_r) >= 3"
        f" and damerau_levenshtein({column}_l, {column}_r) <= 1"
    )


def _two_names(column: str) -> str:
    """Both are names that others bear too: «حسن» and «حسین» are brothers sooner than a slip of the pen."""
    return f"{column}_times_l >= {_ESTABLISHED} and {column}_times_r >= {_ESTABLISHED}"


_ESTABLISHED = 3
_SWAPPED = (
    "jaro_winkler_similarity(first_l, last_r) >= 0.86 and jaro_winkler_similarity(last_l, first_r) >= 0.86"
    " and first_l <> first_r and last_l <> last_r"
)
_NO_DAY = {side: f"(md_{side} in ('0101', '0701') or ends_with(md_{side}, '00'))" for side in "lr"}
"""A customary day, which stands where none was known, or no day at all."""
_BOTH_DAYS = f"not {_NO_DAY['l']} and not {_NO_DAY['r']}"

_CODE = Comparison(
    "code",
    "کد ملی",
    _silent("code"),
    (
        Level("same", "code_l = code_r", "کد ملی یکسان", Mark.SAME),
        Level("one_digit", "damerau_levenshtein(code_l, code_r) <= 1", "کد ملی یک رقم تفاوت"),
        Level("two_digits", "levenshtein(code_l, code_r) <= 2", "کد ملی دو رقم تفاوت"),
        Level(
            "of_household",
            "instr(codes_l, code_r) > 0 or instr(codes_r, code_l) > 0",
            "کد ملی از آنِ کس دیگری از همان خانوار",
        ),
    ),
    "کد ملی متفاوت",
)
_BIRTH = Comparison(
    "birth",
    "تاریخ تولد",
    "year_l is null or year_r is null",
    (
        Level("same_day", f"birth_l = birth_r and not {_NO_DAY['l']}",
              "تاریخ تولد یکسان", Mark.SAME),
        Level(
            "same_year_only",
            f"year_l = year_r and ({_NO_DAY['l']} or {_NO_DAY['r']})",
            "سال تولد یکسان",
            Mark.SAME,
        ),
        Level(
            "day_month_swapped",
            "year_l = year_r and substr(md_l, 1, 2) = substr(md_r, 3, 2)"
            " and substr(md_l, 3, 2) = substr(md_r, 1, 2)",
            "سال تولد یکسان؛ روز و ماه جابه‌جا",
        ),
        Level(
            "year_and_near_day",
            "year_l = year_r and levenshtein(md_l, md_r) <= 1",
            "سال تولد یکسان؛ روز یا ماه یک رقم تفاوت",
        ),
        Level(
            "near_year_same_day",
            f"md_l = md_r and {_BOTH_DAYS} and levenshtein(birth_l, birth_r) <= 1",
            "روز و ماه تولد یکسان؛ سال یک رقم تفاوت",
        ),
        Level("same_year", "year_l = year_r", "سال تولد یکسان؛ روز متفاوت"),
        Level("same_day_other_year", f"md_l = md_r and {_BOTH_DAYS}", "روز و ماه تولد یکسان؛ سال متفاوت"),
        Level("year_apart", "abs(year_l - year_r) = 1", "سال تولد یک سال تفاوت"),
        Level("two_years_apart", "abs(year_l - year_r) = 2", "سال تولد دو سال تفاوت"),
        Level("year_one_digit", "levenshtein(substr(birth_l, 1, 4), substr(birth_r, 1, 4)) <= 1",
              "سال تولد یک رقم تفاوت"),
        Level("few_years_apart", "abs(year_l - year_r) <= 5", "سال تولد چند سال تفاوت", Mark.DIFFERS),
    ),
    "تاریخ تولد متفاوت",
)  # fmt: skip
_FIRST = Comparison(
    "first",
    "نام",
    _silent("first"),
    (
        Level("same", "first_l = first_r", "نام یکسان", Mark.SAME, frequency="first"),
        Level("whole_same", "whole_l = whole_r", "نام کامل یکسان", Mark.SAME),
        Level("sound", "first_sound_l = first_sound_r", "نام هم‌آوا"),
        Level("swapped", _SWAPPED, "نام و نام خانوادگی جابه‌جا"),
        Level("other_near", f"{_two_names('first')} and ({_alike('first', 0.88)} or {_one_slip('first')})",
              "نام دیگری که نزدیک است", Mark.DIFFERS),
        Level("slip", _one_slip("first"), "نام یک حرف تفاوت"),
        Level("part", _part("first"), "نام، بخشی از نام دیگر"),
        Level("near", _alike("first", 0.84), "نام نزدیک"),
    ),
    "نام متفاوت",
)  # fmt: skip
_LAST = Comparison(
    "last",
    "نام خانوادگی",
    # Swapped names are one slip, told by the first name alone.
    f"{_silent('last')} or ({_SWAPPED})",
    (
        Level("same", "last_l = last_r", "نام خانوادگی یکسان", Mark.SAME, frequency="last"),
        Level("whole_same", "whole_l = whole_r", "نام کامل یکسان", Mark.SAME),
        Level("sound", "last_sound_l = last_sound_r", "نام خانوادگی هم‌آوا"),
        Level("part", _part("last"), "نام خانوادگی، بخشی از دیگری"),
        Level("other_near", f"{_two_names('last')} and {_one_slip('last')}",
              "نام خانوادگی دیگری که نزدیک است", Mark.DIFFERS),
        Level("slip", _one_slip("last"), "نام خانوادگی یک حرف تفاوت"),
        Level("near", _alike("last", 0.86), "نام خانوادگی نزدیک"),
        Level(
            "of_household",
            "last_r = house_last_l or last_l = house_last_r",
            "نام خانوادگی سرپرست خانوار دیگر",
        ),
        Level(
            "woman_other",
            "sex_l = 'f' and sex_r = 'f' and coalesce(year_l, 0) < 1390 and coalesce(year_r, 0) < 1390",
            "نام خانوادگی متفاوت (زن؛ شاید نام همسر)",
            Mark.DIFFERS,
        ),
    ),
    "نام خانوادگی متفاوت",
)  # fmt: skip
_FATHER = Comparison(
    "father",
    "نام پدر",
    _silent("father"),
    (
        Level("same", "father_l = father_r", "نام پدر یکسان", Mark.SAME, frequency="father"),
        Level("sound", "father_sound_l = father_sound_r", "نام پدر هم‌آوا"),
        Level("slip", _one_slip("father"), "نام پدر یک حرف تفاوت"),
        Level("part", _part("father"), "نام پدر، بخشی از دیگری"),
        Level("near", _alike("father", 0.88), "نام پدر نزدیک"),
    ),
    "نام پدر متفاوت",
)
_PLACE = Comparison(
    "place",
    "محل",
    _silent("place"),
    (
        Level("same", "place_l = place_r", "شهر یا روستای یکسان", Mark.SAME, frequency="place"),
        Level("near", _alike("place", 0.9), "شهر یا روستای هم‌نام نزدیک"),
        Level("county", "county_l <> '' and county_l = county_r", "شهرستان یکسان"),
    ),
    "محل متفاوت",
)
_PHONE = Comparison(
    "phone",
    "تلفن",
    _silent("phones"),
    (
        Level("same", "phone_l <> '' and phone_l = phone_r", "تلفن یکسان", Mark.SAME),
        Level(
            "of_household",
            _of_household("phone"),
            "تلفن یکی از همان خانوار",
        ),
        Level("one_digit", "phone_l <> '' and phone_r <> '' and damerau_levenshtein(phone_l, phone_r) <= 1",
              "تلفن یک رقم تفاوت"),
    ),
    "تلفن متفاوت",
)  # fmt: skip
_SHEBA = Comparison(
    "sheba",
    "شماره شبا",
    _silent("shebas"),
    (
        Level("same", "sheba_l <> '' and sheba_l = sheba_r", "شبای یکسان", Mark.SAME),
        Level(
            "of_household",
            _of_household("sheba"),
            "شبای یکی از همان خانوار",
        ),
    ),
    "شبای متفاوت",
)
_SEX = Comparison(
    "sex",
    "جنسیت",
    _silent("sex"),
    (Level("same", "sex_l = sex_r", "جنسیت یکسان", Mark.SAME),),
    "جنسیت متفاوت",
)
_SIZE = Comparison(
    "size",
    "بعد خانوار",
    "size_l is null or size_r is null",
    (
        Level("same", "size_l = size_r", "بعد خانوار یکسان", Mark.SAME),
        Level("one_apart", "abs(size_l - size_r) = 1", "بعد خانوار یک نفر تفاوت"),
    ),
    "بعد خانوار متفاوت",
)
_ROLE = Comparison(
    "role",
    "جایگاه در خانوار",
    "is_head_l is null or is_head_r is null",
    (Level("same", "is_head_l = is_head_r", "جایگاه یکسان در خانوار", Mark.SAME),),
    "جایگاه متفاوت در خانوار",
)

COMPARISONS = (_CODE, _BIRTH, _FIRST, _LAST, _FATHER, _PLACE, _PHONE, _SHEBA, _SEX, _SIZE, _ROLE)
BY_NAME = {comparison.name: comparison for comparison in COMPARISONS}


@dataclass(frozen=True)
class Block:
    """Two persons are looked at together when all these columns are equal and known.

    A wide block is taken only while all wide blocks together bring no more than `MOST_WIDE_PAIRS`: short
    lists are searched through and through, long ones by the narrow blocks alone.
    """

    columns: tuple[str, ...]
    is_wide: bool = False


BLOCKS = (
    Block(("code",)),
    Block(("birth", "first_key")),
    Block(("birth", "last_key")),
    Block(("sheba",)),
    Block(("phone",)),
    Block(("first_key", "last_key_long", "father_start")),
    Block(("year", "first_key", "last_key")),
    Block(("year", "place_start", "first_start", "last_start")),
    Block(("names", "year")),
    Block(("year", "last_key", "place")),
    Block(("year", "first_key", "father_key", "place_start")),
    Block(("county", "md", "first_key")),
    Block(("last_key", "place", "first_start")),
    Block(("md", "last_key", "father_start")),
    *(
        Block(columns, is_wide=True)
        for columns in (
            ("names", "place"),
            ("year", "first_key", "father_key"),
            ("year", "first_key", "place"),
            ("first_key", "last_key", "place"),
            ("code_head",),
            ("code_tail",),
            ("md", "place"),
            ("first_key", "last_key"),
            ("year", "first_start"),
            ("year", "last_start"),
            ("first_key", "place"),
            ("year", "place"),
            ("last_key", "place"),
            ("year", "county", "size"),
            ("first_start", "county"),
        )
    ),
)
MOST_WIDE_PAIRS = 600_000
"""What all wide blocks together may bring."""
