"""A register read as the engine reads it: keys copied out to a file that is gone when the comparison ends.

What is read here is two agencies' at once, which no office's people may see: a task reads as the owner of the
tables (`using`), and nothing of it but scores and levels is written anywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connections, transaction
from django.utils.crypto import salted_hmac

from madadkar.foundation.jalali import to_jalali
from madadkar.foundation.sqlfile import sql_text
from madadkar.matching.engine.persons import COLUMNS, place_key

_ROOM = "madadkar.matching"
_COPY_OUT = f"copy (select {', '.join(COLUMNS)} from matching_list) to stdout with (format csv, header)"
_BIRTHS = """
select distinct p.birth_on, p.birth_precision from matching_listed l join registry_person p on p.id = l.id
  where p.birth_on is not null
"""
_PLACES = """
with homes as (select place_id, county_id from registry_residence
                 where household_id in (select household_id from matching_listed))
select p.id, p.name, p.level, c.name from places_place p left join places_place c on c.id = p.county_id
  where p.id in (select place_id from homes union select county_id from homes)
"""
_PLACE_TEXTS = """
select distinct place_text from registry_residence
  where household_id in (select household_id from matching_listed) and place_id is null and place_text <> ''
"""
_TABLES = """
create temp table matching_birth (birth_on date, birth_precision text, birth text) on commit drop;
create temp table matching_place (id bigint, place text, county text) on commit drop;
create temp table matching_place_text (text text, place text) on commit drop;
"""
_ASIDE = """
drop table if exists matching_birth, matching_place, matching_place_text, matching_listed, matching_list
"""
_LOOKS = """
select id, office_id, concat_ws('|', first_key, last_key, father_key, national_code, foreigner_code, birth_on,
                                birth_precision, sex)
  from registry_person where id = any (%(ids)s) and merged_into_id is null
"""
_NOW = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
_IS_RECENT = "select pg_current_xact_id()::text::bigint - %(since)s between 0 and 2000000000"
_WIDE = frozenset({"province", "county", "district"})
"""A residence known no nearer than this has no place to compare."""
_XIDS = 2**32


def copy_out(
    *,
    path: Path,
    office_ids: Sequence[int],
    on: date,
    using: str,
    without: Collection[int] = (),
    only: Collection[int] | None = None,
) -> int:
    """Write the people of these offices to a CSV file the engine reads; answers how many they are.

    `without` names who is left out; `only` who are read alone, their households whole (None: everybody).
    """
    told: dict[str, Any] = {
        "offices": list(office_ids),
        "on": on,
        "without": list(without),
        "only": None if only is None else list(only),
    }
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(_ASIDE)
        cursor.execute(_TABLES)
        cursor.execute(sql_text(_ROOM, "register_listed.sql"), told)
        _lay(cursor, "matching_birth", _births(cursor))
        _lay(cursor, "matching_place", _places(cursor))
        _lay(cursor, "matching_place_text", _texts(cursor))
        cursor.execute(sql_text(_ROOM, "register_list.sql"), told)
        count = int(cursor.rowcount)
        with path.open("wb") as file, cursor.copy(_COPY_OUT) as copy:
            for block in copy:
                file.write(block)
        cursor.execute(_ASIDE)
    return count


def watermark(*, using: str) -> int:
    """The first transaction that a later increment has to look at."""
    with connections[using].cursor() as cursor:
        cursor.execute(_NOW)
        return int(cursor.fetchone()[0])


class Changed(NamedTuple):
    """Who is new or changed in a list since a watermark, and who is in it no longer."""

    came: frozenset[int]
    gone: frozenset[int]


def changed_since(*, since: int, office_ids: Sequence[int], using: str) -> Changed | None:
    """Who came, changed or went since a watermark; None where that cannot be told any more: all did."""
    told: dict[str, Any] = {"offices": list(office_ids), "since": since % _XIDS}
    with connections[using].cursor() as cursor:
        cursor.execute(_IS_RECENT, {"since": since})
        if not cursor.fetchone()[0]:
            return None
        cursor.execute(sql_text(_ROOM, "changed.sql"), told)
        rows = cursor.fetchall()
    gone = frozenset(pk for pk, is_gone in rows if is_gone)
    return Changed(frozenset(pk for pk, _ in rows) - gone, gone)


def looks(*, person_ids: Collection[int], using: str) -> dict[int, tuple[int, str]]:
    """The office of each person, and a keyed digest of what the record says: alike records have the same."""
    with connections[using].cursor() as cursor:
        cursor.execute(_LOOKS, {"ids": list(person_ids)})
        return {pk: (office, look(said)) for pk, office, said in cursor.fetchall()}


def look(said: str) -> str:
    """The keyed digest of what a record says of itself, its parts joined as the register joins them."""
    return salted_hmac("madadkar.matching.look", said, algorithm="sha256").hexdigest()


def withheld(*, on: date, using: str) -> list[int]:
    """Who is not compared with another agency's register on a day: people under discreet support."""
    with connections[using].cursor() as cursor:
        cursor.execute("select matching_withheld_person_ids(%s)", [on])
        return list(cursor.fetchone()[0])


def birth_digits(day: date, precision: str) -> str:
    """A birth as the engine compares it: Jalali digits, 00 for what is not known."""
    year, month, day_of_month = to_jalali(day)
    if precision == "year":
        return f"{year:04}0000"
    return f"{year:04}{month:02}00" if precision == "month" else f"{year:04}{month:02}{day_of_month:02}"


@lru_cache(maxsize=10_000)
def home_key(name: str, level: str) -> str:
    """A place as the engine compares it; '' where no nearer place than a district is known."""
    return "" if level in _WIDE else place_key(name)


def _births(cursor: Any) -> Iterator[tuple[Any, ...]]:
    cursor.execute(_BIRTHS)
    return ((day, precision, birth_digits(day, precision)) for day, precision in cursor.fetchall())


def _places(cursor: Any) -> Iterator[tuple[Any, ...]]:
    cursor.execute(_PLACES)
    for pk, name, level, county in cursor.fetchall():
        yield pk, home_key(name, level), place_key(name if level == "county" else county or "")


def _texts(cursor: Any) -> Iterator[tuple[Any, ...]]:
    cursor.execute(_PLACE_TEXTS)
    return ((text, place_key(text)) for (text,) in cursor.fetchall())


def _lay(cursor: Any, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    laid = list(rows)
    with cursor.copy(f"copy {table} from stdin") as copy:
        for row in laid:
            copy.write_row(row)
    cursor.execute(f"analyze {table}")
