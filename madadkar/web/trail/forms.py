"""What a reader of the trail narrows it to."""

from __future__ import annotations

from django import forms

from madadkar.web.deeds import DEED_NAMES, KINDS
from madadkar.web.forms import JalaliField, PersianCharField, PersianForm


class TrailForm(PersianForm):
    """Kind of deed, one deed, who, and between which days."""

    kind = forms.ChoiceField(label="گونه", required=False, choices=[("", "همه"), *KINDS.items()])
    deed = forms.ChoiceField(
        label="رویداد",
        required=False,
        choices=[("", "همه"), *sorted(DEED_NAMES.items(), key=lambda pair: pair[1])],
    )
    actor = PersianCharField(label="انجام‌دهنده", required=False, max_length=100)
    on_from = JalaliField(label="از روز", required=False)
    on_until = JalaliField(label="تا روز", required=False)
