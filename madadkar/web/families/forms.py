"""What is asked when something about a family changes."""

from __future__ import annotations

from typing import Any

from django import forms

from madadkar.casework.search import FoundRow
from madadkar.foundation.jalali import PartialDate, format_day
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Office
from madadkar.registry.actions import PersonFacts
from madadkar.registry.models import Person
from madadkar.registry.queries import Family
from madadkar.registry.rules import (
    DERIVED_GROUPS,
    GROUP_NAMES,
    HEADSHIP_NAMES,
    MARITAL_NAMES,
    MEDICAL_GROUPS,
    RELATION_NAMES,
    SEX_NAMES,
    Relation,
)
from madadkar.web.choosing import OneOf, PlaceField, offered
from madadkar.web.forms import (
    ForeignerCodeField,
    JalaliField,
    NationalCodeField,
    PersianCharField,
    PersianForm,
    PersianTextField,
    PostalCodeField,
    ShebaField,
)

_UNSAID = "گفته نشده"


class PersonForm(PersianForm):
    """A person as on their papers."""

    first_name = PersianCharField(label="نام")
    last_name = PersianCharField(label="نام خانوادگی")
    father_name = PersianCharField(label="نام پدر", required=False)
    national_code = NationalCodeField(label="کد ملی", required=False)
    foreigner_code = ForeignerCodeField(
        label="شماره فراگیر اتباع", required=False, help_text="برای کسی که کد ملی ندارد."
    )
    birth = JalaliField(
        label="تاریخ تولد", required=False, is_partial=True, help_text="سال تنها یا ماه و سال هم پذیرفته است."
    )
    birth_certificate_number = PersianCharField(label="شماره شناسنامه", required=False)
    sex = forms.ChoiceField(label="جنسیت", required=False, choices=offered(SEX_NAMES, empty=_UNSAID))
    marital = forms.ChoiceField(
        label="وضع تأهل", required=False, choices=offered(MARITAL_NAMES, empty=_UNSAID)
    )

    def facts(self) -> PersonFacts:
        """What a valid form says of the person."""
        said = {
            name: self.cleaned_data[name] for name in PersonFacts.__dataclass_fields__ if name in self.fields
        }
        birth: PartialDate | None = self.cleaned_data["birth"]
        if birth is None:
            return PersonFacts(**said)
        return PersonFacts(**said, birth_on=birth.earliest, birth_precision=birth.precision)


def written_of(person: Person) -> dict[str, Any]:
    """What is written of a person, to start a form from."""
    said = {name: getattr(person, name) or "" for name in PersonForm.base_fields if name != "birth"}
    if person.birth_on is None:
        return said
    known = PartialDate.from_date(person.birth_on, person.birth_precision)  # type: ignore[arg-type]  # stored so
    return {**said, "birth": persian_digits(known.text)}


class ChangePersonForm(PersonForm):
    """Other facts for a person, and why."""

    reason = PersianCharField(label="چرا تغییر می‌کند", required=False)


class MemberForm(PersonForm):
    """Somebody who joins a family."""

    relation = forms.ChoiceField(
        label="نسبت با سرپرست",
        choices=[pair for pair in offered(RELATION_NAMES, empty="—") if pair[0] != Relation.HEAD],
    )
    on = JalaliField(label="از روز")


class PlaceForm(PersianForm):
    """Where a family lives."""

    place = PlaceField(
        label="شهر یا روستا",
        required=False,
        levels=("city", "zone", "village"),
    )
    address = PersianTextField(label="نشانی", required=False)
    postal_code = PostalCodeField(label="کد پستی", required=False)


class ResidenceForm(PlaceForm):
    """Where a family lives from a day on."""

    on = JalaliField(label="از روز")


class HeadForm(PersianForm):
    """Who heads the family from a day on, why, and what the former head is to them."""

    person = forms.ChoiceField(label="سرپرست تازه")
    headship = forms.ChoiceField(label="علت سرپرستی", choices=offered(HEADSHIP_NAMES))
    former_is = forms.ChoiceField(
        label="نسبت سرپرست پیشین با سرپرست تازه",
        required=False,
        choices=[
            ("", "از خانوار می‌رود"),
            *(pair for pair in offered(RELATION_NAMES) if pair[0] != Relation.HEAD),
        ],
    )
    on = JalaliField(label="از روز")
    reason = PersianCharField(label="دلیل")

    def __init__(self, *args: Any, family: Family, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (str(one.person.pk), str(one.person)) for one in family.members if not one.membership.is_head
        ]


