"""The columns that persons are compared by, made from their keys by SQL: letters as bytes, sounds, starts.

DuckDB measures the distance of strings in bytes, in which every Persian letter is two: a letter becomes one ASCII
character first, so that one letter off is one off.
"""

from __future__ import annotations

_LETTERS = {
    "ا": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "8", "ج": "j", "چ": "C", "ح": "H", "خ": "x", "د": "d",
    "ذ": "Z", "ر": "r", "ز": "z", "ژ": "J", "س": "s", "ش": "S", "ص": "c", "ض": "D", "ط": "T", "ظ": "X",
    "ع": "e", "غ": "g", "ف": "f", "ق": "q", "ک": "k", "گ": "G", "ل": "l", "م": "m", "ن": "n", "و": "v",
    "ه": "h", "ی": "y",
}  # fmt: skip
# Letters that sound alike in Persian are one: ث ص→س, ذ ض ظ→ز, ط→ت, ح→ه, غ→ق, ع→ا.
_HEARD = {"8": "s", "c": "s", "H": "h", "Z": "z", "D": "z", "X": "z", "T": "t", "g": "q", "e": "a"}
_SILENT = "[avyh]"
# What stands before or behind a given name on one roster and not on the other (search keys, so without spaces).
_BEFORE = "^(سیده|سید|حاجیه|حاجی|حاج|کربلایی|مشهدی|مشدی|شیخ|ملا|دکتر|مهندس)"
_AFTER = "(سادات|السادات|بیگم|خاتون|خانم|بانو)$"
_COMMON_OPENING = "^(mHmd|amyr)"


def _translated(text: str, table: dict[str, str]) -> str:
    return f"translate({text}, '{''.join(table)}', '{''.join(table.values())}')"


def _bare(text: str) -> str:
    """Without honorifics, unless nothing would be left."""
    front = f"regexp_replace({text}, '{_BEFORE}', '')"
    bare = f"regexp_replace({front}, '{_AFTER}', '')"
    return f"case when length({bare}) >= 2 then {bare} else {text} end"


def _latin(text: str) -> str:
    return _translated(text, _LETTERS)


def _sound(text: str) -> str:
    return _translated(text, _HEARD)


def _known(text: str) -> str:
    """A blocking key: unknown, rather than empty, where nothing is known."""
    return f"nullif({text}, '')"


def _consonants(text: str) -> str:
    return f"regexp_replace({_sound(text)}, '{_SILENT}', '', 'g')"


def _start(text: str) -> str:
    """The first letters, after «محمد» and «امیر» that half of all men bear."""
    bare = f"regexp_replace({text}, '{_COMMON_OPENING}', '')"
    return f"left({_sound(f'case when length({bare}) >= 2 then {bare} else {text} end')}, 3)"


_OF_HOUSE = ", ".join(
    f"coalesce(string_agg(distinct nullif({column}, ''), ','), '') as {column}s"
    for column in ("phone", "sheba", "code")
)
_PLAIN = f"""
with plain as (
  select *, {_latin(_bare("first"))} as first_latin, {_latin("last")} as last_latin,
    {_latin(_bare("father"))} as father_latin, {_latin("place")} as place_latin, {_latin("county")} as county_latin
  from {{table}}),
house as (
  select household, coalesce(max(last_latin) filter (is_head), '') as house_last,
    coalesce(max(first_latin) filter (is_head), '') as house_first, {_OF_HOUSE}
  from plain where household <> '' group by household),
compared as (
  select p.ref as unique_id, p.household, first_latin as first, last_latin as last, father_latin as father,
    {_sound("first_latin")} as first_sound, {_sound("last_latin")} as last_sound,
    {_sound("father_latin")} as father_sound, concat(first_latin, last_latin) as whole,
    count(*) over (partition by first_latin) as first_times,
    count(*) over (partition by last_latin) as last_times, place_latin as place, county_latin as county, p.code, p.birth,
    try_cast(substr(p.birth, 1, 4) as int) as year, substr(p.birth, 5, 4) as md, p.sex, p.phone, p.sheba,
    p.size, p.is_head, coalesce(h.house_last, '') as house_last, coalesce(h.house_first, '') as house_first,
    coalesce(nullif(h.phones, ''), p.phone) as phones, coalesce(nullif(h.shebas, ''), p.sheba) as shebas,
    coalesce(nullif(h.codes, ''), p.code) as codes
  from plain p left join house h on h.household = p.household)
"""
_BLOCK_KEYS = {
    "code": _known("code"),
    "birth": "case when length(birth) = 8 and md <> '0000' then birth end",
    "year": "year",
    "md": "case when md not in ('0000', '0101', '0701', '') then md end",
    "first_key": _known(f"concat(left({_consonants('first')}, 8), left(first_sound, 1))"),
    "last_key": _known(f"left({_consonants('last')}, 4)"),
    "last_key_long": _known(f"concat(left({_consonants('last')}, 5), left(last_sound, 1))"),
    "father_key": _known(f"left({_consonants('father')}, 4)"),
    "first_start": _known(_start("first")),
    "last_start": _known("left(last_sound, 3)"),
    "father_start": _known("left(father_sound, 3)"),
    "place_start": _known(f"left({_sound('place')}, 4)"),
    "place": _known("place"),
    "phone": _known("phone"),
    "sheba": _known("sheba"),
    "county": _known("county"),
    "size": "size",
    "code_head": "nullif(substr(code, 1, 6), '')",
    "code_tail": "nullif(substr(code, 6, 5), '')",
    "names": f"concat(least({_start('first')}, left(last_sound, 3)), greatest({_start('first')}, left(last_sound, 3)))",
}
KEY = "k_"
"""What the names of blocking keys begin with."""


def keyed_sql(table: str) -> str:
    """The query that gives the compared columns and blocking keys of a table of persons (`persons.Person`)."""
    keys = ", ".join(f"{key} as {KEY}{name}" for name, key in _BLOCK_KEYS.items())
    return f"{_PLAIN.format(table=table)} select *, {keys} from compared"
