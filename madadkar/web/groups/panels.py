"""What the page of a file tells of enabling groups."""

from __future__ import annotations

from madadkar.casework.queries import FileHistory
from madadkar.casework.queries.groups import memberships_of_household
from madadkar.organisations.rules import Right
from madadkar.registry.queries import Family
from madadkar.web.doors import Visit
from madadkar.web.panel import Panel


def groups_panel(request: Visit, history: FileHistory, family: Family) -> Panel | None:
    """In which groups the family's people are or were."""
    if not request.scope.may(Right.WORK_FILES):
        return None
    known = memberships_of_household(household_id=family.household.pk, scope=request.scope)
    content = {"memberships": known, "file_id": history.file.pk}
    return Panel(
        key="groups",
        title="گروه‌های همیار",
        template="groups/panel.html",
        content=content,
        count=len(known),
        is_folded=not known,
    )
