"""Exact equals of two agencies, found without a third and without lists."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from madadkar.foundation.refusal import Refusal
from madadkar.matching.engine.persons import Person
from madadkar.matching.private import intersection, project
from madadkar.matching.private.blocks import recipe
from madadkar.matching.private.signed import write_signed
from tests.matching.private.ground import TODAY, Two, agree, rows_of

MARYAM = Person(
    ref=0, household="11", first="مریم", last="احمدی", father="رضا", code="9990000018", birth="13600305"
)
REZA = Person(ref=1, household="12", first="رضا", last="کریمی", father="علی", birth="13500000", sheba="IR01")
ZAHRA = Person(
    ref=2, household="13", first="زهرا", last="نوری", father="حسن", code="9990000034", birth="13700101"
)
TWIN = Person(
    ref=3, household="14", first="زهرا", last="نوری", father="حسن", code="9990000034", birth="13700101"
)


@pytest.fixture
def files(two: Two, tmp_path: Path) -> dict[str, Path]:
    names = ("asked", "asked.own", "answered", "answered.own", "back")
    return {name: tmp_path / name for name in names}


def ask(two: Two, files: dict[str, Path], persons: list[Person]) -> int:
    out, own = files["asked"], files["asked.own"]
    return intersection.ask(persons, rows_of(persons), project_file=two.emdad, out=out, own=own, on=TODAY)


def answer(two: Two, files: dict[str, Path], persons: list[Person]) -> int:
    return intersection.answer(
        persons, rows_of(persons), request=files["asked"], project_file=two.behzisti, out=files["answered"],
        own=files["answered.own"], on=TODAY,
    )  # fmt: skip


def find(two: Two, files: dict[str, Path]) -> list[intersection.Equal]:
    return intersection.find(
        files["answered"], own=files["asked.own"], project_file=two.emdad, back=files["back"], on=TODAY
    )


def test_both_sides_learn_whom_both_list_and_by_one_mark(two: Two, files: dict[str, Path]) -> None:
    theirs = [
        MARYAM._replace(ref=0, household="99-1", phone="09120000000"),
        ZAHRA._replace(ref=1, code="9990000042"),
    ]

    ask(two, files, [MARYAM, REZA, ZAHRA])
    answer(two, files, theirs)
    ours = find(two, files)
    back = intersection.read_found(
        files["back"], own=files["answered.own"], project_file=two.behzisti, on=TODAY
    )

    assert {(equal.number, equal.row) for equal in ours} == {("11", 5)}
    assert {(equal.number, equal.row) for equal in back} == {("99-1", 5)}
    assert {equal.pair for equal in ours} == {equal.pair for equal in back}


def test_none_in_both_is_an_answer_too(two: Two, files: dict[str, Path]) -> None:
    ask(two, files, [MARYAM])
    answer(two, files, [ZAHRA._replace(ref=0)])

    assert find(two, files) == []


def test_what_two_rows_of_one_roster_share_names_neither(two: Two, files: dict[str, Path]) -> None:
    assert ask(two, files, [ZAHRA, TWIN]) == 0


def test_what_travels_holds_no_word_name_or_code(two: Two, files: dict[str, Path]) -> None:
    ask(two, files, [MARYAM, REZA, ZAHRA])
    answer(two, files, [MARYAM])
    find(two, files)

    travelled = "".join(files[name].read_text() for name in ("asked", "answered", "back"))
    assert not any(text in travelled for text in ("مریم", "9990000018", "13600305", "9990000034"))


def test_only_its_owner_may_read_what_a_side_keeps(two: Two, files: dict[str, Path]) -> None:
    ask(two, files, [MARYAM])

    assert files["asked.own"].stat().st_mode & 0o077 == 0


def test_a_question_of_another_project_or_of_ones_own_side_is_refused(
    two: Two, files: dict[str, Path], tmp_path: Path
) -> None:
    other = agree(tmp_path / "other")
    ask(other, files, [MARYAM])
    with pytest.raises(Refusal, match="linkage_file_foreign"):
        answer(two, files, [MARYAM])

    ask(two, files, [MARYAM])
    with pytest.raises(Refusal, match="linkage_file_foreign"):
        answer(replace(two, behzisti=two.emdad), files, [MARYAM])


def test_an_answer_that_was_changed_on_its_way_is_refused(two: Two, files: dict[str, Path]) -> None:
    ask(two, files, [MARYAM])
    answer(two, files, [MARYAM])
    text = files["answered"].read_text()
    files["answered"].write_text(text.replace('"setup": "', '"setup": "AAAA', 1))

    with pytest.raises(Refusal, match="encoded_file_altered"):
        find(two, files)


def test_a_machine_without_the_library_says_so(
    two: Two, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intersection, "psi", None)

    with pytest.raises(Refusal, match="psi_not_installed"):
        ask(two, files, [MARYAM])


@pytest.mark.parametrize("body", [{}, {"request": b"\xff\xff"}, {"request": b"\x08\x01\x12\x04junk"}])
def test_a_message_that_is_none_of_the_protocol_is_refused(
    body: dict[str, bytes], two: Two, files: dict[str, Path]
) -> None:
    opened = project.opened(two.emdad, recipe=recipe(), on=TODAY)
    write_signed(files["asked"], kind=intersection.ASKED, project=opened, body=body)

    with pytest.raises(Refusal, match="linkage_file_foreign"):
        answer(two, files, [MARYAM])
    assert not files["answered"].exists()


@pytest.mark.parametrize("told", [b"5", b"[[1]]", b"{"])
def test_words_that_are_none_are_refused(told: bytes, two: Two, files: dict[str, Path]) -> None:
    ask(two, files, [MARYAM])
    answer(two, files, [MARYAM])
    opened = project.opened(two.emdad, recipe=recipe(), on=TODAY)
    write_signed(files["back"], kind=intersection.FOUND, project=opened, body={"words": told})

    with pytest.raises(Refusal, match="linkage_file_foreign"):
        intersection.read_found(files["back"], own=files["answered.own"], project_file=two.behzisti, on=TODAY)
