"""By what the sight of a centre's people is judged, table by table, in query sets and in policies."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Matter(StrEnum):
    """Which part of a family's matters a table tells of.

    A centre that walks with a family for all services sees every one; one that was asked for services by name
    sees who the family is and where it lives, and beyond that what belongs to those services (the room that
    knows delegations says which). `OWN` is nobody's but its writer's: other centres never see it.
    """

    REACH = "reach"
    WALK = "walk"
    MONEY = "money"
    HEALTH = "health"
    WHOLE = "whole"
    OWN = "own"


class Sight(NamedTuple):
    """The column a centre's sight is judged by, the function that tells what it sees, and of which matter.

    `own_by` is the field that names the centre a row is of, `own` the same as a condition in SQL: such a row
    its centre sees whatever its matter, as long as the family is within its reach.
    """

    column: str
    function: str
    matter: Matter = Matter.REACH
    own_by: str = ""
    own: str = ""

    @property
    def reach(self) -> str:
        """The call that tells the families, or people, within reach at all."""
        return f"{self.function}()"

    @property
    def call(self) -> str:
        """The call that tells whose rows of this matter are in sight."""
        return self.reach if self.matter is Matter.REACH else f"{self.function}('{self.matter}')"

    def of(self, matter: Matter, *, own_by: str = "", own: str = "") -> Sight:
        """The same for a table of another matter."""
        return self._replace(matter=matter, own_by=own_by, own=own)


BY_HOUSEHOLD = Sight("household_id", "app_sighted_household_ids")
BY_HOUSEHOLD_ITSELF = Sight("id", "app_sighted_household_ids")
BY_PERSON = Sight("person_id", "app_sighted_person_ids")
BY_PERSON_ITSELF = Sight("id", "app_sighted_person_ids")

OWN_CENTRE = {"own_by": "centre", "own": "centre_id = (select app_centre_id())"}
"""Of a table whose rows name the centre they are of."""


def hidden_by(sighted: str) -> str:
    """The database's function that tells what is hidden of that whose sight this function tells."""
    return sighted.replace("sighted", "hidden")
