"""Every screen keeps to itself, and every page to what a Persian reader and a strict browser need."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from madadkar.project.home import CHECKOUT
from tests.house.sources import place, python_files, tracked, tree

WEB = CHECKOUT / "madadkar" / "web"
_SIDED = re.compile(
    r"(margin|padding|border|inset)-(left|right)|(text-align|float|clear):\s*(left|right)|(^|[\s;{])(left|right):"
)
_INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|\sstyle=\"|\son[a-z]+=\"|javascript:"
)

_WRITTEN = (
    "said", "note", "findings", "what", "conclusion", "done_note", "check_note", "observations", "needs",
    "reason", "answer", "objection", "grounds", "conditions", "terms", "minutes", "commitments", "strengths",
    "causes_note", "home_note", "outcome_note", "decision_note", "purpose", "meets_at", "session.subject",
    "founding.name", "group.name", "committee.name",
)  # fmt: skip
"""Words that people of the offices type: numbers in them are kept in one writing and shown in ours."""
_AS_IT_STOOD = "madadkar/web/templates/matching/lines.html"
"""What stood in a register is shown as it stands there, codes apart."""


def _screens() -> set[str]:
    return {path.parent.name for path in WEB.glob("*/urls.py")}


def test_no_screen_imports_another() -> None:
    screens = _screens()
    crossed = [
        place(path, node.lineno)
        for path in python_files("madadkar/web")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (parts := (node.module or "").split("."))[:2] == ["madadkar", "web"]
        and len(parts) > 2
        and parts[2] in screens
        and path.relative_to(WEB).parts[0] in screens - {parts[2]}
    ]

    assert crossed == []


def test_no_page_carries_script_or_style_that_the_browser_would_refuse() -> None:
    assert _matches(_INLINE, ".html") == []


def test_styles_know_no_left_and_no_right() -> None:
    assert _matches(_SIDED, ".css") == []


def test_no_page_asks_anything_of_another_host() -> None:
    assert _matches(re.compile(r"(src|href|action)=\"(https?:)?//"), ".html") == []


def test_no_script_fetches_another_by_a_name_that_will_carry_a_hash() -> None:
    assert _matches(re.compile(r"^\s*import\b|\bimport\(|\bfrom\s+[\"']\./"), ".js") == []


def test_what_somebody_wrote_is_read_with_persian_digits() -> None:
    written = "|".join(_WRITTEN)
    bare = re.compile(rf"{{{{ (?:\w+\.)+(?:{written})(?:\|(?!fa\b|label:)[^}}]*)? ?}}}}")

    assert [one for one in _matches(bare, ".html") if not one.startswith(_AS_IT_STOOD)] == []


def _matches(pattern: re.Pattern[str], suffix: str) -> list[str]:
    return [
        place(path, number)
        for path in _web_files(suffix)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def _web_files(suffix: str) -> list[Path]:
    return [path for path in tracked() if path.suffix == suffix and path.is_relative_to(WEB)]
