"""Two agencies' registers are compared while both agree to it, and not a moment longer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from madadkar.foundation.models import AuditEvent, Job
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.matching import tasks
from madadkar.matching.actions import (
    accept_comparison,
    ask_run,
    do_run,
    drop_comparison,
    end_comparison,
    propose_comparison,
)
from madadkar.matching.actions import runs as runs_action
from madadkar.matching.models import ComparisonAgreement, Link, Run
from madadkar.matching.queries.agreements import agreed_offices, agreements_in_sight, proposals_to_answer
from madadkar.matching.rules import AgreementState, RunKind
from madadkar.matching.shelves import shelf_path
from madadkar.organisations.rules import Role
from tests.databases import as_owner
from tests.matching.ground import AT, Engine, Two, actor, agreed, compared, proposed
from tests.registry import people

pytestmark = pytest.mark.django_db


def _code(by: Scope, deed: Callable[..., Any], **told: Any) -> str:
    told.setdefault("at", AT)
    try:
        with within(by):
            deed(**told, by=by)
    except Refusal as refusal:
        return refusal.code
    return ""


def _asked(by: Scope, two: Two, *, at: datetime = AT) -> str:
    other = two.behzisti if by is two.ours else two.emdad
    told = {"kind": RunKind.BETWEEN, "other_office_id": other.pk, "is_whole": True, "token": uuid4()}
    return _code(by, ask_run, **told, at=at)


def test_nothing_is_compared_before_the_other_side_accepts(two: Two) -> None:
    assert _asked(two.ours, two) == "comparison_not_agreed"
    made = proposed(two)
    assert _asked(two.ours, two) == "comparison_not_agreed"
    assert _code(two.ours, accept_comparison, agreement_id=made.pk) == "agreement_own"

    assert _code(two.theirs, accept_comparison, agreement_id=made.pk) == ""
    assert _asked(two.ours, two) == ""
    assert _asked(two.theirs, two) == ""


def test_both_sides_see_it_and_both_trails_tell_of_it(two: Two) -> None:
    made = agreed(two)
    for by in (two.ours, two.theirs):
        with within(by):
            assert agreements_in_sight(scope=by).get().pk == made.pk
            deeds = AuditEvent.objects.filter(deed__endswith="_comparison").values_list("deed", flat=True)
            assert set(deeds) == {"matching.propose_comparison", "matching.accept_comparison"}
            assert agreed_offices(scope=by, on=AT.date()).count() == 1
    with as_owner():
        elsewhere = people.office("emdad-tarom")
    with within(actor(elsewhere)) as stranger:
        assert ComparisonAgreement.objects.count() == 0
        assert agreements_in_sight(scope=stranger).count() == 0


def test_a_comparison_asked_for_is_told_in_both_trails(two: Two, engine: Engine) -> None:
    compared(two, RunKind.BETWEEN)
    with within(two.theirs):
        deeds = AuditEvent.objects.filter(deed__endswith="_run").values_list("deed", flat=True)
        assert set(deeds) == {"matching.ask_run", "matching.do_run"}


@pytest.mark.parametrize("who", ["ours", "theirs"])
def test_either_side_ends_it_at_once_and_what_was_linked_stays(two: Two, engine: Engine, who: str) -> None:
    engine.says(two.known["sakineh"], two.known["sakineh_there"], 0.999)
    compared(two, RunKind.BETWEEN)
    made = agreed(two)

    assert _code(getattr(two, who), end_comparison, agreement_id=made.pk, reason="بازنگری") == ""

    assert _asked(two.ours, two) == "comparison_not_agreed"
    assert _asked(two.theirs, two) == "comparison_not_agreed"
    with as_owner():
        assert Link.objects.filter(valid_until=None).count() == 1
        assert ComparisonAgreement.objects.get().valid_until == AT.date()
    with within(two.theirs):
        assert AuditEvent.objects.filter(deed="matching.end_comparison").count() == 1


def test_a_comparison_that_waits_when_it_ends_is_not_done(two: Two, engine: Engine) -> None:
    made = agreed(two)
    with within(two.ours):
        told = {"kind": RunKind.BETWEEN, "other_office_id": two.behzisti.pk, "is_whole": True}
        run = ask_run(**told, token=uuid4(), by=two.ours, at=AT)  # type: ignore[arg-type]  # one form
    assert _code(two.theirs, end_comparison, agreement_id=made.pk, reason="بازنگری") == ""

    assert _code(two.ours, do_run, run_id=run.pk) == "comparison_not_agreed"
    assert engine.listed == [], "nobody was read"


def test_a_comparison_under_way_when_it_ends_writes_nothing(
    two: Two, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.says(two.known["sakineh"], two.known["sakineh_there"], 0.999)
    made = agreed(two)
    whole = engine.whole

    def ended_meanwhile(*lists: Path, least: float) -> Any:
        with as_owner():
            ComparisonAgreement.objects.filter(pk=made.pk).update(state="ended", valid_until=AT.date())
        return whole(*lists, least=least)

    monkeypatch.setattr(engine, "whole", ended_meanwhile)
    with pytest.raises(Refusal, match="comparison_not_agreed"):
        compared(two, RunKind.BETWEEN)

    with as_owner():
        assert not Link.objects.exists()


def test_what_was_laid_of_both_registers_is_thrown_away_when_it_ends(
    two: Two, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MATCHING_ROOT = tmp_path
    made = agreed(two)
    told = {"kind": "between", "left_office_id": two.behzisti.pk, "right_office_id": two.emdad.pk}
    own = {"kind": "within", "left_office_id": two.emdad.pk, "right_office_id": two.emdad.pk}
    for path in (shelf_path(**told), shelf_path(**own)):  # type: ignore[arg-type]  # a kind and two numbers
        path.write_bytes(b"keys")
    with django_capture_on_commit_callbacks(execute=True):
        _code(two.ours, end_comparison, agreement_id=made.pk, reason="بازنگری")

    assert [file.name.split("-")[0] for file in tmp_path.iterdir()] == ["within"]


def test_it_holds_until_its_day_and_not_on_it(two: Two) -> None:
    agreed(two, days=10)

    assert _asked(two.ours, two, at=AT + timedelta(days=9)) == ""
    assert _asked(two.ours, two, at=AT + timedelta(days=10)) == "comparison_not_agreed"


@pytest.mark.parametrize(
    ("days", "code"), [(0, "agreement_term_past"), (1, ""), (1098, ""), (1099, "agreement_term_too_long")]
)
def test_its_term_is_to_come_and_not_for_ever(two: Two, days: int, code: str) -> None:
    until = AT.date() + timedelta(days=days)
    told = {"other_office_id": two.behzisti.pk, "is_nightly": False, "purpose": "مشترک", "token": uuid4()}

    assert _code(two.ours, propose_comparison, **told, until=until) == code


def test_a_proposal_is_one_and_is_answered_once(two: Two) -> None:
    made = proposed(two)
    with pytest.raises(Refusal, match="agreement_waits_already"):
        proposed(two)
    with within(two.theirs):
        assert proposals_to_answer(scope=two.theirs).count() == 1
    with within(two.ours):
        assert proposals_to_answer(scope=two.ours).count() == 0
    assert _code(two.theirs, drop_comparison, agreement_id=made.pk) == ""
    assert _code(two.theirs, accept_comparison, agreement_id=made.pk) == "done_already"
    assert _code(two.ours, drop_comparison, agreement_id=made.pk) == "done_by_another"
    assert _code(two.ours, end_comparison, agreement_id=made.pk, reason="ن") == "agreement_not_in_force"


def test_a_new_agreement_takes_the_place_of_the_one_before(two: Two) -> None:
    before = agreed(two)
    renewed = proposed(two, days=700)
    later = AT + timedelta(days=30)
    assert _code(two.theirs, accept_comparison, agreement_id=renewed.pk, at=later) == ""

    with within(two.ours):
        ended = ComparisonAgreement.objects.get(pk=before.pk)
        assert (ended.state, ended.valid_until) == (AgreementState.ENDED, later.date())
        assert ComparisonAgreement.objects.get(state="accepted").valid_from == later.date()


def test_an_office_of_the_same_agency_needs_no_agreement_and_gets_none(two: Two) -> None:
    told = {"until": AT.date() + timedelta(days=9), "is_nightly": False, "purpose": "ما", "token": uuid4()}

    assert _code(two.ours, propose_comparison, **told, other_office_id=two.emdad.pk) == (
        "run_needs_another_agency"
    )
    assert _code(actor(two.emdad, Role.INTAKE), propose_comparison, **told, other_office_id=0) == (
        "not_permitted"
    )


@pytest.mark.parametrize(
    "raw",
    [
        "update matching_comparisonagreement set state = 'accepted', valid_from = agreed_until,"
        " valid_until = agreed_until, answered_agency_id = right_agency_id",
        "update matching_comparisonagreement set state = 'accepted', valid_from = agreed_until,"
        " valid_until = agreed_until, answered_agency_id = left_agency_id",
        "update matching_comparisonagreement set agreed_until = agreed_until + 1",
        "update matching_comparisonagreement set is_nightly = not is_nightly",
        "delete from matching_comparisonagreement",
    ],
)
def test_raw_sql_of_one_side_makes_no_agreement(two: Two, raw: str) -> None:
    proposed(two)
    no = "itself alone|never change|other_sides_word|permission denied"
    with pytest.raises(Exception, match=f"{no}"), within(two.ours), connection.cursor() as cursor:
        cursor.execute(raw)


def test_every_night_who_changed_is_compared_once_by_who_asked_before(
    two: Two, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(two)
    monkeypatch.setattr(tasks.timezone, "now", lambda: AT)
    with within(two.theirs):
        told = {"kind": RunKind.BETWEEN, "other_office_id": two.emdad.pk, "is_whole": True}
        run = ask_run(**told, token=uuid4(), by=two.theirs, at=AT)  # type: ignore[arg-type]  # one form
        with as_owner():
            do_run(run_id=run.pk, by=two.theirs, at=AT)

    assert tasks.compare_every_night() == 1
    assert tasks.compare_every_night() == 0, "it waits still"
    with as_owner():
        tonight = Run.objects.latest("pk")
        assert (tonight.since_id, tonight.left_office_id) == (run.pk, two.behzisti.pk)
        assert Job.objects.filter(kind=runs_action.RUN).count() == 2
    with within(two.ours):
        ended = ComparisonAgreement.objects.get()
        end_comparison(agreement_id=ended.pk, reason="بازنگری", by=two.ours, at=AT)
    with as_owner():
        Run.objects.filter(pk=tonight.pk).update(state="done")
    assert tasks.compare_every_night() == 0
