"""The register as a list: the families somebody sees, narrowed as they ask, for the page and for paper."""

from madadkar.casework.registers.filtering import (
    NOBODYS,
    RegisterFilter,
    families,
    family_count,
    next_family_ids,
)
from madadkar.casework.registers.rows import FamilyRow, family_rows

__all__ = [
    "NOBODYS",
    "FamilyRow",
    "RegisterFilter",
    "families",
    "family_count",
    "family_rows",
    "next_family_ids",
]
