"""What a sample of second looks tells of all pairs, and what each threshold would do with them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection

from madadkar.foundation.scope import within
from madadkar.foundation.shares import Share
from madadkar.matching.actions import draw_rechecks
from madadkar.matching.models import Pair, Recheck
from madadkar.matching.queries.pairs import waiting_pairs
from madadkar.matching.queries.quality import Quality, Stratum, labelled, quality, traded, trades
from madadkar.matching.rules import PairState, RunKind
from madadkar.registry.models import Person
from tests.databases import as_owner
from tests.matching.ground import AT, Engine, Two, compared

NOBODY = Share(0, 0, 0, 95)


def _quality(same: Share, different: Share, aside: Share) -> Quality:
    return Quality(Stratum("s", same), Stratum("d", different), Stratum("a", aside), NOBODY)


def test_recall_carries_each_kinds_share_to_all_pairs_of_its_kind() -> None:
    told = _quality(Share(45, 50, 1000, 95), Share(1, 50, 500, 95), Share(1, 100, 2000, 95)).recall
    assert told is not None
    at, least, most = told
    assert at == pytest.approx(100 * 900 / (900 + 10 + 20))
    assert 80 < least < at < most <= 100


def test_recall_is_certain_where_everything_was_looked_at_and_untold_where_a_kind_was_not() -> None:
    whole = _quality(Share(9, 10, 10, 95), Share(1, 5, 5, 95), NOBODY)
    assert whole.recall == (90, 90, 90)
    assert _quality(Share(9, 10, 10, 95), Share(1, 5, 5, 95), Share(0, 0, 7, 95)).recall is None


def test_a_threshold_is_judged_by_all_pairs_of_a_band_and_not_by_those_clerks_happened_to_label() -> None:
    """A thousand sure pairs, ten of them labelled; twenty doubtful ones, all labelled."""
    known = [(Decimal("0.995"), True)] * 10 + [(Decimal("0.45"), True)] * 5 + [(Decimal("0.45"), False)] * 15
    at = {one.at: one for one in traded(pairs={15: 1000, 7: 20}, known=known)}
    low, high = at[Decimal("0.4")], at[Decimal("0.5")]
    assert (low.found, low.wrong, high.missed, high.above) == (15, 15, 5, 1000)
    assert low.precision == pytest.approx(100 * 1005 / 1020)
    assert high.recall == pytest.approx(100 * 1000 / 1005)
    assert high.is_whole


def test_bands_that_nobody_labelled_are_said_to_be_missing() -> None:
    first = traded(pairs={15: 1000, 7: 20}, known=[(Decimal("0.995"), True)])[0]
    assert (first.precision, first.is_whole, first.above) == (100, False, 1020)


@pytest.mark.django_db
def test_pairs_merged_since_still_count_as_held_for_one(two: Two, engine: Engine) -> None:
    one, again = two.known["masoumeh"], two.known["masoumeh_again"]
    engine.says(one, again, 0.9)
    engine.says(two.known["hasan"], one, 0.08)
    compared(two, RunKind.WITHIN)
    with as_owner():
        Pair.objects.filter(left_person__in=(one, again), right_person__in=(one, again)).update(
            state=PairState.SAME.value
        )
        Person.objects.filter(pk=again.pk).update(merged_into=one)
    with within(two.ours):
        assert quality(scope=two.ours).held_same.same.population == 1
        told = trades(scope=two.ours, known=labelled(scope=two.ours))
    assert {trade.at: trade.above for trade in told}[Decimal("0.05")] == 2


@pytest.mark.django_db
def test_words_that_begin_alike_draw_samples_of_their_own(two: Two, engine: Engine) -> None:
    for name in ("hasan", "sakineh", "masoumeh_again"):
        engine.says(two.known["masoumeh"], two.known[name], 0.02)
    compared(two, RunKind.WITHIN)
    with within(two.ours):
        for year in range(1400, 1410):
            draw_rechecks(size=1, seed=f"پاییز {year}", by=two.ours, at=AT)
        assert len(set(Recheck.objects.values_list("pair_id", flat=True))) > 1


@pytest.mark.django_db
def test_the_queue_is_read_in_its_own_order_and_not_sorted_anew(two: Two) -> None:
    with within(two.ours), connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_sort = off")
        assert "asked_pair_by_certainty" in waiting_pairs(scope=two.ours)[:25].explain()
