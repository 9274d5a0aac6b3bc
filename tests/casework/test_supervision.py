"""An office inspects its centres, samples their files, has things put right, and scores them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from madadkar.casework.actions.delegation.centre_standing import change_centre_standing
from madadkar.casework.actions.supervision.correcting import (
    Check,
    ask_correction,
    check_correction,
    drop_correction,
    report_correction,
)
from madadkar.casework.actions.supervision.inspecting import (
    cancel_inspection,
    hold_inspection,
    plan_inspection,
)
from madadkar.casework.actions.supervision.reviewing_centres import draw_review, finish_review, judge_file
from madadkar.casework.actions.supervision.scoring import score_centre, score_centres, set_scheme
from madadkar.casework.models import (
    CentreScore,
    CorrectiveAction,
    Delegation,
    FileReview,
    Inspection,
    SampledFile,
)
from madadkar.casework.queries.comparison import Behind, compared, files_behind
from madadkar.casework.queries.supervision import (
    correction_duties,
    in_order_share,
    inspection_duties,
    sampled_files,
    supervision_of,
)
from madadkar.casework.rules.supervision import CHECKLIST, DEFAULT_GRADES, Met, Part, Verdict
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import CentreStanding
from madadkar.organisations.rules import Standing
from tests.casework.watched import LONG_AGO, NOON, TODAY, Watched, watched

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]
ALL_MET = dict.fromkeys(CHECKLIST, Met.YES)


@pytest.fixture
def world(as_owner: Ground) -> Iterator[Watched]:
    with as_owner():
        laid = watched()
    yield laid


def _inspection(world: Watched, *, by: Scope | None = None) -> Inspection:
    by = by or world.head
    with within(by):
        return plan_inspection(
            centre_id=world.nour.pk, inspector_id=by.actor_id or 0, planned_on=TODAY, token=uuid4(), by=by,
            at=NOON,
        )  # fmt: skip


def _held(world: Watched, points: dict[str, Met] | None = None) -> Inspection:
    planned = _inspection(world)
    with within(world.head):
        return hold_inspection(
            inspection_id=planned.pk, points=points or ALL_MET, findings="", on=TODAY, by=world.head, at=NOON
        )


def _review(world: Watched, *, seed: int | None = None, margin: int = 10) -> FileReview:
    with within(world.head):
        return draw_review(
            centre_id=world.nour.pk, confidence=95, margin=margin, token=uuid4(), by=world.head, at=NOON,
            seed=seed,
        )  # fmt: skip


def _correction(world: Watched) -> CorrectiveAction:
    with within(world.head):
        return ask_correction(
            centre_id=world.nour.pk, what="رسید کمک‌ها بایگانی شود", due_on=TODAY + timedelta(days=10),
            token=uuid4(), by=world.head, at=NOON,
        )  # fmt: skip


def test_an_inspection_is_the_inspectors_duty_until_it_is_held(world: Watched) -> None:
    planned = _inspection(world)
    with within(world.head):
        assert [duty.url_args for duty in inspection_duties(scope=world.head, on=TODAY)] == [(planned.pk,)]
        assert inspection_duties(scope=world.deputy, on=TODAY) == []
        hold_inspection(
            inspection_id=planned.pk, points=ALL_MET, findings="", on=TODAY, by=world.head, at=NOON
        )
        assert inspection_duties(scope=world.head, on=TODAY) == []


def test_an_inspection_held_twice_is_told_so_and_by_whom(world: Watched) -> None:
    held = _held(world)

    for by, told in ((world.head, "done_already"), (world.deputy, "done_by_another.*زهرا محمدی")):
        with within(by), pytest.raises(Refusal, match=told):
            hold_inspection(inspection_id=held.pk, points=ALL_MET, findings="", on=TODAY, by=by, at=NOON)
    with within(world.deputy), pytest.raises(Refusal, match="move_not_allowed"):
        cancel_inspection(inspection_id=held.pk, reason="برف", by=world.deputy, at=NOON)


def test_an_inspection_says_something_of_every_point(world: Watched) -> None:
    planned = _inspection(world)
    some = dict.fromkeys(list(CHECKLIST)[1:], Met.YES)

    with within(world.head), pytest.raises(Refusal, match="points_missing"):
        hold_inspection(inspection_id=planned.pk, points=some, findings="", on=TODAY, by=world.head, at=NOON)


def test_nothing_is_found_at_a_centre_before_it_had_its_permit_nor_tomorrow(world: Watched) -> None:
    planned = _inspection(world)
    told = {"inspection_id": planned.pk, "points": ALL_MET, "findings": "", "by": world.head, "at": NOON}

    for day, code in (
        (LONG_AGO - timedelta(days=1), "before_the_centre"),
        (TODAY + timedelta(days=1), "day_not_come"),
    ):
        with within(world.head), pytest.raises(Refusal, match=code):
            hold_inspection(**told, on=day)


def test_a_form_sent_twice_plans_one_inspection(world: Watched) -> None:
    token = uuid4()
    asked = {"centre_id": world.nour.pk, "inspector_id": world.head.actor_id or 0, "planned_on": TODAY}
    with within(world.head):
        plan_inspection(**asked, token=token, by=world.head, at=NOON)
        with pytest.raises(Refusal, match="done_already"):
            plan_inspection(**asked, token=token, by=world.head, at=NOON)


@pytest.mark.parametrize("who", ["caseworker", "manager", "worker"])
def test_only_supervisors_inspect(world: Watched, who: str) -> None:
    with pytest.raises(Refusal, match="not_permitted"):
        _inspection(world, by=getattr(world, who))


def test_a_centre_reads_what_is_said_of_it_but_not_which_files_were_drawn(world: Watched) -> None:
    _held(world)
    _review(world)
    with within(world.manager):
        seen = supervision_of(centre_id=world.nour.pk, scope=world.manager)
        assert (len(seen.inspections), len(seen.reviews)) == (1, 1)
        assert SampledFile.objects.count() == 0
        assert sampled_files(review=seen.reviews[0], scope=world.manager) == []


def test_who_judges_a_file_does_not_write_over_what_a_colleague_found_meanwhile(world: Watched) -> None:
    review = _review(world)
    with within(world.head):
        file = sampled_files(review=review, scope=world.head)[0]
        judged = {"sampled_id": file.pk, "findings": "", "seen": "", "at": NOON}
        judge_file(**judged, verdict=Verdict.IN_ORDER, by=world.head)
        judge_file(**judged, verdict=Verdict.IN_ORDER, by=world.head)
    with within(world.deputy):
        with pytest.raises(Refusal, match="done_by_another"):
            judge_file(**{**judged, "findings": "امضا ندارد"}, verdict=Verdict.LACKING, by=world.deputy)
        knowing = {**judged, "findings": "امضا ندارد", "seen": Verdict.IN_ORDER.value}
        assert judge_file(**knowing, verdict=Verdict.LACKING, by=world.deputy).verdict == Verdict.LACKING


def test_another_centre_reads_nothing_of_it(world: Watched, as_owner: Ground) -> None:
    _held(world)
    _correction(world)
    elsewhere = Scope(
        actor_id=world.manager.actor_id, office_ids=(world.office.pk,), centre_id=world.omid.pk,
        rights=world.manager.rights,
    )  # fmt: skip
    with within(elsewhere):
        seen = supervision_of(centre_id=world.nour.pk, scope=elsewhere)
        assert (seen.inspections, seen.corrections) == ([], [])
        assert Inspection.objects.count() == CorrectiveAction.objects.count() == 0


def test_a_sample_is_drawn_again_by_its_seed_from_the_population_it_states(world: Watched) -> None:
    first = _review(world, seed=1404, margin=25)
    again = _review(world, seed=1404, margin=25)
    with within(world.head):
        drawn_first, drawn_again = (
            {one.case_file_id for one in sampled_files(review=review, scope=world.head)}
            for review in (first, again)
        )

    assert (first.population, first.size) == (4, 4)
    assert drawn_first == drawn_again == {file.pk for file in world.files}
    assert first.population_digest == again.population_digest


def test_files_of_another_centre_are_not_in_the_population(world: Watched) -> None:
    with within(world.head), pytest.raises(Refusal, match="nothing_to_sample"):
        draw_review(centre_id=world.omid.pk, confidence=95, margin=10, token=uuid4(), by=world.head, at=NOON)


def test_a_review_ends_when_every_file_was_looked_at_and_stands_then(world: Watched) -> None:
    review = _review(world)
    with within(world.head):
        files = sampled_files(review=review, scope=world.head)
        with pytest.raises(Refusal, match="files_not_looked_at"):
            finish_review(review_id=review.pk, conclusion="", by=world.head, at=NOON)
        with pytest.raises(Refusal, match="findings_missing"):
            judge_file(sampled_id=files[0].pk, verdict=Verdict.LACKING, findings=" ", by=world.head, at=NOON)
        for place, one in enumerate(files):
            verdict = Verdict.LACKING if place == 0 else Verdict.IN_ORDER
            judge_file(sampled_id=one.pk, verdict=verdict, findings="بازدید ندارد", by=world.head, at=NOON)
        finish_review(review_id=review.pk, conclusion="بازدیدها نوشته شود", by=world.head, at=NOON)
        share = in_order_share(review=review, files=sampled_files(review=review, scope=world.head))
        with pytest.raises(Refusal, match="review_finished"):
            judge_file(sampled_id=files[0].pk, verdict=Verdict.IN_ORDER, findings="", by=world.head, at=NOON)

    assert (share.percent, share.bounds) == (75, (75, 75))


def test_what_a_centre_reports_is_checked_by_somebody_else(world: Watched) -> None:
    asked = _correction(world)
    with within(world.manager):
        told = correction_duties(scope=world.manager, on=TODAY)
        assert [duty.url_args for duty in told] == [(asked.pk,)]
        assert asked.what in told[0].words
        report_correction(correction_id=asked.pk, note="بایگانی شد", by=world.manager, at=NOON)
        assert correction_duties(scope=world.manager, on=TODAY) == []
    with within(world.head):
        assert [duty.url_args for duty in correction_duties(scope=world.head, on=TODAY)] == [(asked.pk,)]
        checked = check_correction(
            correction_id=asked.pk, result=Check.ACCEPTED, note="", by=world.head, at=NOON
        )

    assert (checked.state, checked.checked_by_name) == ("checked", "زهرا محمدی")


def test_who_did_it_does_not_check_it(world: Watched) -> None:
    asked = _correction(world)
    with within(world.head):
        report_correction(correction_id=asked.pk, note="خودم بایگانی کردم", by=world.head, at=NOON)
        with pytest.raises(Refusal, match="same_person"):
            check_correction(correction_id=asked.pk, result=Check.ACCEPTED, note="", by=world.head, at=NOON)
    with within(world.deputy):
        check_correction(correction_id=asked.pk, result=Check.ACCEPTED, note="", by=world.deputy, at=NOON)


def test_what_is_sent_back_is_open_again_and_says_why(world: Watched) -> None:
    asked = _correction(world)
    with within(world.manager):
        report_correction(correction_id=asked.pk, note="شد", by=world.manager, at=NOON)
    with within(world.head):
        with pytest.raises(Refusal, match="reason_missing"):
            check_correction(correction_id=asked.pk, result=Check.RETURNED, note="", by=world.head, at=NOON)
        back = check_correction(
            correction_id=asked.pk, result=Check.RETURNED, note="رسیدها ناقص است", by=world.head, at=NOON
        )
        drop_correction(correction_id=asked.pk, reason="دیگر لازم نیست", by=world.head, at=NOON)

    assert (back.state, back.check_note) == ("open", "رسیدها ناقص است")


def test_a_score_is_made_of_what_could_be_counted_and_shows_it(world: Watched) -> None:
    points = {**ALL_MET, "board_meets": Met.NO, "place_fit": Met.NOT_SEEN}
    _held(world, points)
    with within(world.head):
        kept = score_centre(centre_id=world.nour.pk, by=world.head, at=NOON)

    parts = {part["part"]: (part["numerator"], part["denominator"], part["weight"]) for part in kept.parts}
    # Inspection 8 of 9 weighs 25, visits 0 of 4 weigh 20; the rest had nothing to count.
    assert parts == {"inspection": (8, 9, 25), "visits": (0, 4, 20)}
    assert kept.points == Decimal("49.4")
    assert kept.grade == "ج"
    assert set(kept.missing) == {"files", "corrections", "satisfaction", "capacity"}


def test_a_centre_without_anything_to_count_has_no_score(world: Watched) -> None:
    with within(world.head), pytest.raises(Refusal, match="nothing_to_score"):
        score_centre(centre_id=world.omid.pk, by=world.head, at=NOON)


def test_all_centres_are_scored_at_once_and_again_the_same_day(world: Watched) -> None:
    with within(world.head):
        assert score_centres(by=world.head, at=NOON) == 1
        assert score_centres(by=world.head, at=NOON) == 1
        assert CentreScore.objects.count() == 1


def test_an_office_weighs_by_its_own_scheme_from_its_day_on(world: Watched) -> None:
    weights = dict.fromkeys(Part, 0) | {Part.VISITS: 100}
    with within(world.head):
        with pytest.raises(Refusal, match="weights_not_a_hundred"):
            set_scheme(weights={Part.VISITS: 90}, grades=DEFAULT_GRADES, on=TODAY, by=world.head, at=NOON)
        with pytest.raises(Refusal, match="grades_wrong"):
            set_scheme(weights=weights, grades={"الف": 50}, on=TODAY, by=world.head, at=NOON)
        set_scheme(weights=weights, grades={"خوب": 50, "ضعیف": 0}, on=TODAY, by=world.head, at=NOON)
        kept = score_centre(centre_id=world.nour.pk, by=world.head, at=NOON)
        set_scheme(weights=weights, grades={"کم": 0}, on=TODAY, by=world.head, at=NOON)
        again = score_centre(centre_id=world.nour.pk, by=world.head, at=NOON)

    assert (kept.points, kept.grade, again.grade) == (Decimal("0.0"), "ضعیف", "کم")
    assert kept.scheme_id == again.scheme_id


def test_a_suspended_centres_files_come_back_in_the_same_deed(world: Watched) -> None:
    with within(world.head):
        count = change_centre_standing(
            centre_id=world.nour.pk, standing=Standing.SUSPENDED, on=TODAY, reason="نبود صورت‌جلسه",
            by=world.head, at=NOON,
        )  # fmt: skip
        still = Delegation.objects.filter(centre=world.nour, valid_until__isnull=True).count()

    assert (count, still) == (4, 0)
    assert CentreStanding.objects.filter(centre=world.nour).latest("valid_from").standing == "suspended"


def test_a_standing_of_a_day_gone_by_is_for_who_may_correct_history(world: Watched) -> None:
    asked = {"centre_id": world.nour.pk, "standing": Standing.REVOKED, "reason": "نامه", "at": NOON}
    with within(world.director), pytest.raises(Refusal, match="not_permitted"):
        change_centre_standing(**asked, on=TODAY - timedelta(days=1), by=world.director)


def test_what_was_overdue_on_a_day_gone_by_is_told_of_that_day(world: Watched, as_owner: Ground) -> None:
    correction = _correction(world)
    done_on = correction.due_on + timedelta(days=9)
    with as_owner():
        CorrectiveAction.objects.filter(pk=correction.pk).update(state="done", done_on=done_on)
    days = [correction.due_on, correction.due_on + timedelta(days=1), done_on]
    with within(world.head):
        told = [
            compared(centre_ids=[world.nour.pk], scope=world.head, on=on)[world.nour.pk].overdue
            for on in days
        ]

    assert told == [0, 1, 0]


def test_a_restored_centre_takes_nothing_back_by_itself(world: Watched) -> None:
    with within(world.head):
        for standing, on in ((Standing.REVOKED, TODAY - timedelta(days=1)), (Standing.ACTIVE, TODAY)):
            change_centre_standing(
                centre_id=world.nour.pk, standing=standing, on=on, reason="نامه", by=world.head, at=NOON
            )
        assert Delegation.objects.filter(centre=world.nour, valid_until__isnull=True).count() == 0


def test_centres_stand_side_by_side_in_two_questions_and_open_to_their_files(
    world: Watched, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    with within(world.director):
        with django_assert_num_queries(2):
            rows = compared(centre_ids=[world.nour.pk, world.omid.pk], scope=world.director, on=TODAY)
        nour = rows[world.nour.pk]
        opened = {
            behind: files_behind(
                behind=behind, centre_id=world.nour.pk, scope=world.director, on=TODAY
            ).count()
            for behind in Behind
        }

    assert (nour.files, nour.before, nour.workers, nour.visited) == (4, 4, 1, 0)
    assert (nour.files_a_worker, nour.growth_percent) == (4.0, 0.0)
    assert rows[world.omid.pk].growth_percent is None
    assert opened == {
        Behind.FILES: 4, Behind.BEFORE: 4, Behind.VISITED: 0, Behind.UNVISITED: 4, Behind.EMPOWERED: 0,
        Behind.HANDED: 0,
    }  # fmt: skip
