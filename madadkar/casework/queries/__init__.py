"""Questions about files: their history, and what a family and its helpers need to know."""

from madadkar.casework.queries.history import (
    FileHistory,
    case_file,
    file_of_household,
    matters_in_sight,
    present,
)
from madadkar.casework.queries.merging import file_claims, staying_household

__all__ = [
    "FileHistory",
    "case_file",
    "file_claims",
    "file_of_household",
    "matters_in_sight",
    "present",
    "staying_household",
]
