"""Proposals to leave, how families fared afterwards, and the measured yearly rate beside the 10 % target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Prefetch

from madadkar.casework.models import ExitProposal, FollowUp
from madadkar.casework.rules import EMPOWERED
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.remembering import asked_once
from madadkar.foundation.scope import Scope, ScopedQuerySet
from madadkar.foundation.sqlfile import sql_text
from madadkar.registry.answering import offices_gone_to, reaching

TARGET_PERCENT = 10
"""What the agency published as its yearly target (Zanjan, 1396)."""


@dataclass(frozen=True, kw_only=True)
class ExitRate:
    """Families that left standing on their own within a year, over those covered on its first day.

    The base is households under continuous or occasional cover; it is named wherever the rate is shown.
    """

    first: date
    until: date
    exits: int
    base: int

    @property
    def percent(self) -> float | None:
        """The rate in percent, to one decimal; None of nobody."""
        return round(100 * self.exits / self.base, 1) if self.base else None


def exit_rate(*, scope: Scope, first: date, until: date) -> ExitRate:
    """The measured rate of a year, from its first day until the day after its last."""
    reach = {*scope.office_ids, *offices_gone_to(office_ids=scope.office_ids, on=first)}
    told: dict[str, Any] = {
        "offices": list(scope.office_ids),
        "reach": list(reach),
        "first": first,
        "until": until,
        "empowered": sorted(EMPOWERED),
    }
    with reaching(scope=scope, office_ids=reach), connection.cursor() as cursor:
        cursor.execute(sql_text("madadkar.casework", "exit_rate.sql"), told)
        exits, base = cursor.fetchone()
    return ExitRate(first=first, until=until, exits=exits, base=base)


@asked_once
def exits_of(*, file_id: int, scope: Scope) -> list[ExitProposal]:
    """A file's proposals to leave with what was found afterwards, the latest first."""
    return list(_whole(scope).filter(case_file=file_id).order_by("-id"))


def exit_proposal(*, proposal_id: int, scope: Scope) -> ExitProposal:
    """One proposal in sight. Raises Refusal("exit_unknown")."""
    found: ExitProposal | None = _whole(scope).filter(pk=proposal_id).first()
    if found is None:
        raise Refusal("exit_unknown")
    return found


def follow_up(*, follow_up_id: int, scope: Scope) -> FollowUp:
    """One asking after the exit, in sight. Raises Refusal("follow_up_unknown")."""
    asked = FollowUp.objects.seen_by(scope).select_related("proposal", "case_file")
    found: FollowUp | None = asked.filter(pk=follow_up_id).first()
    if found is None:
        raise Refusal("follow_up_unknown")
    return found


def _whole(scope: Scope) -> ScopedQuerySet:
    asked = FollowUp.objects.seen_by(scope).order_by("month")
    proposals: ScopedQuerySet = ExitProposal.objects.seen_by(scope)
    return proposals.select_related("case_file").prefetch_related(Prefetch("follow_ups", asked))
