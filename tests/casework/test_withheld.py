"""Words that a reader was not told stay as they are, whatever that reader saves."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from madadkar.casework.models import Delegation
from madadkar.foundation.scope import Scope, within
from madadkar.foundation.withheld import HIDDEN
from madadkar.organisations.rules import Role
from tests.registry import people

pytestmark = pytest.mark.django_db

WHY = "مادر شیمی‌درمانی می‌شود"


@pytest.fixture
def manager(as_owner: Callable[[], AbstractContextManager[None]]) -> Scope:
    """Who manages the centre that Zahra's file is with; why it went there tells of an illness."""
    with as_owner():
        zanjan = people.office()
        noor = people.centre("noor", zanjan)
        file = people.case_file(people.household(people.person("زهرا", "بیگدلی", zanjan)))
        Delegation.objects.create(
            agency=file.agency,
            office=file.office,
            case_file=file,
            household=file.household,
            centre=noor,
            reason=WHY,
            end_reason=WHY,
            valid_from=people.LONG_AGO,
        )
    return people.scope(zanjan, role=Role.CENTRE_MANAGER, of_centre=noor)


def test_a_reader_without_the_right_is_told_that_something_is_written(manager: Scope) -> None:
    with within(manager):
        one = Delegation.objects.get()
        told = list(Delegation.objects.values_list("end_reason", "minutes"))

    assert one.end_reason == HIDDEN
    assert told == [(HIDDEN, "")]


def test_what_was_written_for_a_reader_is_read(manager: Scope) -> None:
    with within(manager):
        assert Delegation.objects.get().reason == WHY


def test_a_row_saved_by_who_was_not_told_its_words_keeps_them(
    manager: Scope, as_owner: Callable[[], AbstractContextManager[None]]
) -> None:
    with within(manager):
        one = Delegation.objects.get()
        one.step_by_name = "مدیر مرکز"
        one.save()
        one.end_reason = f"{HIDDEN}\n"  # a form that showed the sentence sends it back
        one.save(update_fields=["end_reason"])

    with as_owner():
        kept = Delegation.objects.get()
    assert (kept.end_reason, kept.step_by_name) == (WHY, "مدیر مرکز")


def test_what_stands_in_place_of_words_is_written_nowhere_else(manager: Scope) -> None:
    with pytest.raises(TypeError, match="withheld"), within(manager):
        one = Delegation.objects.get()
        Delegation.objects.filter(pk=one.pk).update(minutes=one.end_reason)
