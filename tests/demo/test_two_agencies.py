"""Zanjan's two agencies share families at a stated rate; the overlap is found, judged, at every step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from madadkar.demo.plans import STILL_ACTIVE_IN_BOTH_SHARE, TWO_AGENCIES_SHARE
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.scope import within
from madadkar.organisations.models import Post
from madadkar.organisations.queries import scope_of
from madadkar.overlap.queries.duties import overlap_duties
from madadkar.reports.queries import office_readings, question
from tests.demo.conftest import PLANTED_AT

Ask = Callable[..., list[tuple[Any, ...]]]
Inside = Callable[[str], Any]
TODAY = tehran_day(PLANTED_AT)
SHARED = round(10_455 * TWO_AGENCIES_SHARE)
BOTH = ("emdad-zanjan", "behzisti-zanjan")


def read(inside: Inside, code: str) -> dict[str, Any]:
    """The figures of the overlap of one side on the day of planting."""
    with inside(code) as (office, scope):
        readings = office_readings(asked=question(office=office, on=TODAY, by=scope))
    return {one.figure.code: one.value for one in readings}


_ALONE = """
select count(*) from matching_link k
  where not exists (
    select from matching_pair p
      join registry_membership a on a.person_id = p.left_person_id
      join registry_membership b on b.person_id = p.right_person_id
      join registry_membership c on c.household_id = a.household_id and c.person_id = k.left_person_id
      join registry_membership d on d.household_id = b.household_id and d.person_id = k.right_person_id
      where p.state = 'same')
"""


def test_the_engine_finds_the_families_that_both_know_and_hardly_another(ask: Ask) -> None:
    """Clerks confirmed the heads whom they know; who else is linked is of these families, but for a few."""
    [(confirmed,)] = ask("select count(*) from matching_pair where state = 'same'")
    [(links, people)] = ask("select count(*), count(distinct left_person_id) from matching_link")
    [(alone,)] = ask(_ALONE)
    assert confirmed >= 0.99 * SHARED
    assert links == people > 1.9 * SHARED
    assert alone <= 0.01 * SHARED
    assert ask("select count(*) from matching_decision") == [(2 * confirmed,)]


def test_what_the_engine_doubts_waits_on_the_workbench(ask: Ask) -> None:
    [(waiting,)] = ask("select count(*) from matching_pair where state = 'waiting'")
    assert 20 < waiting < 200


def test_it_was_compared_by_an_agreement_both_made(ask: Ask) -> None:
    told = "select a.state, a.valid_until - a.valid_from, r.state from matching_comparisonagreement a"
    assert ask(f"{told} join matching_run r on r.agreement_id = a.id") == [("accepted", 363, "done")]


def test_both_sides_count_the_same_overlap_and_it_is_of_the_families_still_covered(inside: Inside) -> None:
    ours, theirs = (read(inside, code) for code in BOTH)
    for code in ("overlap_households", "overlap_allowed", "double_coverage"):
        assert ours[code] == theirs[code], code
    assert ours["overlap_allowed"] + ours["double_coverage"] == ours["overlap_households"]
    assert 0.8 < ours["overlap_households"] / (SHARED * STILL_ACTIVE_IN_BOTH_SHARE) <= 1
    assert ours["overlap_allowed"] > 50
    assert ours["double_coverage"] > 50
    assert min(ours["gap_households"], theirs["gap_households"]) > 5


def test_offices_that_share_no_family_count_none(inside: Inside) -> None:
    assert read(inside, "emdad-isfahan")["overlap_households"] == 0


def test_a_case_stands_at_every_step_for_the_heads_to_find(ask: Ask) -> None:
    states = {state for (state,) in ask("select distinct state from overlap_overlapcase")}
    assert states == {
        "proposed", "agreed", "disagreed", "decided", "handed_over", "taken_over", "allowed", "closed",
    }  # fmt: skip


def test_both_heads_find_them_in_their_day_and_none_is_late_yet(demo: None) -> None:
    for name in ("rais.zanjan", "rais.behzisti.zanjan"):
        post = Post.objects.select_related("staff", "office").get(staff__username=name)
        with within(scope_of(post=post, on=TODAY)) as scope:
            found = overlap_duties(scope=scope, on=TODAY)
        words = " ".join(duty.words for duty in found)
        for said in ("پاسخ دهید", "امضا کنید", "پیشنهاد دیگری بدهید"):
            assert said in words, name
        assert not any(duty.is_overdue(TODAY) for duty in found)
