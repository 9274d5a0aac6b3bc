"""A sealed text says nothing to who reads the disk, and everything to the house that sealed it."""

from __future__ import annotations

from typing import Any

import pytest

from madadkar.foundation.sealed import SealedTextField, Unreadable, seal, unseal


def test_what_is_sealed_is_read_again_and_nowhere_in_clear() -> None:
    sealed = seal("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert unseal(sealed) == "JBSWY3DPEHPK3PXP"
    assert seal("JBSWY3DPEHPK3PXP") != sealed, "two seals of one text differ"


def test_nothing_stays_nothing_and_what_was_never_sealed_is_itself() -> None:
    assert (seal(""), unseal("")) == ("", "")
    assert unseal("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"


def test_a_seal_is_never_sealed_twice() -> None:
    sealed = seal("راز")

    assert seal(sealed) == sealed


def test_a_new_key_reads_what_the_old_one_sealed_while_it_is_told(settings: Any) -> None:
    sealed = seal("راز")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key altogether"

    assert unseal(sealed) == "راز"
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(seal("تازه")) == "تازه"
    assert unseal(sealed) == ""


def test_what_cannot_be_read_is_empty_and_is_not_lost_when_written_back(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    sealed = seal("راز")
    settings.SECRET_KEY = "another key altogether"
    field: SealedTextField = SealedTextField()
    read = field.from_db_value(sealed, None, None)

    assert isinstance(read, Unreadable) and not read
    assert field.get_prep_value(read) == sealed
    assert "SECRET_KEY" in caplog.text
    assert "راز" not in caplog.text


def test_somebody_who_altered_the_seal_reads_nothing() -> None:
    sealed = seal("راز")

    assert unseal(sealed[:-4] + "AAA=") == ""
