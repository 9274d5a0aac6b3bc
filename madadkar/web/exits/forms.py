"""What is asked on the way out, and afterwards."""

from __future__ import annotations

from typing import Any

from django import forms

from madadkar.casework.rules import STATE_REASON_NAMES, FileState, reasons_of
from madadkar.casework.rules.exits import FOLLOW_UP_OUTCOME_NAMES
from madadkar.web.choosing import offered
from madadkar.web.forms import JalaliField, PersianForm, PersianTextField, SeenForm

_REASONS = {reason: STATE_REASON_NAMES[reason] for reason in reasons_of(state=FileState.INACTIVE)}


class ProposeForm(SeenForm):
    """Why the family's time with us is over."""

    reason = forms.ChoiceField(label="علت خروج", choices=offered(_REASONS, empty="—"))
    note = PersianTextField(
        label="توضیح",
        required=False,
        help_text="اگر ضابطه هنوز خانوار را آماده نمی‌داند، بنویسید چرا با این حال.",
    )


class ApproveForm(SeenForm):
    """A word with the decision; and, where a centre walks with the family, whether it is to follow it up."""

    note = PersianTextField(label="توضیح", required=False)
    entrusted = PersianTextField(
        label="سپردن پیگیری به مرکز",
        required=False,
        max_length=1000,
        help_text=(
            "اگر خالی بماند، پرونده همین امروز از مرکز نیکوکاری بازمی‌گردد. اگر پیگیری سه، شش و دوازده ماه"
            " پس از خروج با مرکز است، همین‌جا برای مرکز بنویسید."
        ),
    )

    def __init__(self, *args: Any, walks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not walks:
            del self.fields["entrusted"]


class RefuseForm(PersianForm):
    """Why the family stays."""

    note = PersianTextField(label="چرا خانوار هنوز می‌ماند")


class WithdrawForm(PersianForm):
    """Why it is taken back."""

    why = PersianTextField(label="چرا")


class FollowUpForm(PersianForm):
    """How the family was found."""

    on = JalaliField(label="روز پیگیری")
    outcome = forms.ChoiceField(
        label="حال خانوار", widget=forms.RadioSelect, choices=offered(FOLLOW_UP_OUTCOME_NAMES)
    )
    note = PersianTextField(label="توضیح", required=False)
