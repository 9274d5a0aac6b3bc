"""What centres decide alone, and what they ask of their office."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from madadkar.casework.actions import answer_proposal, decide_in_centre
from madadkar.casework.queries import case_file
from madadkar.casework.queries.delegations import centre_decisions
from madadkar.casework.queries.office_rules import rule_of
from madadkar.casework.rules.limits import (
    DECISION_KIND_NAMES,
    DECISION_STATE_NAMES,
    DecisionKind,
    DecisionState,
)
from madadkar.casework.rules.office_rules import RuleCode
from madadkar.foundation.money import as_text
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.delegations.forms import AnswerForm, DecideForm
from madadkar.web.doors import Visit, needs

_WITH_OFFICE = "بیش از آن، و تعلیق، خروج و تغییر پوشش، با اداره است."
_DEED = require_http_methods(["GET", "POST"])


@needs(Right.DECIDE_FILES, Right.ANSWER_DELEGATIONS)
@require_safe
def decisions(request: Visit) -> HttpResponse:
    """What centres decided and what waits for the office, latest first."""
    said = request.GET.get("state", "")
    state = DecisionState(said) if said in set(DecisionState) else None
    page = Paginator(centre_decisions(scope=request.scope, state=state), 25).get_page(request.GET.get("page"))
    rows = [
        (one, DECISION_KIND_NAMES[DecisionKind(one.kind)], DECISION_STATE_NAMES[DecisionState(one.state)])
        for one in page.object_list
    ]
    told = {
        "page": page,
        "rows": rows,
        "states": [(one.value, name) for one, name in DECISION_STATE_NAMES.items()],
        "state": said,
        "may_answer": request.scope.may(Right.DECIDE_FILES),
    }
    return render(request, "delegations/decisions.html", told)


@needs(Right.ANSWER_DELEGATIONS, Right.WORK_FILES)
@_DEED
def file_decide(request: Visit, file_id: int) -> HttpResponse:
    """A centre decides within its limits, or asks its office."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    if request.scope.centre_id is None:
        raise Refusal("not_with_your_centre")
    form = DecideForm(typed(request))
    most = rule_of(code=RuleCode.CENTRE_AID_RIAL, office_id=history.file.office_id, on=request.today)
    here = reverse("case-file", args=[file_id])

    def do(said: dict[str, Any]) -> str:
        decided = decide_in_centre(
            file_id=file_id,
            kind=form.said_kind(),
            rial=said["rial"],
            said=said["said"],
            token=said["token"],
            by=request.scope,
            at=request.now,
        )
        is_alone = decided.state == DecisionState.ALONE
        words = "تصمیم مرکز ثبت شد." if is_alone else "از حد اختیار مرکز بیشتر است؛ به اداره فرستاده شد."
        messages.success(request, words)
        return here

    words = Words(
        title=f"تصمیم مرکز درباره پرونده {persian_digits(history.file.number)}",
        button="ثبت تصمیم",
        back=here,
        intro=f"مرکز تا {as_text(most)} کمک موردی را خود تصمیم می‌گیرد؛ {_WITH_OFFICE}",
    )
    beside = {"amount_missing": "rial", "amount_not_wanted": "rial", "reason_missing": "said"}
    return deed_page(request, form=form, do=do, words=words, beside=beside)


@needs(Right.DECIDE_FILES)
@_DEED
def proposal_answer(request: Visit, decision_id: int) -> HttpResponse:
    """The office answers a centre."""
    found = centre_decisions(scope=request.scope).filter(pk=decision_id).first()
    if found is None:
        raise Refusal("centre_decision_unknown")
    amount = f"، {as_text(found.rial)}" if found.rial else ""
    kind = DECISION_KIND_NAMES[DecisionKind(found.kind)]

    def do(said: dict[str, Any]) -> None:
        answer_proposal(
            decision_id=decision_id,
            to=DecisionState(said["to"]),
            answer=said["answer"],
            by=request.scope,
            at=request.now,
        )

    words = Words(
        done="پاسخ اداره ثبت شد.",
        title=f"پاسخ به {persian_digits(found.centre.name)}",
        button="ثبت پاسخ",
        back=reverse("decisions-of-centres"),
        intro=f"پرونده {persian_digits(found.case_file.number)}؛ {kind}{amount}: {found.said}",
    )
    return deed_page(
        request,
        form=AnswerForm(typed(request)),
        do=do,
        beside={"reason_missing": "answer"},
        words=words,
    )
