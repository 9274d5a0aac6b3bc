"""These are not one family: the case ends, and its links go back to who matches people."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.matching.actions.links import end_link
from madadkar.organisations.rules import Right
from madadkar.overlap.actions.keeping import check_unchanged, step, taken_case
from madadkar.overlap.models import OverlapCase
from madadkar.overlap.rules.life import OverlapState, check_step


@transaction.atomic
def dispute_case(
    *, case_id: int, reason: str, by: Scope, at: datetime, seen: int | None = None
) -> OverlapCase:
    """The two are not one family: every link between their people ends, and each pair is asked of both anew.

    Raises Refusal: not_permitted, overlap_unknown, overlap_step_not_allowed, overlap_changed_meanwhile,
    done_already, reason_missing.
    """
    by.check(Right.DECIDE_OVERLAPS)
    case, side = taken_case(case_id=case_id, by=by)
    check_unchanged(case=case, seen=seen, to=OverlapState.NOT_SAME, by=by)
    check_step(current=OverlapState(case.state), wanted=OverlapState.NOT_SAME)
    if not clean_lines(reason):
        raise Refusal("reason_missing")
    for link_id in _links(case, at):
        end_link(link_id=link_id, reason=reason, by=by, at=at)
    step(case=case, to=OverlapState.NOT_SAME, by=by, at=at, note=reason)
    record("overlap.dispute_case", by=by, at=at, subject=side, case=case.pk)
    return case


def _links(case: OverlapCase, at: datetime) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("select overlap_links_of(%s, %s)", [case.pk, tehran_day(at)])
        (links,) = cursor.fetchone() or ([],)
        return list(links)
