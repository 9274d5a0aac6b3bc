"""What is asked at the steps of a file's life."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from madadkar.casework.rules import (
    COVERAGE_KIND_NAMES,
    STATE_REASON_NAMES,
    FileState,
    StateReason,
    reasons_of,
)
from madadkar.casework.rules.waiting import PRIORITY_NAMES
from madadkar.web.choosing import offered
from madadkar.web.forms import (
    JalaliField,
    PersianCharField,
    PersianForm,
    PersianTextField,
    SeenForm,
)


class AnswerForm(PersianForm):
    """What the family is told."""

    answer = PersianTextField(label="پاسخ")


class StepForm(SeenForm):
    """A step on the way, with a word about it."""

    note = PersianTextField(label="یادداشت", required=False)


class ReasonedForm(SeenForm):
    """A step that says why, by one of the reasons that belong to it."""

    reason = forms.ChoiceField(label="علت")
    note = PersianTextField(label="توضیح")

    def __init__(self, *args: Any, state: FileState, needs_note: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", "—"), *_said(reasons_of(state=state))]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["note"].required = needs_note


class WhyForm(SeenForm):
    """A decision and why."""

    note = PersianTextField(label="دلیل")


class CoverForm(SeenForm):
    """How the family comes under cover, and until when where it is for a time."""

    coverage = forms.ChoiceField(label="نوع پوشش", choices=offered(COVERAGE_KIND_NAMES, empty="—"))
    covered_until = JalaliField(
        label="پایان پوشش مدت‌دار", required=False, help_text="اگر پوشش برای مدتی معین است."
    )
    note = PersianTextField(label="یادداشت", required=False)


class ExitBackForm(SeenForm):
    """Why an exit is taken back, and how the family is covered again."""

    coverage = forms.ChoiceField(label="نوع پوشش", choices=offered(COVERAGE_KIND_NAMES, empty="—"))
    note = PersianTextField(label="دلیل")


class TurnForm(PersianForm):
    """How urgent a waiting family's turn is."""

    priority = forms.TypedChoiceField(label="نوبت", choices=offered(PRIORITY_NAMES), coerce=int)
    reason = PersianCharField(label="دلیل")


class DiscretionForm(PersianForm):
    """Until when few see the family, and why."""

    until = JalaliField(label="تا روز", help_text="همیشه پایانی دارد و بیش از یک سال نیست.")
    reason = PersianTextField(label="دلیل")


class LiftForm(PersianForm):
    """Why a family is seen like any other again."""

    reason = PersianTextField(label="دلیل")


class PaperForm(SeenForm):
    """What the office's papers say: from which day, and why."""

    reason = forms.ChoiceField(label="علت")
    on = JalaliField(label="از روز")

    def __init__(self, *args: Any, state: FileState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", "—"), *_said(reasons_of(state=state))]  # type: ignore[attr-defined]  # as above


def _said(reasons: Iterable[StateReason]) -> list[tuple[str, str]]:
    return [(reason.value, STATE_REASON_NAMES[reason]) for reason in reasons]
