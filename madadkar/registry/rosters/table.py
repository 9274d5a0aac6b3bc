"""A roster's rows column by column: cells read once a value, then laid beside one another by slots."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from madadkar.foundation.persian import search_key, sort_key
from madadkar.registry.models.rosters import Cells
from madadkar.registry.rosters.cells import READ_ALONE, Reader, Reading, is_blank, slots_of
from madadkar.registry.rosters.fields import FILE, SLOT, SLOTS
from madadkar.registry.rosters.read import Column, Sheet, as_text
from madadkar.registry.rosters.recognise import SheetGuess, Understanding
from madadkar.registry.rosters.whereabouts import Locates, Where
from madadkar.registry.rosters.words import TOTALS, YES_NO

_MERGED = 0.25  # so many rows without a code are no slip: the cells were merged
Mends = Mapping[tuple[str, int, int], str]


@dataclass
class Table:
    """Every row below the headers: where it stood, its slots, its findings and (once known) its outcome.

    A finding is «code:column:fact»; the column is the workbook's own, or empty for the whole row.
    """

    sheets: list[str] = field(default_factory=list)
    row_numbers: list[int] = field(default_factory=list)
    slots: list[list[str]] = field(default_factory=lambda: [[] for _ in SLOTS])
    cells: list[Column] = field(default_factory=list)
    findings: dict[int, list[str]] = field(default_factory=dict)
    outcomes: list[str] = field(default_factory=list)
    said: list[frozenset[str]] = field(default_factory=list)
    """The fields that the row's sheet has columns for."""

    def slot(self, name: str) -> list[str]:
        """A slot's value in every row."""
        return self.slots[SLOT[name]]

    def find(self, row: int, code: str, column: int | None = None) -> None:
        """Note a finding; `code=fact` carries a fact."""
        self.findings.setdefault(row, []).append(_told(code, column))

    def __len__(self) -> int:
        return len(self.row_numbers)


def _told(code: str, column: int | None) -> str:
    name, _, fact = code.partition("=")
    return f"{name}:{'' if column is None else column}:{fact}"


def lay(
    sheets: Sequence[Sheet],
    understanding: Understanding,
    *,
    reader: Reader,
    where: Locates,
    mends: Mends,
) -> Table:
    """All rows of the sheets that are read, one table."""
    table = Table(cells=[Column([""], array("I")) for _ in range(_width(sheets))])
    for sheet, guess in zip(sheets, understanding.sheets, strict=True):
        if guess.is_used:
            _mend(sheet, mends)
            _lay_sheet(table, sheet, guess, understanding.kind, reader, where)
    return table


def _width(sheets: Sequence[Sheet]) -> int:
    return max((max(sheet.columns, default=-1) for sheet in sheets), default=-1) + 1


def _mend(sheet: Sheet, mends: Mends) -> None:
    """Mended cells take the place of what the file says."""
    for (name, row_number, index), text in mends.items():
        if name == sheet.name and index in sheet.columns and row_number <= sheet.height:
            column = sheet.columns[index]
            column.values.append(text)
            column.places[row_number - 1] = len(column.values) - 1


def _lay_sheet(
    table: Table, sheet: Sheet, guess: SheetGuess, kind: str, reader: Reader, where: Locates
) -> None:
    first, start = len(table), guess.header_row
    count = sheet.height - start
    fields = {name: index for name, index in guess.fields().items() if index in sheet.columns}
    columns = {index: Column(column.values, column.places[start:]) for index, column in sheet.columns.items()}
    table.sheets += [sheet.name] * count
    table.row_numbers += range(start + 1, sheet.height + 1)
    table.said += [frozenset(fields)] * count
    slots = {name: [""] * count for name in SLOTS}
    blanks = {index: [is_blank(value) for value in column.values] for index, column in columns.items()}
    for name, index in fields.items():
        if name in READ_ALONE:
            if name == "pension":
                blanks[index] = _unsaid(columns[index])
            _read_column(table, slots, name, index, columns[index], blanks[index], reader, first)
    _read_whereabouts(table, slots, fields, columns, where, sheet.name, first, count)
    if kind == FILE:
        _name_by_file(slots)
    else:
        _name_by_household(table, slots, fields, first)
    slots["sort_key"] = list(
        map(_SortKeys().__getitem__, zip(slots["last_name"], slots["first_name"], strict=True))
    )
    for name in SLOTS:
        table.slots[SLOT[name]] += slots[name]
    table.outcomes += _people_or_not(columns, guess, slots, blanks)
    _keep_cells(table, columns, count)


def _unsaid(column: Column) -> list[bool]:
    """Which values are no answer at all: «مستمری: ندارد» is one."""
    return [is_blank(value) and search_key(as_text(value)) not in YES_NO for value in column.values]


def _read_column(
    table: Table,
    slots: dict[str, list[str]],
    name: str,
    index: int,
    column: Column,
    blanks: list[bool],
    reader: Reader,
    first: int,
) -> None:
    read, blank = reader.of(name), Reading(tuple("" for _ in slots_of(name)))
    readings = [blank if empty else read(value) for value, empty in zip(column.values, blanks, strict=True)]
    for place, slot in enumerate(slots_of(name)):
        values = [reading.values[place] for reading in readings]
        laid = list(map(values.__getitem__, column.places))
        slots[slot] = (
            laid if not any(slots[slot]) else [a or b for a, b in zip(laid, slots[slot], strict=True)]
        )
    noted = {
        place: [_told(code, index) for code in reading.codes]
        for place, reading in enumerate(readings)
        if reading.codes
    }
    if noted:
        for row, place in enumerate(column.places, first):
            if place in noted:
                table.findings.setdefault(row, []).extend(noted[place])


