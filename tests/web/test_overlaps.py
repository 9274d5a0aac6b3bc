"""The screens of two agencies: many proposals answered at once, a signature sent twice, minutes on paper."""

from __future__ import annotations

import pytest
from django.test import Client

from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Staff
from madadkar.overlap.actions.finding import find_overlaps
from madadkar.overlap.models import JointSignature, OverlapCase, SideAnswer
from tests.overlap.two_agencies import Ground, lay, looks

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(db: None) -> Ground:
    return lay()


def visitor(scope: Scope) -> Client:
    client = Client()
    client.force_login(Staff.objects.get(pk=scope.actor_id))
    return client


def test_a_head_agrees_to_chosen_proposals_at_once_and_twice_is_once(ground: Ground) -> None:
    for name in ("زهرا", "مریم", "لیلا"):
        ground.both(name)
    looks(ground.hamid, find_overlaps)
    with within(ground.hamid):
        chosen = [f"{one.pk}.{one.round}" for one in OverlapCase.objects.order_by("pk")[:2]]
    mahdi = visitor(ground.mahdi)
    for said in ("با ۲ پیشنهاد موافقت شد.", "از سوی نهاد شما مهدی نوری پاسخ داده است"):
        answer = mahdi.post("/overlaps/at/proposed/", {"chosen": chosen}, follow=True)
        assert said in answer.content.decode()
    with within(ground.mahdi):
        assert SideAnswer.objects.count() == 2


def test_a_signature_sent_twice_is_one(ground: Ground) -> None:
    ground.both()
    case = ground.agreed()
    hamid = visitor(ground.hamid)
    for said in ("امضای نهاد دیگر در راه است", "این کار را پیش‌تر خود شما انجام داده‌اید"):
        answer = hamid.post(f"/overlaps/{case.pk}/sign/", {"version": "1"}, follow=True)
        assert said in answer.content.decode()
    with within(ground.hamid):
        assert JointSignature.objects.count() == 1


def test_the_text_another_has_rewritten_is_not_signed_unread(ground: Ground) -> None:
    ground.both()
    case = ground.agreed()
    text = "پوشش کمیته امداد ادامه می‌یابد و بهزیستی تا پایان ماه پرونده را تحویل می‌دهد."
    visitor(ground.mahdi).post(f"/overlaps/{case.pk}/write/", {"version": "1", "text": text})
    hamid = visitor(ground.hamid)
    answer = hamid.post(f"/overlaps/{case.pk}/sign/", {"version": "1"})
    assert "متن در این فاصله تغییر کرده است (مهدی نوری)" in answer.content.decode()

    read = answer.context["form"]["version"].value()
    again = hamid.post(f"/overlaps/{case.pk}/sign/", {"version": read}, follow=True)
    assert text in answer.content.decode()
    assert "امضای نهاد دیگر در راه است" in again.content.decode()


def test_the_minutes_print_for_either_side(ground: Ground) -> None:
    ground.both()
    case = ground.decided()
    for by in (ground.hamid, ground.mahdi):
        answer = visitor(by).get(f"/overlaps/{case.pk}/minutes/")
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")


def test_the_page_of_a_file_tells_of_the_other_agencys_cover(ground: Ground) -> None:
    one, other = ground.both()
    case = ground.found()
    page = visitor(ground.hamid).get(f"/files/{one.file.pk}/").content.decode()
    assert "پوشش نهاد دیگر" in page
    assert f"/overlaps/{case.pk}/" in page
    assert other.file.number not in page
