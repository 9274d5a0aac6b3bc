"""Two families made one have one file at work, and lose nothing; parted again, each has its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from madadkar.casework.actions import (
    Asked,
    Step,
    assign_caseworker,
    begin_coverage,
    begin_pension,
    change_state,
    merge_families,
    register_request,
    unmerge_families,
)
from madadkar.casework.actions.owning import of_file
from madadkar.casework.actions.walk.discretion import set_discretion
from madadkar.casework.models import (
    Assessment,
    CaseFile,
    Coverage,
    Delegation,
    Discretion,
    FileStanding,
    PensionReceipt,
    Plan,
)
from madadkar.casework.rules import MOVES, CoverageKind, FileState, StateReason, check_reason
from madadkar.casework.rules.assessment_matrix import Domain
from madadkar.casework.rules.merging import way_back, way_out
from madadkar.casework.rules.requests import RequestKind
from madadkar.casework.search import search_families
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Post, Staff
from madadkar.organisations.rules import Role
from madadkar.registry.models import Household, HouseholdMerge
from madadkar.registry.rules import Relation
from tests.registry import people

pytestmark = pytest.mark.django_db
AT = datetime(2020, 3, 20, 8, tzinfo=UTC)
LATER = AT + timedelta(days=10)
TODAY = date(2020, 3, 20)
Ground = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def pair(as_owner: Ground) -> tuple[Scope, CaseFile, CaseFile]:
    """Zahra's file since 2010, and a second one of the same family since 2015, covered and on a pension."""
    with as_owner():
        office = people.office()
        old = people.household(people.person("زهرا", "محمدی", office))
        young = people.household(people.person("علی", "محمدی", office))
        files = people.case_file(old), people.case_file(young, since=date(2015, 3, 21))
    scope = people.scope(office)
    with within(scope):
        asked = {"file_id": files[1].pk, "on": date(2016, 3, 21), "by": scope, "at": AT}
        begin_coverage(kind=CoverageKind.CONTINUOUS, **asked)
        begin_pension(**asked)
    return scope, *files


def _merged(scope: Scope, one: CaseFile, other: CaseFile, **asked: Any) -> HouseholdMerge:
    told: dict[str, Any] = {"head_is": Relation.SPOUSE, "reason": "یک خانه‌اند", "by": scope, "at": AT}
    return merge_families(household_id=one.household_id, other_id=other.household_id, **{**told, **asked})


def _state(file: CaseFile) -> str:
    return FileStanding.objects.get(case_file=file, valid_until=None).state


def _planned(file: CaseFile) -> Plan:
    """A plan in force of a file."""
    whole = of_file(file=file)
    scores = {domain.value: 3 for domain in Domain}
    seen = Assessment.objects.create(
        **whole, **scores, number=1, on=TODAY, assessed_at=AT, causes=["economic"], token=uuid4()
    )
    dated = {"begun_on": TODAY, "approved_on": TODAY, "approved_at": AT, "proposed_at": AT}
    return Plan.objects.create(**whole, **dated, version=1, state="approved", assessment=seen)


def _facts(file: CaseFile) -> list[Any]:
    return [
        list(model._default_manager.filter(case_file=file).order_by("pk").values("pk", "valid_until"))
        for model in (Coverage, PensionReceipt, Delegation)
    ]


@pytest.mark.parametrize("which", ["old_first", "young_first"])
def test_the_older_file_stays_whichever_was_named_first(
    pair: tuple[Scope, CaseFile, CaseFile], which: str
) -> None:
    scope, old, young = pair
    one, other = (old, young) if which == "old_first" else (young, old)
    with within(scope):
        merge = _merged(scope, one, other)

        assert merge.kept_id == old.household_id
        assert (_state(old), _state(young)) == ("active", "inactive")
        assert merge.above["stays"] == old.pk


def test_the_family_goes_on_with_its_cover_and_its_pension(pair: tuple[Scope, CaseFile, CaseFile]) -> None:
    scope, old, young = pair
    with within(scope):
        _merged(scope, old, young)

        assert Coverage.objects.get(case_file=old).kind == "continuous"
        assert PensionReceipt.objects.filter(case_file=old, valid_from=TODAY, valid_until=None).exists()
        assert PensionReceipt.objects.get(case_file=young).valid_until == TODAY


def test_a_file_at_work_stays_before_an_older_one_out_of_work(as_owner: Ground) -> None:
    with as_owner():
        office = people.office()
        old = people.case_file(people.household(people.person("زهرا", "محمدی", office)), state="inactive")
        young = people.case_file(
            people.household(people.person("علی", "محمدی", office)), since=date(2015, 3, 21)
        )
    scope = people.scope(office)
    with within(scope):
        merge = _merged(scope, old, young)

        assert merge.kept_id == young.household_id
        assert (_state(old), _state(young)) == ("inactive", "active")