def _read_whereabouts(
    table: Table,
    slots: dict[str, list[str]],
    fields: Mapping[str, int],
    columns: Mapping[int, Column],
    where: Locates,
    sheet: str,
    first: int,
    count: int,
) -> None:
    nothing = Column([""], columns[next(iter(columns))].places[:0])
    told = [columns[fields[name]] if name in fields else nothing for name in ("county", "place", "area")]
    triples = zip(*(column.places or [0] * count for column in told), strict=True)
    known: dict[tuple[int, ...], Where] = {}
    found: list[Where] = []
    for row, triple in enumerate(triples, first):
        spot = known.get(triple)
        if spot is None:
            cells = [column.values[place] for column, place in zip(told, triple, strict=True)]
            spot = known[triple] = where.of(cells[0], cells[1], cells[2], sheet)
        found.append(spot)
        for code, name in spot.findings:
            table.find(row, code, fields[name])
    for place, name in enumerate(("county_id", "place_id", "place_text", "area", "office_id")):
        slots[name] = [spot[place] for spot in found]  # type: ignore[misc]  # the five texts come first


def _name_by_household(
    table: Table, slots: dict[str, list[str]], fields: Mapping[str, int], first: int
) -> None:
    """A row a member: the household's code names the file too, or the file's number the household.

    Where the code stands on a household's first row alone (merged cells), the rows below take it over.
    """
    if "household_code" not in fields:
        slots["code"] = list(slots["file_number"])
    codes, relations = slots["code"], slots["relation"]
    named = [row for row, name in enumerate(slots["first_key"]) if name]
    if sum(not codes[row] for row in named) > _MERGED * len(named):
        above = ""
        for row in named:
            if codes[row] or relations[row] == "head":
                above = codes[row]
            elif above:
                codes[row] = above
                table.find(first + row, "household_filled_down")
    if "file_number" not in fields:
        slots["file_number"] = list(codes)


class _SortKeys(dict[tuple[str, str], str]):
    """Where (family name, given name) stands in a list; each pair is worked out once."""

    def __missing__(self, name: tuple[str, str]) -> str:
        self[name] = key = sort_key(f"{name[0]} {name[1]}")
        return key


def _name_by_file(slots: dict[str, list[str]]) -> None:
    """A row a file: the file's number names the household too; without one, the code or the national code."""
    numbers = zip(slots["file_number"], slots["code"], slots["national_code"], strict=True)
    slots["code"] = [number or code or national for number, code, national in numbers]
    slots["file_number"] = slots["code"]


def _people_or_not(
    columns: Mapping[int, Column],
    guess: SheetGuess,
    slots: dict[str, list[str]],
    blanks: Mapping[int, list[bool]],
) -> list[str]:
    """Say "not_a_person" of blank rows, totals, headers that come again, titles between and signatures."""
    serial = guess.fields().get("serial", -1)
    told = [index for index in columns if index != serial]
    counts = [len(told)] * len(slots["code"])
    for index in told:
        if any(blanks[index]):
            counts = list(map(int.__sub__, counts, map(blanks[index].__getitem__, columns[index].places)))
    keys = {index: _word_keys(column) for index, column in columns.items()}
    totals: set[int] = set()
    repeats: Counter[int] = Counter()
    headings = {column.index: search_key(column.heading) for column in guess.columns if column.heading}
    for index, column in columns.items():
        totals |= _rows_at(column, {place for place, key in keys[index].items() if key in TOTALS})
        heading = headings.get(index)
        repeats.update(_rows_at(column, {place for place, key in keys[index].items() if key == heading}))
    named = zip(slots["first_key"], slots["last_key"], slots["national_code"], slots["code"], strict=True)
    outcomes = []
    for row, (first, last, national, code) in enumerate(named):
        is_named, count = bool(first and last), counts[row]
        is_other = (
            count <= 1
            or repeats[row] >= max(2, count // 2)
            or (row in totals and not national and not (code and is_named))
            or (count <= 2 and not national and not is_named and not any(map(str.isdigit, code)))
        )
        outcomes.append("not_a_person" if is_other else "")
    return outcomes


def _word_keys(column: Column) -> dict[int, str]:
    """The search keys of a column's words; numbers, codes and days are none."""
    return {
        place: search_key(value)
        for place, value in enumerate(column.values)
        if isinstance(value, str)
        and not value[-1:].isdigit()
        and 0 < len(value) < 40
        and not value[0].isdigit()
    }


def _rows_at(column: Column, places: set[int]) -> set[int]:
    """The rows that hold one of some values; most values that are asked for stand in the header alone."""
    here = {place for place in places if place in column.places}
    return {row for row, place in enumerate(column.places) if place in here} if here else set()


def _keep_cells(table: Table, columns: Mapping[int, Column], count: int) -> None:
    """The cells as a person sees them, to be shown and given back; 0 is the place of nothing."""
    for index, kept in enumerate(table.cells):
        if index in columns:
            first = len(kept.values)
            texts = [value if isinstance(value, str) else as_text(value) for value in columns[index].values]
            kept.values += "\0".join(texts).replace(Cells.BETWEEN, " ").split("\0")
            places = columns[index].places
            kept.places.extend(places if not first else map(first.__add__, places))
        else:
            kept.places.extend([0] * count)
