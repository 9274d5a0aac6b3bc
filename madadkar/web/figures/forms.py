"""Of which office, and on which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict

from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Office
from madadkar.web.choosing import OneOf
from madadkar.web.forms import JalaliField, PersianForm


class AskingForm(PersianForm):
    """An office in sight and a day; the reader's own office and today unless told otherwise."""

    office = OneOf(label="اداره", to_field_name="code", required=False, empty_label=None)
    on = JalaliField(label="روز", required=False)

    def __init__(self, told: QueryDict, *, scope: Scope, today: date) -> None:
        super().__init__(self._whole(told, scope, today))
        self.fields["office"].queryset = _offices(scope)  # type: ignore[attr-defined]  # it is a OneOf

    @staticmethod
    def _whole(told: QueryDict, scope: Scope, today: date) -> dict[str, Any]:
        home = _offices(scope).filter(pk=scope.home_office_id).first() or _offices(scope).first()
        return {"office": told.get("office") or (home.code if home else ""), "on": told.get("on") or today}


def _offices(scope: Scope) -> Any:
    return Office.objects.filter(pk__in=scope.office_ids).order_by("-kind", "name")
