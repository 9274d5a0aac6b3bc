"""The office's own PostgreSQL: created when missing, recovered after a kill, stopped when nobody uses it."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

import psutil

from madadkar.project.pgbinaries import (
    SHARED,
    bin_dir,
    environment,
    reachable,
    run_as,
    server_major,
)

SUPERUSER = "postgres"
_SOCKET_PATH_LIMIT = 100  # the kernel's own is 107
_ORPHANS_WAIT_SECONDS = 20
_MIB = 1024 * 1024


class ServerTrouble(RuntimeError):
    """PostgreSQL could not be started or stopped; the message says what it said."""


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL of our own, by the folder it lies in; `durable=False` only for tests."""

    folder: Path
    durable: bool = True
    max_connections: int = 60

    @property
    def sockets(self) -> Path:
        """The folder of its socket, known before it runs; short, for the kernel limits its length."""
        beside = Path(f"{self.folder}-socket")
        name = f"socket-{hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]}"
        if not _can_come_to(self.folder.parent):
            return SHARED / name
        if len(os.fsencode(beside / ".s.PGSQL.5432")) > _SOCKET_PATH_LIMIT:
            return Path(tempfile.gettempdir()) / f"madadkar-{name}"
        return beside

    def dsn(self, database: str = "postgres", user: str = SUPERUSER) -> str:
        """The address of one of its databases."""
        return f"postgresql://{user}@/{database}?host={self.sockets}"

    def is_up(self) -> bool:
        """Whether it answers."""
        return _run("pg_isready", "-q", "-h", str(self.sockets), check=False) == 0

    def ensure(self) -> bool:
        """Have it running, creating it first if need be; safe from many processes. True if it was started."""
        make_way(self.folder.parent)
        with self._alone():
            if self.is_up():
                return False
            _reachable_folder(self.folder)
            data = self.folder.resolve()
            if not (data / "PG_VERSION").exists():
                _create(data)
            _private(self.sockets)
            _drop_dead_lockfiles(data, self.sockets)
            self._start(data)
            return True

    def stop(self) -> None:
        """Stop it, if it runs; open transactions are rolled back."""
        with self._alone():
            self._stop()

    @contextmanager
    def lease(self) -> Iterator[None]:
        """Have it running for the length of a block; the last one to leave stops it, even after kills."""
        make_way(self.folder.parent)
        with Path(f"{self.folder}.users").open("w") as users:
            fcntl.flock(users, fcntl.LOCK_SH)  # released by the kernel however we end
            try:
                self.ensure()
                yield
            finally:
                self._stop_if_last(users)

    def _stop_if_last(self, users: IO[str]) -> None:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # somebody else still uses it
        self.stop()

    def _stop(self) -> None:
        if (self.folder / "postmaster.pid").exists():
            _run("pg_ctl", "-D", str(self.folder.resolve()), "-m", "fast", "-w", "stop", check=False)

    def _start(self, data: Path) -> None:
        settings = " ".join(f"-c {name}='{value}'" for name, value in self._settings().items())
        log = str(data / "server.log")
        _run("pg_ctl", "-D", str(data), "-w", "-t", "120", "-l", log, "-o", settings, "start")

    def _settings(self) -> dict[str, str]:
        memory = psutil.virtual_memory().total // _MIB
        buffers = min(memory // 8, 1024) if self.durable else 256
        common = {
            "unix_socket_directories": str(self.sockets),
            "listen_addresses": "",
            "max_connections": str(self.max_connections),
            "timezone": "UTC",
            "jit": "off",  # compiles for longer than our queries run
            "client_connection_check_interval": "2s",  # a killed worker's statement ends with it
            "shared_preload_libraries": "pg_stat_statements",
            "shared_buffers": f"{buffers}MB",
            "effective_cache_size": f"{memory // 2}MB",
            "work_mem": f"{max(8, min(memory // 256, 64))}MB",
            "maintenance_work_mem": f"{max(64, min(memory // 32, 512))}MB",
            "max_wal_size": "4GB" if memory > 8192 else "1GB",
            "random_page_cost": "1.1",
        }
        careless = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return common if self.durable else {**common, **careless}

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with Path(f"{self.folder}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def make_way(folder: Path) -> None:
    """Make a folder, and those above it, so that the server's user can come through whatever our umask is."""
    if not folder.exists():
        make_way(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)


def _run(program: str, *arguments: str, check: bool = True) -> int:
    """Run one of PostgreSQL's programs; its output goes to a file, for the server would inherit a pipe."""
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(bin_dir() / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=environment(),
            timeout=300,
            check=False,
            **run_as(),
        )
        if check and done.returncode:
            output.seek(0)
            raise ServerTrouble(f"{program} ended with {done.returncode}: {output.read().strip()}")
    return done.returncode


def _create(data: Path) -> None:
    _private(data)
    # LC_CTYPE must be UTF-8: under C, pg_trgm sees no Persian letter at all.
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if server_major() >= 17 else []
    identity = ["-U", SUPERUSER, "--auth=trust", "--encoding=UTF8"]
    locale = [*builtin, "--locale=C.UTF-8", "--lc-messages=C"]
    # Unsynced: a power cut in its first half minute could only cost a database that is still empty.
    _run("initdb", "-D", str(data), *identity, *locale, "--no-instructions", "--no-sync")


def _private(folder: Path) -> None:
    """A folder that only the server's user may enter (and root)."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    owner = run_as()
    if owner:
        os.chown(folder, owner["user"], owner["group"])


def _reachable_folder(folder: Path) -> None:
    """When the server's user cannot come through to `folder`, put it where they can and leave a link."""
    if not folder.exists() and not folder.is_symlink() and not _can_come_to(folder.parent):
        make_way(SHARED)
        folder.symlink_to(tempfile.mkdtemp(prefix="database-", dir=SHARED))


@cache
def _can_come_to(folder: Path) -> bool:
    """Whether the server's user can come to a folder, or (before it is made) to the nearest one that is."""
    if not run_as():
        return True
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    return reachable(existing, "-x")


def _drop_dead_lockfiles(data: Path, sockets: Path) -> None:
    """Clear what a killed server left behind, once none of its processes lives.

    Its number may be a zombie's or another program's by now, and PostgreSQL would refuse to start. Clearing
    while an orphaned backend still worked would ruin the data: PostgreSQL's own guard is what we remove.
    """
    deadline = time.monotonic() + _ORPHANS_WAIT_SECONDS
    while orphans := _living_in(data):
        if time.monotonic() > deadline:
            raise ServerTrouble(f"processes {orphans} still work in {data}, but no server answers there")
        time.sleep(0.1)
    for left in (data / "postmaster.pid", *sockets.glob(".s.PGSQL.*")):
        left.unlink(missing_ok=True)


def _living_in(data: Path) -> list[int]:
    """Processes (not zombies) whose current directory is the data folder: every postgres process' is."""
    found = []
    for process in psutil.process_iter(["pid", "name", "status"]):
        if process.info["status"] == psutil.STATUS_ZOMBIE or "postgres" not in (process.info["name"] or ""):
            continue
        try:
            if process.cwd() == str(data):
                found.append(process.info["pid"])
        except psutil.Error:
            continue
    return found
