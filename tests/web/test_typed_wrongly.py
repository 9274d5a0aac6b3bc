"""What nobody types in good order: numbers no row could have, words too long, an answer not given."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from madadkar.casework.queries.scoring import Scheme
from madadkar.matching.models import Pair
from madadkar.matching.rules import RunKind
from madadkar.organisations.models import Post, Staff
from madadkar.web.forms import PersianCharField, PersianForm
from madadkar.web.matching.forms import PercentField
from madadkar.web.numbers import number_told
from madadkar.web.supervision.forms import SchemeForm
from tests.databases import as_owner
from tests.matching.conftest import engine, two
from tests.matching.ground import Engine, Two, compared, pair_of

__all__ = ["engine", "two"]
_ENDLESS = "9" * 5000


class _Asked(PersianForm):
    name = PersianCharField(label="نام", max_length=30)
    kind = forms.ChoiceField(label="نوع", choices=[("home", "خانه")])


@pytest.mark.parametrize("told", ["", "²", "۱۲", "-4", "1e3", _ENDLESS])
def test_a_number_that_no_row_could_have_is_none(told: str) -> None:
    assert number_told(told) is None
    assert number_told("12") == 12


@pytest.mark.parametrize("told", ["NaN", "-NaN", "Infinity", "-3", "0", "101", _ENDLESS])
def test_a_share_that_is_no_share_is_said_beside_its_field(told: str) -> None:
    with pytest.raises(forms.ValidationError, match=r"تا صد|خوانده نمی‌شود"):
        PercentField().clean(told)
    assert PercentField().clean("۹۵٫۵٪") == Decimal("0.955")


def test_words_too_long_and_options_gone_are_told_in_our_own_words() -> None:
    errors = _Asked({"name": "خ" * 31, "kind": "gone"}).errors

    assert errors["name"] == ["بلندتر از آن است که جا شود؛ حداکثر ۳۰ حرف."]
    assert errors["kind"] == ["این گزینه در فهرست نیست."]


def test_a_field_laid_while_the_form_is_made_asks_like_all_others() -> None:
    form = SchemeForm({}, scheme=Scheme(weights={}, grades={}, row=None))

    assert {errors[0] for errors in form.errors.values()} == {"این را بنویسید."}


@pytest.fixture
def pair(two: Two, engine: Engine) -> Pair:
    """Hasan of ours and Hoseyn of theirs."""
    engine.says(two.known["hasan"], two.known["hasan_there"], 0.3)
    compared(two, RunKind.BETWEEN, at=timezone.now())
    return pair_of(two.known["hasan"], two.known["hasan_there"])


@pytest.fixture
def narges(two: Two) -> Client:
    """The head of our office."""
    began = timezone.localdate() - timedelta(days=9)
    with as_owner():
        somebody = Staff.objects.create(username="narges", full_name="نرگس شریفی")
        Post.objects.create(staff=somebody, role="head", office=two.emdad, valid_from=began)
    client = Client()
    client.force_login(somebody)
    return client


@pytest.mark.django_db
def test_a_note_is_kept_where_the_answer_is_missing_or_the_note_too_long(pair: Pair, narges: Client) -> None:
    decide = reverse("matching-decide", args=[pair.pk])
    unanswered = narges.post(decide, {"note": "پدرشان یکی است"}).content.decode()
    too_long = narges.post(decide, {"verdict": "same", "note": "خ" * 2001}).content.decode()

    assert "پدرشان یکی است" in unanswered
    assert "یکی را برگزینید." in unanswered
    assert "حداکثر ۲٬۰۰۰ حرف" in too_long or "حداکثر ۲۰۰۰ حرف" in too_long
    with as_owner():
        assert Pair.objects.get(pk=pair.pk).state == "waiting"


@pytest.mark.django_db
def test_an_endless_number_in_an_address_or_a_box_is_no_failure(pair: Pair, narges: Client) -> None:
    assert narges.get(reverse("matching-next"), {"after": _ENDLESS}).status_code == 302
    assert narges.post(reverse("overlaps-at", args=["proposed"]), {"chosen": _ENDLESS}).status_code == 302
