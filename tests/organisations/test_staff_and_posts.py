"""Deeds on accounts and posts: who may, on whom, and that sessions end with them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command

from madadkar.foundation.models import AuditChange, AuditEvent
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from madadkar.organisations.actions import (
    add_staff,
    change_own_password,
    change_staff,
    deactivate_staff,
    end_post,
    give_post,
    reactivate_staff,
    reset_password,
    reset_second_factor,
    unlock_staff,
)
from madadkar.organisations.models import Office, PartnerBody, Post, RecoveryCode, SignInThrottle, Staff
from madadkar.organisations.queries import current_posts, locked_staff
from madadkar.organisations.rules import Role
from tests.databases import as_owner
from tests.organisations.network import NOW, TODAY, Network, lay_network, somebody

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def network(db: None) -> Network:
    """The small network."""
    return lay_network()


@pytest.fixture
def yusof(network: Network) -> Staff:
    """Head of Abhar's office."""
    return somebody("yusof", "یوسف کریمی", Role.HEAD, network.abhar, password="باران-بهاری-۱۲")


def _who(network: Network) -> dict[str, Any]:
    return {"by": network.by_narges, "at": NOW}


def test_add_staff_opens_an_account_with_a_password_to_be_changed(network: Network) -> None:
    new = add_staff(username=" Leila.Abhar ", full_name="ليلا  حاتمي", mobile="۰۹۱۲۱۱۱۲۲۳۳", **_who(network))

    leila = Staff.objects.get(username="leila.abhar")
    assert (leila.full_name, leila.mobile) == ("لیلا حاتمی", "09121112233")
    assert leila.check_password(new.password) and leila.must_change_password
    assert current_posts(staff_id=leila.pk, on=TODAY) == []


@pytest.mark.parametrize(
    ("username", "name", "no"),
    [
        ("لیلا", "لیلا", "username_shape"),
        ("-leila", "لیلا", "username_shape"),
        ("yusof", "لیلا", "username_taken"),
        ("YUSOF", "لیلا", "username_taken"),
        ("leila", " ", "name_missing"),
    ],
)
def test_add_staff_refuses(network: Network, yusof: Staff, username: str, name: str, no: str) -> None:
    with pytest.raises(Refusal, match=no):
        add_staff(username=username, full_name=name, mobile="", **_who(network))


def test_only_who_manages_staff_may(network: Network, yusof: Staff) -> None:
    by_yusof = {"by": network.scope(yusof), "at": NOW}
    with pytest.raises(Refusal, match="not_permitted"):
        add_staff(username="leila", full_name="لیلا", mobile="", **by_yusof)
    with pytest.raises(Refusal, match="not_permitted"):
        reset_password(staff=yusof, **by_yusof)


def test_an_account_elsewhere_is_unknown_here(network: Network) -> None:
    hossein = somebody("hossein", "حسین", Role.HEAD, network.qazvin)
    for deed in (reset_password, reset_second_factor, reactivate_staff, unlock_staff):
        with pytest.raises(Refusal, match="staff_unknown"):
            deed(staff=hossein, **_who(network))


def test_an_account_that_also_works_elsewhere_cannot_be_taken_over(network: Network, yusof: Staff) -> None:
    Post.objects.create(staff=yusof, role=Role.AUDITOR.value, office=network.qazvin, valid_from=TODAY)

    for deed in (reset_password, reset_second_factor):
        with pytest.raises(Refusal, match="staff_works_elsewhere"):
            deed(staff=yusof, **_who(network))


def test_change_staff_writes_name_and_mobile(network: Network, yusof: Staff) -> None:
    change_staff(staff=yusof, full_name="یوسف کریمی‌فر", mobile="", **_who(network))

    yusof.refresh_from_db()
    assert yusof.full_name == "یوسف کریمی‌فر"


def _hash(staff: Staff) -> str:
    return Staff.objects.get(pk=staff.pk).get_session_auth_hash()


