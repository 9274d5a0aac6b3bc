"""Codes of refusal that are put together from a subject and a reason have their Persian sentence too."""

from madadkar.foundation.identity import REFUSALS
from madadkar.web.refusals import SENTENCES


def test_every_refusal_of_a_code_is_said_in_persian() -> None:
    assert set(REFUSALS) <= SENTENCES.keys()
