"""What is asked when a note is written, corrected, or somebody is let into what is confided."""

from __future__ import annotations

from typing import Any

from django import forms

from madadkar.casework.rules.confidence import CONFIDENCE_NAMES, NOTE_KIND_NAMES
from madadkar.foundation.scope import Scope
from madadkar.organisations.queries import staff_in_reach
from madadkar.web.choosing import OneOfStaff, offered
from madadkar.web.forms import JalaliField, PersianCharField, PersianForm, PersianTextField, TokenForm


class NoteForm(TokenForm):
    """A note; an office's own may say that the family's centre should read it too."""

    kind = forms.ChoiceField(
        label="درباره چه",
        choices=offered(NOTE_KIND_NAMES),
        help_text="پزشکی و حقوقی را تنها نویسنده و کسانی می‌بینند که رئیس اداره محرم کرده است.",
    )
    text = PersianTextField(label="یادداشت")
    on = JalaliField(label="برای روز")
    for_centre = forms.BooleanField(label="مرکز نیکوکاریِ خانواده هم ببیند", required=False)

    def __init__(self, *args: Any, scope: Scope, is_correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 6
        if scope.centre_id is not None:
            del self.fields["for_centre"]
        if is_correction:
            del self.fields["kind"]


class ConfidantForm(PersianForm):
    """Who is let into which kind of what is confided, and why."""

    staff = OneOfStaff(label="همکار")
    confidence = forms.ChoiceField(label="محرم کدام بخش", choices=offered(CONFIDENCE_NAMES))
    reason = PersianCharField(label="دلیل")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = staff_in_reach(scope=scope).filter(is_active=True)  # type: ignore[attr-defined]  # a ModelChoiceField
