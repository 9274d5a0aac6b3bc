"""Agencies and offices, charity centres and partners, and the people who work in them."""

from madadkar.organisations.models.bodies import (
    Agency,
    BoardMember,
    Centre,
    CentreStanding,
    Office,
    OfficeOwned,
    PartnerBody,
)
from madadkar.organisations.models.founding import Founding, FoundingMove
from madadkar.organisations.models.people import Post, RecoveryCode, SignInThrottle, Staff, StaffManager

__all__ = [
    "Agency",
    "BoardMember",
    "Centre",
    "CentreStanding",
    "Founding",
    "FoundingMove",
    "Office",
    "OfficeOwned",
    "PartnerBody",
    "Post",
    "RecoveryCode",
    "SignInThrottle",
    "Staff",
    "StaffManager",
]
