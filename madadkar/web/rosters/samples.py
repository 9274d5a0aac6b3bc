"""Empty rosters an office can fill: one with a row a member, one with a row a file."""

from __future__ import annotations

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.sheets import xlsx_bytes
from madadkar.registry.rosters.queries import field_choices

_PERSON = ("national_code", "birth", "sex")
_CONTACT = ("mobile", "sheba")
_FIELDS = {
    "member": (
        "household_code", "relation", "first_name", "last_name", "father_name", *_PERSON, "marital", "county",
        "place", "area", "postal_code", *_CONTACT, "coverage", "groups", "decile", "accepted", "centre",
    ),
    "file": (
        "file_number", "full_name", "father_name", *_PERSON, "size", "field", "standing", "pension", "county",
        "place", *_CONTACT, "accepted",
    ),
}  # fmt: skip
_TITLES = {"member": "اعضای خانوار", "file": "پرونده‌ها"}


def sample_headings(kind: str) -> list[str]:
    """The headings of one kind of roster. Raises Refusal("page_unknown")."""
    if kind not in _FIELDS:
        raise Refusal("page_unknown")
    titles = dict(field_choices())
    return [titles[name] for name in _FIELDS[kind]]


def sample_workbook(kind: str) -> bytes:
    """An empty workbook of one kind of roster, its headings in the first row."""
    return xlsx_bytes(title=_TITLES.get(kind, ""), headings=sample_headings(kind), rows=[])
