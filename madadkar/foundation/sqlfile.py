"""SQL kept in files beside the code that runs it."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def sql_text(package: str, name: str) -> str:
    """The text of `<package>/sql/<name>`, such as `sql_text("madadkar.foundation", "audit.sql")`."""
    return resources.files(package).joinpath("sql", name).read_text(encoding="utf-8")
