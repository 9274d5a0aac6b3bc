"""Programs of the house without the second that loading it takes: forked from a process that has it loaded.

What is forked is as good as started: it has a group and connections of its own, and a kill ends it.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

_POLL_SECONDS = 0.01


class Nursery:
    """The loaded process; `start` is what `python -m` would be."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, *arguments: str, environment: Mapping[str, str], database: str) -> Running:
        """Start a module with its arguments on a database."""
        told = {"arguments": arguments, "environment": dict(environment), "database": database}
        return Running(self, self.ask({"start": told}))

    def ask(self, question: dict[str, Any]) -> Any:
        """Its answer to one question."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """It ends when nobody asks any more."""
        self._process.communicate()


class Running:
    """A program of the nursery, looked at as one of one's own."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.nursery, self.pid = nursery, pid
        self.code: int | None = None

    def poll(self) -> int | None:
        """The code it ended with, if it did."""
        if self.code is None:
            self.code = self.nursery.ask({"poll": self.pid})
        return self.code

    def wait(self, *, timeout: float = 60) -> int:
        """Wait for its end."""
        deadline = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.pid} is at work after {timeout} seconds")
            time.sleep(_POLL_SECONDS)
        return code

    def kill(self) -> None:
        """Kill it with all it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)


def _answer(question: dict[str, Any]) -> Any:
    if "poll" in question:
        pid, status = os.waitpid(question["poll"], os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if pid else None
    pid = os.fork()
    if pid == 0:
        _become(**question["start"])
    with suppress(OSError):  # whichever of the two comes first
        os.setpgid(pid, pid)
    return pid


def _become(*, arguments: list[str], environment: dict[str, str], database: str) -> None:
    from django.db import connections

    code = 1
    try:
        os.setpgid(0, 0)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(2):
            os.dup2(nowhere, stream)
        os.environ.update(environment)
        for alias in connections:
            connections[alias].settings_dict["NAME"] = database
        sys.argv = arguments
        runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        os._exit(code)


def main() -> None:
    """Load the house, then fork whatever is asked for."""
    import django
    from django.urls import get_resolver

    django.setup()
    _ = get_resolver().url_patterns
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
