"""Case files: their life as a table of moves, how families are covered, and what each step asks for."""

from madadkar.casework.rules.coverage import (
    COVERAGE_KIND_NAMES,
    FIELD_NAMES,
    SOCIAL_FIELDS,
    CoverageKind,
    Field,
)
from madadkar.casework.rules.life import (
    AT_WORK,
    BEGINNINGS,
    EMPOWERED,
    FILE_STATE_NAMES,
    MOVES,
    ON_THE_WAY,
    SERVED,
    STATE_REASON_NAMES,
    FileState,
    StateReason,
    check_move,
    check_reason,
    reasons_of,
)

__all__ = [
    "AT_WORK",
    "BEGINNINGS",
    "COVERAGE_KIND_NAMES",
    "EMPOWERED",
    "FIELD_NAMES",
    "FILE_STATE_NAMES",
    "MOVES",
    "ON_THE_WAY",
    "SERVED",
    "SOCIAL_FIELDS",
    "STATE_REASON_NAMES",
    "CoverageKind",
    "Field",
    "FileState",
    "StateReason",
    "check_move",
    "check_reason",
    "reasons_of",
]
