"""Centres being founded, as pages: which way leads onward, which back, and how numbers of a name are read."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from madadkar.organisations.models import Founding, Office
from madadkar.organisations.rules import FoundingState, Role
from tests.databases import as_owner
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db


def test_the_way_onward_stands_first_and_a_step_back_is_called_so(zanjan: Office) -> None:
    with as_owner():
        founding = Founding.objects.create(
            office=zanjan, name="یاران محله 12", kind="neighbourhood", neighbourhood="محله 12",
            state=FoundingState.BOARD.value, since=timezone.localdate(),
            token=uuid4(),
        )  # fmt: skip

    page = visitor(Role.HEAD, zanjan).get(f"/foundings/{founding.pk}/")

    assert page.context["steps"] == [
        ("premises", "آماده‌سازی محل"),
        ("idea", "بازگشت به «پیشنهاد»"),
        ("dropped", "کنار گذاشتن"),
    ]
    assert "یاران محله ۱۲" in page.content.decode()
    assert "محله محله" not in page.content.decode()
