"""What a register is narrowed to, as a person chooses it."""

from __future__ import annotations

from typing import Any

from django import forms

from madadkar.casework.registers import NOBODYS, RegisterFilter
from madadkar.casework.rules import COVERAGE_KIND_NAMES, FIELD_NAMES, FILE_STATE_NAMES
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Office
from madadkar.organisations.queries import centres_in_sight, staff_in_reach
from madadkar.organisations.rules import Role
from madadkar.places.models import Place
from madadkar.places.rules import AREA_NAMES
from madadkar.registry.rules import GROUP_NAMES, MEDICAL_GROUPS
from madadkar.web.forms import PersianForm

ME = "me"
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
        self._offer("group", _groups(scope))
        self._offer("county", _counties(scope))
        self._offer("caseworker", _caseworkers(scope))
        self._offer("centre", _centres(scope))
        self._offer("office", _offices(scope))

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
        if chosen.get("caseworker") == ME:
            chosen["caseworker"] = str(self.scope.actor_id)
        return RegisterFilter(**chosen)


def _groups(scope: Scope) -> list[tuple[str, str]]:
    return [
        (group.value, name)
        for group, name in GROUP_NAMES.items()
        if scope.sees_medical or group not in MEDICAL_GROUPS
    ]


def _counties(scope: Scope) -> list[tuple[str, str]]:
    office = Office.objects.select_related("place").filter(pk=scope.home_office_id or 0).first()
    if office is None or office.place is None:
        return []
    within = office.place.province_id or office.place_id
    rows = Place.objects.filter(province_id=within, level="county", exists_until__isnull=True)
    return [(str(pk), name) for pk, name in rows.order_by("sort_key").values_list("pk", "name")]


def _caseworkers(scope: Scope) -> list[tuple[str, str]]:
    working = staff_in_reach(scope=scope).filter(posts__role=Role.CASEWORKER.value).distinct()
    named = [(str(pk), name) for pk, name in working.values_list("pk", "full_name") if pk != scope.actor_id]
    return [(ME, "خودم"), (NOBODYS, "بدون مددکار"), *named]


def _centres(scope: Scope) -> list[tuple[str, str]]:
    rows = centres_in_sight(scope=scope).order_by("name").values_list("pk", "name")
    return [(NOBODYS, "واگذار نشده"), *((str(pk), name) for pk, name in rows)]


def _offices(scope: Scope) -> list[tuple[str, str]]:
    rows = Office.objects.filter(pk__in=scope.office_ids).order_by("kind", "name").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]
