"""A question asked twice while one page is drawn is answered once, and asked anew for the next page."""

from __future__ import annotations

from madadkar.foundation.remembering import asked_once, one_reading

ASKED: list[int] = []


@asked_once
def _families(*, of: int) -> list[int]:
    ASKED.append(of)
    return [of]


def test_a_question_is_answered_once_within_a_reading_and_anew_outside_it() -> None:
    ASKED.clear()
    with one_reading():
        assert _families(of=1) == _families(of=1) == [1]
        assert _families(of=2) == [2]
        assert ASKED == [1, 2]
    with one_reading():
        _families(of=1)
    _families(of=1)
    _families(of=1)

    assert ASKED == [1, 2, 1, 1, 1]
