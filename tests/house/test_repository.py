"""What stands in the repository is true on every machine: no host, no path, no stranger's code."""

from __future__ import annotations

import ast
import json
import re
from importlib.metadata import packages_distributions

from madadkar.project.home import CHECKOUT
from tests.house.sources import place, python_files, tracked, tree

# Written apart, so that this file does not name them.
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry.npm" + "js.org",
    "registry.yarn" + "pkg.com",
]
NOT_TEXT = {".png", ".jpg", ".woff2", ".gz", ".xlsx", ".xls", ".ods", ".ico", ".zip"}


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        place(path, number)
        for path in tracked()
        if path.suffix not in NOT_TEXT
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_registry_is_named() -> None:
    assert _lines_with(re.compile("|".join(map(re.escape, REGISTRIES)))) == []


def test_no_folder_of_a_builders_machine_is_named() -> None:
    assert _lines_with(re.compile("/" + r"(work|home/[a-z]+|Users/[A-Za-z]+|root|opt/py" + "pi)/[a-z]")) == []


def test_locks_pin_contents_and_not_places() -> None:
    for name in (
        "requirements.lock",
        "requirements-dev.lock",
        "requirements-node.lock",
        "requirements-bench.lock",
        "requirements-spark.lock",
    ):
        lock = (CHECKOUT / name).read_text()
        assert "--hash=sha256:" in lock
        assert "--index-url" not in lock
        assert "--find-links" not in lock
        assert "://" not in lock

    packages = json.loads((CHECKOUT / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_what_runs_is_part_of_what_is_built_with() -> None:
    pins = re.compile(r"^([a-z0-9-]+==\S+)", re.MULTILINE)
    to_run = set(pins.findall((CHECKOUT / "requirements.lock").read_text()))
    to_build = set(pins.findall((CHECKOUT / "requirements-dev.lock").read_text()))

    assert to_run <= to_build


def test_every_dependency_is_in_the_lock() -> None:
    declared = re.findall(
        r'^    "([a-z0-9-]+)(?:\[[a-z,]+\])?[~=]=', (CHECKOUT / "pyproject.toml").read_text(), re.M
    )
    locked = "".join(
        (CHECKOUT / name).read_text()
        for name in ("requirements-dev.lock", "requirements-node.lock", "requirements-bench.lock")
    )

    assert [name for name in declared if f"{name}==" not in locked] == []


def test_every_dependency_has_its_reason() -> None:
    text = (CHECKOUT / "pyproject.toml").read_text()
    dependencies = text[text.index("dependencies = [") : text.index("[project.scripts]")]

    bare = [line for line in dependencies.splitlines() if line.strip().startswith('"') and "#" not in line]

    assert bare == []


# Where a library of `make private` or `make spark` is imported, and said to be missing where it is.
_APART = {
    "private_set_intersection": CHECKOUT / "madadkar/matching/private/intersection.py",
    "pyspark": CHECKOUT / "madadkar/matching/engine/on_spark.py",
}


def test_what_the_package_imports_is_there_when_it_runs() -> None:
    locked = set(re.findall(r"^([a-z0-9-]+)==", (CHECKOUT / "requirements.lock").read_text(), re.M))
    providers = packages_distributions()
    missing = {
        f"{place(path, node.lineno)} {name}"
        for path in python_files("madadkar")
        for node in ast.walk(tree(path))
        for name in _imported(node)
        if name in providers and name != "madadkar" and _APART.get(name) != path
        if not {provider.lower().replace("_", "-") for provider in providers[name]} & locked
    }

    assert missing == set()


def _imported(node: ast.AST) -> list[str]:
    """The top-level packages an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return [node.module.split(".")[0]]
    return []
