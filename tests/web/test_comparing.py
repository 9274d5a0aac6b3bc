"""Two heads agree over HTTP that their registers are compared, and end it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from madadkar.foundation.jalali import format_day
from madadkar.matching.models import ComparisonAgreement
from madadkar.organisations.models import Post, Staff
from tests.databases import as_owner
from tests.matching.conftest import two
from tests.matching.ground import Two, agreed

__all__ = ["two"]
pytestmark = pytest.mark.django_db


def visitor(two: Two, role: str = "head", of: str = "emdad") -> Client:
    """Somebody of one of the two offices, signed in."""
    with as_owner():
        somebody = Staff.objects.create(username=f"{role}.{of}", full_name=f"رئیس {of}")
        office = getattr(two, of)
        Post.objects.create(
            staff=somebody, role=role, office=office, valid_from=timezone.localdate() - timedelta(days=9)
        )
    client = Client()
    client.force_login(somebody)
    return client


def _proposal(two: Two, **more: str) -> dict[str, str]:
    last = format_day(timezone.localdate() + timedelta(days=100))
    return {
        "other_office": str(two.behzisti.pk), "last_on": last, "is_nightly": "no",
        "purpose": "خانوارهای مشترک", "token": "00000000-0000-0000-0000-00000000000f", **more,
    }  # fmt: skip


def test_one_proposes_the_other_accepts_and_either_ends_it(two: Two) -> None:
    ours, theirs = visitor(two), visitor(two, of="behzisti")
    offered = f'value="{two.behzisti.pk}"'
    assert offered not in ours.get(reverse("matching-runs")).content.decode()
    for _ in range(2):
        sent = ours.post(reverse("matching-agreement-propose"), _proposal(two))
    with as_owner():
        made = ComparisonAgreement.objects.get()
    page, answer = (reverse(f"matching-agreement{of}", args=[made.pk]) for of in ("", "-answer"))
    assert sent.status_code == 302
    assert "پس گرفتن پیشنهاد" in ours.get(page).content.decode()
    assert answer in theirs.get(reverse("my-day")).content.decode()
    assert theirs.post(answer, {"answer": "accept"}, follow=True).redirect_chain == [(page, 302)]
    assert offered in ours.get(reverse("matching-runs")).content.decode()
    assert ours.get(answer)["Location"] == page

    ended = ours.post(reverse("matching-agreement-end", args=[made.pk]), {"reason": "بازنگری شرایط"})

    assert ended["Location"] == page
    assert "بازنگری شرایط" in theirs.get(page).content.decode()
    assert offered not in ours.get(reverse("matching-runs")).content.decode()


def test_the_last_day_of_the_form_is_a_day_it_holds(two: Two) -> None:
    visitor(two).post(reverse("matching-agreement-propose"), _proposal(two))

    with as_owner():
        assert ComparisonAgreement.objects.get().agreed_until == timezone.localdate() + timedelta(days=101)


@pytest.mark.parametrize(
    ("field", "told", "no"),
    [
        ("last_on", "۱۳۹۰/۰۱/۰۱", "باید پس از امروز باشد"),
        ("last_on", "۱۴۹۰/۰۱/۰۱", "تا سه سال است"),
        ("last_on", "فردایی", "field-error"),
        ("purpose", "", "field-error"),
        ("other_office", "999999", "این گزینه در فهرست نیست"),
    ],
)
def test_a_wrong_proposal_is_told_at_its_place(two: Two, field: str, told: str, no: str) -> None:
    page = visitor(two).post(reverse("matching-agreement-propose"), _proposal(two, **{field: told}))

    assert no in page.content.decode()
    with as_owner():
        assert not ComparisonAgreement.objects.exists()


def test_who_only_compares_reads_what_was_agreed_and_decides_nothing(two: Two) -> None:
    made = agreed(two, at=timezone.now())
    clerk = visitor(two, "intake")

    assert "پایان توافق" not in clerk.get(reverse("matching-agreement", args=[made.pk])).content.decode()
    assert clerk.get(reverse("matching-agreement-end", args=[made.pk])).status_code == 403
    assert visitor(two, "finance").get(reverse("matching-agreements")).status_code == 403
