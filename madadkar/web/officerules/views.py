"""What terms and limits hold in the reader's office, and setting one from today."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from madadkar.casework.actions.supervision.ruling import set_office_rule
from madadkar.casework.queries.office_rules import rules_in_force
from madadkar.casework.rules.office_rules import RULE_NAMES, RuleCode, most
from madadkar.foundation.persian import group_digits
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.forms import PersianForm, PersianIntegerField, dress

_SAID = "پیشنهاد سامانه {default} است. روزهای گذشته با قاعده همان روز شمرده می‌شود."


class RuleForm(PersianForm):
    """The new value."""

    def __init__(self, *args: Any, code: RuleCode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = PersianIntegerField(label=RULE_NAMES[code], least=1, most=most(code=code))
        dress(self.fields["value"])


@needs(Right.DECIDE_FILES)
@require_safe
def rules_page(request: Visit) -> HttpResponse:
    """Every rule with its value and where it comes from."""
    office_id = request.scope.home_office_id
    rules = rules_in_force(office_id=office_id, on=request.today) if office_id else []
    return render(request, "officerules/rules.html", {"rules": rules})


@needs(Right.DECIDE_FILES)
@require_http_methods(["GET", "POST"])
def rule_set(request: Visit, rule: str) -> HttpResponse:
    """Set one rule for the office from today."""
    if rule not in {code.value for code in RuleCode}:
        raise Refusal("page_unknown")
    code = RuleCode(rule)
    office_id = request.scope.home_office_id
    rules = rules_in_force(office_id=office_id, on=request.today) if office_id else []
    present = next((one for one in rules if one.code is code), None)
    form = RuleForm(typed(request), code=code, initial={"value": present.value if present else None})

    def do(said: dict[str, Any]) -> str:
        set_office_rule(code=code, **said, by=request.scope, at=request.now)
        messages.success(request, "از امروز برقرار است.")
        return reverse("office-rules")

    words = Words(
        title="تغییر قاعده کار اداره",
        button="ثبت از امروز",
        back=reverse("office-rules"),
        intro=_SAID.format(default=group_digits(present.default)) if present else "",
    )
    beside = {"rule_out_of_range": "value", "rule_already": "value"}
    return deed_page(request, form=form, do=do, beside=beside, words=words)
