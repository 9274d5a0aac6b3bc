"""Deeds that judge: samples of files drawn, looked at and concluded; scores, and the scheme behind them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions.supervision.reviewing_centres import draw_review, finish_review, judge_file
from madadkar.casework.actions.supervision.scoring import score_centre, score_centres, set_scheme
from madadkar.casework.models import SampledFile
from madadkar.casework.queries.scoring import scheme_of
from madadkar.casework.queries.supervision import review_in_sight, sampled_file_in_sight
from madadkar.casework.rules.supervision import Verdict
from madadkar.foundation.persian import group_digits, persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.forms import PersianForm
from madadkar.web.supervision.forms import ConclusionForm, DrawForm, SchemeForm, VerdictForm
from madadkar.web.supervision.views import seen_centre

_DEED = require_http_methods(["GET", "POST"])


@needs(Right.SUPERVISE_CENTRES)
@_DEED
def file_review_draw(request: Visit, centre_id: int) -> HttpResponse:
    """Draw a random sample of a centre's files."""
    centre = seen_centre(request, centre_id)

    def do(said: dict[str, Any]) -> str:
        review = draw_review(
            centre_id=centre.pk,
            confidence=int(said["confidence"]),
            margin=said["margin"],
            token=said["token"],
            by=request.scope,
            at=request.now,
        )
        messages.success(
            request,
            f"{persian_digits(review.size)} از {group_digits(review.population)} پرونده در نمونه آمد.",
        )
        return reverse("centre-sample", args=[review.pk])

    words = Words(
        title=f"بررسی نمونه پرونده‌های {persian_digits(centre.name)}",
        button="نمونه گرفته شود",
        back=reverse("supervision", args=[centre.pk]),
        intro="نمونه به تصادف از پرونده‌هایی است که امروز با مرکز است. مرکز نمی‌بیند کدام‌ها در نمونه‌اند.",
    )
    return deed_page(request, form=DrawForm(typed(request)), do=do, words=words)


@needs(Right.SUPERVISE_CENTRES)
@_DEED
def sampled_file(request: Visit, sampled_id: int) -> HttpResponse:
    """Say what was found in one file of the sample."""
    found = sampled_file_in_sight(sampled_id=sampled_id, scope=request.scope)
    here = reverse("centre-sample", args=[found.review_id])
    form = VerdictForm(typed(request), initial=_judged(found))

    def do(said: dict[str, Any]) -> str:
        said["verdict"] = Verdict(said["verdict"])
        judge_file(sampled_id=found.pk, **said, by=request.scope, at=request.now)
        messages.success(request, "نتیجه ثبت شد.")
        return here

    number = persian_digits(found.case_file.number)
    words = Words(title=f"بررسی پرونده {number}", button="ثبت نتیجه", back=here)
    return deed_page(request, form=form, do=do, words=words, beside={"findings_missing": "findings"})


def _judged(found: SampledFile) -> dict[str, str]:
    return {"verdict": found.verdict, "findings": found.findings, "seen": found.verdict}


@needs(Right.SUPERVISE_CENTRES)
@_DEED
def file_review_finish(request: Visit, file_review_id: int) -> HttpResponse:
    """Conclude a review."""
    found = review_in_sight(review_id=file_review_id, scope=request.scope)
    here = reverse("centre-sample", args=[found.pk])

    def do(said: dict[str, Any]) -> str:
        finish_review(review_id=found.pk, conclusion=said["conclusion"], by=request.scope, at=request.now)
        messages.success(request, "بررسی به پایان رسید.")
        return here

    words = Words(
        title=f"پایان بررسی پرونده‌های {persian_digits(found.centre.name)}",
        button="پایان بررسی",
        back=here,
        intro="پس از پایان، نتیجه‌ها تغییر نمی‌کند و مرکز جمع‌بندی را می‌بیند.",
    )
    return deed_page(request, form=ConclusionForm(typed(request)), do=do, words=words)


@needs(Right.SUPERVISE_CENTRES)
@_DEED
def centre_score(request: Visit, centre_id: int) -> HttpResponse:
    """Score a centre today."""
    centre = seen_centre(request, centre_id)
    here = reverse("supervision", args=[centre.pk])

    def do(said: dict[str, Any]) -> str:
        kept = score_centre(centre_id=centre.pk, by=request.scope, at=request.now)
        messages.success(request, f"امتیاز امروز: {persian_digits(kept.points).replace('.', '٫')} از ۱۰۰.")
        return here

    words = Words(
        title=f"امتیاز {persian_digits(centre.name)}", button="امتیاز امروز حساب شود", back=here, intro=_HOW
    )
    return deed_page(request, form=PersianForm(typed(request)), do=do, words=words)


@needs(Right.SUPERVISE_CENTRES)
@_DEED
def centres_score(request: Visit) -> HttpResponse:
    """Score every centre at work today."""
    here = reverse("comparison")

    def do(said: dict[str, Any]) -> str:
        count = score_centres(by=request.scope, at=request.now)
        messages.success(request, f"به {persian_digits(count)} مرکز امتیاز داده شد.")
        return here

    words = Words(title="امتیاز همه مراکز فعال", button="امتیاز امروز حساب شود", back=here, intro=_HOW)
    return deed_page(request, form=PersianForm(typed(request)), do=do, words=words)


_HOW = (
    "امتیاز از آنچه در یک سال گذشته ثبت شده است حساب می‌شود: بازرسی، بررسی نمونه، اقدام‌های اصلاحی، بازدید،"
    " رضایت و ظرفیت. بخشی که چیزی برای شمردن ندارد وزن نمی‌گیرد و نامش گفته می‌شود."
)


@needs(Right.SUPERVISE_CENTRES)
@_DEED
def scoring_scheme(request: Visit) -> HttpResponse:
    """See how centres are scored, and weigh otherwise from a day on."""
    office_id = request.scope.home_office_id or 0
    scheme = scheme_of(office_id=office_id, on=request.today)
    form = SchemeForm(typed(request), scheme=scheme, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            set_scheme(
                weights=form.weights(),
                grades=form.grades(),
                on=form.cleaned_data["on"],
                by=request.scope,
                at=request.now,
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, "شیوه امتیازدهی از این روز تازه شد.")
            return HttpResponse(status=302, headers={"Location": reverse("scoring-scheme")})
    facts = {"form": form, "scheme": scheme, "is_own": scheme.row and scheme.row.office_id == office_id}
    return render(request, "supervision/scheme.html", facts)
