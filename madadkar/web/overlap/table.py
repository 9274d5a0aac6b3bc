"""The table of rules: what the two agencies of the province agreed on, cell by cell."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.overlap.actions.ruling import agree_rule, drop_rule, propose_rule
from madadkar.overlap.queries.rule_table import (
    province_code_of,
    rule_table,
    speaks_for_province,
    waiting_rule,
)
from madadkar.overlap.rules.kinds import OVERLAP_GROUP_NAMES, OVERLAP_KIND_NAMES, OverlapGroup, OverlapKind
from madadkar.overlap.rules.solutions import VERDICT_NAMES, Verdict
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.overlap.forms import RuleAnswerForm, RuleForm

_DEED = require_http_methods(["GET", "POST"])


@needs(Right.SEE_OVERLAPS)
@require_safe
def overlap_rules(request: Visit) -> HttpResponse:
    """Every cell with what it says and where that comes from."""
    province = province_code_of(scope=request.scope)
    table = rule_table(province_code=province, on=request.today)
    may = request.scope.may(Right.DECIDE_OVERLAPS) and speaks_for_province(scope=request.scope)
    rows = [
        (
            OVERLAP_GROUP_NAMES[row[0].group],
            [(cell, OVERLAP_KIND_NAMES[cell.kind], VERDICT_NAMES[cell.solution.verdict]) for cell in row],
        )
        for row in table
    ]
    told = {"rows": rows, "kinds": list(OVERLAP_KIND_NAMES.values()), "may": may}
    return render(request, "overlap/rules.html", told)


@needs(Right.DECIDE_OVERLAPS)
@_DEED
def rule_propose(request: Visit, overlap_group: str, overlap_kind: str) -> HttpResponse:
    """Propose what one cell is to say."""
    if overlap_group not in set(OverlapGroup) or overlap_kind not in set(OverlapKind):
        raise Refusal("page_unknown")
    of, how = OverlapGroup(overlap_group), OverlapKind(overlap_kind)

    def do(said: dict[str, Any]) -> None:
        told = {"verdict": Verdict(said["verdict"]), "reason": said["reason"]}
        propose_rule(group=of, kind=how, **told, by=request.scope, at=request.now)

    words = Words(
        title="پیشنهاد قاعده هم‌پوشانی",
        button="ثبت پیشنهاد",
        back=reverse("overlap-rules"),
        done="پیشنهاد ثبت شد؛ از روزی برقرار می‌شود که نهاد دیگر بپذیرد.",
        intro=f"{OVERLAP_GROUP_NAMES[of]}؛ {OVERLAP_KIND_NAMES[how]}.",
    )
    return deed_page(
        request, form=RuleForm(typed(request)), do=do, words=words, beside={"reason_missing": "reason"}
    )


@needs(Right.DECIDE_OVERLAPS)
@_DEED
def rule_answer(request: Visit, rule_id: int) -> HttpResponse:
    """Agree with what the other side proposed, or let it fall."""
    rule = waiting_rule(rule_id=rule_id, scope=request.scope)

    def do(said: dict[str, Any]) -> None:
        deed = agree_rule if said["answer"] == "agree" else drop_rule
        deed(rule_id=rule_id, by=request.scope, at=request.now)

    words = Words(
        title="پاسخ به پیشنهاد قاعده",
        button="ثبت پاسخ",
        back=reverse("overlap-rules"),
        done="پاسخ ثبت شد.",
        intro=f"{rule.proposed_agency} ({rule.proposed_by_name}): {rule.get_group_display()}؛ "
        f"{rule.get_kind_display()}؛ {rule.get_verdict_display()}. {rule.reason}",
    )
    return deed_page(request, form=RuleAnswerForm(typed(request)), do=do, words=words)
