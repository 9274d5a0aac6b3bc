"""Deeds of the register: persons, households, what is true of them for a time, and two records made one."""

from madadkar.registry.actions.circumstances import (
    add_account,
    add_circumstance,
    add_phone,
    end_account,
    end_circumstance,
    remove_phone,
)
from madadkar.registry.actions.household_merging import merge_households, unmerge_households
from madadkar.registry.actions.households import (
    add_household,
    add_member,
    change_head,
    end_membership,
    move_household,
    move_residence,
)
from madadkar.registry.actions.merging import merge_persons, unmerge_persons
from madadkar.registry.actions.persons import PersonFacts, add_person, change_person, record_death

__all__ = [
    "PersonFacts",
    "add_account",
    "add_circumstance",
    "add_household",
    "add_member",
    "add_person",
    "add_phone",
    "change_head",
    "change_person",
    "end_account",
    "end_circumstance",
    "end_membership",
    "merge_households",
    "merge_persons",
    "move_household",
    "move_residence",
    "record_death",
    "remove_phone",
    "unmerge_households",
    "unmerge_persons",
]
