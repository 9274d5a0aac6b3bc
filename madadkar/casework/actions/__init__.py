"""Deeds of casework: a file's life, its cover, who walks with it, and where it goes."""

from madadkar.casework.actions.delegating import delegate_case, recall_case
from madadkar.casework.actions.files import (
    assign_caseworker,
    begin_coverage,
    begin_pension,
    end_coverage,
    end_pension,
    open_file,
)
from madadkar.casework.actions.life import Step, change_state
from madadkar.casework.actions.merging import merge_families, unmerge_families
from madadkar.casework.actions.moving import move_family

__all__ = [
    "Step",
    "assign_caseworker",
    "begin_coverage",
    "begin_pension",
    "change_state",
    "delegate_case",
    "end_coverage",
    "end_pension",
    "merge_families",
    "move_family",
    "open_file",
    "recall_case",
    "unmerge_families",
]
