"""Every no has its Persian sentence, and no sentence stands for a no that nobody says."""

from __future__ import annotations

import re
import string

from madadkar.foundation.refusal import Refusal
from madadkar.web.refusals import SENTENCES, sentence
from tests.house.sources import place, python_files


def _codes() -> dict[str, str]:
    """Every code raised as a Refusal, or said to be raised in a docstring, with a place where it stands."""
    found: dict[str, str] = {}
    for path in python_files("madadkar"):
        text = path.read_text(encoding="utf-8")
        for told in re.finditer(r'Refusal\(\s*"([a-z_]+)"', text):
            found.setdefault(told[1], place(path, text.count("\n", 0, told.start()) + 1))
    return found


def test_every_refusal_has_a_persian_sentence() -> None:
    assert {code: where for code, where in _codes().items() if code not in SENTENCES} == {}


def test_sentences_are_persian_and_end() -> None:
    latin = set(string.ascii_letters) - set("IR")  # a Sheba begins with IR
    wrong = [
        code
        for code, text in SENTENCES.items()
        if not text.endswith((".", "؟", "»")) or latin & set("".join(literal for literal, *_ in _parts(text)))
    ]

    assert wrong == []


def _parts(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return list(string.Formatter().parse(text))


def test_a_sentence_without_its_fact_is_still_a_sentence() -> None:
    assert "؟" in sentence(Refusal("date_unreadable"))


def test_an_unknown_code_is_still_said() -> None:
    assert "never_heard_of" in sentence(Refusal("never_heard_of"))


def test_numbers_in_a_sentence_are_persian() -> None:
    assert "۱۲" in sentence(Refusal("date_unreadable", text="12"))
