"""An expected no."""

import pickle

from madadkar.foundation.checked import Checked, Mark
from madadkar.foundation.refusal import Refusal


def test_a_refusal_says_its_code_and_facts() -> None:
    assert str(Refusal("file_closed")) == "file_closed"
    assert str(Refusal("file_closed", number="99-4000")) == "file_closed (number='99-4000')"


def test_refusals_are_equal_by_code_and_facts() -> None:
    assert Refusal("file_closed", number=1) == Refusal("file_closed", number=1)
    assert Refusal("file_closed", number=1) != Refusal("file_closed", number=2)
    assert len({Refusal("file_closed", number=1), Refusal("file_closed", number=1)}) == 1


def test_a_refusal_comes_back_from_another_process() -> None:
    refusal = Refusal("file_closed", number=1)
    assert pickle.loads(pickle.dumps(refusal)) == refusal


def test_marks_are_mendings_unless_somebody_should_look() -> None:
    assert not Mark.ZEROS_RESTORED.is_warning
    assert Mark.POSTAL_CODE_UNUSUAL.is_warning
    assert Checked("1").marks == ()


def test_a_fact_may_be_called_code() -> None:
    refusal = Refusal("office_unknown", code="emdad-tehran")
    assert (refusal.code, refusal.facts) == ("office_unknown", {"code": "emdad-tehran"})
