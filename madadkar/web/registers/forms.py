"""What a register is narrowed to, as a person chooses it."""

from __future__ import annotations

from typing import Any

from django import forms

from madadkar.casework.registers import RegisterFilter
from madadkar.casework.rules import COVERAGE_KIND_NAMES, FIELD_NAMES, FILE_STATE_NAMES
from madadkar.foundation.scope import Scope
from madadkar.places.rules import AREA_NAMES
from madadkar.web import narrowing
from madadkar.web.forms import PersianForm

_ALL = ("", "همه")
_YES_NO = [_ALL, ("yes", "دارد"), ("no", "ندارد")]
_WITHIN = [_ALL, ("7", "یک هفته گذشته"), ("30", "یک ماه گذشته"), ("365", "یک سال گذشته")]


class RegisterForm(PersianForm):
    """The filters of a register; the lists to choose from are those the reader sees."""

    state = forms.ChoiceField(
        label="وضعیت پرونده",
        required=False,
        choices=[_ALL, *((k.value, v) for k, v in FILE_STATE_NAMES.items()), ("none", "بدون پرونده")],
    )
    group = forms.ChoiceField(label="گروه", required=False)
    county = forms.ChoiceField(label="شهرستان", required=False)
    caseworker = forms.ChoiceField(label="مددکار", required=False)
    centre = forms.ChoiceField(label="مرکز نیکوکاری", required=False)
    field = forms.ChoiceField(
        label="حوزه", required=False, choices=[_ALL, *((k.value, v) for k, v in FIELD_NAMES.items())]
    )
    coverage = forms.ChoiceField(
        label="پوشش",
        required=False,
        choices=[
            _ALL,
            ("any", "تحت پوشش"),
            *((k.value, v) for k, v in COVERAGE_KIND_NAMES.items()),
            ("none", "بدون پوشش"),
        ],
    )
    area = forms.ChoiceField(
        label="شهری یا روستایی",
        required=False,
        choices=[_ALL, *((k.value, v) for k, v in AREA_NAMES.items())],
    )
    pension = forms.ChoiceField(label="مستمری", required=False, choices=_YES_NO)
    account = forms.ChoiceField(label="شماره شبا", required=False, choices=_YES_NO)
    phone = forms.ChoiceField(label="تلفن", required=False, choices=_YES_NO)
    opened_within = forms.ChoiceField(label="تشکیل پرونده", required=False, choices=_WITHIN)
    delegated_within = forms.ChoiceField(label="واگذاری به مرکز", required=False, choices=_WITHIN)
    office = forms.ChoiceField(label="اداره", required=False)

    FIRST = ("state", "group", "county", "caseworker")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self._offer("group", narrowing.groups(scope))
        self._offer("county", narrowing.counties(scope))
        self._offer("caseworker", narrowing.caseworkers(scope))
        self._offer("centre", narrowing.centres(scope))
        self._offer("office", narrowing.offices(scope))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [_ALL, *choices]

    @property
    def first(self) -> list[Any]:
        """The filters most asked for, in sight."""
        return [self[name] for name in self.FIRST]

    @property
    def more(self) -> list[Any]:
        """The other filters, folded away."""
        return [self[name] for name in self.fields if name not in self.FIRST]

    @property
    def is_more_asked(self) -> bool:
        """Whether a folded filter is set, so that the fold stands open."""
        return any(self.data.get(name) for name in self.fields if name not in self.FIRST)

    def asked(self) -> RegisterFilter:
        """The filter of a valid form; «me» becomes the reader."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        if chosen.get("caseworker") == narrowing.ME:
            chosen["caseworker"] = str(self.scope.actor_id)
        return RegisterFilter(**chosen)
