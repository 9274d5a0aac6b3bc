"""`madadkar run`: the whole house on one machine, from the database to the address that is printed."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import django
from django.core.management import call_command
from django.db import connections

from madadkar.project import database
from madadkar.project.children import Child, PidFile, end_all
from madadkar.project.home import home
from madadkar.project.pgdev import ServerTrouble, make_way

_WATCH_SECONDS = 0.5
_PATIENCE_SECONDS = 60
_MOST_RESTARTS = 20


class _Stop(Exception):
    """Somebody asked the house to close."""


def run(arguments: Sequence[str]) -> int:
    """Bring everything up, say where, watch over it until Ctrl-C, and close in order."""
    options = _options(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madadkar.project.settings")
    if options.demo:
        os.environ["MADADKAR_DEMO"] = "1"
    with _only_one(), _stop_on_signals():
        try:
            _end_leftovers()
            with database.running():
                _prepare(demo=options.demo)
                _serve(host=options.host, port=_free_port(options.host, options.port), demo=options.demo)
        except _Stop:
            pass
    _say("سامانه بسته شد؛ داده‌ها سر جای خود هستند.")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("madadkar run")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument(
        "--host", default=os.environ.get("MADADKAR_BIND", "127.0.0.1"), help="0.0.0.0: also for others"
    )
    parser.add_argument("--demo", action="store_true", default=os.environ.get("MADADKAR_DEMO") == "1")
    return parser.parse_args(arguments)


def _prepare(*, demo: bool) -> None:
    """Tables, static files and, the first time, the demo's four offices."""
    django.setup()
    _say("جدول‌ها به‌روز می‌شوند …")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if demo:
        call_command("demo", if_missing=True)
    connections.close_all()  # ours only watches from here on


def _serve(*, host: str, port: int, demo: bool) -> None:
    children = _children(host, port)
    pidfile = PidFile(home() / "run.json")
    try:
        for child in children:
            child.start()
        pidfile.write(children)
        _wait_until_well(port, children)
        _say(f"\nمددکار آماده است:  http://127.0.0.1:{port}/\n")
        if demo:
            call_command("demo", sign_ins=True)
        _say("برای بستن: Ctrl-C")
        _watch(children, pidfile)
    finally:
        end_all(children)
        pidfile.path.unlink(missing_ok=True)


def _children(host: str, port: int) -> list[Child]:
    python = [sys.executable, "-m"]
    workers = str(min(4, max(2, os.cpu_count() or 2)))
    web = ["gunicorn", "--bind", f"{host}:{port}", "--workers", workers, "--threads", "4"]
    quiet = ["--preload", "--log-level", "warning", "--timeout", "120", "madadkar.project.wsgi"]
    jobs = ["django", "work", "--alone"]
    environment = {"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
    return [
        Child("worker", [*python, *jobs], environment),
        Child("web", [*python, *web, *quiet], environment),
    ]


def _watch(children: Sequence[Child], pidfile: PidFile) -> None:
    """Start again whatever falls; a child that keeps falling closes the house rather than spin."""
    while True:
        time.sleep(_WATCH_SECONDS)
        for child in children:
            if child.has_fallen():
                _restart(child)
                pidfile.write(children)


def _restart(child: Child) -> None:
    if child.restarts >= _MOST_RESTARTS:
        raise ServerTrouble(f"{child.name} fell {child.restarts} times; see what it printed above")
    _say(f"«{child.name}» افتاد؛ دوباره راه می‌افتد.")
    time.sleep(min(child.restarts, 5))
    child.start()


def _wait_until_well(port: int, children: Sequence[Child]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    health: dict[str, Any] = {}
    while time.monotonic() < deadline:
        health = _ask_health(port)
        if health.get("status") == "ok":
            return
        fallen = [child.name for child in children if child.has_fallen()]
        if fallen:
            raise ServerTrouble(f"{', '.join(fallen)} could not start; see what it printed above")
        time.sleep(0.2)
    raise ServerTrouble(f"not well after {_PATIENCE_SECONDS} seconds: {health}")


def _ask_health(port: int) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            found: dict[str, Any] = json.load(answer)
    except urllib.error.HTTPError as failing:
        found = json.loads(failing.read() or b"{}") if failing.code == 503 else {"status": str(failing)}
    except OSError as error:
        found = {"status": str(error)}
    return found


def _free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next one that nobody uses."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise ServerTrouble(f"no free port from {wanted} on")


def _end_leftovers() -> None:
    left = PidFile(home() / "run.json").end_leftovers()
    if left:
        _say("بازماندهٔ اجرای پیشین (که ناگهان بسته شده بود) جمع شد.")


@contextmanager
def _only_one() -> Iterator[None]:
    """Two houses never run on one home."""
    make_way(home())
    path: Path = home() / "run.lock"
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServerTrouble(f"مددکار هم‌اکنون در {home()} در حال اجراست.") from None
        yield


@contextmanager
def _stop_on_signals() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        for ours in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ours, signal.SIG_IGN)  # closing is under way: a second Ctrl-C must not break it
        raise _Stop

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(text: str) -> None:
    print(text, flush=True)