def test_closing_an_account_ends_its_sessions_even_after_it_is_opened_again(
    network: Network, yusof: Staff
) -> None:
    before = _hash(yusof)

    deactivate_staff(staff=yusof, reason="بازنشسته شد", **_who(network))
    reactivate_staff(staff=yusof, **_who(network))

    assert _hash(yusof) != before


def test_deactivate_staff_refuses(network: Network, yusof: Staff) -> None:
    with pytest.raises(Refusal, match="staff_is_oneself"):
        deactivate_staff(staff=network.narges, reason="خسته‌ام", **_who(network))
    with pytest.raises(Refusal, match="reason_missing"):
        deactivate_staff(staff=yusof, reason=" ", **_who(network))
    deactivate_staff(staff=yusof, reason="رفت", **_who(network))
    with pytest.raises(Refusal, match="staff_inactive_already"):
        deactivate_staff(staff=yusof, reason="رفت", **_who(network))


def test_reactivate_staff_refuses_an_open_account(network: Network, yusof: Staff) -> None:
    with pytest.raises(Refusal, match="staff_active_already"):
        reactivate_staff(staff=yusof, **_who(network))


def test_reset_password_gives_one_to_be_changed_and_ends_sessions(network: Network, yusof: Staff) -> None:
    before = _hash(yusof)

    new = reset_password(staff=yusof, **_who(network))

    yusof.refresh_from_db()
    assert yusof.check_password(new.password) and yusof.must_change_password
    assert _hash(yusof) != before


def test_reset_second_factor_forgets_the_telephone_and_its_codes(network: Network, yusof: Staff) -> None:
    Staff.objects.filter(pk=yusof.pk).update(
        second_factor_secret="A" * 32, second_factor_confirmed_at=NOW, second_factor_last_step=5
    )
    RecoveryCode.objects.create(staff=yusof, digest="x")
    before = _hash(yusof)

    reset_second_factor(staff=yusof, **_who(network))

    yusof.refresh_from_db()
    assert (yusof.second_factor_secret, yusof.second_factor_confirmed_at) == ("", None)
    assert not yusof.recovery_codes.exists()
    assert _hash(yusof) != before


def test_unlock_staff_lets_them_try_again(network: Network, yusof: Staff) -> None:
    SignInThrottle.objects.create(
        key="name:yusof", failed_count=5, last_failed_at=NOW, locked_until=NOW + 20 * DAY
    )
    assert list(locked_staff(scope=network.by_narges, on=TODAY)) == [yusof]

    unlock_staff(staff=yusof, **_who(network))

    assert list(locked_staff(scope=network.by_narges, on=TODAY)) == []


def test_change_own_password_asks_for_the_present_one_and_a_good_one(network: Network, yusof: Staff) -> None:
    who = {"staff": yusof, "by": network.scope(yusof), "at": NOW}
    for old, new, no in (
        ("نادرست", "شب-یلدای-بلند-۱۴۰۵", "password_wrong"),
        ("باران-بهاری-۱۲", "باران-بهاری-۱۲", "password_same"),
        ("باران-بهاری-۱۲", "کوتاه", "password_weak"),
        ("باران-بهاری-۱۲", "1234567890123", "password_weak"),
    ):
        with pytest.raises(Refusal, match=no):
            change_own_password(old=old, new=new, **who)
    before = _hash(yusof)

    changed = change_own_password(old="باران-بهاری-۱۲", new="شب-یلدای-بلند-۱۴۰۵", **who)

    assert not changed.must_change_password
    assert _hash(yusof) != before


def _give(network: Network, staff: Staff, role: Role, **other: Any) -> Post:
    said: dict[str, Any] = {"office": network.abhar, "on": TODAY, **_who(network)}
    return give_post(staff=staff, role=role, **{**said, **other})


def test_give_post_lets_somebody_work_from_its_day(network: Network, yusof: Staff) -> None:
    _give(network, yusof, Role.CASEWORKER, on=TODAY + DAY)

    assert len(current_posts(staff_id=yusof.pk, on=TODAY)) == 1
    assert len(current_posts(staff_id=yusof.pk, on=TODAY + DAY)) == 2


