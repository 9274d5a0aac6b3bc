"""Deeds on offices, centres and partners: each asks for its right, its reach and sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from madadkar.foundation.models import AuditEvent
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import within
from madadkar.organisations.actions import (
    add_board_member,
    add_centre,
    add_office,
    add_partner,
    change_centre,
    change_office,
    change_partner,
    close_office,
    end_board_member,
    set_centre_standing,
)
from madadkar.organisations.actions.centres import CentreFacts
from madadkar.organisations.models import Centre, CentreStanding, Office
from madadkar.organisations.queries import installer_scope
from madadkar.organisations.rules import CentreKind, OfficeKind, Right, Role, Standing
from tests.databases import as_owner
from tests.organisations.network import NOW, TODAY, Network, lay_network, somebody

pytestmark = pytest.mark.django_db
FACTS = CentreFacts(name="مرکز مهر", kind=CentreKind.SPECIALISED, speciality="education", capacity=40)


@pytest.fixture
def network(db: None) -> Network:
    """The small network."""
    return lay_network()


def _add(network: Network, **other: Any) -> Office:
    said: dict[str, Any] = {
        "code": "emdad-zanjan-tarom", "name": "امداد طارم", "agency": network.emdad,
        "kind": OfficeKind.COUNTY, "parent": network.zanjan, "place": None, "on": TODAY,
        "by": network.by_narges, "at": NOW,
    }  # fmt: skip
    return add_office(**{**said, **other})


def test_add_office_founds_one_under_ones_own(network: Network) -> None:
    office = _add(network)

    assert (office.parent, office.opened_on, office.agency) == (network.zanjan, TODAY, network.emdad)


@pytest.mark.parametrize(
    ("other", "no"),
    [
        ({"code": "Emdad Tarom"}, "office_code_shape"),
        ({"code": "طارم"}, "office_code_shape"),
        ({"code": "emdad-"}, "office_code_shape"),
        ({"code": "emdad-qazvin"}, "office_code_taken"),
        ({"name": " ‌ "}, "name_missing"),
        ({"kind": OfficeKind.PROVINCIAL}, "office_parent_wrong"),
        ({"parent": None}, "office_parent_wrong"),
        ({"parent": None, "kind": OfficeKind.PROVINCIAL}, "office_root_by_command"),
    ],
)
def test_add_office_refuses_what_is_not_right(network: Network, other: dict[str, Any], no: str) -> None:
    with pytest.raises(Refusal) as refusal:
        _add(network, **other)

    assert refusal.value.code == no


def test_add_office_refuses_under_an_office_of_others(network: Network) -> None:
    with pytest.raises(Refusal, match="body_unknown"):
        _add(network, parent=network.qazvin)


def test_add_office_is_not_a_heads_to_do(network: Network) -> None:
    davud = somebody("davud", "داود", Role.HEAD, network.zanjan)
    with pytest.raises(Refusal, match="not_permitted"):
        _add(network, by=network.scope(davud))


def test_the_machine_itself_may_found_a_provinces_office(network: Network) -> None:
    office = _add(network, code="emdad-yazd", parent=None, kind=OfficeKind.PROVINCIAL, by=installer_scope())

    assert office.parent is None


def test_somebody_named_like_the_command_line_is_not_it(network: Network) -> None:
    impostor = replace(installer_scope(), actor_id=network.narges.pk)
    with pytest.raises(Refusal, match="office_root_by_command"):
        _add(network, parent=None, kind=OfficeKind.PROVINCIAL, by=impostor)


def test_change_office_gives_another_name(network: Network) -> None:
    changed = change_office(
        office=network.abhar, name="امداد شهرستان ابهر", place=None, by=network.by_narges, at=NOW
    )

    assert changed.name == "امداد شهرستان ابهر"


def _close(network: Network, office: Office, **other: Any) -> Office:
    said = {"office": office, "on": TODAY, "reason": "ادغام", "by": network.by_narges, "at": NOW}
    return close_office(**{**said, **other})


def test_close_office_ends_it_from_a_day(network: Network) -> None:
    tarom = _add(network, on=date(2020, 1, 1))

    assert _close(network, tarom).closed_on == TODAY


def test_close_office_refuses_while_a_centre_is_active(network: Network) -> None:
    with pytest.raises(Refusal, match="office_has_centres"):
        _close(network, network.abhar)


def test_close_office_refuses_while_somebody_works_there(network: Network) -> None:
    CentreStanding.objects.update(valid_until=TODAY)
    somebody("yusof", "یوسف", Role.HEAD, network.abhar)
    with pytest.raises(Refusal, match="office_has_posts"):
        _close(network, network.abhar)


def test_close_office_refuses_ones_own_one_without_reason_and_one_closed(network: Network) -> None:
    tarom = _add(network, on=date(2020, 1, 1))
    for office, other, no in (
        (network.zanjan, {}, "office_of_oneself"),
        (tarom, {"reason": " "}, "reason_missing"),
        (tarom, {"on": date(2020, 1, 1)}, "office_opened_later"),
    ):
        with pytest.raises(Refusal, match=no):
            _close(network, office, **other)
    _close(network, tarom)
    with pytest.raises(Refusal, match="office_closed_already"):
        _close(network, tarom)


def _centre(network: Network, facts: CentreFacts = FACTS, **other: Any) -> Centre:
    said = {"office": network.abhar, "code": "a-2", "on": TODAY, "by": network.by_narges, "at": NOW}
    return add_centre(facts=facts, **{**said, **other})


def test_add_centre_is_active_from_its_day(network: Network) -> None:
    centre = _centre(network)

    standing = centre.standings.get()
    assert (standing.standing, standing.valid_from, standing.valid_until) == ("active", TODAY, None)
    assert centre.search_key == "مرکزمهر"


@pytest.mark.parametrize(
    ("facts", "no"),
    [
        (replace(FACTS, speciality=""), "speciality_missing"),
        (replace(FACTS, kind=CentreKind.NEIGHBOURHOOD), "speciality_not_wanted"),
        (replace(FACTS, name=""), "name_missing"),
        (replace(FACTS, licence_from=TODAY, licence_until=TODAY), "period_ends_before_it_starts"),
    ],
)
def test_add_centre_refuses_what_is_not_right(network: Network, facts: CentreFacts, no: str) -> None:
    with pytest.raises(Refusal, match=no):
        _centre(network, facts)


def test_add_centre_refuses_a_code_that_is_anothers_and_an_office_of_others(network: Network) -> None:
    with pytest.raises(Refusal, match="centre_code_taken"):
        _centre(network, code="a-1")
    with pytest.raises(Refusal, match="body_unknown"):
        _centre(network, office=network.qazvin)


def test_change_centre_writes_all_its_facts(network: Network) -> None:
    changed = change_centre(centre=network.centre, facts=FACTS, by=network.by_narges, at=NOW)

    assert (changed.kind, changed.speciality, changed.capacity) == ("specialised", "education", 40)


def _stand(network: Network, standing: Standing, on: date, reason: str = "بازرسی") -> CentreStanding:
    by = replace(network.by_narges, rights=network.by_narges.rights | {Right.CORRECT_HISTORY})
    return set_centre_standing(centre=network.centre, standing=standing, on=on, reason=reason, by=by, at=NOW)


def test_a_standing_of_a_day_gone_by_is_a_correction_with_its_own_right(network: Network) -> None:
    asked = {"centre": network.centre, "standing": Standing.SUSPENDED, "reason": "بازرسی", "at": NOW}
    with pytest.raises(Refusal, match="not_permitted"):
        set_centre_standing(**asked, on=TODAY - timedelta(days=1), by=network.by_narges)

    _stand(network, Standing.SUSPENDED, TODAY - timedelta(days=1))
    with as_owner():
        assert AuditEvent.objects.get(deed="organisations.set_centre_standing").facts["is_correction"]


def test_a_centre_is_suspended_and_restored_and_every_day_is_remembered(network: Network) -> None:
    _stand(network, Standing.SUSPENDED, date(2020, 1, 1))
    _stand(network, Standing.ACTIVE, date(2021, 1, 1), reason="")

    told = CentreStanding.objects.order_by("valid_from").values_list("standing", "valid_until")
    assert list(told) == [
        ("active", date(2020, 1, 1)),
        ("suspended", date(2021, 1, 1)),
        ("active", None),
    ]


def test_a_standing_of_a_day_to_come_is_called_off_by_what_is_written_after_it(network: Network) -> None:
    _stand(network, Standing.REVOKED, TODAY + timedelta(days=9))
    _stand(network, Standing.ACTIVE, TODAY, reason="")
    assert list(CentreStanding.objects.values_list("standing", "valid_until")) == [("active", None)]

    _stand(network, Standing.REVOKED, TODAY + timedelta(days=9))
    _stand(network, Standing.SUSPENDED, TODAY + timedelta(days=2))
    told = CentreStanding.objects.order_by("valid_from").values_list("standing", "valid_until")
    assert list(told) == [("active", TODAY + timedelta(days=2)), ("suspended", None)]
    with as_owner():
        events = AuditEvent.objects.filter(deed="organisations.set_centre_standing").order_by("pk")
        assert [bool(event.facts["called_off"]) for event in events] == [False, True, False, True]


@pytest.mark.parametrize(
    ("standing", "on", "reason", "no"),
    [
        (Standing.ACTIVE, TODAY, "", "standing_already"),
        (Standing.SUSPENDED, TODAY, " ", "reason_missing"),
        (Standing.SUSPENDED, date(2015, 3, 21), "بازرسی", "standing_changed_since"),
        (Standing.REVOKED, date(2015, 3, 20), "بازرسی", "standing_changed_since"),
    ],
)
def test_set_centre_standing_refuses(
    network: Network, standing: Standing, on: date, reason: str, no: str
) -> None:
    with pytest.raises(Refusal, match=no):
        _stand(network, standing, on, reason)


def test_board_members_come_and_go_once(network: Network) -> None:
    who = {"by": network.by_narges, "at": NOW}
    reza = add_board_member(centre=network.centre, full_name="رضا", duty="رئیس", on=date(2020, 1, 1), **who)

    with pytest.raises(Refusal, match="period_ends_before_it_starts"):
        end_board_member(member=reza, on=date(2020, 1, 1), **who)
    reza.refresh_from_db()
    assert end_board_member(member=reza, on=TODAY, **who).valid_until == TODAY
    with pytest.raises(Refusal, match="board_member_left"):
        end_board_member(member=reza, on=TODAY, **who)


def test_partners_are_written_once_an_office(network: Network) -> None:
    who = {"by": network.by_narges, "at": NOW}
    lawyers = add_partner(office=network.zanjan, name="کانون وکلا", kind="lawyers", legal_id="", **who)

    changed = change_partner(partner=lawyers, name="کانون وکلای زنجان", kind="lawyers", legal_id="", **who)
    assert changed.name == "کانون وکلای زنجان"
    with pytest.raises(Refusal, match="partner_named_already"):
        add_partner(office=network.zanjan, name="کانون وکلای زنجان", kind="other", legal_id="", **who)
    with pytest.raises(Refusal, match="legal_id"):
        add_partner(office=network.zanjan, name="دهیاری", kind="rural_office", legal_id="12345678901", **who)


def test_deeds_are_told_to_the_trail_with_their_office(network: Network) -> None:
    with within(network.by_narges):
        _centre(network)
        _stand(network, Standing.SUSPENDED, TODAY)

    with as_owner():
        told = AuditEvent.objects.filter(deed__startswith="organisations.").order_by("id")
        assert list(told.values_list("deed", "office_id", "actor_name", "reason")) == [
            ("organisations.add_centre", network.abhar.pk, "نرگس قره‌داغی", ""),
            ("organisations.set_centre_standing", network.abhar.pk, "نرگس قره‌داغی", "بازرسی"),
        ]
