"""The divisions of a province, renamed and closed on their page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from madadkar.organisations.models import Office
from madadkar.organisations.rules import Role
from madadkar.places.models import Place
from tests.databases import as_owner
from tests.registry import people
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def zanjan(db: None) -> Office:
    """An office in Zanjan."""
    with as_owner():
        return people.office(place=Place.objects.get(code="19"))


@pytest.fixture
def village(zanjan: Office) -> Place:
    """A village of its province."""
    return Place.objects.filter(level="village", province__code="19").order_by("code")[0]


def test_a_new_name_stands_on_the_page_with_the_former_one(zanjan: Office, village: Place) -> None:
    client = visitor(Role.ADMINISTRATOR, zanjan)

    done = client.post(
        reverse("place-rename", args=[village.pk]), {"name": "مهرآوران نو", "on": "۱۴۰۲/۰۱/۰۱"}
    )

    html = client.get(done["Location"]).content.decode()
    assert "مهرآوران نو" in html
    assert village.name in html
    assert "از آغاز" in html


def test_a_place_is_closed_and_opened_again(zanjan: Office, village: Place) -> None:
    client = visitor(Role.ADMINISTRATOR, zanjan)

    client.post(reverse("place-close", args=[village.pk]), {"reason": "خالی از سکنه", "on": "۱۴۰۲/۰۱/۰۱"})
    closed = client.get(reverse("place", args=[village.pk])).content.decode()
    again = client.post(reverse("place-close", args=[village.pk]), {"reason": "باز", "on": "۱۴۰۲/۰۲/۰۱"})
    client.post(reverse("place-reopen", args=[village.pk]), {"reason": "اشتباه بود"})

    assert "دیگر در تقسیمات کشوری نیست" in closed
    assert "باز کردن" in closed
    assert "دیگر در تقسیمات کشوری نیست" in again.content.decode()
    assert Place.objects.get(pk=village.pk).exists_until is None


def test_a_place_of_another_province_is_only_looked_at(zanjan: Office) -> None:
    qazvin = Place.objects.get(code="26")
    client = visitor(Role.ADMINISTRATOR, zanjan)

    for name in ("place-rename", "place-close", "place-reopen"):
        assert client.post(reverse(name, args=[qazvin.pk]), {"name": "قزوین نو"}).status_code == 409
