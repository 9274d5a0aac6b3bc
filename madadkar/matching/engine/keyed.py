"""The columns that persons are compared by, made from their keys by SQL: letters as bytes, sounds, starts.

DuckDB measures the distance of strings in bytes, in which every Persian letter is two: a letter becomes one
ASCII character first, so that one letter off is one off.
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
# What stands before or behind a given name on one roster and not on the other (without spaces).
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


# What is made of a text is made once for each distinct text: a million persons bear fifty thousand names.
_MADE = {
    "first": {
        "latin": _latin(_bare("told")),
        "sound": _sound("latin"),
        "key": _known(f"concat(left({_consonants('latin')}, 8), left(sound, 1))"),
        "start": _known(_start("latin")),
    },
    "last": {
        "latin": _latin("told"),
        "sound": _sound("latin"),
        "key": _known(f"left({_consonants('latin')}, 4)"),
        "key_long": _known(f"concat(left({_consonants('latin')}, 5), left(sound, 1))"),
        "start": _known("left(sound, 3)"),
    },
    "father": {
        "latin": _latin(_bare("told")),
        "sound": _sound("latin"),
        "key": _known(f"left({_consonants('latin')}, 4)"),
        "start": _known("left(sound, 3)"),
    },
    "place": {"latin": _latin("told"), "start": _known(f"left({_sound('latin')}, 4)")},
    "county": {"latin": _latin("told")},
}
_BLOCK_KEYS = {
    "code": _known("p.code"),
    "birth": "case when length(p.birth) = 8 and substr(p.birth, 7, 2) <> '00' then p.birth end",
    "year": "try_cast(substr(p.birth, 1, 4) as int)",
    "md": "case when substr(p.birth, 5, 4) not in ('0101', '0701', '') and substr(p.birth, 7, 2) <> '00'"
    " then substr(p.birth, 5, 4) end",
    "first_key": "f.key",
    "last_key": "s.key",
    "last_key_long": "s.key_long",
    "father_key": "a.key",
    "first_start": "f.start",
    "last_start": "s.start",
    "father_start": "a.start",
    "place_start": "v.start",
    "place": _known("v.latin"),
    "phone": _known("p.phone"),
    "sheba": _known("p.sheba"),
    "county": _known("c.latin"),
    "size": "p.size",
    "code_head": "nullif(substr(p.code, 1, 6), '')",
    "code_tail": "nullif(substr(p.code, 6, 5), '')",
    "names": "concat(least(f.start, s.start), greatest(f.start, s.start))",
}
KEY = "k_"
"""What the names of blocking keys begin with."""
_COLUMNS = """
  p.ref as unique_id, p.household, f.latin as first, s.latin as last, a.latin as father,
  f.sound as first_sound,
  s.sound as last_sound, a.sound as father_sound, concat(f.latin, s.latin) as whole, f.times as first_times,
  s.times as last_times, v.latin as place, c.latin as county, p.code, p.birth,
  try_cast(substr(p.birth, 1, 4) as int) as year, substr(p.birth, 5, 4) as md, p.sex, p.phone, p.sheba,
  p.size, p.is_head, coalesce(h.house_last, '') as house_last, coalesce(h.phones, p.phone) as phones,
  coalesce(h.shebas, p.sheba) as shebas, coalesce(h.codes, p.code) as codes
"""


_MOST_HOUSEHOLDS = {"phone": 10, "sheba": 10, "code": 5}
"""What stands in more households of a list is nobody's own: 1234567890, the telephone of an office."""


def keyed_sql(table: str) -> str:
    """The query of the compared columns and blocking keys of a table of persons (`persons.Person`)."""
    made = ", ".join(f"{column}_made as ({_made_sql(table, column)})" for column in _MADE)
    houses = ", ".join(
        f"coalesce(string_agg(distinct {column}, ',' order by {column}) filter ({column} <> ''), '')"
        f" as {column}s"
        for column in _MOST_HOUSEHOLDS
    )
    own = ", ".join(
        f"case when {column} in ({_of_many_sql(table, column)}) then '' else {column} end as {column}"
        for column in _MOST_HOUSEHOLDS
    )
    keys = ", ".join(f"{key} as {KEY}{name}" for name, key in _BLOCK_KEYS.items())
    return f"""
with {made},
own as (select * replace ({own}) from {table}),
house as (
  select household, {houses}, coalesce(min(s.latin) filter (is_head), '') as house_last
  from own t join last_made s on s.told = t.last where household <> '' group by household)
select {_COLUMNS}, {keys} from own p
  join first_made f on f.told = p.first join last_made s on s.told = p.last
  join father_made a on a.told = p.father join place_made v on v.told = p.place
  join county_made c on c.told = p.county left join house h on h.household = p.household
"""


def _of_many_sql(table: str, column: str) -> str:
    """What too many households of the list are said to have to be anybody's own."""
    return f"""
select {column} from {table} where {column} <> '' group by {column}
  having count(*) > {_MOST_HOUSEHOLDS[column]}
    and count(distinct case when household = '' then 'p' || ref else 'h' || household end)
      > {_MOST_HOUSEHOLDS[column]}
"""


def _made_sql(table: str, column: str) -> str:
    """The distinct texts of a column, how many persons bear each (as compared), and all made of them."""
    made = ", ".join(f"{expression} as {name}" for name, expression in _MADE[column].items())
    return f"""
select *, sum(persons) over (partition by latin) as times
  from (select told, persons, {made}
    from (select {column} as told, count(*) as persons from {table} group by 1))
"""
