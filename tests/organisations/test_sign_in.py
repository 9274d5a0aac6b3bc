"""The door: what opens it, what shuts it, for how long, and that it tells a stranger nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module
from unittest import mock

import pyotp
import pytest
from django.db import connection, migrations

from madadkar.foundation.models import AuditEvent
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.actions import signin
from madadkar.organisations.actions.signin import (
    Attempt,
    begin_enrolment,
    complete_sign_in,
    confirm_enrolment,
    renew_recovery_codes,
    try_code,
    try_password,
)
from madadkar.organisations.models import RecoveryCode, SignInThrottle, Staff
from madadkar.organisations.rules import Role, lock_after_failures
from tests.databases import as_owner
from tests.organisations.network import NOW, Network, lay_network, somebody

pytestmark = pytest.mark.django_db
PASSWORD = "باران-بهاری-۱۲"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def network(db: None) -> Network:
    """The small network."""
    return lay_network()


@pytest.fixture
def yusof(network: Network) -> Staff:
    """Head of Abhar's office."""
    return somebody("yusof", "یوسف کریمی", Role.HEAD, network.abhar, password=PASSWORD)


def _password(
    password: str, *, username: str = "yusof", at: datetime = NOW, address: str = "10.0.0.1"
) -> Attempt:
    return try_password(username=username, password=password, address=address, at=at)


def _code(staff: Staff, code: str, at: datetime = NOW) -> Attempt:
    return try_code(staff=staff, code=code, address="10.0.0.1", at=at)


def _said(attempt: Attempt) -> str:
    return attempt.refusal.code if attempt.refusal else "in"


def _enrolled(staff: Staff, at: datetime = NOW - 5 * MINUTE) -> tuple[pyotp.TOTP, list[str]]:
    telephone = pyotp.TOTP(begin_enrolment(staff=staff))
    attempt, codes = confirm_enrolment(staff=staff, code=telephone.at(at), address="10.0.0.1", at=at)
    assert attempt.staff == staff
    return telephone, codes


def test_the_right_password_opens_in_any_case_of_the_name(yusof: Staff) -> None:
    assert _password(PASSWORD, username=" Yusof ").staff == yusof


def test_a_closed_account_is_answered_like_a_wrong_password(yusof: Staff) -> None:
    Staff.objects.update(is_active=False)

    assert _password(PASSWORD).refusal == Refusal("sign_in_wrong")


def test_an_unknown_name_is_answered_like_a_known_one_to_the_last_try(yusof: Staff) -> None:
    known = [_said(_password("نادرست")) for _ in range(6)]
    unknown = [_said(_password("نادرست", username="hich-kas", address="10.0.0.2")) for _ in range(6)]

    assert known == unknown
    assert known == ["sign_in_wrong"] * 4 + ["too_many_attempts"] * 2


def test_an_unknown_name_takes_the_work_of_a_known_one(yusof: Staff) -> None:
    with mock.patch.object(signin, "make_password") as work:
        _password("نادرست", username="hich-kas")

    work.assert_called_once_with("نادرست")


def test_the_fifth_failure_shuts_the_door_for_a_quarter_of_an_hour(yusof: Staff) -> None:
    for _ in range(5):
        _password("نادرست")

    assert _password(PASSWORD, at=NOW + 15 * MINUTE - timedelta(seconds=1)).staff is None
    assert _password(PASSWORD, at=NOW + 15 * MINUTE).staff == yusof


def test_every_further_five_double_the_time(yusof: Staff) -> None:
    at = NOW
    waits = []
    for _ in range(3):
        for _ in range(5):
            last = _password("نادرست", at=at)
        assert last.refusal is not None
        waits.append(last.refusal.facts["until"] - at)
        at = last.refusal.facts["until"]

    assert waits == [15 * MINUTE, 30 * MINUTE, 60 * MINUTE]


def test_a_lock_never_passes_a_day() -> None:
    assert lock_after_failures(count=5_000, is_address=False) == timedelta(hours=24)


def test_failures_are_forgotten_after_a_day(yusof: Staff) -> None:
    for _ in range(4):
        _password("نادرست")

    assert _said(_password("نادرست", at=NOW + timedelta(hours=24, seconds=1))) == "sign_in_wrong"
    assert SignInThrottle.objects.get(key="name:yusof").failed_count == 1


def test_a_right_password_alone_does_not_forgive_failures(yusof: Staff) -> None:
    telephone, _ = _enrolled(yusof)
    for _ in range(4):
        _password(PASSWORD)
        _code(yusof, "000000")

    assert _said(_code(yusof, "000000")) == "too_many_attempts"
    assert _said(_code(yusof, telephone.at(NOW))) == "too_many_attempts"
    assert _said(_password(PASSWORD)) == "too_many_attempts"


def test_coming_in_forgives_them(yusof: Staff) -> None:
    for _ in range(4):
        _password("نادرست")

    complete_sign_in(staff=yusof, address="10.0.0.1", at=NOW)

    assert _said(_password("نادرست")) == "sign_in_wrong"


def test_one_address_cannot_try_many_names(yusof: Staff) -> None:
    said = [_said(_password("نادرست", username=f"nam-{turn}")) for turn in range(31)]

    assert said == ["sign_in_wrong"] * 29 + ["too_many_attempts"] * 2
    assert _said(_password(PASSWORD, address="10.0.0.1")) == "too_many_attempts"
    assert _password(PASSWORD, address="10.0.0.9").staff == yusof


