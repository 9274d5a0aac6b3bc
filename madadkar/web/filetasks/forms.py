"""What is asked when something is to be done for a family."""

from __future__ import annotations

from datetime import date
from typing import Any

from madadkar.casework.queries.file_tasks import colleagues
from madadkar.foundation.scope import Scope
from madadkar.web.choosing import OneOfStaff
from madadkar.web.forms import JalaliField, PersianCharField, PersianForm, PersianTextField, TokenForm


class TaskForm(TokenForm):
    """What is to be done, by when and by whom."""

    words = PersianCharField(label="چه باید کرد")
    due_on = JalaliField(label="مهلت", required=False)
    owner = OneOfStaff(label="با چه کسی", empty_label=None)

    def __init__(self, *args: Any, scope: Scope, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues(scope=scope, on=on)  # type: ignore[attr-defined]  # a ModelChoiceField


class HandForm(PersianForm):
    """Whose it is from now on."""

    owner = OneOfStaff(label="به چه کسی", empty_label=None)

    def __init__(self, *args: Any, scope: Scope, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues(scope=scope, on=on)  # type: ignore[attr-defined]  # as above


class DoneForm(PersianForm):
    """What came of it."""

    outcome = PersianTextField(label="چه شد", required=False)
