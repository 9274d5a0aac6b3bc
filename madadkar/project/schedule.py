"""Everything that happens by the clock, in one table."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.utils import timezone
from procrastinate import App, JobContext
from procrastinate.contrib.django import app

from madadkar.casework.actions import recall_from_idle_centres
from madadkar.foundation import audit
from madadkar.matching.tasks import compare_every_night, forget_foreign_everywhere
from madadkar.overlap.tasks import find_everywhere

SILENCE_SECONDS = 30.0  # a worker that says nothing for so long is taken for dead
PROVED_FROM_HOUR = 2  # at night, when nobody waits for the database
_log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="resume_abandoned_jobs", pass_context=True)
async def resume_abandoned_jobs(context: JobContext, timestamp: int) -> None:
    """Every minute: what a dead worker was doing is taken up by a living one."""
    await resume(context.app, silence_seconds=SILENCE_SECONDS)


async def resume(on: App, *, silence_seconds: float) -> int:
    """Put the jobs of workers silent for so long back in the queue; how many there were."""
    manager = on.job_manager
    abandoned = list(await manager.get_stalled_jobs(seconds_since_heartbeat=silence_seconds))
    for job in abandoned:
        await manager.retry_job(job)
    return len(abandoned)


@app.periodic(cron="20 * * * *")
@app.task(queueing_lock="verify_audit", name="project.verify_audit")
def verify_audit(timestamp: int) -> None:
    """Every night, or once the machine is on again after it: the trail of deeds is proved from end to end."""
    now = timezone.now()
    if not proof_is_due(last=audit.last_proved_at(), now=now):
        return
    proof = audit.prove(at=now)
    if proof.faults:
        _log.error("the trail of deeds does not fit in %s places: madadkar audit-verify", len(proof.faults))


@app.periodic(cron="5 * * * *")
@app.task(queueing_lock="recall_from_idle_centres", name="project.recall_from_idle_centres")
def recall_from_idle(timestamp: int) -> None:
    """Every hour, so soon after midnight too: files of centres that may not work any more come back."""
    count = recall_from_idle_centres(at=timezone.now())
    if count:
        _log.info("%s files came back from centres that may not work any more", count)


@app.periodic(cron="35 * * * *")
@app.task(queueing_lock="forget_foreign_rosters", name="project.forget_foreign_rosters")
def forget_foreign_rosters(timestamp: int) -> None:
    """Every hour: rosters of others whose day has come are deleted, with what was found in them."""
    count = forget_foreign_everywhere()
    if count:
        _log.info("%s foreign rosters were deleted with what was found in them", count)


@app.periodic(cron="20 1 * * *")
@app.task(queueing_lock="compare_registers", name="project.compare_registers")
def compare_registers(timestamp: int) -> None:
    """Every night: who is new or changed in registers that two agencies agreed to compare is compared."""
    count = compare_every_night()
    if count:
        _log.info("%s comparisons of two registers were asked for", count)


@app.periodic(cron="50 1 * * *")
@app.task(queueing_lock="find_overlaps", name="project.find_overlaps")
def find_overlaps(timestamp: int) -> None:
    """Every night: families that two agencies cover become cases, and those of one alone no longer are."""
    count = find_everywhere()
    if count:
        _log.info("%s families are covered by two agencies, newly found", count)


def proof_is_due(*, last: datetime | None, now: datetime) -> bool:
    """Whether no proof was made since the latest night began, by the clock of the office."""
    here = timezone.localtime(now)
    night = here.replace(hour=PROVED_FROM_HOUR, minute=0, second=0, microsecond=0)
    if here < night:
        night -= timedelta(days=1)
    return last is None or last < night
