"""When somebody of the family joined or left an enabling group."""

from __future__ import annotations

from collections.abc import Iterator

from madadkar.casework.queries.groups import memberships_of_household
from madadkar.web.timeline.told import About, Happening, Kind


def tell_groups(about: About) -> Iterator[Happening]:
    """Joining and leaving, with what they took from it."""
    for one in memberships_of_household(household_id=about.family.household.pk, scope=about.scope):
        who = f"{one.person.first_name} {one.person.last_name}"
        yield Happening(one.valid_from, f"{who} به گروه همیار «{one.group.name}» پیوست", kind=Kind.PLAN)
        if one.valid_until is not None:
            benefit = one.get_benefit_display() if one.benefit else ""
            yield Happening(
                one.valid_until, f"{who} از گروه همیار «{one.group.name}» رفت", benefit, Kind.PLAN
            )
