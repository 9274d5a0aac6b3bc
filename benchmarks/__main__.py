"""`python -m benchmarks [NAME …]`: run the measures, each in a process and on a database of its own.

A measure is a file here with `main(home: Path)`; it is imported when Django and its database are up, so it
imports models at its top like any other file, and records its figures with `benchmarks._ground.record`.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ALONE = "--alone"


def measures() -> list[str]:
    """Every file here that measures something."""
    return [file.stem for file in sorted(HERE.glob("*.py")) if "\ndef main(" in file.read_text()
            and not file.stem.startswith("_")]  # fmt: skip


def run_all(names: list[str]) -> int:
    """Run them one after the other; the exit code is that of the worst."""
    unknown = set(names) - set(measures())
    if unknown:
        print(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(measures())}", file=sys.stderr)
        return 2
    return max(
        subprocess.run([sys.executable, "-m", "benchmarks", ALONE, name], check=False).returncode
        for name in names or measures()
    )


def run_alone(name: str) -> int:
    """One measure, in this process, on a fresh embedded PostgreSQL that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=f"madadkar-bench-{name}-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL may run as a user of its own and must pass through
        os.environ["MADADKAR_HOME"] = folder
        ground = importlib.import_module("benchmarks._ground")
        with ground.own_database():
            importlib.import_module(f"benchmarks.{name}").main(Path(folder))
    return 0


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(run_alone(given[1]) if given[:1] == [ALONE] else run_all(given))
