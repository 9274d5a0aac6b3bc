"""Deeds on case files: every date counts, every no has its reason."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from madadkar.casework.actions import (
    Step,
    assign_caseworker,
    begin_coverage,
    begin_pension,
    change_state,
    delegate_case,
    end_coverage,
    end_pension,
    move_family,
    open_file,
    recall_case,
)
from madadkar.casework.models import (
    CaseFile,
    Coverage,
    Delegation,
    FileMove,
    FileStanding,
    PensionReceipt,
)
from madadkar.casework.queries import case_file
from madadkar.casework.rules import CoverageKind, Field, FileState, StateReason, check_reason, reasons_of
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import CentreStanding, Post, Staff
from madadkar.organisations.rules import Right, Role
from madadkar.registry.models import Household
from tests.registry import people

pytestmark = pytest.mark.django_db
AT = datetime(2020, 3, 20, 8, tzinfo=UTC)
TODAY = date(2020, 3, 20)
LATER = TODAY + timedelta(days=30)
Ground = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def family(as_owner: Ground) -> Household:
    """A family without a file."""
    with as_owner():
        return people.household(people.person("زهرا", "محمدی", people.office()))


@pytest.fixture
def file(family: Household, as_owner: Ground) -> CaseFile:
    """Its active file."""
    with as_owner():
        return people.case_file(family)


@pytest.fixture
def scope(family: Household) -> Scope:
    """The head of its office."""
    return people.scope(family.office)


def _refused(do: Callable[..., Any], **asked: Any) -> str:
    with pytest.raises(Refusal) as refused:
        do(**{"at": AT, **asked})
    return refused.value.code


def test_open_file_is_active_from_its_day_and_the_only_one(family: Household, scope: Scope) -> None:
    asked = {"household_id": family.pk, "field": Field.CHILDREN, "on": TODAY, "by": scope}
    with within(scope):
        opened = open_file(**asked, at=AT, number=" ۱۲۳/۴ ")

        assert opened.number == "123/4"
        assert FileStanding.objects.get().valid_from == TODAY
        assert _refused(open_file, **asked) == "file_already"


def test_open_file_refuses_a_number_taken_in_its_office(
    file: CaseFile, scope: Scope, as_owner: Ground
) -> None:
    with as_owner():
        other = people.household(people.person("سکینه", "محمدی", file.office))
    asked = {"household_id": other.pk, "field": Field.CHILDREN, "on": TODAY, "by": scope}
    with within(scope):
        assert _refused(open_file, **asked, number=file.number) == "file_number_taken"


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.DIRECTOR, Role.FINANCE])
def test_open_file_refuses_a_role_without_the_right(family: Household, role: Role) -> None:
    scope = people.scope(family.office, role=role)
    with within(scope):
        asked = {"household_id": family.pk, "field": Field.CHILDREN, "on": TODAY, "by": scope}
        assert _refused(open_file, **asked) == "not_permitted"


def test_a_file_that_becomes_inactive_ends_coverage_and_pension(file: CaseFile, scope: Scope) -> None:
    with within(scope):
        begin_coverage(file_id=file.pk, kind=CoverageKind.CONTINUOUS, on=TODAY, by=scope, at=AT)
        begin_pension(file_id=file.pk, on=TODAY, by=scope, at=AT)
        step = Step(to=FileState.INACTIVE, reason=StateReason.SELF_RELIANT, on=LATER)
        change_state(file_id=file.pk, step=step, by=scope, at=AT + (LATER - TODAY))

        assert Coverage.objects.get().valid_until == LATER
        assert PensionReceipt.objects.get().valid_until == LATER
        history = case_file(file_id=file.pk, scope=scope, on=LATER - timedelta(days=1))
        assert history.is_active
        assert not case_file(file_id=file.pk, scope=scope, on=LATER).is_active


def test_a_move_is_written_once_for_good_and_a_past_day_is_a_correction(file: CaseFile, scope: Scope) -> None:
    died = Step(to=FileState.INACTIVE, reason=StateReason.DIED, on=TODAY)
    back = Step(to=FileState.ACTIVE, reason=StateReason.EXIT_TAKEN_BACK, on=TODAY)
    worker = replace(scope, rights=frozenset({Right.OPEN_FILES}))
    yesterday = replace(died, on=TODAY - timedelta(days=1))
    asked = {"file_id": file.pk, "by": scope}
    with within(scope):
        assert _refused(change_state, file_id=file.pk, step=yesterday, by=worker) == "not_permitted"
        assert _refused(change_state, **asked, step=replace(died, on=LATER)) == "day_not_come"
        change_state(**asked, step=yesterday, at=AT)
        assert _refused(change_state, **asked, step=replace(back, seen=0)) == "changed_meanwhile"
        seen = FileMove.objects.get().pk
        change_state(**asked, step=replace(back, seen=seen), at=AT)
        change_state(**asked, step=died, at=AT)

        moves = FileMove.objects.order_by("id").values_list("from_state", "to_state", "is_correction")
        assert list(moves) == [
            ("active", "inactive", True),
            ("inactive", "active", True),
            ("active", "inactive", True),
        ]
        assert case_file(file_id=file.pk, scope=scope, on=TODAY).is_active is False
    with pytest.raises(IntegrityError, match="append-only"), within(scope):
        FileMove.objects.update(reason="closed")


def test_change_state_refuses_the_same_state_and_the_past(file: CaseFile, scope: Scope) -> None:
    again = Step(to=FileState.ACTIVE, reason=StateReason.ACCEPTED, on=TODAY)
    gone = Step(to=FileState.INACTIVE, reason=StateReason.DIED, on=people.LONG_AGO - timedelta(days=1))
    with within(scope):
        assert _refused(change_state, file_id=file.pk, step=again, by=scope) == "state_already"
        assert _refused(change_state, file_id=file.pk, step=gone, by=scope) == "state_changed_since"


def test_each_state_has_reasons_of_its_own() -> None:
    assert StateReason.ACCEPTED not in reasons_of(state=FileState.INACTIVE)
    assert StateReason.DIED not in reasons_of(state=FileState.ACTIVE)
    with pytest.raises(Refusal, match="reason_does_not_fit"):
        check_reason(state=FileState.ACTIVE, reason=StateReason.DIED)


def test_coverage_changes_its_kind_on_a_day_and_never_overlaps(file: CaseFile, scope: Scope) -> None:
    asked = {"file_id": file.pk, "by": scope}
    with within(scope):
        begin_coverage(**asked, kind=CoverageKind.OCCASIONAL, on=TODAY, at=AT)
        then = {"at": AT + timedelta(days=40)}
        again = {**asked, **then, "kind": CoverageKind.OCCASIONAL, "on": LATER}
        assert _refused(begin_coverage, **again) == "coverage_already"
        earlier = TODAY - timedelta(days=1)
        assert _refused(begin_coverage, **asked, kind=CoverageKind.CONTINUOUS, on=earlier) == "changed_since"
        begin_coverage(**asked, kind=CoverageKind.CONTINUOUS, on=LATER, **then)
        periods = Coverage.objects.order_by("valid_from").values_list("kind", "valid_from", "valid_until")

        assert list(periods) == [("occasional", TODAY, LATER), ("continuous", LATER, None)]
        end_coverage(**asked, on=LATER + timedelta(days=1), reason="پایان نیاز", **then)
        again = {**asked, **then, "on": LATER + timedelta(days=2), "reason": "دوباره"}
        assert _refused(end_coverage, **again) == "not_covered"
        assert _refused(end_coverage, **{**again, "at": AT}) == "day_not_come"


def test_a_pension_begins_once_and_ends_with_a_reason(file: CaseFile, scope: Scope) -> None:
    asked: dict[str, Any] = {"file_id": file.pk, "by": scope}
    with within(scope):
        begin_pension(**asked, on=TODAY, at=AT)
        asked["at"] = AT + timedelta(days=30)
        assert _refused(begin_pension, **asked, on=LATER) == "pension_already"
        assert _refused(end_pension, **asked, on=LATER, reason=" ") == "reason_missing"
        end_pension(**asked, on=LATER, reason="خوداتکایی")
        assert _refused(end_pension, **asked, on=LATER, reason="دوباره") == "no_pension"


def test_a_past_day_is_corrected_by_who_may_and_never_over_an_absence(file: CaseFile, scope: Scope) -> None:
    worker = replace(scope, rights=frozenset({Right.OPEN_FILES}))
    gone = Step(to=FileState.INACTIVE, reason=StateReason.OWN_WISH, on=TODAY)
    asked = {"file_id": file.pk, "kind": CoverageKind.OCCASIONAL, "on": TODAY - timedelta(days=5)}
    with within(scope):
        assert _refused(begin_coverage, **asked, by=worker) == "not_permitted"
        change_state(file_id=file.pk, step=gone, by=scope, at=AT)
        assert _refused(begin_coverage, **asked, by=scope) == "file_inactive"


def test_nothing_begins_on_an_inactive_file(family: Household, scope: Scope, as_owner: Ground) -> None:
    with as_owner():
        asleep = people.case_file(family, state="inactive")
    with within(scope):
        assert _refused(begin_pension, file_id=asleep.pk, on=TODAY, by=scope) == "file_inactive"


def test_only_somebody_at_work_in_sight_is_given_a_file(
    file: CaseFile, scope: Scope, as_owner: Ground
) -> None:
    with as_owner():
        maryam = Staff.objects.create(username="maryam", full_name="مریم رضایی")
        post = {"staff": maryam, "role": "caseworker", "office": file.office}
        Post.objects.create(**post, valid_from=people.LONG_AGO, valid_until=LATER)
    asked = {"file_id": file.pk, "staff_id": maryam.pk, "by": scope}
    with within(scope):
        assert assign_caseworker(**asked, on=TODAY, at=AT).caseworker == maryam
        assert _refused(assign_caseworker, **asked, on=LATER) == "staff_unknown"
        assert assign_caseworker(file_id=file.pk, staff_id=None, on=TODAY, by=scope, at=AT).caseworker is None


@pytest.fixture
def nour(file: CaseFile, as_owner: Ground) -> Any:
    """An active centre of the office."""
    with as_owner():
        centre = people.centre("c-1", file.office)
        CentreStanding.objects.create(centre=centre, standing="active", valid_from=people.LONG_AGO)
    return centre


def test_a_delegated_family_is_the_centres_to_see_until_it_is_recalled(
    file: CaseFile, scope: Scope, nour: Any
) -> None:
    on = date.today() - timedelta(days=10)
    worker = people.scope(file.office, role=Role.CENTRE_WORKER, of_centre=nour)
    with within(scope):
        delegate_case(file_id=file.pk, centre_id=nour.pk, on=on, reason="نزدیک خانه", by=scope, at=AT)
    with within(worker):
        assert list(Household.objects.seen_by(worker)) == [file.household]
    with within(scope):
        recall_case(file_id=file.pk, on=date.today(), reason="خواست خانواده", by=scope, at=AT)
    with within(worker):
        assert list(Household.objects.all()) == []


def test_delegate_case_refuses_a_suspended_centre(
    file: CaseFile, scope: Scope, nour: Any, as_owner: Ground
) -> None:
    asked = {"file_id": file.pk, "centre_id": nour.pk, "reason": "", "by": scope}
    with as_owner():
        nour.standings.update(valid_until=TODAY)
        CentreStanding.objects.create(centre=nour, standing="suspended", valid_from=TODAY)
    with within(scope):
        assert _refused(delegate_case, **asked, on=TODAY) == "centre_not_active"
        delegate_case(**asked, on=TODAY - timedelta(days=1), at=AT)


def test_delegate_case_ends_with_the_centre_before(
    file: CaseFile, scope: Scope, nour: Any, as_owner: Ground
) -> None:
    with as_owner():
        other = people.centre("c-2", file.office)
        CentreStanding.objects.create(centre=other, standing="active", valid_from=people.LONG_AGO)
    asked = {"file_id": file.pk, "reason": "", "by": scope}
    with within(scope):
        delegate_case(**asked, centre_id=nour.pk, on=TODAY, at=AT)
        assert _refused(delegate_case, **asked, centre_id=nour.pk, on=LATER) == "delegated_already"
        delegate_case(**asked, centre_id=other.pk, on=LATER, at=AT)
        told = Delegation.objects.order_by("valid_from").values_list("centre__code", "valid_until")

        assert list(told) == [("c-1", LATER), ("c-2", None)]


def test_a_family_moves_with_its_file_once_the_centre_lets_go(
    file: CaseFile, scope: Scope, nour: Any, as_owner: Ground
) -> None:
    with as_owner():
        abhar = people.office("emdad-abhar")
    both = people.scope(file.office, abhar)
    asked = {"household_id": file.household_id, "to_office_id": abhar.pk, "reason": "مهاجرت", "by": both}
    with within(both):
        delegate_case(file_id=file.pk, centre_id=nour.pk, on=TODAY, reason="", by=both, at=AT)
        assert _refused(move_family, **asked, on=TODAY) == "moves_while_delegated"
        recall_case(file_id=file.pk, on=LATER, reason="مهاجرت", by=both, at=AT)
        move_family(**asked, on=LATER, at=AT + timedelta(days=30))

        for model in (CaseFile, FileStanding, Delegation, Household):
            assert set(model.objects.values_list("office_id", flat=True)) == {abhar.pk}, model
