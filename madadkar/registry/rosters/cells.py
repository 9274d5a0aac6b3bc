"""What one cell says: read once for each distinct value, with the codes of what was found in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import NamedTuple

from madadkar.foundation import identity
from madadkar.foundation.checked import Checked, Mark
from madadkar.foundation.jalali import parse
from madadkar.foundation.persian import clean, name_parts, number_from_text, search_key
from madadkar.foundation.refusal import Refusal
from madadkar.registry.rosters.fields import SLOT
from madadkar.registry.rosters.read import Cell, as_text
from madadkar.registry.rosters.words import (
    AREAS,
    COVERAGES,
    FIELDS_OF_WORK,
    GROUP_KINDS,
    GROUP_OPENINGS,
    GROUPS,
    HEADSHIPS,
    MARITALS,
    NO_SIGNS,
    NOTHING,
    RELATIONS,
    SAID_OF_PATIENTS,
    SEXES,
    STANDINGS,
    YES_NO,
    YES_SIGNS,
)
from madadkar.registry.rules import Relation


class Reading(NamedTuple):
    """The values for the slots of a cell's field, and the codes found; `code=fact` carries a fact."""

    values: tuple[str, ...]
    codes: tuple[str, ...] = ()


@dataclass
class Reader:
    """Reads the cells of one roster: its day decides two-digit years, its office its centres."""

    as_of: date
    centres: Mapping[str, int] = field(default_factory=dict)

    def of(self, name: str) -> Callable[[Cell], Reading]:
        """The reader of a field, and nothing else: blank cells never reach it."""
        readers = {**_READERS, "birth": self._birth, "accepted": self._accepted, "centre": self._centre}
        return readers[name]

    def _birth(self, cell: Cell) -> Reading:
        read, codes = _dated(cell, "birth", self.as_of)
        if read is None:
            return Reading(("", ""), codes)
        if read[0] > self.as_of.isoformat():
            return Reading(("", ""), ("birth_in_future",))
        return Reading(read, codes)

    def _accepted(self, cell: Cell) -> Reading:
        read, codes = _dated(cell, "accepted", self.as_of)
        if read is None:
            return Reading(("",), codes)
        if read[0] > self.as_of.isoformat():
            codes = (*codes, "accepted_in_future")
        return Reading((read[0],), codes)

    def _centre(self, cell: Cell) -> Reading:
        key = search_key(as_text(cell))
        found = self.centres.get(key) or self.centres.get(key.removeprefix(_CENTRE))
        return Reading((str(found),)) if found else Reading(("",), ("centre_unknown",))


# What validators hold unusual in postal codes is usual in real ones; an office has nothing to mend there.
_UNTOLD = frozenset({Mark.POSTAL_CODE_UNUSUAL})
_LONGEST_NOTHING = 24
_CENTRE = search_key("مرکز نیکوکاری")
_DASHES = re.compile("[‐‑–—−ـ]")
_LONGEST_CODE = 40
_CODE = re.compile(r"[\w\-/.]{1,40}")
_SEVERAL = re.compile(r"[/،,؛;\n]| - ")
_GROUPS_APART = re.compile(r"[،,؛;/+\n]| و ")
_NOTE = re.compile(
    r"[(\[{][^)\]}]*[)\]}]?|\s[-–—]\s.*$|\*+|^\s*(?:مرحومه|مرحوم|شادروان|متوفیه|متوفی|آقای)\s+(?=\S)"
)
_BRACKETED = re.compile(r"^(.*?)[(\[](.*?)[)\]]?$")
_SLOTS = {
    "household_code": ("code",),
    "file_number": ("file_number",),
    "relation": ("relation",),
    "full_name": ("first_name", "first_key", "last_name", "last_key"),
    "first_name": ("first_name", "first_key"),
    "last_name": ("last_name", "last_key"),
    "father_name": ("father_name", "father_key"),
    "national_code": ("national_code", "foreigner_code"),
    "foreigner_code": ("foreigner_code",),
    "certificate": ("certificate",),
    "birth": ("birth_on", "birth_precision"),
    "mobile": ("mobile", "landline"),
    "accepted": ("accepted_on",),
    "centre": ("centre_id",),
}


