"""The files the house's own rules are tried on."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from madadkar.project.home import CHECKOUT

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the repository, new ones included, ignored ones not."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    named = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in named.splitlines() if (path := CHECKOUT / name).is_file())


def python_files(*folders: str) -> list[Path]:
    """Python files of these folders, but for migrations, which are generated."""
    roots = [CHECKOUT / folder for folder in folders]
    return [
        path
        for path in tracked()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and any(path.is_relative_to(root) for root in roots)
    ]


@cache
def tree(path: Path) -> ast.Module:
    """A file as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def place(path: Path, line: int) -> str:
    """`file:line`, to go there."""
    return f"{path.relative_to(CHECKOUT)}:{line}"