class EndForm(PersianForm):
    """That something ends on a day, and why."""

    on = JalaliField(label="تا روز", help_text="روزی که دیگر چنین نیست.")
    reason = PersianCharField(label="دلیل")


class ReasonForm(PersianForm):
    """Why."""

    reason = PersianCharField(label="دلیل")


class DeathForm(PersianForm):
    """The day somebody died."""

    on = JalaliField(label="روز فوت")


class MoveForm(PersianForm):
    """Which office answers for the family from now on."""

    office = OneOf(label="به اداره")
    reason = PersianCharField(label="دلیل")

    def __init__(self, *args: Any, family: Family, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Office.objects.filter(
            pk__in=scope.office_ids, agency_id=family.household.agency_id, closed_on__isnull=True
        )
        self.fields["office"].queryset = others.exclude(pk=family.household.office_id)  # type: ignore[attr-defined]  # as above


class CircumstanceForm(PersianForm):
    """That somebody belongs to a group from a day on."""

    group = forms.ChoiceField(label="گروه")
    cause = PersianCharField(label="علت", required=False)
    detail = PersianTextField(label="توضیح", required=False)
    on = JalaliField(label="از روز")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hidden = set(DERIVED_GROUPS) | (set() if scope.sees_medical else set(MEDICAL_GROUPS))
        self.fields["group"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            pair for pair in offered(GROUP_NAMES, empty="—") if pair[0] not in hidden
        ]


class PhoneForm(PersianForm):
    """A number."""

    number = PersianCharField(label="شماره", help_text="همراه، یا ثابت با پیش‌شماره.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs.update({"dir": "ltr", "inputmode": "tel", "autocomplete": "off"})


class AccountForm(PersianForm):
    """An account by its Sheba from a day on."""

    sheba = ShebaField(label="شماره شبا")
    on = JalaliField(label="از روز")


class MergeForm(PersianForm):
    """Which other record is the same person, and how that is known."""

    other = forms.ChoiceField(label="این رکورد هم همان شخص است", widget=forms.RadioSelect)
    reason = PersianCharField(label="از کجا معلوم شد")

    def __init__(self, *args: Any, candidates: list[FoundRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [(str(row.person.person_id), _said(row)) for row in candidates]  # type: ignore[attr-defined]  # as above


class FamilyMergeForm(PersianForm):
    """Which other household is the same family, what its head is to the one that stays, and why."""

    other = forms.ChoiceField(label="این خانوار همان خانواده است", widget=forms.RadioSelect)
    head_is = forms.ChoiceField(
        label="سرپرست خانواری که کنار می‌رود، با سرپرست خانواری که می‌ماند",
        choices=[
            ("", "—"),
            (Relation.HEAD.value, "یک نفر است که دو بار ثبت شده"),
            *(pair for pair in offered(RELATION_NAMES) if pair[0] != Relation.HEAD),
        ],
    )
    reason = PersianCharField(label="از کجا معلوم شد")

    def __init__(self, *args: Any, candidates: list[tuple[FoundRow, bool]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [  # type: ignore[attr-defined]  # as above
            (str(row.person.household_id), f"{_said(row)} ({_STAYS if stays else _GOES})")
            for row, stays in candidates
        ]


_STAYS, _GOES = "این خانوار می‌ماند", "این خانوار کنار می‌رود"


def _said(row: FoundRow) -> str:
    one = row.person
    birth = f"، متولد {persian_digits(format_day(one.birth_on)[:4])}" if one.birth_on else ""
    code = f"، کد ملی {persian_digits(one.national_code)}" if one.national_code else ""
    where = f"، خانوار {persian_digits(one.household_code)}" if one.household_code else ""
    return f"{one.full_name}، نام پدر: {one.father_name or '—'}{birth}{code}{where}"