def test_a_household_with_a_file_stays_before_one_without(
    pair: tuple[Scope, CaseFile, CaseFile], as_owner: Ground
) -> None:
    scope, old, _ = pair
    with as_owner():
        bare = people.household(people.person("حسن", "محمدی", old.office))
    with within(scope):
        merge = merge_families(
            household_id=bare.pk,
            other_id=old.household_id,
            head_is=Relation.OTHER,
            reason="یک خانه‌اند",
            by=scope,
            at=AT,
        )

        assert (merge.kept_id, merge.above) == (old.household_id, {})


def test_parted_again_each_family_has_its_file_as_it_was(
    pair: tuple[Scope, CaseFile, CaseFile], as_owner: Ground
) -> None:
    scope, old, young = pair
    with as_owner():
        maryam = Staff.objects.create(username="maryam", full_name="مریم")
        Post.objects.create(staff=maryam, role="caseworker", office=old.office, valid_from=people.LONG_AGO)
    with within(scope):
        assign_caseworker(file_id=young.pk, staff_id=maryam.pk, on=TODAY, by=scope, at=AT)
        plan = _planned(young)
        before = _facts(young)
        merge = _merged(scope, old, young)
        assert CaseFile.objects.get(pk=old.pk).caseworker_id == maryam.pk
        assert Plan.objects.get(pk=plan.pk).state == "ended"

        unmerge_families(merge_id=merge.pk, reason="دو خانواده‌اند", by=scope, at=LATER)

        assert _facts(young) == before
        assert Plan.objects.values_list("state", "ended_on").get(pk=plan.pk) == ("approved", None)
        assert (_state(old), _state(young)) == ("active", "active")
        assert not Coverage.objects.filter(case_file=old, valid_until=None).exists()
        assert CaseFile.objects.get(pk=old.pk).caseworker_id is None
        assert Household.objects.get(pk=young.household_id).memberships.get().is_head


def test_the_file_laid_aside_takes_no_deed(pair: tuple[Scope, CaseFile, CaseFile]) -> None:
    scope, old, young = pair
    with within(scope):
        _merged(scope, old, young)
        step = Step(to=FileState.ACTIVE, reason=StateReason.EXIT_TAKEN_BACK, on=TODAY)
        with pytest.raises(Refusal, match="household_merged"):
            change_state(file_id=young.pk, step=step, by=scope, at=AT)


def test_merge_refuses_while_a_centre_walks_with_the_file_that_goes(
    pair: tuple[Scope, CaseFile, CaseFile], as_owner: Ground
) -> None:
    scope, old, young = pair
    with as_owner():
        nour = people.centre("emdad-zanjan-1", old.office)
        owned = {"agency_id": young.agency_id, "office": young.office, "household_id": young.household_id}
        Delegation.objects.create(**owned, case_file=young, centre=nour, valid_from=people.LONG_AGO)
    with within(scope), pytest.raises(Refusal, match="merge_while_delegated"):
        _merged(scope, old, young)


def test_merge_refuses_a_role_that_may_not(pair: tuple[Scope, CaseFile, CaseFile]) -> None:
    _, old, young = pair
    worker = people.scope(old.office, role=Role.CASEWORKER)
    with within(worker), pytest.raises(Refusal, match="not_permitted"):
        _merged(worker, old, young)


@pytest.mark.parametrize("state", [one for one in FileState if one is not FileState.COMMITTEE])
def test_every_way_out_has_its_way_back_through_the_table_of_moves(state: FileState) -> None:
    out = way_out(state=state)
    now = state
    for to, reason in ([out] if out else []) + list(way_back(was=state, now=out[0] if out else state)):
        assert to in MOVES.allowed(now)
        check_reason(state=to, reason=reason)
        now = to

    assert now is state


def test_the_number_of_the_file_laid_aside_finds_the_family_where_it_is(
    pair: tuple[Scope, CaseFile, CaseFile],
) -> None:
    scope, old, young = pair
    with within(scope):
        _merged(scope, old, young)
        CaseFile.objects.filter(pk=young.pk).update(number="77/7")
        found = search_families(text="۷۷/۷", scope=scope, on=TODAY)

        assert [(row.person.first_name, row.file and row.file.file_id) for row in found.rows] == [
            ("زهرا", old.pk)
        ]


def test_whoever_is_under_discreet_support_stays_so_in_the_household_they_come_into(
    pair: tuple[Scope, CaseFile, CaseFile],
) -> None:
    scope, old, young = pair
    with within(scope):
        until = TODAY + timedelta(days=90)
        set_discretion(file_id=young.pk, until=until, reason="آبرومند", by=scope, at=AT)
        _merged(scope, old, young)

        assert Discretion.objects.get(case_file=old).valid_until == until
        assert Discretion.objects.get(case_file=young).valid_until == until


def test_a_request_comes_to_the_household_that_stayed_never_to_the_one_laid_aside(
    pair: tuple[Scope, CaseFile, CaseFile],
) -> None:
    scope, old, young = pair
    asked = Asked(kind=RequestKind.SELF, said="اجاره", came_on=TODAY, token=uuid4())
    with within(scope):
        merge = _merged(scope, old, young)
        with pytest.raises(Refusal, match="household_merged"):
            register_request(household_id=merge.absorbed_id, asked=asked, by=scope, at=AT)

        register_request(household_id=merge.kept_id, asked=asked, by=scope, at=AT)
