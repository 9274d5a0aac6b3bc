"""What rows say together: duplicates, shared codes, heads, spouses and ages of a household."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from madadkar.registry.rosters.fields import FILE
from madadkar.registry.rosters.findings import ERROR_CODES
from madadkar.registry.rosters.table import Table
from madadkar.registry.rules import elderly_if_born_by

_HEAD, _SPOUSE, _CHILD, _PARENT = "head", "spouse", "child", "parent"
_OF_HOUSEHOLD = (
    "county_id", "place_id", "place_text", "area", "address", "postal_code", "coverage", "decile",
    "accepted_on", "centre_id", "size", "field", "standing", "pension", "file_number",
)  # fmt: skip
_SAID_ALIKE = {
    "place_id": "شهر یا روستا",
    "coverage": "نوع خدمات",
    "decile": "دهک",
    "centre_id": "مرکز نیکوکاری",
    "standing": "وضعیت پرونده",
    "field": "حوزه",
    "file_number": "شماره پرونده",
}
_YEARS_APART = 10
_OLDEST = 115


def judge(table: Table, *, kind: str, as_of: date, is_day_told: bool = True) -> None:
    """Give every row what its neighbours say of it; rows with an error wait, doubles are set aside.

    Who should have been listed as elderly can only be said where the roster tells its own day.
    """
    for row, outcome in enumerate(table.outcomes):
        if outcome:
            table.findings.pop(row, None)
    rows = [row for row, outcome in enumerate(table.outcomes) if not outcome]
    _check_alone(table, rows, as_of)
    if is_day_told:
        _check_elderly(table, rows, as_of)
    households = _households(table, rows)
    for members in households.values():
        if len(members) > 1:
            _set_doubles_aside(table, members)
    (_check_files if kind == FILE else _check_households)(table, households)
    _check_codes(table, rows)
    for row in rows:
        if not table.outcomes[row] and any(
            _code(told) in ERROR_CODES for told in table.findings.get(row, ())
        ):
            table.outcomes[row] = "waiting"


def _code(told: str) -> str:
    return told.partition(":")[0]


def _households(table: Table, rows: Iterable[int]) -> dict[str, list[int]]:
    households: dict[str, list[int]] = defaultdict(list)
    codes = table.slot("code")
    for row in rows:
        households[codes[row]].append(row)
    return households


def _check_alone(table: Table, rows: list[int], as_of: date) -> None:
    """What a row lacks, and what its own cells say against each other."""
    code, first, last = table.slot("code"), table.slot("first_name"), table.slot("last_name")
    national, foreigner, birth = (
        table.slot("national_code"),
        table.slot("foreigner_code"),
        table.slot("birth_on"),
    )
    sex, oldest = table.slot("sex"), _years_before(as_of, _OLDEST)
    for row in rows:
        said = table.said[row]
        found = {_code(told) for told in table.findings.get(row, ())}
        if not code[row] and "household_unreadable" not in found:
            table.find(row, "household_missing")
        if not (first[row] and last[row]) and not found & {"name_unreadable", "cell_formula"}:
            table.find(row, "name_missing")
        if (
            not national[row]
            and not foreigner[row]
            and "national_code" in said
            and not _spoke_of(found, "code")
        ):
            table.find(row, "national_code_missing")
        if not birth[row] and "birth" in said and not _spoke_of(found, "birth"):
            table.find(row, "birth_missing")
        if birth[row] and birth[row] < oldest:
            table.find(row, "age_unlikely")
        if not sex[row] and "sex" in said and "sex_unknown" not in found:
            table.find(row, "sex_missing")


def _spoke_of(found: set[str], subject: str) -> bool:
    return any(subject in code for code in found)


def _check_elderly(table: Table, rows: list[int], as_of: date) -> None:
    """Elderly is counted from birth; a list that says otherwise has a wrong birth or a wrong group."""
    birth, precision, groups = table.slot("birth_on"), table.slot("birth_precision"), table.slot("groups")
    latest = elderly_if_born_by(on=as_of).isoformat()
    for row in rows:
        if "groups" in table.said[row] and birth[row] and precision[row] == "day":
            is_said, is_elderly = "elderly:" in groups[row], birth[row] <= latest
            if is_said != is_elderly:
                table.find(row, "elderly_too_young" if is_said else "elderly_unsaid")


def _set_doubles_aside(table: Table, members: list[int]) -> None:
    """The same person twice in a household: the first row stands, the others are duplicates."""
    by_code: dict[str, int] = {}
    by_name: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    national, birth = table.slot("national_code"), table.slot("birth_on")
    first, last, father = table.slot("first_key"), table.slot("last_key"), table.slot("father_key")
    for row in members:
        name = (first[row], last[row], father[row])
        same = by_code.get(national[row]) if national[row] else None
        if same is not None and (first[same], last[same]) != name[:2]:
            same = None
        if same is None:
            alike = (other for other in by_name[name] if _may_be_one(national, birth, row, other))
            same = next(alike, None) if any(name) else None
        if same is None:
            by_code.setdefault(national[row], row)
            by_name[name].append(row)
        else:
            _set_aside(table, row, same)


def _may_be_one(national: list[str], birth: list[str], row: int, other: int) -> bool:
    codes_fit = not (national[row] and national[other]) or national[row] == national[other]
    births_fit = birth[row] == birth[other] or not (birth[row] and birth[other])
    return codes_fit and births_fit


def _set_aside(table: Table, row: int, kept: int) -> None:
    is_whole = all(values[row] == values[kept] for values in table.slots)
    table.findings[row] = []
    table.find(row, "kept_once" if is_whole else f"duplicate_differs={table.row_numbers[kept]}")
    table.outcomes[row] = "duplicate"


def _check_files(table: Table, households: dict[str, list[int]]) -> None:
    """A row a file: its person is the head; one number for two people leaves both waiting."""
    table.slot("is_head")[:] = ["t"] * len(table)
    table.slot("relation")[:] = [_HEAD] * len(table)
    for code, members in households.items():
        kept = [row for row in members if not table.outcomes[row]]
        for row in kept if code and len(kept) > 1 else ():
            table.find(row, "file_twice")
        for row in kept:
            _check_head(table, row, row)


def _check_households(table: Table, households: dict[str, list[int]]) -> None:
    """A row a member: each household by itself, and what is its own laid in all its rows."""
    partial = {
        row
        for row, found in table.findings.items()
        if any(told.startswith("accepted_partial:") for told in found)
    }
    told = {name: values for name in _OF_HOUSEHOLD if any(values := table.slot(name))}
    for code, members in households.items():
        kept = [row for row in members if not table.outcomes[row]]
        if code:
            if not partial.isdisjoint(kept):
                _settle_acceptance(table, kept, partial)
            _check_household(table, kept, told)
            if len(kept) > 1:
                _share(told, sorted(kept, key=lambda row: not table.slot("is_head")[row]))


def _check_household(table: Table, members: list[int], told: dict[str, list[str]]) -> None:
    head = _find_head(table, members)
    if head is None:
        return
    table.slot("is_head")[head] = "t"
    _check_head(table, head, head)
    for row in members:
        if row != head:
            _check_spouse(table, row, head)
            _check_ages(table, row, head)
            if "woman_head:" in table.slot("groups")[row]:
                table.find(row, "woman_head_not_head")
    _check_together(table, members, head, told)


def _find_head(table: Table, members: list[int]) -> int | None:
    """The row of the head; a household without one takes its only member without a relation."""
    relation = table.slot("relation")
    heads = [row for row in members if relation[row] == _HEAD]
    unsaid = [row for row in members if not relation[row]]
    if not heads and len(unsaid) == 1:
        table.find(unsaid[0], "head_supposed")
        relation[unsaid[0]] = _HEAD
        heads, unsaid = unsaid, []
    for row in unsaid:
        if "relation" in table.said[row]:
            table.find(row, "relation_missing")
        relation[row] = "other"
    if members and not heads:
        table.find(members[0], "head_missing")
    for row in heads[1:]:
        table.find(row, "second_head")
    return heads[0] if heads else None


def _check_spouse(table: Table, row: int, head: int) -> None:
    sex, marital = table.slot("sex"), table.slot("marital")
    if table.slot("relation")[row] == _SPOUSE:
        if sex[row] and sex[row] == sex[head]:
            table.find(row, "spouse_of_same_sex")
        if marital[row] not in ("", "married"):
            table.find(row, "spouse_not_married")


def _check_head(table: Table, row: int, head: int) -> None:
    accepted, birth = table.slot("accepted_on")[row], table.slot("birth_on")[row]
    if accepted and birth and table.slot("birth_precision")[row] == "day" and birth > accepted:
        table.find(row, "birth_after_acceptance")
    if "woman_head:" in table.slot("groups")[row] and table.slot("sex")[row] == "male":
        table.find(row, "woman_head_not_head")


def _check_ages(table: Table, row: int, head: int) -> None:
    births, relation = table.slot("birth_on"), table.slot("relation")[row]
    if not births[row] or not births[head]:
        return
    apart = int(births[row][:4]) - int(births[head][:4])
    if relation == _CHILD and apart < _YEARS_APART:
        table.find(row, "child_older_than_head")
    elif relation == _PARENT and apart > -_YEARS_APART:
        table.find(row, "parent_younger_than_head")


def _settle_acceptance(table: Table, members: list[int], partial: set[int]) -> None:
    """A year or month alone gives way to the full day that another row of the household has for it."""
    accepted = table.slot("accepted_on")
    exact = sorted({accepted[row] for row in members if accepted[row] and row not in partial})
    for row in partial.intersection(members) if exact else ():
        reach = date.fromisoformat(accepted[row]) + timedelta(days=366)
        accepted[row] = next(
            (day for day in exact if accepted[row] <= day < reach.isoformat()), accepted[row]
        )


def _share(told: dict[str, list[str]], members: list[int]) -> None:
    """What is the household's own and stands in one of its rows stands for all of them."""
    for values in told.values():
        of_rows = [values[row] for row in members]
        if "" in of_rows and (said := next(filter(None, of_rows), "")):
            for row in members:
                values[row] = values[row] or said


