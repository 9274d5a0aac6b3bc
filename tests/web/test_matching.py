"""The workbench over HTTP: the queue, a pair of two agencies, thresholds and a second look."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from madadkar.matching.models import Pair, Recheck, Run, Threshold
from madadkar.matching.rules import RunKind
from madadkar.organisations.models import Post, Staff
from madadkar.registry.names import learn_names
from tests.databases import as_owner
from tests.matching.conftest import engine, two
from tests.matching.ground import Engine, Two, compared, pair_of

__all__ = ["engine", "two"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def hasan(two: Two, engine: Engine) -> Pair:
    """Hasan of ours and Hoseyn of theirs."""
    engine.says(two.known["hasan"], two.known["hasan_there"], 0.3)
    engine.says(two.known["masoumeh"], two.known["hasan_there"], 0.2)
    compared(two, RunKind.BETWEEN, at=timezone.now())
    return pair_of(two.known["hasan"], two.known["hasan_there"])


def _clerk(two: Two, role: str = "head", of: str = "emdad") -> Client:
    with as_owner():
        somebody = Staff.objects.create(username=f"{role}.{of}", full_name="نرگس شریفی")
        office = getattr(two, of)
        Post.objects.create(
            staff=somebody, role=role, office=office, valid_from=timezone.localdate() - timedelta(days=9)
        )
    client = Client()
    client.force_login(somebody)
    return client


def test_a_clerk_sees_their_own_record_and_of_the_other_the_verdicts_alone(two: Two, hasan: Pair) -> None:
    page = _clerk(two).get(reverse("matching-pair", args=[hasan.pk])).content.decode()

    assert "قره داغی" in page
    assert "قراداغی" not in page
    assert "نام خانوادگی متفاوت" in page
    assert "سازمان بهزیستی" in page or "behzisti" in page


def test_deciding_leads_to_the_next_pair_at_once_and_at_the_end_to_the_queue(two: Two, hasan: Pair) -> None:
    client = _clerk(two)
    first = client.post(reverse("matching-decide", args=[hasan.pk]), {"verdict": "same"})
    other = pair_of(two.known["masoumeh"], two.known["hasan_there"])
    last = client.post(first["Location"] + "decide/", {"verdict": "different", "note": "پدرشان یکی نیست"})

    assert first["Location"] == reverse("matching-pair", args=[other.pk])
    assert last["Location"] == reverse("matching")
    assert "جفتی در انتظار تصمیم نیست" in client.get(last["Location"]).content.decode()


def test_the_other_side_hears_the_verdict_without_the_note(two: Two, hasan: Pair) -> None:
    _clerk(two).post(reverse("matching-decide", args=[hasan.pk]), {"verdict": "same", "note": "دیدم"})
    page = _clerk(two, of="behzisti").get(reverse("matching-pair", args=[hasan.pk])).content.decode()

    assert "طرف دیگر: <strong>یک نفرند</strong>" in page
    assert "دیدم" not in page


def test_two_records_said_to_be_one_are_led_to_the_merge_of_records(two: Two, engine: Engine) -> None:
    one, other = two.known["masoumeh"], two.known["masoumeh_again"]
    with as_owner():
        learn_names()
    engine.says(one, other, 0.9)
    compared(two, RunKind.WITHIN, at=timezone.now())
    client, pair = _clerk(two), pair_of(one, other)
    client.post(reverse("matching-decide", args=[pair.pk]), {"verdict": "same"})
    page = client.get(reverse("matching-pair", args=[pair.pk])).content.decode()
    merge = reverse("person-merge", args=[one.pk])

    assert f'href="{merge}?q=' in page
    offered = client.get(f"{merge}?q={other.first_name} {other.last_name}").content.decode()
    assert f'value="{other.pk}"' in offered


def test_a_comparison_is_asked_for_once(two: Two) -> None:
    client = _clerk(two)
    token = "00000000-0000-0000-0000-00000000000a"
    for _ in range(2):
        client.post(reverse("matching-runs"), {"is_whole": "yes", "token": token, "other_office": ""})

    with as_owner():
        assert Run.objects.filter(token=token).count() == 1
    assert "در صف" in client.get(reverse("matching-runs")).content.decode()


def test_thresholds_are_set_in_percent_and_persian_digits(two: Two, hasan: Pair) -> None:
    client = _clerk(two)
    client.post(
        reverse("matching-thresholds"), {"lower": "۱۰", "upper": "۹۵٫۵", "reason": "از برچسب‌ها", "seen": "0"}
    )

    with as_owner():
        told = Threshold.objects.get()
    assert (str(told.lower), str(told.upper)) == ("0.1000", "0.9550")


def test_a_second_look_does_not_show_the_first(two: Two, hasan: Pair) -> None:
    head = _clerk(two)
    head.post(reverse("matching-decide", args=[hasan.pk]), {"verdict": "different", "note": "دو برادرند"})
    head.post(reverse("matching-draw"), {"size": "۵", "seed": "پاییز"})
    with as_owner():
        drawn = Recheck.objects.get(pair=hasan)
    intake = _clerk(two, "intake")
    page = intake.get(reverse("matching-recheck", args=[drawn.pk])).content.decode()
    intake.post(reverse("matching-recheck", args=[drawn.pk]), {"verdict": "different"})

    assert "دو برادرند" not in page
    assert "۱ از ۱" in head.get(reverse("matching-quality")).content.decode()


def test_the_queue_asks_as_many_questions_for_many_pairs_as_for_one(
    two: Two, hasan: Pair, django_assert_max_num_queries: object
) -> None:
    client = _clerk(two)
    client.get(reverse("matching"))
    with django_assert_max_num_queries(30):  # type: ignore[operator]  # a fixture of pytest-django
        client.get(reverse("matching"))
