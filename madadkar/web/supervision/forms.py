"""What is asked when an office watches over a centre."""

from __future__ import annotations

from typing import Any

from django import forms

from madadkar.casework.actions.supervision.correcting import Check
from madadkar.casework.queries.scoring import Scheme
from madadkar.casework.rules.sampling import (
    DEFAULT_CONFIDENCE,
    DEFAULT_MARGIN,
    LEAST_MARGIN,
    MOST_MARGIN,
    Z_OF_CONFIDENCE,
)
from madadkar.casework.rules.supervision import (
    CHECKLIST,
    MET_NAMES,
    PART_NAMES,
    VERDICT_NAMES,
    Met,
    Part,
)
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Office, Staff
from madadkar.organisations.queries import reached_offices, staff_in_reach
from madadkar.web.choosing import OneOf, OneOfStaff, offered
from madadkar.web.forms import (
    JalaliField,
    PersianCharField,
    PersianForm,
    PersianIntegerField,
    PersianTextField,
    TokenForm,
    dress,
)

_GRADES = 5


class InspectionForm(TokenForm):
    """Who inspects, and when."""

    inspector = OneOfStaff(label="بازرس", empty_label=None)
    planned_on = JalaliField(label="روز بازرسی")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inspectors = staff_in_reach(scope=scope).filter(is_active=True)
        of_offices = inspectors.filter(posts__centre__isnull=True, posts__partner__isnull=True).distinct()
        self.fields["inspector"].queryset = of_offices  # type: ignore[attr-defined]  # a OneOf
        self.fields["inspector"].initial = Staff.objects.filter(pk=scope.actor_id or 0).first()


class HeldForm(PersianForm):
    """What was found, point by point."""

    on = JalaliField(label="روز بازرسی")
    findings = PersianTextField(label="یافته‌های دیگر", required=False, max_length=4000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, words in CHECKLIST.items():
            self.fields[f"point_{code}"] = forms.ChoiceField(
                label=words, choices=offered(MET_NAMES), widget=forms.RadioSelect
            )
            self.fields[f"point_{code}"].widget.attrs["class"] = "form-check-input"
            self.fields[f"point_{code}"].error_messages["required"] = "یکی را برگزینید."
        self.order_fields(["on", *(f"point_{code}" for code in CHECKLIST), "findings"])

    def points(self) -> dict[str, Met]:
        """Each point's finding by its code."""
        return {code: Met(self.cleaned_data[f"point_{code}"]) for code in CHECKLIST}


class ReasonForm(PersianForm):
    """Why."""

    reason = PersianTextField(label="دلیل", max_length=1000)


class DrawForm(TokenForm):
    """How surely the answer shall be known."""

    confidence = forms.ChoiceField(
        label="اطمینان",
        choices=[(str(one), f"{persian_digits(one)} درصد") for one in Z_OF_CONFIDENCE],
        initial=str(DEFAULT_CONFIDENCE),
    )
    margin = PersianIntegerField(
        label="خطای پذیرفتنی (واحد درصد)",
        least=LEAST_MARGIN,
        most=MOST_MARGIN,
        initial=persian_digits(DEFAULT_MARGIN),
        help_text="هرچه خطا کمتر و اطمینان بیشتر باشد، پرونده‌های بیشتری در نمونه می‌آید.",
    )


class VerdictForm(PersianForm):
    """What was found in one file of the sample."""

    verdict = forms.ChoiceField(label="نتیجه", choices=offered(VERDICT_NAMES), widget=forms.RadioSelect)
    findings = PersianTextField(label="کاستی‌ها", required=False, max_length=4000)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class ConclusionForm(PersianForm):
    """What follows from a review."""

    conclusion = PersianTextField(label="جمع‌بندی", required=False, max_length=4000)


class CorrectionForm(TokenForm):
    """What is to be put right, and by when."""

    what = PersianTextField(label="چه باید درست شود", max_length=2000)
    due_on = JalaliField(label="مهلت")


class DoneForm(PersianForm):
    """How it was put right."""

    note = PersianTextField(label="چه کرده‌اید", max_length=2000)


class CheckForm(PersianForm):
    """Whether what was done is accepted."""

    result = forms.ChoiceField(
        label="نتیجه بررسی",
        choices=[(Check.ACCEPTED.value, "پذیرفته است"), (Check.RETURNED.value, "به مرکز برمی‌گردد")],
        widget=forms.RadioSelect,
    )
    note = PersianTextField(
        label="توضیح", required=False, max_length=2000, help_text="برای برگرداندن، دلیل را بنویسید."
    )


class SchemeForm(PersianForm):
    """How much each part weighs, and where each grade begins."""

    on = JalaliField(label="از روز")

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in Part:
            self.fields[f"weight_{part.value}"] = PersianIntegerField(
                label=PART_NAMES[part],
                least=0,
                most=100,
                initial=persian_digits(scheme.weights.get(part, 0)),
            )
        known = sorted(scheme.grades.items(), key=lambda one: -one[1])
        for place in range(_GRADES):
            name, bound = known[place] if place < len(known) else ("", "")
            said = persian_digits(place + 1)
            self.fields[f"grade_{place}"] = PersianCharField(
                label=f"نام درجه {said}", required=False, max_length=30, initial=name
            )
            self.fields[f"bound_{place}"] = PersianIntegerField(
                label=f"کف امتیاز درجه {said}",
                required=False,
                least=0,
                most=100,
                initial=persian_digits(bound),
            )
        for field in self.fields.values():
            dress(field)

    def clean(self) -> dict[str, Any]:
        """Every grade has a name of its own and a bound below that of the grade before it."""
        said = super().clean() or self.cleaned_data
        names: set[str] = set()
        before = 101
        for place in range(_GRADES):
            name, bound = said.get(f"grade_{place}"), said.get(f"bound_{place}")
            if name and bound is None and f"bound_{place}" not in self.errors:
                self.add_error(f"bound_{place}", "کف امتیاز این درجه را بنویسید.")
            if bound is not None and not name:
                self.add_error(f"grade_{place}", "نام این درجه را بنویسید.")
            if name in names:
                self.add_error(f"grade_{place}", "این نام برای درجه دیگری آمده است.")
            if bound is not None and bound >= before:
                self.add_error(f"bound_{place}", "باید کمتر از کف درجه پیش از خود باشد.")
            names |= {name} if name else set()
            before = before if bound is None else bound
        return said

    def weights(self) -> dict[Part, int]:
        """The weight of each part, in percent."""
        return {part: self.cleaned_data[f"weight_{part.value}"] for part in Part}

    def grades(self) -> dict[str, int]:
        """The least score of each named grade."""
        said = [
            (self.cleaned_data[f"grade_{place}"], self.cleaned_data[f"bound_{place}"])
            for place in range(_GRADES)
        ]
        return {name: bound for name, bound in said if name and bound is not None}


class ComparisonForm(PersianForm):
    """Which centres stand side by side, on which day."""

    office = OneOf(label="اداره", empty_label="همه", required=False)
    on = JalaliField(label="در روز", required=False)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = reached_offices(scope=scope) if scope.centre_id is None else Office.objects.none()
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]  # a OneOf