def test_give_post_refuses_what_is_not_right(network: Network, yusof: Staff) -> None:
    lawyers = PartnerBody.objects.create(name="کانون وکلا", kind="lawyers", office=network.zanjan)
    for role, other, no in (
        (Role.CENTRE_WORKER, {}, "post_needs_centre"),
        (Role.PARTNER, {}, "post_needs_partner"),
        (Role.HEAD, {"centre": network.centre}, "post_takes_no_body"),
        (Role.CENTRE_WORKER, {"centre": network.centre, "partner": lawyers}, "post_takes_no_body"),
        (Role.CENTRE_WORKER, {"centre": network.centre, "office": network.zanjan}, "post_body_of_another"),
        (Role.HEAD, {}, "post_held_already"),
        (Role.AUDITOR, {"office": network.qazvin}, "body_unknown"),
        (Role.AUDITOR, {"until": TODAY}, "period_ends_before_it_starts"),
    ):
        with pytest.raises(Refusal, match=no):
            _give(network, yusof, role, **other)


def test_nobody_gives_or_ends_a_post_of_their_own(network: Network) -> None:
    with pytest.raises(Refusal, match="post_to_oneself"):
        _give(network, network.narges, Role.HEAD)
    with pytest.raises(Refusal, match="post_of_oneself"):
        end_post(post=network.narges.posts.get(), on=TODAY, **_who(network))


def test_end_post_ends_it_from_that_day(network: Network, yusof: Staff) -> None:
    end_post(post=yusof.posts.get(), on=TODAY, **_who(network))

    assert current_posts(staff_id=yusof.pk, on=TODAY) == []
    assert len(current_posts(staff_id=yusof.pk, on=TODAY - DAY)) == 1
    with pytest.raises(Refusal, match="post_ended_already"):
        end_post(post=yusof.posts.get(), on=TODAY, **_who(network))


def test_a_post_ended_before_its_first_day_is_taken_back(network: Network, yusof: Staff) -> None:
    post = _give(network, yusof, Role.CASEWORKER, on=TODAY + DAY)

    end_post(post=post, on=TODAY, **_who(network))

    assert yusof.posts.count() == 1


def test_the_trail_keeps_no_password_and_no_secret(network: Network, yusof: Staff) -> None:
    with within(network.by_narges):
        new = reset_password(staff=yusof, **_who(network))
        reset_second_factor(staff=yusof, **_who(network))

    with as_owner():
        rows = str(
            list(AuditChange.objects.filter(table_name="organisations_staff").values_list("rows", flat=True))
        )
        facts = str(list(AuditEvent.objects.values_list("facts", flat=True)))
    assert rows.count("session_epoch") == 4 + len(Staff.objects.all()), (
        "two changes with old and new, and the new accounts"
    )
    for secret in (
        "'password'",
        "second_factor_secret",
        new.password,
        Staff.objects.get(pk=yusof.pk).password,
    ):
        assert secret not in rows + facts


def test_the_command_line_opens_the_first_account(
    network: Network, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("staff_add", "sami", "--office", "emdad-qazvin", "--name", "سمیه")

    sami = Staff.objects.get(username="sami")
    assert sami.posts.get().role == Role.ADMINISTRATOR
    assert sami.check_password(capsys.readouterr().out.split()[-1])


def test_office_add_founds_once_and_says_so(network: Network, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        call_command("office_add", "behzisti-yazd", "--agency", "behzisti", "--province", "۲۱")

    first, second = capsys.readouterr().out.strip().splitlines()
    assert "افزوده شد" in first and "از پیش هست" in second
    office = Office.objects.get(code="behzisti-yazd")
    assert (office.agency.code, office.place.code if office.place else "") == ("behzisti", "21")
    with pytest.raises(Refusal, match="office_differs"):
        call_command("office_add", "behzisti-yazd", "--agency", "emdad", "--province", "21")
    with pytest.raises(Refusal, match="province_unknown"):
        call_command("office_add", "emdad-x", "--agency", "emdad", "--province", "77")
