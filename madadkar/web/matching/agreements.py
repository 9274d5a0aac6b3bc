"""What two agencies agreed on: whose registers may be compared, proposed by one, accepted by the other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from madadkar.foundation.jalali import format_long
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.scope import Scope
from madadkar.matching.actions import (
    accept_comparison,
    drop_comparison,
    end_comparison,
    propose_comparison,
)
from madadkar.matching.models import ComparisonAgreement
from madadkar.matching.queries.agreements import agreement_in_sight, agreements_in_sight
from madadkar.matching.queries.runs import runs_in_sight
from madadkar.matching.rules import AGREEMENT_STATE_NAMES, AgreementState
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.matching.forms import AgreementAnswerForm, AgreementForm, EndAgreementForm
from madadkar.web.matching.views import READERS

_PAGE = 20
_RUNS = 10
_DAY = timedelta(days=1)
_DEED = require_http_methods(["GET", "POST"])
_STANDS = "stands"
_OVER = "over"


@needs(*READERS)
@require_safe
def agreements(request: Visit) -> HttpResponse:
    """The agreements of the reader's offices, the latest first."""
    page = Paginator(agreements_in_sight(scope=request.scope), _PAGE).get_page(request.GET.get("page"))
    rows = [_told(one, request.scope, request.today) for one in page]
    return render(request, "matching/agreements.html", {"page": page, "rows": rows})


@needs(*READERS)
@require_safe
def agreement(request: Visit, agreement_id: int) -> HttpResponse:
    """One agreement: its terms, who said what and when, and what was compared by it."""
    found = agreement_in_sight(agreement_id=agreement_id, scope=request.scope)
    runs = runs_in_sight(scope=request.scope).filter(agreement=found)
    facts = {**_told(found, request.scope, request.today), "runs": runs[:_RUNS], "run_count": runs.count()}
    return render(request, "matching/agreement.html", facts)


@needs(Right.AGREE_COMPARISONS)
@_DEED
def propose(request: Visit) -> HttpResponse:
    """Propose to another agency that two registers are compared."""

    def do(said: dict[str, Any]) -> str:
        made = propose_comparison(
            other_office_id=said["other_office"].pk, until=said["last_on"] + _DAY, purpose=said["purpose"],
            is_nightly=said["is_nightly"], token=said["token"], by=request.scope, at=request.now,
        )  # fmt: skip
        return reverse("matching-agreement", args=[made.pk])

    words = Words(
        title="پیشنهاد توافق مقایسه",
        button="پیشنهاد فرستاده شود",
        back=reverse("matching-agreements"),
        intro="تا نهاد دیگر نپذیرد چیزی مقایسه نمی‌شود. فهرست هیچ نهادی به دیگری نشان داده نمی‌شود؛ تنها سنجش "
        "جفت‌های همانند نوشته می‌شود. هر طرف می‌تواند توافق را در همان لحظه پایان دهد.",
        done="پیشنهاد در انتظار پاسخ نهاد دیگر است.",
    )
    beside = {
        "agreement_term_past": "last_on",
        "agreement_term_too_long": "last_on",
        "agreement_purpose_missing": "purpose",
        "run_needs_another_agency": "other_office",
    }
    form = AgreementForm(typed(request), scope=request.scope)
    return deed_page(request, form=form, do=do, words=words, beside=beside)


@needs(Right.AGREE_COMPARISONS)
@_DEED
def answer(request: Visit, agreement_id: int) -> HttpResponse:
    """Accept what the other agency proposed, or let it fall; one's own proposal may be taken back."""
    found = agreement_in_sight(agreement_id=agreement_id, scope=request.scope)
    page = reverse("matching-agreement", args=[found.pk])
    if request.method == "GET" and found.state != AgreementState.PROPOSED:
        return redirect(page)
    is_own = found.proposed_agency_id == request.scope.agency_id

    def do(said: dict[str, Any]) -> None:
        deed = accept_comparison if said["answer"] == "accept" else drop_comparison
        deed(agreement_id=agreement_id, by=request.scope, at=request.now)

    words = Words(
        title="پس گرفتن پیشنهاد" if is_own else "پاسخ به پیشنهاد مقایسه",
        button="پیشنهاد پس گرفته شود" if is_own else "پاسخ ثبت شود",
        back=page,
        intro=_intro(found),
        done="پیشنهاد پس گرفته شد." if is_own else "پاسخ ثبت شد و هر دو نهاد آن را می‌بینند.",
    )
    return deed_page(request, form=AgreementAnswerForm(typed(request), is_own=is_own), do=do, words=words)


@needs(Right.AGREE_COMPARISONS)
@_DEED
def end(request: Visit, agreement_id: int) -> HttpResponse:
    """End an agreement at once."""
    found = agreement_in_sight(agreement_id=agreement_id, scope=request.scope)

    def do(said: dict[str, Any]) -> None:
        end_comparison(agreement_id=agreement_id, reason=said["reason"], by=request.scope, at=request.now)

    words = Words(
        title="پایان توافق مقایسه",
        button="توافق پایان یابد",
        back=reverse("matching-agreement", args=[found.pk]),
        intro=f"{_intro(found)} از همین لحظه هیچ مقایسه‌ای آغاز نمی‌شود، مقایسه نیمه‌کاره نوشته نمی‌شود و آنچه "
        "برای مقایسه کنار گذاشته شده بود پاک می‌شود. جفت‌ها، تصمیم‌ها و پیوندهای پیشین می‌مانند.",
        is_grave=True,
        done="توافق پایان یافت؛ نهاد دیگر هم آن را می‌بیند.",
    )
    return deed_page(
        request,
        form=EndAgreementForm(typed(request)),
        do=do,
        words=words,
        beside={"reason_missing": "reason"},
    )


def _told(found: ComparisonAgreement, scope: Scope, on: date) -> dict[str, Any]:
    """One agreement as a page shows it."""
    state = AgreementState(found.state)
    until = found.valid_until or found.agreed_until
    is_over = state is AgreementState.ACCEPTED and until <= on
    may = scope.may(Right.AGREE_COMPARISONS)
    return {
        "agreement": found,
        "other": _other(found, scope),
        "last_on": until - _DAY,
        "agreed_last_on": found.agreed_until - _DAY,
        "state": _OVER if is_over else {AgreementState.ACCEPTED: _STANDS}.get(state, state.value),
        "state_words": "مهلت آن گذشته است" if is_over else AGREEMENT_STATE_NAMES[state],
        "is_own": found.proposed_agency_id == scope.agency_id,
        "may_answer": may and state is AgreementState.PROPOSED,
        "may_end": may and state is AgreementState.ACCEPTED and not is_over,
    }


def _other(found: ComparisonAgreement, scope: Scope) -> Office:
    return found.right_office if found.left_agency_id == scope.agency_id else found.left_office


def _intro(found: ComparisonAgreement) -> str:
    until = persian_digits(format_long(found.agreed_until - _DAY))
    nightly = "هر شب تازه‌ها و تغییرکرده‌ها هم مقایسه می‌شوند" if found.is_nightly else "تنها هرگاه خواسته شود"
    return (
        f"پیشنهاد {found.proposed_agency} ({found.proposed_by_name}): مقایسه دفتر ثبت {found.left_office} با "
        f"{found.right_office}، تا پایان {until}؛ {nightly}. برای: {found.purpose}"
    )
