"""Files and functions stay small enough to be read whole, and say what they mean."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.sources import Function, functions, place, python_files, tracked, tree

LINES_A_FILE = 400
LINES_A_FUNCTION = 40
CODE = ("madadkar", "benchmarks")
ALL = (*CODE, "tests")


def test_no_file_passes_400_lines() -> None:
    sizes = {place(path, 1): len(path.read_text().splitlines()) for path in python_files(*ALL)}

    assert {name: size for name, size in sizes.items() if size > LINES_A_FILE} == {}


def test_no_function_passes_40_lines() -> None:
    sizes = {
        f"{place(path, function.lineno)} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in python_files(*CODE)
        for function in functions(path)
    }

    assert {name: size for name, size in sizes.items() if size > LINES_A_FUNCTION} == {}


def test_every_module_says_what_it_means() -> None:
    silent = [place(path, 1) for path in python_files(*CODE) if not ast.get_docstring(tree(path))]

    assert silent == []


def test_every_public_function_says_what_it_means() -> None:
    silent = [
        f"{place(path, node.lineno)} {node.name}"
        for path in python_files("madadkar")
        for node in tree(path).body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]

    assert silent == []


@pytest.mark.parametrize("layer", ["rules", "queries", "actions"])
def test_public_functions_of_rules_queries_and_actions_take_keywords_only(layer: str) -> None:
    positional = [
        f"{place(path, function.lineno)} {function.name}"
        for path in python_files("madadkar")
        if path.stem == layer or layer in path.parts
        for function in tree(path).body
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        and not function.name.startswith("_")
        and _positional(function)
    ]

    assert positional == []


def _positional(function: Function) -> list[str]:
    return [argument.arg for argument in [*function.args.posonlyargs, *function.args.args]]


def test_our_own_imports_stand_at_the_top_of_the_file() -> None:
    hidden = [
        place(path, node.lineno)
        for path in python_files(*CODE)
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("madadkar")
    ]

    assert hidden == []


def test_every_ignore_has_a_code_and_a_reason() -> None:
    """The reason stands behind the ignore, or in a comment on the line above."""
    found = [
        place(path, number)
        for path in python_files(*ALL)
        if path.name != "test_limits.py"
        for number, (above, line) in enumerate(_pairs(path.read_text().splitlines()), 1)
        if re.search(r"#\s*(type:\s*ignore|noqa)", line)
        and not (
            _IGNORE_WITH_REASON.search(line) or (_IGNORE.search(line) and above.lstrip().startswith("# "))
        )
    ]

    assert found == []


_IGNORE = re.compile(r"#\s*(type:\s*ignore\[[\w, -]+\]|noqa:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)")
_IGNORE_WITH_REASON = re.compile(_IGNORE.pattern + r"\s+[-#]\s*\S")


def _is_reasoned(line: str, above: str) -> bool:
    has_code = _IGNORE.search(line) is not None
    return _IGNORE_WITH_REASON.search(line) is not None or (has_code and above.lstrip().startswith("# "))


def _pairs(lines: list[str]) -> list[tuple[str, str]]:
    return list(zip(["", *lines], lines, strict=False))


def test_nothing_is_put_off_or_passed_over() -> None:
    put_off = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b|pytest\.(mark\.)?x" + r"fail")
    found = [
        place(path, number)
        for path in tracked()
        if path.suffix in {".py", ".sql", ".html", ".js", ".css", ".md", ".toml"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if put_off.search(line)
    ]

    assert found == []