def _check_together(table: Table, members: list[int], head: int, told: dict[str, list[str]]) -> None:
    """What the rows of a household should say alike."""
    accepted, sizes = table.slot("accepted_on"), table.slot("size")
    if sizes[head] and sizes[head] != str(len(members)):
        table.find(head, f"size_differs={len(members)}")
    for row in members:
        if accepted[row] and accepted[head] and accepted[row] != accepted[head]:
            table.find(row, "accepted_differs")
    for name, title in _SAID_ALIKE.items() if len(members) > 1 else ():
        values = told.get(name, [])
        for row in members if values else ():
            if values[row] and values[head] and values[row] != values[head]:
                table.find(row, f"household_differs={title}")


def _check_codes(table: Table, rows: list[int]) -> None:
    """One code for two people: each of the rows waits; one person in two households: both wait."""
    holders: dict[str, list[int]] = defaultdict(list)
    for name in ("national_code", "foreigner_code"):
        codes = table.slot(name)
        for row in rows:
            if codes[row] and table.outcomes[row] != "duplicate":
                holders[codes[row]].append(row)
    first, last = table.slot("first_key"), table.slot("last_key")
    for shared in holders.values():
        if len(shared) > 1:
            names = {(first[row], last[row]) for row in shared}
            for row in shared:
                table.find(row, "code_shared" if len(names) > 1 else "in_file_twice")


def _years_before(day: date, years: int) -> str:
    return f"{day.year - years:04}{day.isoformat()[4:]}"
