"""What is asked when a file is opened or changes."""

from __future__ import annotations

from typing import Any

from django import forms

from madadkar.casework.rules import (
    COVERAGE_KIND_NAMES,
    FIELD_NAMES,
)
from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Staff
from madadkar.organisations.queries import staff_in_reach
from madadkar.organisations.rules import Role
from madadkar.web.choosing import OneOfStaff, offered
from madadkar.web.forms import JalaliField, PersianCharField, PersianForm


class OpenForm(PersianForm):
    """A new file."""

    field = forms.ChoiceField(label="حوزه", choices=offered(FIELD_NAMES, empty="—"))
    number = PersianCharField(
        label="شماره پرونده", required=False, help_text="اگر خالی بماند، شماره‌ای داده می‌شود."
    )
    on = JalaliField(label="روز تشکیل")


class CoverageForm(PersianForm):
    """How the family is covered from a day on."""

    kind = forms.ChoiceField(label="نوع پوشش", choices=offered(COVERAGE_KIND_NAMES, empty="—"))
    on = JalaliField(label="از روز")


class DayForm(PersianForm):
    """From which day."""

    on = JalaliField(label="از روز")


class EndForm(PersianForm):
    """That something ends on a day, and why."""

    on = JalaliField(label="تا روز", help_text="روزی که دیگر چنین نیست.")
    reason = PersianCharField(label="دلیل")


class CaseworkerForm(PersianForm):
    """Who walks with the family."""

    staff = OneOfStaff(label="مددکار", required=False, empty_label="هنوز کسی")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        working = staff_in_reach(scope=scope).filter(is_active=True, posts__role=Role.CASEWORKER.value)
        chosen = Staff.objects.filter(pk__in=working.values("pk")).order_by(in_persian_order("full_name"))
        self.fields["staff"].queryset = chosen  # type: ignore[attr-defined]  # a ModelChoiceField
