"""Deeds on the bodies of the network and on who works in them."""

from madadkar.organisations.actions.centres import (
    add_board_member,
    add_centre,
    add_partner,
    change_centre,
    change_partner,
    end_board_member,
    set_centre_standing,
)
from madadkar.organisations.actions.offices import add_office, change_office, close_office, ensure_agency
from madadkar.organisations.actions.posts import end_post, give_post
from madadkar.organisations.actions.staff import (
    Temporary,
    add_staff,
    change_own_password,
    change_staff,
    deactivate_staff,
    reactivate_staff,
    reset_password,
    reset_second_factor,
    unlock_staff,
)

__all__ = [
    "Temporary",
    "add_board_member",
    "add_centre",
    "add_office",
    "add_partner",
    "add_staff",
    "change_centre",
    "change_office",
    "change_own_password",
    "change_partner",
    "change_staff",
    "close_office",
    "deactivate_staff",
    "end_board_member",
    "end_post",
    "ensure_agency",
    "give_post",
    "reactivate_staff",
    "reset_password",
    "reset_second_factor",
    "set_centre_standing",
    "unlock_staff",
]
