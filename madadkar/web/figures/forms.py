"""Of which office, and on which day."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.http import QueryDict

from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Office
from madadkar.web.choosing import OneOf
from madadkar.web.forms import JalaliField, PersianForm

_IN_ADDRESSES = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


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
        return {
            "office": told.get("office") or (home.code if home else ""),
            "on": _shown(told.get("on")) or today,
        }


def _shown(on: str | None) -> str | None:
    """A day as addresses carry it (1396-02-20), as a reader writes it."""
    return persian_digits(on.replace("-", "/")) if on and _IN_ADDRESSES.fullmatch(on) else on


def _offices(scope: Scope) -> Any:
    return Office.objects.filter(pk__in=scope.office_ids).order_by("-kind", in_persian_order("name"))
