"""Everything that happens by the clock, in one table."""

from __future__ import annotations

from procrastinate import App, JobContext
from procrastinate.contrib.django import app

SILENCE_SECONDS = 30.0  # a worker that says nothing for so long is taken for dead


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
