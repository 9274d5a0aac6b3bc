"""Of two agencies both have to say same; either may say different; each sees its own record alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.matching.actions import (
    answer_recheck,
    decide_pair,
    draw_rechecks,
    end_link,
    link_people,
    set_thresholds,
    undo_decision,
)
from madadkar.matching.models import Decision, Link, Pair, Recheck
from madadkar.matching.queries.thresholds import DEFAULT, bounds_on
from madadkar.matching.rules import PairState, RunKind, Verdict
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Role
from madadkar.registry.models import Person
from tests.databases import as_owner
from tests.matching.ground import AT, Engine, Two, actor, compared, pair_of
from tests.registry import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def hasan(two: Two, engine: Engine) -> Pair:
    """Hasan of ours and Hoseyn of theirs, whom the engine is not sure of."""
    engine.says(two.known["hasan"], two.known["hasan_there"], 0.3)
    compared(two, RunKind.BETWEEN)
    return pair_of(two.known["hasan"], two.known["hasan_there"])


def _say(pair: Pair, verdict: Verdict, by: Scope, note: str = "") -> Pair:
    with within(by):
        return decide_pair(pair_id=pair.pk, verdict=verdict, note=note, by=by, at=AT)


def _undo(by: Scope) -> Pair:
    with within(by):
        last = Decision.objects.filter(undone_at__isnull=True).latest("pk")
        return undo_decision(decision_id=last.pk, by=by, at=AT)


def test_one_side_saying_same_links_nobody_yet(two: Two, hasan: Pair) -> None:
    assert _say(hasan, Verdict.SAME, two.ours).state == PairState.WAITING
    with within(two.ours):
        assert not Link.objects.exists()


def test_both_sides_saying_same_link_the_two(two: Two, hasan: Pair) -> None:
    _say(hasan, Verdict.SAME, two.ours)

    assert _say(hasan, Verdict.SAME, two.theirs).state == PairState.SAME
    with within(two.ours):
        assert Link.objects.get().basis == "clerk"


def test_either_side_may_say_different(two: Two, hasan: Pair) -> None:
    _say(hasan, Verdict.SAME, two.ours)

    assert _say(hasan, Verdict.DIFFERENT, two.theirs).state == PairState.DIFFERENT
    with within(two.ours):
        assert not Link.objects.exists()


def test_a_link_ends_with_the_word_it_stood_on(two: Two, hasan: Pair) -> None:
    _say(hasan, Verdict.SAME, two.ours)
    _say(hasan, Verdict.SAME, two.theirs)

    assert _undo(two.theirs).state == PairState.WAITING
    with within(two.ours):
        assert Link.objects.get().ended_for == "undone"
    assert _say(hasan, Verdict.SAME, two.theirs).state == PairState.SAME


def test_a_side_speaks_once_and_hears_who_spoke(two: Two, hasan: Pair) -> None:
    _say(hasan, Verdict.SAME, two.ours)
    with pytest.raises(Refusal) as refusal:
        _say(hasan, Verdict.DIFFERENT, actor(two.emdad, Role.INTAKE, "اکبر شریفی"))

    assert refusal.value.code == "pair_decided_already"
    assert refusal.value.facts == {"by": "زهرا محمدی", "verdict": "یک نفرند"}


def test_who_was_unsure_may_still_say(two: Two, hasan: Pair) -> None:
    _say(hasan, Verdict.UNSURE, two.ours)

    assert _say(hasan, Verdict.DIFFERENT, two.ours).state == PairState.DIFFERENT


def test_a_disputed_link_ends_and_both_sides_are_asked_again(two: Two, hasan: Pair) -> None:
    _say(hasan, Verdict.SAME, two.ours)
    _say(hasan, Verdict.SAME, two.theirs)
    with within(two.theirs):
        end_link(link_id=Link.objects.get().pk, reason="خانوارشان یکی نیست", by=two.theirs, at=AT)

    assert pair_of(two.known["hasan"], two.known["hasan_there"]).state == PairState.WAITING
    assert _say(hasan, Verdict.DIFFERENT, two.ours).state == PairState.DIFFERENT


def test_a_disputed_link_is_not_made_again_by_the_next_comparison(two: Two, engine: Engine) -> None:
    sakineh = (two.known["sakineh"], two.known["sakineh_there"])
    engine.says(*sakineh, 0.999)
    compared(two, RunKind.BETWEEN)
    with within(two.theirs):
        end_link(link_id=Link.objects.get().pk, reason="خانوارشان یکی نیست", by=two.theirs, at=AT)

    assert compared(two, RunKind.BETWEEN).counts["linked"] == 0
    assert pair_of(*sakineh).state == PairState.WAITING


def test_a_word_taken_back_is_asked_for_and_not_filled_in_by_the_score(
    two: Two, engine: Engine, hasan: Pair
) -> None:
    _say(hasan, Verdict.DIFFERENT, two.ours)
    _undo(two.ours)
    engine.says(two.known["hasan"], two.known["hasan_there"], 0.999)

    assert compared(two, RunKind.BETWEEN).counts["linked"] == 0


def test_a_link_of_the_score_that_the_score_takes_back_is_asked_about_and_holds(
    two: Two, engine: Engine
) -> None:
    sakineh = (two.known["sakineh"], two.known["sakineh_there"])
    engine.says(*sakineh, 0.999)
    compared(two, RunKind.BETWEEN)
    engine.pairs.clear()
    compared(two, RunKind.BETWEEN)
    with within(two.ours):
        assert (pair_of(*sakineh).state, Link.objects.get().valid_until) == (PairState.WAITING, None)

    engine.says(*sakineh, 0.02)
    compared(two, RunKind.BETWEEN)
    assert pair_of(*sakineh).state == PairState.WAITING
    _say(pair_of(*sakineh), Verdict.DIFFERENT, two.theirs)
    with within(two.ours):
        assert Link.objects.get().ended_for == "decided"


def test_who_sees_both_registers_may_link_two_people(two: Two) -> None:
    both = replace(two.ours, office_ids=(two.emdad.pk, two.behzisti.pk))
    told = {"person_id": two.known["hasan"].pk, "other_person_id": two.known["hasan_there"].pk, "at": AT}
    with within(both):
        assert link_people(**told, by=both).basis == "clerk"
        with pytest.raises(Refusal) as again:
            link_people(**told, by=both)
    with within(two.ours), pytest.raises(Refusal) as one_sided:
        link_people(**told, by=two.ours)

    assert again.value.code == "person_linked_already"
    assert one_sided.value.code == "person_unknown"


def test_neither_side_sees_the_others_record_note_or_decision(two: Two, hasan: Pair) -> None:
    _say(hasan, Verdict.SAME, two.theirs, note="پدرش بهرام است")
    with within(two.ours):
        seen = Pair.objects.get(pk=hasan.pk)
        assert set(Person.objects.filter(pk__in=(seen.left_person_id, seen.right_person_id))) == {
            two.known["hasan"]
        }
        assert not Decision.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from matching_decision")
            assert cursor.fetchone() == (0,)


def test_a_third_office_sees_nothing_of_the_pair(two: Two, hasan: Pair) -> None:
    with as_owner():
        tabriz = people.office("emdad-tabriz")
    with within(actor(tabriz)) as by:
        assert not Pair.objects.seen_by(by).exists()
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from matching_pair")
            assert cursor.fetchone() == (0,)
        with pytest.raises(Refusal) as refusal:
            decide_pair(pair_id=hasan.pk, verdict=Verdict.SAME, note="", by=by, at=AT)

    assert refusal.value.code == "pair_unknown"


def test_a_director_may_not_decide(two: Two, hasan: Pair) -> None:
    with pytest.raises(Refusal) as refusal:
        _say(hasan, Verdict.SAME, actor(two.emdad, Role.DIRECTOR))

    assert refusal.value.code == "not_permitted"


def test_thresholds_hold_from_the_day_they_are_set_and_two_heads_do_not_overwrite(two: Two) -> None:
    told = {"lower": Decimal("0.1"), "upper": Decimal("0.95"), "reason": "از برچسب‌ها", "at": AT}
    with within(two.ours):
        assert bounds_on(agency_ids=[two.emdad.agency_id], on=AT.date()) == DEFAULT
        first = set_thresholds(**told, seen=0, by=two.ours)  # type: ignore[arg-type]  # one setting
        with pytest.raises(Refusal) as refusal:
            set_thresholds(**told, seen=0, by=two.ours)  # type: ignore[arg-type]  # as above
        set_thresholds(**{**told, "upper": Decimal("0.9")}, seen=first.pk, by=two.ours)  # type: ignore[arg-type]  # as above

        assert bounds_on(agency_ids=[two.emdad.agency_id], on=AT.date()).upper == Decimal("0.9")
        both = bounds_on(agency_ids=[two.emdad.agency_id, two.behzisti.agency_id], on=AT.date())
    assert refusal.value.code == "thresholds_set_meanwhile"
    assert (both.lower, both.upper) == (DEFAULT.lower, Decimal("0.9"))


def test_a_county_does_not_set_what_binds_the_whole_agency(two: Two) -> None:
    with as_owner():
        tarom = people.office("emdad-tarom")
        Office.objects.filter(pk=tarom.pk).update(kind="county", parent=two.emdad)
    with within(actor(tarom)) as by, pytest.raises(Refusal) as refusal:
        set_thresholds(lower=Decimal("0.1"), upper=Decimal("0.9"), reason="از برچسب‌ها", seen=0, by=by, at=AT)

    assert refusal.value.code == "thresholds_are_the_provinces"


def test_a_second_look_is_blind_and_by_another(two: Two, engine: Engine, hasan: Pair) -> None:
    _say(hasan, Verdict.DIFFERENT, two.ours)
    engine.says(two.known["sakineh"], two.known["sakineh_there"], 0.999)
    compared(two, RunKind.BETWEEN)
    with within(two.ours):
        assert draw_rechecks(size=10, seed="فروردین", by=two.ours, at=AT) == 2
        assert draw_rechecks(size=10, seed="فروردین", by=two.ours, at=AT) == 0
        one = Recheck.objects.get(pair=hasan)
        with pytest.raises(Refusal) as refusal:
            answer_recheck(recheck_id=one.pk, verdict=Verdict.SAME, by=two.ours, at=AT)
    other = actor(two.emdad, Role.INTAKE)
    with within(other):
        answer_recheck(recheck_id=one.pk, verdict=Verdict.SAME, by=other, at=AT)

    assert refusal.value.code == "recheck_own"
    assert pair_of(two.known["hasan"], two.known["hasan_there"]).state == PairState.DIFFERENT
