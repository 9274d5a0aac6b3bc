"""A cluster of Apache Spark on this machine alone, a master and workers: what a nation has, for trying."""

from __future__ import annotations

import os
import re
import secrets
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from madadkar.foundation.refusal import Refusal
from madadkar.matching.engine.spark import require_spark

_HERE = "127.0.0.1"
_MASTER_IS_AT = re.compile(rf"Starting Spark master at (spark://{re.escape(_HERE)}:\d+)")
_WORKER_IS_IN = re.compile(r"Successfully registered with master (\S+)")
_CLASS = "org.apache.spark.deploy"
_BRIEF = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""For Java's programs that live a minute and reckon little: no long preparation."""
_PATIENCE = 120.0
_FAREWELL = 10.0


class Cluster(NamedTuple):
    """A running cluster: its master's address, and the environment in which its programs are spoken to."""

    master: str
    environment: dict[str, str]


@contextmanager
def running(*, workers: int = 2, memory: str = "1g", is_brief: bool = False) -> Iterator[Cluster]:
    """A master and so many workers of one core each, on free ports; all are gone when the context ends.

    `is_brief` is for short lists: what compares them prepares itself as little as the programs around it.
    Only who holds the secret of its folder may give it work. Raises Refusal("spark_not_installed"),
    Refusal("java_not_found"), Refusal("cluster_did_not_start").
    """
    require_spark()
    with tempfile.TemporaryDirectory(prefix="madadkar-spark-") as name, ExitStack() as all_of_it:
        folder = Path(name)
        settings = _settings(folder, cores=workers, is_brief=is_brief)
        environment = {**settings, "SPARK_HOME": str(_spark_home())}
        at = ["--host", _HERE, "--port", "0", "--webui-port", "0"]
        log = all_of_it.enter_context(
            _program([f"{_CLASS}.master.Master", *at], environment, folder / "master.log")
        )
        master = log(_MASTER_IS_AT)
        of_worker = [f"{_CLASS}.worker.Worker", *at, "--cores", "1", "--memory", memory]
        logs = [
            all_of_it.enter_context(
                _program(
                    [*of_worker, "--work-dir", f"{folder}/{number}", master],
                    environment,
                    folder / f"{number}.log",
                )
            )
            for number in range(workers)
        ]
        for log in logs:
            log(_WORKER_IS_IN)
        yield Cluster(master, environment)


def _spark_home() -> Path:
    found = find_spec("pyspark")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent


def _settings(folder: Path, *, cores: int, is_brief: bool) -> dict[str, str]:
    """Spark's own settings, in a file that only its owner reads."""
    told = {
        "spark.authenticate": "true",
        "spark.authenticate.secret": secrets.token_urlsafe(32),
        "spark.ui.enabled": "false",
        "spark.ui.killEnabled": "false",
        "spark.driver.host": _HERE,
        "spark.driver.bindAddress": _HERE,
        "spark.local.dir": str(folder),
        "spark.driver.extraJavaOptions": _BRIEF,
        **({"spark.executor.extraJavaOptions": _BRIEF} if is_brief else {}),
        "spark.cores.max": str(cores),
        "spark.default.parallelism": str(2 * cores),
        "spark.sql.shuffle.partitions": str(2 * cores),
    }
    file = folder / "spark-defaults.conf"
    file.touch(mode=0o600)
    file.write_text("".join(f"{name} {value}\n" for name, value in told.items()), encoding="utf-8")
    return {
        "SPARK_CONF_DIR": str(folder),
        "SPARK_LOCAL_IP": _HERE,
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": _BRIEF,
    }


@contextmanager
def _program(
    arguments: list[str], environment: Mapping[str, str], log: Path
) -> Iterator[Callable[[re.Pattern[str]], str]]:
    """One of Spark's programs; gives what waits until its log says something."""
    with log.open("wb") as said:
        process = subprocess.Popen(
            [f"{environment['SPARK_HOME']}/bin/spark-class", *arguments],
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        yield lambda pattern: _said(process, log, pattern)
    finally:
        _stop(process)


def _said(process: subprocess.Popen[bytes], log: Path, pattern: re.Pattern[str]) -> str:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        found = pattern.search(log.read_text(encoding="utf-8", errors="replace"))
        if found:
            return found[1]
        time.sleep(0.1)
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    raise Refusal("cluster_did_not_start", said="".join([line for line in lines if line.strip()][-1:])[:300])


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a program and whatever it started."""
    for kind in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, kind)
            process.wait(_FAREWELL)
        except ProcessLookupError:
            process.wait(_FAREWELL)
            return
        except subprocess.TimeoutExpired:
            continue
