"""Tables of casework: a family's file, its life, and who walks with it."""

from madadkar.casework.models.delegations import Delegation
from madadkar.casework.models.files import CaseFile, Coverage, FileFact, FileStanding, PensionReceipt
from madadkar.casework.models.life import FileMove, FileRecord, Request

__all__ = [
    "CaseFile",
    "Coverage",
    "Delegation",
    "FileFact",
    "FileMove",
    "FileRecord",
    "FileStanding",
    "PensionReceipt",
    "Request",
]
