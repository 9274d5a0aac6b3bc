"""The register of one agency: its persons, households and what is known of them, and its roster imports."""

from madadkar.registry.models.households import Household, HouseholdMerge, Membership, Residence
from madadkar.registry.models.offices import FormerOffice
from madadkar.registry.models.persons import (
    BankAccount,
    Circumstance,
    Merge,
    NameDeletion,
    NameKey,
    Person,
    Phone,
)
from madadkar.registry.models.rosters import ColumnMemory, RosterImport, RosterMend, RosterPrior, RosterRow

__all__ = [
    "BankAccount",
    "Circumstance",
    "ColumnMemory",
    "FormerOffice",
    "Household",
    "HouseholdMerge",
    "Membership",
    "Merge",
    "NameDeletion",
    "NameKey",
    "Person",
    "Phone",
    "Residence",
    "RosterImport",
    "RosterMend",
    "RosterPrior",
    "RosterRow",
]
