"""Form fields that choose a place, an office, a centre or a day, within what the asker looks after."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.db import models
from django.utils.functional import cached_property

from madadkar.foundation.persian import latin_digits, persian_digits
from madadkar.places.models import Place
from madadkar.places.queries import find_place
from madadkar.places.rules import LEVEL_NAMES, Level
from madadkar.web.doors import Visit

EMPTY = "—"


class PlaceField(forms.Field):
    """A place typed by name or official code; where several bear the name, it says which, with their codes.

    `within` (a province or county) and `levels` narrow what may be meant.
    """

    widget = forms.TextInput

    def __init__(self, *, levels: tuple[str, ...] = (), **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "نام یا کد مرکز آمار.")
        super().__init__(**kwargs)
        self.levels = levels
        self.within: Place | None = None

    def prepare_value(self, value: Any) -> Any:
        """A place by its code, so that it is found again."""
        if isinstance(value, Place):
            return f"{value.name} {persian_digits(value.code)}"
        return value

    def to_python(self, value: Any) -> Place | None:
        """The one place meant."""
        if value in self.empty_values or not str(value).strip():
            return None
        by_code = self._by_code(latin_digits(str(value)).split()[-1])
        if by_code is not None:
            return by_code
        found = find_place(text=str(value), within=self.within, levels=self.levels, limit=9)
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError("جایی به این نام یافت نشد.")
        named = "؛ ".join(_named(place) for place in found[:8])
        raise forms.ValidationError(f"چند جا به این نام هست؛ کد یکی را بنویسید: {named}")

    def _by_code(self, code: str) -> Place | None:
        if not code.isdigit():
            return None
        places = Place.objects.filter(code=code, exists_until__isnull=True)
        return (places.filter(level__in=self.levels) if self.levels else places).first()


def _named(place: Place) -> str:
    county = f"، شهرستان {place.county.name}" if place.county and place.level != Level.COUNTY else ""
    return f"{LEVEL_NAMES[Level(place.level)]} {place.name}{county} ({persian_digits(place.code)})"


class OneOf(forms.ModelChoiceField[Any]):
    """One row of a list, said by its name."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", None)
        kwargs.setdefault("empty_label", EMPTY)
        super().__init__(**kwargs)

    def label_from_instance(self, obj: models.Model) -> str:
        """The row in a reader's words."""
        return persian_digits(obj)


class OneOfStaff(OneOf):
    """One of the staff; those of one name are told apart by the name they sign in with."""

    def label_from_instance(self, obj: models.Model) -> str:
        """The name, and the sign-in's where another bears it too."""
        name = super().label_from_instance(obj)
        return f"{name} ({obj.username})" if name in self._shared else name  # type: ignore[attr-defined]  # a Staff

    @cached_property
    def _shared(self) -> set[str]:
        named = Counter(persian_digits(one) for one in self.queryset or ())
        return {name for name, borne in named.items() if borne > 1}


def offered(names: dict[Any, str], *, empty: str | None = None) -> list[tuple[str, str]]:
    """Choices of a field from a table of stored words and their Persian."""
    choices = [(str(getattr(key, "value", key)), name) for key, name in names.items()]
    return choices if empty is None else [("", empty), *choices]


def home_province(request: Visit) -> Place | None:
    """The province of the asker's office; none for a national one."""
    place = request.post.office.place if request.post else None
    if place is None:
        return None
    return place if place.province_id in (None, place.pk) else place.province
