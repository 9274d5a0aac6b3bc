"""A file is sent to a centre, refused, sent to another, reviewed, and comes back when a licence ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from madadkar.casework.actions import recall_from_idle_centres
from madadkar.casework.models import CaseFile, Delegation, FileReview, SampledFile
from madadkar.foundation import audit
from madadkar.foundation.models import AuditEvent
from madadkar.organisations.models import Centre, CentreStanding, Office
from madadkar.organisations.rules import Role
from madadkar.places.models import Place
from tests.databases import as_owner
from tests.registry import people
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db
ON_THE_WAY = ("received", "accepted", "in_work")


@dataclass(frozen=True)
class Town:
    """Sakineh's file, two centres, and who works where."""

    file: CaseFile
    nour: Centre
    yas: Centre
    head: Client
    of_nour: Client
    of_yas: Client

    def send(self, to: Centre) -> Delegation:
        """The head sends the file."""
        said = {"centre": to.pk, "terms": "بازدید ماهانه", "reason": "محله خودشان است"}
        assert self.head.post(f"/files/{self.file.pk}/centre/", said).status_code == 302
        return self.latest()

    def latest(self) -> Delegation:
        """The last delegation of the file."""
        with as_owner():
            return Delegation.objects.select_related("centre").latest("pk")

    def see(self) -> dict[str, int]:
        """What each of them is answered when they open the file."""
        people_of = {"head": self.head, "nour": self.of_nour, "yas": self.of_yas}
        return {name: who.get(f"/files/{self.file.pk}/").status_code for name, who in people_of.items()}


@pytest.fixture
def town(db: None) -> Town:
    with as_owner():
        zanjan: Office = people.office("emdad-zanjan", place=Place.objects.get(code="19"))
        centres = [people.centre(code, zanjan) for code in ("نور", "یاس")]
        for one in centres:
            CentreStanding.objects.create(centre=one, standing="active", valid_from=people.LONG_AGO)
        file = people.case_file(people.household(people.person("سکینه", "محمدی", zanjan)))
    managers = [visitor(Role.CENTRE_MANAGER, zanjan, centre=one, name=f"مدیر {one.code}") for one in centres]
    return Town(file, *centres, visitor(Role.HEAD, zanjan, name="حمید افشار"), *managers)


def _press(manager: Client, at: str, to: str, delegation: Delegation, note: str = "") -> None:
    said = {"chosen": str(delegation.pk), "to": to, "note": note}
    assert manager.post(f"/delegations/at/{at}/", said).status_code == 302


def _walk_in(manager: Client, delegation: Delegation) -> None:
    at = "sent"
    for to in ON_THE_WAY:
        _press(manager, at, to, delegation, "پرونده با نه برگ تحویل شد." if to == "in_work" else "")
        at = to


def _reviewed(town: Town) -> SampledFile:
    """The head draws a sample of the centre's files, and it is this one."""
    draw = {"token": str(uuid4()), "confidence": "95", "margin": "5"}
    assert town.head.post(f"/centres/{town.yas.pk}/samples/add/", draw).status_code == 302
    with as_owner():
        sampled = SampledFile.objects.get(case_file=town.file)
    said = {"verdict": "lacking", "findings": "گزارش بازدید ماه گذشته نیست"}
    assert town.head.post(f"/samples/files/{sampled.pk}/", said).status_code == 302
    finish = f"/samples/{sampled.review_id}/finish/"
    assert town.head.post(finish, {"conclusion": "یک گزارش باید نوشته شود"}).status_code == 302
    return sampled


def test_a_file_is_refused_by_one_centre_reviewed_at_another_and_comes_back_with_its_licence(
    town: Town,
) -> None:
    first = town.send(town.nour)
    assert town.see() == {"head": 200, "nour": 200, "yas": 404}
    _press(town.of_nour, "sent", "received", first)
    _press(town.of_nour, "received", "refused", first, "خانه‌شان از محله ما دور است")
    assert town.see() == {"head": 200, "nour": 404, "yas": 404}

    second = town.send(town.yas)
    _walk_in(town.of_yas, second)
    assert town.see() == {"head": 200, "nour": 404, "yas": 200}

    sampled = _reviewed(town)
    with as_owner():
        assert FileReview.objects.get(pk=sampled.review_id).finished_on == timezone.localdate()

    with as_owner():
        Centre.objects.filter(pk=town.yas.pk).update(licence_until=timezone.localdate())
    assert recall_from_idle_centres(at=timezone.now()) == 1

    back = town.latest()
    assert (back.pk, back.step, back.end_reason) == (second.pk, "recalled", "پایان اعتبار مجوز مرکز")
    assert town.see() == {"head": 200, "nour": 404, "yas": 404}
    refused = town.head.post(f"/files/{town.file.pk}/centre/", {"centre": town.yas.pk, "terms": ""})
    assert "اعتبار مجوز این مرکز" in refused.content.decode()
    _tells_it_all(town)


def _tells_it_all(town: Town) -> None:
    """The file's page and the trail know every step, and who took it."""
    page = town.head.get(f"/files/{town.file.pk}/").content.decode()
    for words in ("خانه‌شان از محله ما دور است", "پرونده با نه برگ تحویل شد.", "پایان اعتبار مجوز مرکز"):
        assert words in page
    with as_owner():
        told = AuditEvent.objects.filter(subject_type="casework.casefile", subject_id=town.file.pk)
        deeds = [
            deed.removeprefix("casework.") for deed in told.order_by("pk").values_list("deed", flat=True)
        ]
    steps = [deed for deed in deeds if deed.endswith("_case") or deed == "begin_centre_work"]
    assert steps == [
        "send_case", "receive_case", "refuse_case",
        "send_case", "receive_case", "accept_case", "begin_centre_work",
        "recall_case",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_day_the_file_was_with_a_centre_stays_so_after_it_came_back(town: Town) -> None:
    since = timezone.localdate() - timedelta(days=30)
    with as_owner():
        own = {"agency": town.file.agency, "office": town.file.office, "household": town.file.household}
        Delegation.objects.create(**own, case_file=town.file, centre=town.nour, valid_from=since)
    town.head.post(f"/files/{town.file.pk}/recall/", {"reason": "انتقال"})

    with as_owner():
        then = Delegation.objects.filter(valid_from__lte=since, valid_until__gt=since)
        assert then.count() == 1
    assert audit.faults() == []
