"""What is asked when a paper of a family is kept."""

from __future__ import annotations

from typing import Any

from django import forms

from madadkar.casework.rules.confidence import DOCUMENT_KIND_NAMES
from madadkar.foundation.scope import Scope
from madadkar.registry.queries import Family
from madadkar.web.choosing import offered
from madadkar.web.forms import JalaliField, PersianCharField, ScanField, TokenForm


class DocumentForm(TokenForm):
    """A paper: what it is, whose, until when it is good, and for a photograph who said yes."""

    kind = forms.ChoiceField(label="نوع مدرک", choices=offered(DOCUMENT_KIND_NAMES, empty="—"))
    scan = ScanField(label="فایل")
    title = PersianCharField(label="شرح", required=False)
    person = forms.ChoiceField(label="از آن چه کسی", required=False)
    issued_on = JalaliField(label="تاریخ صدور", required=False)
    expires_on = JalaliField(
        label="پایان اعتبار", required=False, help_text="یک ماه پیش از آن یادآوری می‌شود."
    )
    consent_by = PersianCharField(
        label="چه کسی به نگه داشتن عکس رضایت داد",
        required=False,
        help_text="برای عکس لازم است؛ رضایت هر زمان پس گرفته می‌شود.",
    )
    consent_on = JalaliField(label="روز رضایت", required=False)
    for_centre = forms.BooleanField(label="مرکز نیکوکاریِ خانواده هم ببیند", required=False)

    def __init__(
        self, *args: Any, scope: Scope, family: Family, is_replacing: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.person.pk), str(one.person)) for one in family.members]
        self.fields["person"].choices = [("", "همه خانوار"), *people]  # type: ignore[attr-defined]  # a ChoiceField
        if scope.centre_id is not None:
            del self.fields["for_centre"]
        if is_replacing:
            del self.fields["kind"], self.fields["person"]
