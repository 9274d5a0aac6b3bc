"""The house for the browser tests: its pages over a laid world, in a process of its own.

`python -m tests.browser.serve DATABASE`: prints the world as one line of JSON with its port, then serves
until it is ended. A line on its standard input names a deed of the clock (project/schedule.py), which is
done there and then and answered by the same line.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are not told."""


async def _work() -> None:
    """The worker, within this process: it finds the files where the pages have put them."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    assert isinstance(app.connector, DjangoConnector)
    worker = app.with_connector(app.connector.get_worker_connector())
    async with worker.open_async():
        await worker.run_worker_async(concurrency=1, install_signal_handlers=False)


def _strike() -> None:
    """What the clock does by the hour, when a test says that the hour has come."""
    import time

    from django.db import connections

    from madadkar.project import schedule

    for line in sys.stdin:
        getattr(schedule, line.strip())(timestamp=int(time.time()))
        connections.close_all()
        print(line.strip(), flush=True)


def main(database: str) -> None:
    """Lay the world in the database, and serve it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    from tests import databases
    from tests.browser import world

    databases.use(database)
    laid = world.lay()
    connections.close_all()
    threading.Thread(target=lambda: asyncio.run(_work()), daemon=True).start()
    threading.Thread(target=_strike, daemon=True).start()
    server = make_server("127.0.0.1", 0, get_wsgi_application(), _Server, _Quiet)
    print(json.dumps({**laid.as_json(), "port": server.server_port}), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
