"""How many files are looked at, which ones, and how sure the answer is."""

from __future__ import annotations

import pytest

from madadkar.casework.rules.sampling import Share, drawn, population_digest, sample_size
from madadkar.foundation.refusal import Refusal


@pytest.mark.parametrize(
    ("population", "confidence", "margin", "size"),
    [
        (1, 95, 10, 1),
        (53, 95, 10, 35),
        (421, 95, 10, 79),
        (22_485, 95, 5, 378),
        (10**9, 95, 5, 385),
        (100, 99, 1, 100),
        (100, 90, 10, 41),
    ],
)
def test_the_size_is_the_books_size(population: int, confidence: int, margin: int, size: int) -> None:
    assert sample_size(population=population, confidence=confidence, margin=margin) == size


def test_nothing_cannot_be_sampled() -> None:
    with pytest.raises(Refusal, match="nothing_to_sample"):
        sample_size(population=0, confidence=95, margin=10)


@pytest.mark.parametrize(("confidence", "margin"), [(94, 10), (95, 0), (95, 26)])
def test_terms_without_a_table_or_without_sense_are_refused(confidence: int, margin: int) -> None:
    with pytest.raises(Refusal, match="sample_terms"):
        sample_size(population=10, confidence=confidence, margin=margin)


def test_the_same_seed_draws_the_same_files_in_whatever_order_they_come() -> None:
    ids = list(range(1, 500))

    assert drawn(ids=ids, size=20, seed=7) == drawn(ids=ids[::-1], size=20, seed=7)
    assert drawn(ids=ids, size=20, seed=7) != drawn(ids=ids, size=20, seed=8)


def test_every_file_is_drawn_about_as_often_as_any_other() -> None:
    times = dict.fromkeys(range(10), 0)
    for seed in range(2000):
        for one in drawn(ids=times.keys(), size=3, seed=seed):
            times[one] += 1

    assert sum(times.values()) == 6000
    assert all(520 < count < 680 for count in times.values()), times


def test_another_population_has_another_fingerprint() -> None:
    assert population_digest(ids={3, 1, 2}) == population_digest(ids=[1, 2, 3])
    assert population_digest(ids={1, 2}) != population_digest(ids={12})


def test_who_looked_at_everything_is_sure() -> None:
    assert Share(part=3, whole=4, population=4, confidence=95).bounds == (75, 75)


def test_half_of_the_sample_asked_for_lies_within_the_margin_asked_for() -> None:
    bounds = Share(part=189, whole=378, population=22_485, confidence=95).bounds

    assert bounds is not None
    assert (round(bounds[0], 1), round(bounds[1], 1)) == (45.0, 55.0)


def test_all_of_a_few_is_not_all_of_them() -> None:
    bounds = Share(part=5, whole=5, population=421, confidence=95).bounds

    assert bounds is not None
    assert 55 < bounds[0] < 60
    assert bounds[1] == 100


def test_nothing_looked_at_tells_nothing() -> None:
    share = Share(part=0, whole=0, population=10, confidence=95)

    assert share.percent is None
    assert share.bounds is None