def test_a_code_of_the_telephone_opens_once(yusof: Staff) -> None:
    telephone, _ = _enrolled(yusof)
    code = telephone.at(NOW)

    assert _code(yusof, code).staff == yusof
    assert _said(_code(yusof, code)) == "second_factor_wrong"
    assert _said(_code(yusof, telephone.at(NOW - timedelta(seconds=30)))) == "second_factor_wrong"
    assert _code(yusof, telephone.at(NOW + timedelta(seconds=30)), NOW + timedelta(seconds=30)).staff == yusof


@pytest.mark.parametrize(
    ("seconds", "opens"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_a_telephones_clock_may_be_half_a_minute_off(yusof: Staff, seconds: int, opens: bool) -> None:
    telephone, _ = _enrolled(yusof)

    assert (_code(yusof, telephone.at(NOW + timedelta(seconds=seconds))).staff == yusof) is opens


def test_a_code_may_be_typed_in_persian_digits_with_a_space(yusof: Staff) -> None:
    telephone, _ = _enrolled(yusof)
    code = telephone.at(NOW).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))

    assert _code(yusof, f"{code[:3]} {code[3:]}").staff == yusof


@pytest.mark.parametrize("typed", ["", "۱۲۳", "کد", "000000\x00", "é" * 6])
def test_what_is_no_code_opens_nothing(yusof: Staff, typed: str) -> None:
    _enrolled(yusof)

    assert _said(_code(yusof, typed)) == "second_factor_wrong"


def test_enrolment_needs_the_telephones_own_code(yusof: Staff) -> None:
    secret = begin_enrolment(staff=yusof)

    attempt, codes = confirm_enrolment(staff=yusof, code="123456", address="10.0.0.1", at=NOW)

    assert (_said(attempt), codes) == ("second_factor_wrong", [])
    assert begin_enrolment(staff=yusof) == secret
    assert Staff.objects.get(pk=yusof.pk).second_factor_confirmed_at is None


def test_a_recovery_code_opens_once_however_it_is_typed_and_only_its_digest_is_kept(yusof: Staff) -> None:
    _, codes = _enrolled(yusof)

    assert len(set(codes)) == 10
    assert _code(yusof, codes[0].upper().replace("-", " ")).staff == yusof
    assert _said(_code(yusof, codes[0])) == "second_factor_wrong"
    assert _code(yusof, codes[1]).staff == yusof
    assert not set(codes) & set(RecoveryCode.objects.values_list("digest", flat=True))


def test_a_recovery_code_opens_nobody_elses_door(network: Network, yusof: Staff) -> None:
    leila = somebody("leila", "لیلا", Role.CASEWORKER, network.abhar)
    _, codes = _enrolled(yusof)
    _enrolled(leila)

    assert _said(_code(leila, codes[0])) == "second_factor_wrong"


def test_new_recovery_codes_replace_the_former(network: Network, yusof: Staff) -> None:
    _, former = _enrolled(yusof)

    codes = renew_recovery_codes(staff=yusof, by=network.scope(yusof), at=NOW)

    assert _said(_code(yusof, former[0])) == "second_factor_wrong"
    assert _code(yusof, codes[0]).staff == yusof


def test_who_came_who_was_refused_and_who_was_locked_out_is_told_to_the_trail(
    network: Network, yusof: Staff
) -> None:
    for _ in range(5):
        _password("نادرست")
    complete_sign_in(staff=yusof, address="10.0.0.1", at=NOW)

    with as_owner():
        told = list(AuditEvent.objects.order_by("id").values_list("deed", "actor_name", "office_id"))
    refused = [("organisations.refuse_sign_in", "یوسف کریمی", network.abhar.pk)] * 5
    assert told == [
        *refused,
        ("organisations.lock_sign_in", "یوسف کریمی", network.abhar.pk),
        ("organisations.sign_in", "یوسف کریمی", network.abhar.pk),
    ]


def _column(staff: Staff) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select second_factor_secret from organisations_staff where id = %s", [staff.pk])
        return str(cursor.fetchone()[0])


def test_the_secret_lies_sealed_in_its_column(yusof: Staff) -> None:
    secret = begin_enrolment(staff=yusof)

    assert _column(yusof).startswith("sealed:")
    assert secret not in _column(yusof)
    assert Staff.objects.get(pk=yusof.pk).second_factor_secret == secret


def test_the_migration_seals_the_secrets_of_before_and_its_reverse_gives_them_back(
    yusof: Staff,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update organisations_staff set second_factor_secret = 'JBSWY3DPEHPK3PXP'")
    sealing = import_module("madadkar.organisations.migrations.0005_sealed_second_factor")
    (rewrite,) = (one for one in sealing.Migration.operations if isinstance(one, migrations.RunPython))

    rewrite.code(None, connection.schema_editor(atomic=False))
    assert _column(yusof).startswith("sealed:")
    assert Staff.objects.get(pk=yusof.pk).second_factor_secret == "JBSWY3DPEHPK3PXP"
    rewrite.reverse_code(None, connection.schema_editor(atomic=False))
    assert _column(yusof) == "JBSWY3DPEHPK3PXP"
