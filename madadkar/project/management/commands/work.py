"""`work`: the background worker, which first takes up what a killed one left half done."""

from __future__ import annotations

import asyncio
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from madadkar.project.schedule import SILENCE_SECONDS, resume

_CLOSING_SECONDS = 5.0


class Command(BaseCommand):
    """Works until it is told to stop or, with --one-shot, until the queue is empty."""

    help = "Run the background worker."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many jobs at once; whether any other worker may be alive; whether to wait for more."""
        parser.add_argument("--concurrency", type=int, default=2)
        parser.add_argument("--one-shot", action="store_true", help="end when nothing is left to do")
        parser.add_argument(
            "--alone",
            action="store_true",
            help="no other worker works on this database: take up all unfinished jobs at once",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run on the worker's own kind of connection, which listens for new jobs."""
        connector = app.connector
        assert isinstance(connector, DjangoConnector)
        worker = app.with_connector(connector.get_worker_connector())
        silence = 0.0 if options["alone"] else SILENCE_SECONDS
        asyncio.run(
            _work(worker, silence=silence, concurrency=options["concurrency"], wait=not options["one_shot"])
        )


async def _work(worker: App, *, silence: float, concurrency: int, wait: bool) -> None:
    async with worker.open_async():
        await resume(worker, silence_seconds=silence)
        await worker.run_worker_async(
            concurrency=concurrency, wait=wait, shutdown_graceful_timeout=_CLOSING_SECONDS
        )
