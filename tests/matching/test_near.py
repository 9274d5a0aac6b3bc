"""Somebody at the door is perhaps known under another spelling."""

from __future__ import annotations

from datetime import date

import pytest

from madadkar.foundation.scope import within
from madadkar.matching.queries.near import Described, near_people
from madadkar.registry.names import learn_names
from tests.databases import as_owner
from tests.matching.ground import AT, BORN, Two

pytestmark = pytest.mark.django_db


def _near(two: Two, **said: object) -> list[int]:
    with within(two.ours):
        found = near_people(said=Described(**said), scope=two.ours, on=AT.date())  # type: ignore[arg-type]  # words
        return [one.ref for one in found]


@pytest.mark.parametrize(
    "said",
    [
        {"first": "سکینه", "last": "رستمی", "father": "قربانعلی", "birth_on": BORN},
        {"first": "سکینه", "last": "رستمى", "father": "قربانعلی", "code": "9991234506"},
        {"first": "سکینه سادات", "last": "رستمیان", "father": "قربانعلی", "code": "9991234560"},
    ],
)
def test_a_family_head_is_known_under_another_spelling(two: Two, said: dict[str, object]) -> None:
    with as_owner():
        learn_names()

    assert _near(two, **said) == [two.known["sakineh"].pk]


def test_a_stranger_is_nobody_known(two: Two) -> None:
    assert _near(two, first="پریسا", last="قنبری", father="سهراب", birth_on=date(1992, 1, 1)) == []


def test_a_namesake_of_another_father_and_age_is_another(two: Two) -> None:
    assert _near(two, first="سکینه", last="رستمی", father="موسی", birth_on=date(1999, 9, 9)) == []


def test_nobody_of_the_other_agency_is_told_of(two: Two) -> None:
    found = _near(two, first="حسین", last="قراداغی", father="بهرام", birth_on=date(1960, 3, 21))

    assert two.known["hasan_there"].pk not in found
