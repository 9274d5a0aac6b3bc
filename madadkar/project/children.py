"""The processes of a running house: started apart, watched, ended together, and found again after a kill."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

_PATIENCE_SECONDS = 10.0


@dataclass
class Child:
    """One program that must keep running, e.g. the web server; `restarts` counts how often it fell."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    restarts: int = field(default=-1, init=False)

    def start(self) -> None:
        """Start it in a session of its own: a Ctrl-C reaches only us, and we end it in order."""
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.restarts += 1

    def has_fallen(self) -> bool:
        """Whether it ended by itself."""
        return self.process is not None and self.process.poll() is not None


class PidFile:
    """Which processes this house started, so that the next run can end what a kill left over."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, children: Sequence[Child]) -> None:
        """Note every running child: its number and when it began (a number alone is used again)."""
        running = [child.process.pid for child in children if child.process is not None]
        noted = [
            {"pid": pid, "began": psutil.Process(pid).create_time()}
            for pid in running
            if psutil.pid_exists(pid)
        ]
        draft = self.path.with_suffix(".draft")
        draft.write_text(json.dumps(noted))
        draft.replace(self.path)

    def end_leftovers(self) -> int:
        """End the children of a run that was killed; how many were still there."""
        try:
            noted = json.loads(self.path.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return 0
        left = [process for one in noted if (process := _same_process(one["pid"], one["began"]))]
        end([*left, *(child for process in left for child in _descendants(process))])
        self.path.unlink(missing_ok=True)
        return len(left)


def end(processes: Sequence[psutil.Process]) -> None:
    """Ask processes to end, wait a while, then end those that did not listen."""
    for process in processes:
        _signal(process, kill=False)
    _, deaf = psutil.wait_procs(processes, timeout=_PATIENCE_SECONDS)
    for process in deaf:
        _signal(process, kill=True)


def end_all(children: Sequence[Child]) -> None:
    """End every child and whatever it started."""
    alive = [
        child.process for child in children if child.process is not None and child.process.poll() is None
    ]
    found = [psutil.Process(process.pid) for process in alive if psutil.pid_exists(process.pid)]
    end(found)
    for process in alive:
        process.wait(timeout=_PATIENCE_SECONDS)


def _signal(process: psutil.Process, *, kill: bool) -> None:
    with suppress(psutil.NoSuchProcess):  # it ended meanwhile, which is what we wanted
        process.kill() if kill else process.terminate()


def _descendants(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _same_process(pid: int, began: float) -> psutil.Process | None:
    try:
        process = psutil.Process(pid)
        same = abs(process.create_time() - began) < 0.01 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return None
    return process if same else None
