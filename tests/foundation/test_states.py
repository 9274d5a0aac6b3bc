"""Tables of moves."""

from enum import StrEnum

import pytest

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.states import Moves


class File(StrEnum):
    ASKED = "asked"
    ACTIVE = "active"
    CLOSED = "closed"


MOVES = Moves({File.ASKED: {File.ACTIVE, File.CLOSED}, File.ACTIVE: {File.CLOSED}, File.CLOSED: ()})


def test_check_lets_a_move_of_the_table_pass() -> None:
    MOVES.check(File.ASKED, File.ACTIVE)
    assert MOVES.is_allowed(File.ACTIVE, File.CLOSED)
    assert MOVES.allowed(File.ASKED) == {File.ACTIVE, File.CLOSED}


@pytest.mark.parametrize(("current", "wanted"), [(File.CLOSED, File.ACTIVE), (File.ACTIVE, File.ACTIVE)])
def test_check_refuses_any_other_move(current: File, wanted: File) -> None:
    with pytest.raises(Refusal) as refused:
        MOVES.check(current, wanted)
    assert refused.value == Refusal("move_not_allowed", from_=current, to=wanted)


def test_final_statuses_are_followed_by_nothing() -> None:
    assert MOVES.final == {File.CLOSED}


def test_a_table_that_forgets_a_status_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="CLOSED"):
        Moves({File.ASKED: {File.ACTIVE}, File.ACTIVE: ()})


def test_the_diagram_draws_every_move() -> None:
    assert MOVES.diagram({File.ASKED: "درخواست", File.ACTIVE: "فعال", File.CLOSED: "مختومه"}) == (
        "stateDiagram-v2\n"
        '    state "درخواست" as ASKED\n'
        '    state "فعال" as ACTIVE\n'
        '    state "مختومه" as CLOSED\n'
        "    ASKED --> ACTIVE\n"
        "    ASKED --> CLOSED\n"
        "    ACTIVE --> CLOSED\n"
        "    CLOSED --> [*]\n"
    )
