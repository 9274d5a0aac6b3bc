"""Rosters of the browser's world: one that waits, one that became families, one of somebody known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import timezone

from madadkar.casework.rosters import check_roster, commit_roster
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Office, Staff
from madadkar.organisations.queries import command_scope
from madadkar.registry.models import RosterImport
from madadkar.registry.rosters.actions import receive_roster
from tests.browser import compared
from tests.web.wizard import MINA, SAKINEH, WRONG, ZAHRA, member, workbook

SOGHRA = member("301", "سرپرست", "صغری", "رستمی", 901)
SOGHRA_BY_EAR = member("777", "سرپرست", "صغرا", "رستمی نیا", 901, **{"کد ملی": ""})


def bring_rosters(office: Office, clerk: Staff) -> dict[str, Any]:
    """Bring the three; what the addresses take of them, and of what lies beside the register."""
    scope = replace(command_scope(office=office), actor_id=clerk.pk, actor_name=clerk.full_name)
    checked = _roster(office, scope, "فهرست آبان.xlsx", [ZAHRA, MINA, SAKINEH, WRONG])
    committed = _roster(office, scope, "فهرست مهر.xlsx", [SOGHRA], is_committed=True)
    perhaps = _roster(office, scope, "فهرست آذر.xlsx", [SOGHRA_BY_EAR])
    with within(scope):
        row = checked.rows.filter(outcome="waiting").order_by("row_number")[0]
    return {
        "roster": checked.pk,
        "roster_committed": committed.pk,
        "roster_perhaps": perhaps.pk,
        "row_number": row.row_number,
        "foreign_id": compared.bring(scope),
        "linkage_name": compared.agree_privately(office),
        "finding": min(checked.finding_counts),
    }


def _roster(
    office: Office, scope: Scope, name: str, rows: list[list[Any]], *, is_committed: bool = False
) -> RosterImport:
    now = timezone.now()
    with within(scope):
        receipt = receive_roster(content=workbook(*rows), file_name=name, office=office, by=scope, at=now)
    with within(scope):
        roster = check_roster(roster_id=receipt.roster.pk, by=scope, at=now)
    if is_committed:
        with within(scope):
            roster = commit_roster(roster_id=roster.pk, by=scope, at=now)
    return roster
