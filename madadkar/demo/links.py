"""The two agencies of a province compare their registers, by agreement; clerks confirm whom they know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import connections

from madadkar.demo.deeds.cast import Cast, cast_of
from madadkar.demo.families import Family
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.scope import Scope, within
from madadkar.foundation.sqlfile import sql_text
from madadkar.matching.actions import accept_comparison, ask_run, do_run, propose_comparison
from madadkar.matching.models import ComparisonAgreement, Run
from madadkar.matching.rules import AgreementState, RunKind, RunState
from madadkar.organisations.rules import Role

Heads = list[tuple[int, int]]
"""Two records of one head of a family each: as the first agency knows them, and the second."""

_OWNER = "owner"
_SEED = UUID("0f0e4c1a-1395-4000-8000-000000001397")
_AGREED_DAYS_AGO, _YEAR = 30, timedelta(days=365)
_PURPOSE = "یافتن خانوارهایی که هر دو نهاد می‌پوشانند، برای تصمیم مشترک."


def shared_heads(families: Sequence[Family]) -> Heads:
    """The heads of families that two agencies know: what their clerks would know of them."""
    return [(family.echo_of.head.id, family.head.id) for family in families if family.echo_of is not None]


def compare(*, left: str, right: str, known: Heads, at: datetime) -> dict[str, int] | None:
    """Have two offices' registers compared whole, once; None where it was done, or cannot be.

    `known` are the heads whom the clerks of both know for one: they confirm those of them that were linked.
    """
    casts = [cast_of(code=code, at=at) for code in (left, right)]
    if any(Role.HEAD not in cast.scopes for cast in casts):
        return None
    ours, theirs = (cast.scope(Role.HEAD) for cast in casts)
    with within(ours):
        if Run.objects.filter(kind=RunKind.BETWEEN.value, state=RunState.DONE.value).exists():
            return None
    _agree(ours, theirs, at)
    with within(ours):
        token = uuid5(_SEED, f"run {left} {right} {at.isoformat()}")
        run = ask_run(
            kind=RunKind.BETWEEN, other_office_id=theirs.home_office_id, is_whole=True, token=token, by=ours,
            at=at,
        )  # fmt: skip
        run = do_run(run_id=run.pk, by=ours, at=at, using=_OWNER)
    confirmed = _confirm(casts, known, at)
    return {"linked": run.counts["linked"], "waiting": run.counts["new"], "confirmed": confirmed}


def _agree(ours: Scope, theirs: Scope, at: datetime) -> None:
    """A month ago one head proposed, and two days later the other accepted, for a year."""
    then = at - timedelta(days=_AGREED_DAYS_AGO)
    with within(ours):
        made = ComparisonAgreement.objects.first() or propose_comparison(
            other_office_id=theirs.home_office_id or 0, until=tehran_day(then) + _YEAR, is_nightly=True,
            purpose=_PURPOSE, token=uuid5(_SEED, f"agreement {at.isoformat()}"), by=ours, at=then,
        )  # fmt: skip
    if made.state != AgreementState.PROPOSED:
        return
    with within(theirs):
        accept_comparison(agreement_id=made.pk, by=theirs, at=then + timedelta(days=2))


def _confirm(casts: Sequence[Cast], known: Heads, at: datetime) -> int:
    """By a set, as the owner: what two clerks would say one by one; an event on either trail."""
    clerks = [cast.scope(Role.INTAKE) for cast in casts]
    told: dict[str, Any] = {
        "known": [one for one, _ in known],
        "echoes": [other for _, other in known],
        "agencies": [clerk.agency_id for clerk in clerks],
        "staff": [clerk.actor_id for clerk in clerks],
        "names": [clerk.actor_name for clerk in clerks],
        "at": at,
    }
    with connections[_OWNER].cursor() as cursor:
        cursor.execute(sql_text("madadkar.demo", "confirmed.sql"), told)
        confirmed = int(cursor.rowcount) // len(clerks)
    for cast, clerk in zip(casts, clerks, strict=True):
        with within(clerk):
            record("demo.confirm_links", by=clerk, at=at, subject=cast.office, pairs=confirmed)
    return confirmed