def slots_of(name: str) -> tuple[str, ...]:
    """The slots that a field's reading fills, in the order of its values."""
    slots = _SLOTS.get(name, (name,))
    assert all(slot in SLOT for slot in slots), name
    return slots


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, spaces, a dash, «ندارد»."""
    if not isinstance(cell, str):
        return False
    if cell[:1].isdigit():
        return False
    if len(cell) > _LONGEST_NOTHING:
        return not cell.strip()
    return cell == "" or (search_key(cell) in NOTHING and not set(clean(cell)) & (YES_SIGNS | NO_SIGNS))


def _code(cell: Cell) -> Reading:
    text = as_text(cell)
    if text.isascii() and text.isalnum() and len(text) <= _LONGEST_CODE:
        return Reading((text.upper(),))
    text = _DASHES.sub("-", clean(text)).replace(" ", "").replace("\u200c", "").upper()
    if not _CODE.fullmatch(text) or not any(letter.isalnum() for letter in text):
        return Reading(("",), ("household_unreadable",))
    return Reading((text,))


def _word(cell: Cell, words: Mapping[str, str], unknown: str, otherwise: str = "") -> Reading:
    found = words.get(search_key(as_text(cell)[:200]))
    return Reading((otherwise,), (unknown,)) if found is None else Reading((str(found),))


def _tidied(cell: Cell) -> tuple[str, tuple[str, ...]]:
    raw = as_text(cell)
    text = clean(raw[:200])
    if text == raw:
        return text, ()
    return text, ("spaces_trimmed" if " ".join(raw.split()) == text else "letters_unified",)


def _name(cell: Cell, *, is_required: bool) -> Reading:
    text, codes = _tidied(cell)
    if text.startswith(("=", "@")):
        return Reading(("", ""), ("cell_formula",))
    text, note = _without_note(text)
    if note:
        codes = (*codes, f"name_note={note[:60]}")
    if not search_key(text) or any(letter.isdigit() for letter in text):
        return Reading(("", ""), ("name_unreadable",) if is_required else ())
    return Reading((text, search_key(text)), codes)


def _without_note(text: str) -> tuple[str, str]:
    """A name, and what an office wrote beside it: «مرحوم», «(فوت شده)», « - محجور», a star."""
    bare = clean(_NOTE.sub(" ", text))
    if bare == text:
        return text, ""
    notes = (clean(found[0].strip("()[]{}*- ")) for found in _NOTE.finditer(text))
    return bare, "، ".join(filter(None, notes)) or "*"


def _full_name(cell: Cell) -> Reading:
    read = _name(cell, is_required=True)
    if not read.values[0]:
        return Reading(("", "", "", ""), read.codes)
    first, last = name_parts(read.values[0])
    if not last:
        return Reading((first, search_key(first), "", ""), read.codes)
    return Reading((first, search_key(first), last, search_key(last)), read.codes)


def _identity(cell: Cell, read: Callable[..., Checked[str]]) -> tuple[str, tuple[str, ...]]:
    """The value and its marks, or nothing and the code of the refusal."""
    try:
        checked = read(as_text(cell) if isinstance(cell, date) else cell)
    except Refusal as refusal:
        return "", (refusal.code,)
    return checked.value, tuple(mark.value for mark in checked.marks if mark not in _UNTOLD)


def _national_code(cell: Cell) -> Reading:
    text = as_text(cell)
    if identity.is_national_code(text):
        return Reading((text, ""))
    digits = re.sub(r"\D", "", clean(as_text(cell)))
    if digits and not digits.strip("0") and len(digits) < 10:
        return Reading(("", ""), ("national_code_missing",))
    if len(digits) in (12, 13):
        value, codes = _identity(cell, identity.foreigner_code)
        return Reading(("", value), codes)
    value, codes = _identity(cell, identity.national_code)
    return Reading((value, ""), codes)


def _one(cell: Cell, *, read: Callable[..., Checked[str]]) -> Reading:
    value, codes = _identity(cell, read)
    return Reading((value,), codes)


def _mobile(cell: Cell) -> Reading:
    text = as_text(cell)
    parts = [] if text.isalnum() else [part for part in _SEVERAL.split(text) if part.strip()]
    cells: list[Cell] = [cell, *(parts if len(parts) > 1 else [])]
    for one in cells:
        value, codes = _identity(one, identity.mobile)
        if value:
            return Reading((value, ""), codes)
    for one in cells:
        value, _ = _identity(one, identity.landline)
        if value:
            return Reading(("", value), ("mobile_is_landline",))
    _, codes = _identity(cell, identity.mobile)
    return Reading(("", ""), ("mobile_length" if codes == ("mobile_not_mobile",) else codes[0],))


def _dated(cell: Cell, subject: str, as_of: date) -> tuple[tuple[str, str] | None, tuple[str, ...]]:
    try:
        checked = parse(cell, today=as_of)
    except Refusal as refusal:
        return None, (f"{subject}_{refusal.code.removeprefix('date_')}",)
    day = checked.value
    codes = tuple(mark.value for mark in checked.marks)
    if day.precision != "day":
        codes = (*codes, f"{subject}_partial")
    return (day.earliest.isoformat(), day.precision), codes


def _number(cell: Cell, *, last: int, unknown: str) -> Reading:
    text = clean(as_text(cell)).replace("دهک", "").replace("نفر", "").strip()
    number = number_from_text(text) if text else None
    return Reading((str(number),)) if number and 1 <= number <= last else Reading(("",), (unknown,))


def _pension(cell: Cell) -> Reading:
    text = clean(as_text(cell))
    if text in YES_SIGNS or text in NO_SIGNS:
        return Reading(("yes" if text in YES_SIGNS else "no",))
    return _word(cell, YES_NO, "pension_unknown")


def _groups(cell: Cell) -> Reading:
    """«دانش‌آموز، بیمار خاص (دیالیز)» → «pupil:|special_patient:دیالیز»."""
    found: dict[str, str] = {}
    codes: list[str] = []
    for part in _parts(clean(as_text(cell)[:500])):
        group, detail = _group(part)
        if group:
            found.setdefault(group, detail)
        elif search_key(part) not in NOTHING:
            codes.append(f"group_unknown={part[:60]}")
    return Reading(("|".join(f"{group}:{detail}" for group, detail in found.items()),), tuple(codes))


def _parts(text: str) -> list[str]:
    """The listed groups; «و» divides only where both sides are groups."""
    parts = []
    for listed in (part for part in re.split(r"[،,؛;/+\n|]", text) if part.strip()):
        halves = _GROUPS_APART.split(listed)
        parts += halves if len(halves) > 1 and all(_group(half)[0] for half in halves) else [listed]
    return parts


def _group(part: str) -> tuple[str, str]:
    bracketed = _BRACKETED.match(part)
    name, detail = (bracketed[1], bracketed[2]) if bracketed and bracketed[1].strip() else (part, "")
    key = search_key(name)
    detail = re.sub(r"[|:]", " ", detail).strip()
    if key in GROUPS:
        return GROUPS[key], detail
    for said in ("", *SAID_OF_PATIENTS):
        kind = key.removeprefix(said)
        if key.startswith(said) and kind in GROUP_KINDS:
            return GROUP_KINDS[kind], clean(_after(name, said) if said else name)
    for opening in GROUP_OPENINGS:
        if key.startswith(opening) and len(opening) >= 4:
            return GROUPS[opening], clean(_after(name, opening)) or detail
    return "", ""


def _after(name: str, opening: str) -> str:
    """What stands after the words whose key is the opening."""
    words = name.replace("\u200c", " \u200c").split(" ")
    for count in range(1, len(words) + 1):
        if search_key("".join(words[:count])) == opening:
            return re.sub(r"[|:]", " ", " ".join(words[count:])).replace(" \u200c", "\u200c").strip(" \u200c")
    return ""


def _text(cell: Cell, *, length: int = 500) -> Reading:
    return Reading((clean(as_text(cell)[:length]),))


_READERS: dict[str, Callable[[Cell], Reading]] = {
    "household_code": _code,
    "file_number": _code,
    "relation": partial(_word, words=RELATIONS, unknown="relation_unknown", otherwise=Relation.OTHER.value),
    "full_name": _full_name,
    "first_name": partial(_name, is_required=True),
    "last_name": partial(_name, is_required=True),
    "father_name": partial(_name, is_required=False),
    "national_code": _national_code,
    "foreigner_code": partial(_one, read=identity.foreigner_code),
    "certificate": partial(_text, length=20),
    "sex": partial(_word, words=SEXES, unknown="sex_unknown"),
    "marital": partial(_word, words=MARITALS, unknown="marital_unknown"),
    "area": partial(_word, words=AREAS, unknown="area_unknown"),
    "address": _text,
    "postal_code": partial(_one, read=identity.postal_code),
    "mobile": _mobile,
    "landline": partial(_one, read=identity.landline),
    "sheba": partial(_one, read=identity.sheba),
    "coverage": partial(_word, words=COVERAGES, unknown="coverage_unknown"),
    "groups": _groups,
    "decile": partial(_number, last=10, unknown="decile_unknown"),
    "size": partial(_number, last=60, unknown="size_unknown"),
    "field": partial(_word, words=FIELDS_OF_WORK, unknown="field_unknown"),
    "standing": partial(_word, words=STANDINGS, unknown="standing_unknown", otherwise="active:accepted"),
    "pension": _pension,
    "headship": partial(_word, words=HEADSHIPS, unknown="headship_unknown"),
}
READ_ALONE = frozenset({*_READERS, "birth", "accepted", "centre"})
"""Fields whose cells are read one by one; county and place are read together (whereabouts.py)."""
