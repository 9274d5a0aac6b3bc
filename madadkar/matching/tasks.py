"""What the worker does for matching: load, read the clock, call one action."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.utils import timezone
from procrastinate.contrib.django import app

from madadkar.foundation.jobs import Tell, run_job, scope_of
from madadkar.foundation.models import Job
from madadkar.foundation.scope import Scope, within
from madadkar.matching.actions.foreign import LINK_FOREIGN, do_foreign, forget_old_foreign
from madadkar.matching.actions.runs import RUN, ask_run, do_run
from madadkar.matching.queries.runs import compared_nightly
from madadkar.matching.rules import RunKind
from madadkar.organisations.models import Office
from madadkar.organisations.queries import command_scope

_CLOCK = "ساعت سامانه"
_READER = "owner"
"""Two registers are read at once only here: no office's people may see both."""


@app.task(name=RUN)
def compare_registers(job_id: int, scope: dict[str, Any]) -> None:
    """Compare two registers, or one with itself."""
    by = scope_of(scope)

    def done(job: Job, tell: Tell) -> None:
        with within(by):
            do_run(**job.parameters, by=by, at=timezone.now(), tell=tell, using=_READER)

    run_job(job_id=job_id, by=by, now=timezone.now, deed=done)


@app.task(name=LINK_FOREIGN)
def link_foreign(job_id: int, scope: dict[str, Any]) -> None:
    """Hold somebody else's roster beside the register, with the sight of who asked."""
    by = scope_of(scope)

    def done(job: Job, tell: Tell) -> None:
        with within(by):
            do_foreign(**job.parameters, by=by, at=timezone.now(), tell=tell)

    run_job(job_id=job_id, by=by, now=timezone.now, deed=done)


def forget_foreign_everywhere() -> int:
    """Delete the foreign rosters whose day has come; answers how many."""
    gone = 0
    for root in Office.objects.filter(parent=None).order_by("pk"):
        with within(_clock(root)) as scope:
            gone += forget_old_foreign(by=scope, at=timezone.now())
    return gone


def compare_every_night() -> int:
    """Ask for the increments that two agencies agreed on; answers how many."""
    asked = 0
    for root in Office.objects.filter(parent=None, closed_on=None).order_by("pk"):
        now = timezone.now()
        with within(_clock(root)) as scope:
            wanted = compared_nightly(scope=scope, at=now)
        for office, other in wanted:
            with within(_clock(office)) as by:
                ask_run(
                    kind=RunKind.BETWEEN, other_office_id=other.pk, is_whole=False, token=uuid4(), by=by,
                    at=now,
                )  # fmt: skip
            asked += 1
    return asked


def _clock(office: Office) -> Scope:
    return replace(command_scope(office=office), actor_name=_CLOCK)
