"""What every form says of what is missing, and in which order and words its choices stand."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms

from madadkar.foundation.listing import in_persian_order
from madadkar.organisations.models import Centre, Staff
from madadkar.web.choosing import OneOf, OneOfStaff
from madadkar.web.forms import PersianForm
from tests.organisations.network import lay_network

OWN = "یکی از این پنج جمله را برگزینید."


class _Asked(PersianForm):
    words = forms.CharField()
    one = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "الف")])
    some = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=[("a", "الف")])
    seen = forms.BooleanField()
    own = forms.CharField(error_messages={"required": OWN})


def test_what_is_missing_is_asked_for_as_it_is_given() -> None:
    said = {name: errors[0] for name, errors in _Asked({}).errors.items()}

    assert said == {
        "words": "این را بنویسید.",
        "one": "یکی را برگزینید.",
        "some": "یکی را برگزینید.",
        "seen": "این را نشان بزنید.",
        "own": OWN,
    }


@pytest.mark.django_db
def test_choices_stand_as_in_a_persian_dictionary_with_persian_digits() -> None:
    network = lay_network()
    for code, name in (
        ("n-1", "یاس"),
        ("n-2", "کوثر"),
        ("n-3", "همدلی 2"),
        ("n-4", "پروین"),
        ("n-5", "تابش"),
    ):
        Centre.objects.create(code=code, name=name, office=network.abhar, kind="neighbourhood")

    named = Centre.objects.filter(code__startswith="n-").order_by(in_persian_order("name"))
    choices: Any = OneOf(queryset=named, empty_label=None).choices

    assert [label for _, label in choices] == ["پروین", "تابش", "کوثر", "همدلی ۲", "یاس"]


@pytest.mark.django_db
def test_two_of_one_name_are_told_apart_by_their_sign_in() -> None:
    for username, name in (("hosein", "حسین بیگدلی"), ("hosein-b", "حسین بیگدلی"), ("ali", "علی نوری")):
        Staff.objects.create(username=username, full_name=name)

    choices: Any = OneOfStaff(queryset=Staff.objects.order_by("username"), empty_label=None).choices

    assert [label for _, label in choices] == [
        "علی نوری",
        "حسین بیگدلی (hosein)",
        "حسین بیگدلی (hosein-b)",
    ]
