"""Who may work where on a day, and how far their sight goes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from madadkar.foundation.refusal import Refusal
from madadkar.organisations.models import CentreStanding, Office, PartnerBody, Post, Staff
from madadkar.organisations.queries import (
    active_centres,
    centres_in_sight,
    command_scope,
    current_posts,
    office_by_code,
    office_subtree_ids,
    reached_office_ids,
    scope_of,
    staff_in_reach,
    with_standing,
)
from madadkar.organisations.rules import ROLE_RIGHTS, Right, Role
from tests.organisations.network import LONG_AGO, TODAY, Network, lay_network, somebody

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def network(db: None) -> Network:
    """The small network."""
    return lay_network()


def _posts(staff: Staff, on: date = TODAY) -> list[Post]:
    return current_posts(staff_id=staff.pk, on=on)


def test_a_post_holds_from_its_first_day_until_the_day_it_ends(network: Network) -> None:
    davud = somebody("davud", "داود", Role.HEAD, network.zanjan, since=TODAY, until=TODAY + 10 * DAY)

    held = [bool(_posts(davud, TODAY + days * DAY)) for days in (-1, 0, 9, 10)]

    assert held == [False, True, True, False]


def test_a_closed_account_has_no_post(network: Network) -> None:
    Staff.objects.filter(pk=network.narges.pk).update(is_active=False)

    assert _posts(network.narges) == []


def test_posts_of_a_closed_office_open_nothing(network: Network) -> None:
    Office.objects.filter(pk=network.zanjan.pk).update(closed_on=TODAY)

    assert _posts(network.narges) == []
    assert _posts(network.narges, TODAY - DAY) != []


def test_a_centres_people_work_only_while_it_is_active(network: Network) -> None:
    zahra = somebody("zahra", "زهرا", Role.CENTRE_MANAGER, network.abhar, centre=network.centre)
    CentreStanding.objects.update(valid_until=TODAY)
    CentreStanding.objects.create(centre=network.centre, standing="suspended", valid_from=TODAY)

    assert _posts(zahra) == []
    assert _posts(zahra, TODAY - DAY) != []


def test_a_head_sees_every_office_under_theirs_and_no_other(network: Network) -> None:
    davud = somebody("davud", "داود", Role.HEAD, network.zanjan)
    yusof = somebody("yusof", "یوسف", Role.HEAD, network.abhar)

    assert set(network.scope(davud).office_ids) == {network.zanjan.pk, network.abhar.pk}
    assert network.scope(yusof).office_ids == (network.abhar.pk,)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PARTNER])
def test_who_may_see_no_families_has_no_office_in_sight(network: Network, role: Role) -> None:
    partner = PartnerBody.objects.create(name="کانون وکلا", kind="lawyers", office=network.zanjan)
    ali = Staff.objects.create(username="ali", full_name="علی")
    post = Post.objects.create(
        staff=ali,
        role=role,
        office=network.zanjan,
        partner=partner if role is Role.PARTNER else None,
        valid_from=LONG_AGO,
    )

    assert scope_of(post=post, on=TODAY).office_ids == ()


@pytest.mark.parametrize("role", list(Role))
def test_a_scope_carries_the_rights_of_its_role(network: Network, role: Role) -> None:
    post = Post(staff=network.narges, role=role.value, office=network.zanjan, valid_from=LONG_AGO)

    scope = scope_of(post=post, on=TODAY)

    assert scope.rights == {right.value for right in ROLE_RIGHTS[role]}
    assert scope.sees_medical == (Right.SEE_MEDICAL in ROLE_RIGHTS[role])


def test_a_scope_of_a_post_that_does_not_hold_is_empty(network: Network) -> None:
    post = network.narges.posts.get()

    scope = scope_of(post=post, on=LONG_AGO - DAY)

    assert (scope.office_ids, scope.rights, scope.home_office_id) == ((), frozenset(), None)


def test_a_centres_scope_is_its_centre(network: Network) -> None:
    zahra = somebody("zahra", "زهرا", Role.CENTRE_WORKER, network.abhar, centre=network.centre)
    scope = network.scope(zahra)

    assert scope.centre_id == network.centre.pk
    assert reached_office_ids(scope=scope) == ()
    assert list(centres_in_sight(scope=scope)) == [network.centre]


def test_an_administrator_looks_after_offices_without_seeing_a_family(network: Network) -> None:
    scope = network.by_narges

    assert scope.office_ids == ()
    assert set(reached_office_ids(scope=scope)) == {network.zanjan.pk, network.abhar.pk}
    assert list(centres_in_sight(scope=scope)) == [network.centre]


def test_staff_in_reach_are_those_of_ones_offices(network: Network) -> None:
    yusof = somebody("yusof", "یوسف", Role.HEAD, network.abhar)
    somebody("hossein", "حسین", Role.HEAD, network.qazvin)

    assert set(staff_in_reach(scope=network.by_narges)) == {network.narges, yusof}


def test_the_command_line_is_a_head_over_an_office_and_all_under_it(network: Network) -> None:
    scope = command_scope(office=network.zanjan)

    assert (scope.actor_id, scope.actor_name) == (None, "خط فرمان")
    assert set(scope.office_ids) == {network.zanjan.pk, network.abhar.pk}
    assert scope.may(Right.IMPORT_ROSTER)
    assert not scope.may(Right.MANAGE_STAFF)


def test_an_office_is_found_by_its_code_in_any_case(network: Network) -> None:
    assert office_by_code(code=" Emdad-Zanjan ") == network.zanjan
    with pytest.raises(Refusal, match="office_unknown"):
        office_by_code(code="emdad-tehran")


def test_a_subtree_has_its_root_and_every_step_below(network: Network) -> None:
    sain_qaleh = Office.objects.create(
        code="emdad-sain-qaleh", name="صائین‌قلعه", agency=network.emdad, kind="county", parent=network.abhar
    )

    assert set(office_subtree_ids(office_id=network.zanjan.pk)) == {
        network.zanjan.pk,
        network.abhar.pk,
        sain_qaleh.pk,
    }


def test_a_centre_is_active_on_the_days_its_permit_was_in_force(network: Network) -> None:
    suspended = date(2020, 1, 1)
    CentreStanding.objects.update(valid_until=suspended)
    CentreStanding.objects.create(centre=network.centre, standing="suspended", valid_from=suspended)
    offices = (network.abhar.pk,)

    assert list(active_centres(on=suspended - DAY, office_ids=offices)) == [network.centre]
    assert list(active_centres(on=suspended, office_ids=offices)) == []
    assert list(active_centres(on=LONG_AGO - DAY, office_ids=offices)) == []
    assert list(active_centres(on=suspended - DAY, office_ids=(network.qazvin.pk,))) == []
    standing = with_standing(
        centres=active_centres(on=LONG_AGO, office_ids=offices), on=LONG_AGO
    ).values_list("standing", flat=True)
    assert list(standing) == ["active"]
