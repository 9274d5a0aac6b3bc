"""How a request comes, and by when the file of an emergency must be whole."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class RequestKind(StrEnum):
    """By whose word a family's need became known."""

    SELF = "self"
    REFERRAL = "referral"
    NEIGHBOUR = "neighbour"
    CENTRE = "centre"
    EMERGENCY = "emergency"


REQUEST_KIND_NAMES = {
    RequestKind.SELF: "درخواست خود خانوار",
    RequestKind.REFERRAL: "معرفی یک نهاد",
    RequestKind.NEIGHBOUR: "گزارش همسایه یا مردم",
    RequestKind.CENTRE: "شناسایی مرکز نیکوکاری",
    RequestKind.EMERGENCY: "فوری",
}

COMPLETE_EMERGENCY_WITHIN = timedelta(days=15)
"""After immediate aid, the file must be whole by this long (ours; no published rule was found)."""
