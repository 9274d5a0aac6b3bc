"""Deeds on the divisions of the asker's own province."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.foundation.persian import latin_digits
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.places.actions import (
    add_place,
    close_place,
    rename_place,
    reopen_place,
    reparent_place,
    split_county,
)
from madadkar.places.models import Place
from madadkar.places.rules import CODE_LENGTHS, LEVEL_NAMES, PARENT_LEVELS, Level
from madadkar.web.choosing import PlaceField
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.forms import JalaliField, PersianCharField, PersianForm
from madadkar.web.places.views import is_mine, known_place, levels_in

_BESIDE = {
    "place_code_shape": "code",
    "place_code_taken": "code",
    "place_name_missing": "name",
    "place_named_so": "name",
    "place_renamed_since": "on",
    "reason_missing": "reason",
    "place_level_wrong": "parent",
    "place_already_there": "parent",
    "place_moved_since": "on",
    "day_in_future": "on",
    "districts_missing": "districts",
}


class CodeField(forms.CharField):
    """An official code, in any digits."""

    def to_python(self, value: Any) -> Any:
        """Latin digits."""
        return latin_digits(str(value)).strip() if value not in self.empty_values else ""


class NewPlaceForm(PersianForm):
    """A place founded in another."""

    level = forms.ChoiceField(label="نوع")
    name = PersianCharField(label="نام", max_length=150)
    code = CodeField(
        label="کد مرکز آمار", widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric"})
    )
    on = JalaliField(label="از روز")

    def __init__(self, *args: Any, levels: list[Level], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(level.value, LEVEL_NAMES[level]) for level in levels]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        lengths = sorted({CODE_LENGTHS[level] for level in levels})
        self.fields["code"].help_text = " یا ".join(str(length) for length in lengths) + " رقم."


class MoveForm(PersianForm):
    """Under which place, and from when."""

    parent = PlaceField(label="زیر کدام جا")
    on = JalaliField(label="از روز")


class RenameForm(PersianForm):
    """What a place is called, and from when."""

    name = PersianCharField(label="نام تازه", max_length=150)
    on = JalaliField(label="از روز")


class CloseForm(PersianForm):
    """From when a place is no division any more, and why."""

    on = JalaliField(label="از روز")
    reason = PersianCharField(label="دلیل", max_length=300)


class ReopenForm(PersianForm):
    """Why a closed place is opened again."""

    reason = PersianCharField(label="دلیل", max_length=300)


class SplitForm(PersianForm):
    """A new county and the districts that go with it."""

    name = PersianCharField(label="نام شهرستان تازه", max_length=150)
    code = CodeField(
        label="کد شهرستان تازه", help_text="چهار رقم.", widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    districts = forms.ModelMultipleChoiceField(
        label="بخش‌هایی که جدا می‌شوند", queryset=Place.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    on = JalaliField(label="از روز")

    def __init__(self, *args: Any, county: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = Place.objects.filter(parent=county, level=Level.DISTRICT).order_by("sort_key")
        self.fields["districts"].queryset = districts  # type: ignore[attr-defined]  # a ModelMultipleChoiceField


def _mine(request: Visit, place_id: int) -> Place:
    found = known_place(place_id)
    if not is_mine(request, found):
        raise Refusal("place_of_another_province", place=found.name)
    return found


@needs(Right.MANAGE_PLACES)
@require_http_methods(["GET", "POST"])
def place_add(request: Visit, place_id: int) -> HttpResponse:
    """Found a place in another."""
    parent = _mine(request, place_id)
    levels = levels_in(Level(parent.level))
    if not levels:
        raise Refusal("place_level_wrong", level="جا", parent=LEVEL_NAMES[Level(parent.level)])
    form = NewPlaceForm(typed(request), levels=levels, initial={"on": request.today})

    def do(said: dict[str, Any]) -> str:
        said["level"] = Level(said["level"])
        new = add_place(**said, parent=parent, by=request.scope, at=request.now)
        messages.success(request, f"«{new.name}» افزوده شد.")
        return reverse("place", args=[new.pk])

    back = reverse("place", args=[parent.pk])
    words = Words(title=f"جای تازه در {parent.name}", button="افزودن", back=back)
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.MANAGE_PLACES)
@require_http_methods(["GET", "POST"])
def place_move(request: Visit, place_id: int) -> HttpResponse:
    """Put a place under another from a day on."""
    found = _mine(request, place_id)
    form = MoveForm(typed(request), initial={"on": request.today})
    field = form.fields["parent"]
    assert isinstance(field, PlaceField)
    field.within, field.levels = found.province, tuple(sorted(PARENT_LEVELS[Level(found.level)]))

    def do(said: dict[str, Any]) -> None:
        reparent_place(place=found, **said, by=request.scope, at=request.now)

    words = Words(
        title=f"جابه‌جا کردن {found.name}",
        button="ثبت جای تازه",
        back=reverse("place", args=[found.pk]),
        done="جای تازه ثبت شد؛ برای روزهای پیش، جای پیشین می‌ماند.",
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.MANAGE_PLACES)
@require_http_methods(["GET", "POST"])
def county_split(request: Visit, place_id: int) -> HttpResponse:
    """Found a county from districts of another."""
    county = _mine(request, place_id)
    if county.level != Level.COUNTY:
        raise Refusal("place_unknown")
    form = SplitForm(typed(request), county=county, initial={"on": request.today})

    def do(said: dict[str, Any]) -> str:
        new = split_county(county=county, **said, by=request.scope, at=request.now)
        messages.success(request, f"شهرستان «{new.name}» از «{county.name}» جدا شد.")
        return reverse("place", args=[new.pk])

    back = reverse("place", args=[county.pk])
    words = Words(title=f"جدا کردن شهرستانی از {county.name}", button="جدا کردن", back=back)
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.MANAGE_PLACES)
@require_http_methods(["GET", "POST"])
def place_rename(request: Visit, place_id: int) -> HttpResponse:
    """Call a place otherwise from a day on."""
    found = _mine(request, place_id)
    form = RenameForm(typed(request), initial={"on": request.today})

    def do(said: dict[str, Any]) -> None:
        rename_place(place=found, **said, by=request.scope, at=request.now)

    done = "نام تازه ثبت شد؛ با نام پیشین هم یافت می‌شود."
    return _deed(
        request, found, form, do, done=done, title=f"نام تازه برای {found.name}", button="ثبت نام تازه"
    )


@needs(Right.MANAGE_PLACES)
@require_http_methods(["GET", "POST"])
def place_close(request: Visit, place_id: int) -> HttpResponse:
    """A place is no division any more from a day on."""
    found = _mine(request, place_id)
    form = CloseForm(typed(request), initial={"on": request.today})

    def do(said: dict[str, Any]) -> None:
        close_place(place=found, **said, by=request.scope, at=request.now)

    return _deed(
        request,
        found,
        form,
        do,
        done=f"«{found.name}» بسته شد.",
        title=f"بستن {found.name}",
        button="بسته شود",
        intro="خانوارهایی که آنجا زندگی کرده‌اند همچنان با همین جا شناخته می‌شوند؛ کسی دیگر آنجا ثبت نمی‌شود.",
        is_grave=True,
    )


@needs(Right.MANAGE_PLACES)
@require_http_methods(["GET", "POST"])
def place_reopen(request: Visit, place_id: int) -> HttpResponse:
    """A place was closed by mistake."""
    found = _mine(request, place_id)
    form = ReopenForm(typed(request))

    def do(said: dict[str, Any]) -> None:
        reopen_place(place=found, **said, by=request.scope, at=request.now)

    return _deed(
        request,
        found,
        form,
        do,
        done=f"«{found.name}» باز شد.",
        title=f"باز کردن {found.name}",
        button="باز شود",
    )


def _deed(
    request: Visit, found: Place, form: PersianForm, do: Callable[[dict[str, Any]], None], **said: Any
) -> HttpResponse:
    """The page of a deed on a place, and back to it."""
    words = Words(back=reverse("place", args=[found.pk]), **said)
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)
