"""A whole house, run as an office runs it, for tests that press Ctrl-C or kill it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

PATIENCE_SECONDS = 90


class House:
    """`madadkar run` on a home of its own, and what it prints."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.printed: list[str] = []
        self.process: subprocess.Popen[str] | None = None
        self.address = ""

    @property
    def is_open(self) -> bool:
        """Whether `madadkar run` is at work."""
        return self.process is not None and self.process.poll() is None

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the tests' own environment but the machine's."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("MADADKAR_", "DJANGO_", "PYTEST_"))}
        return {**kept, "MADADKAR_HOME": str(self.home)}

    def run(self) -> str:
        """Start it; the address it prints once it is well."""
        program = str(Path(sys.executable).with_name("madadkar"))
        self.printed = []
        self.process = subprocess.Popen(
            [program, "run", "--port", "8890"],
            env=self.environment,
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if address := re.search(r"http://\S+/", "".join(self.printed)):
                self.address = address[0]
                return self.address
            time.sleep(0.1)
        raise AssertionError("".join(self.printed))

    def close(self, number: signal.Signals = signal.SIGINT) -> int:
        """Ctrl-C; the code it ends with."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE_SECONDS)

    def processes(self) -> list[psutil.Process]:
        """Every living process of this house: pages, worker, database."""
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def workers(self) -> list[psutil.Process]:
        """Its background workers; one that dies while it is looked at is none."""
        return [process for process in self.processes() if "work" in _told(process)]

    def kill_everything(self) -> None:
        """As a power cut does."""
        for process in self.processes():
            with suppress(psutil.Error):
                process.kill()
        assert self.process is not None
        self.process.wait(timeout=PATIENCE_SECONDS)

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            told = process.environ().get("MADADKAR_HOME") == str(self.home)
            return process.status() != psutil.STATUS_ZOMBIE and process.pid != os.getpid() and told
        except psutil.Error:
            return False

    def _listen(self) -> None:
        assert self.process is not None
        assert self.process.stdout is not None
        self.printed.extend(iter(self.process.stdout.readline, ""))


def _told(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def health(address: str) -> tuple[int, dict[str, Any]]:
    """What /healthz answers."""
    try:
        with urllib.request.urlopen(f"{address}healthz", timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as failing:
        return failing.code, json.load(failing)
