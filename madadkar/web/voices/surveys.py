"""Satisfaction by random sample: drawn, asked one by one, and what was found with its base."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from madadkar.casework.actions.voice.surveying import close_survey, draw_survey, write_answer
from madadkar.casework.models import SurveyAnswer
from madadkar.casework.queries.voices import survey_in_sight, survey_result, surveys_in_sight
from madadkar.casework.rules.voice import SCORE_NAMES, AskOutcome
from madadkar.foundation.persian import group_digits, persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.forms import PersianForm
from madadkar.web.voices.forms import HeardForm, SurveyForm

_PAGE = 25
_ANSWERS = 50
_DEED = require_http_methods(["GET", "POST"])
_ASK_AGAIN = (AskOutcome.WAITING.value, AskOutcome.UNREACHED.value)


@needs(Right.ANSWER_VOICES)
@require_safe
def surveys(request: Visit) -> HttpResponse:
    """The surveys of the actor's offices."""
    page = Paginator(surveys_in_sight(scope=request.scope), _PAGE).get_page(request.GET.get("page"))
    return render(request, "voices/surveys.html", {"page": page})


@needs(Right.ANSWER_VOICES)
@require_safe
def survey(request: Visit, survey_id: int) -> HttpResponse:
    """One survey: how it was drawn, what was found, and who is still to be asked."""
    found = survey_in_sight(survey_id=survey_id, scope=request.scope)
    result = survey_result(survey=found, scope=request.scope)
    answers = SurveyAnswer.objects.seen_by(request.scope).filter(survey=found).select_related("case_file")
    page = Paginator(answers.order_by("asked_on", "pk"), _ANSWERS).get_page(request.GET.get("page"))
    facts = {
        "survey": found,
        "result": result,
        "page": page,
        "scores": [(SCORE_NAMES[score], count) for score, count in result.by_score.items()],
        "again": _ASK_AGAIN,
    }
    return render(request, "voices/survey.html", facts)


@needs(Right.ANSWER_VOICES)
@_DEED
def survey_draw(request: Visit) -> HttpResponse:
    """Draw a sample."""
    form = SurveyForm(typed(request), scope=request.scope, initial={"served_until": request.today})

    def do(said: dict[str, Any]) -> str:
        drawn = draw_survey(terms=form.terms(), token=said["token"], by=request.scope, at=request.now)
        sizes = f"{persian_digits(drawn.size)} خانوار از {group_digits(drawn.population)}"
        messages.success(request, f"{sizes} خانوار در نمونه آمد.")
        return reverse("survey", args=[drawn.pk])

    words = Words(
        title="نظرسنجی رضایت",
        button="نمونه گرفته شود",
        back=reverse("surveys"),
        intro="نمونه به تصادف از خانوارهایی گرفته می‌شود که در این روزها آن خدمت را گرفته‌اند.",
    )
    beside = {"period_ends_before_it_starts": "served_until"}
    return deed_page(request, form=form, do=do, words=words, beside=beside)


@needs(Right.ANSWER_VOICES)
@_DEED
def survey_answer(request: Visit, survey_answer_id: int) -> HttpResponse:
    """Write what one family answered."""
    rows = SurveyAnswer.objects.seen_by(request.scope).select_related("case_file")
    found = rows.filter(pk=survey_answer_id).first()
    if found is None:
        raise Refusal("survey_answer_unknown")
    form = HeardForm(typed(request))
    here = reverse("survey", args=[found.survey_id])

    def do(said: dict[str, Any]) -> str:
        write_answer(answer_id=found.pk, heard=form.heard(), by=request.scope, at=request.now)
        messages.success(request, "پاسخ ثبت شد.")
        return here

    number = persian_digits(found.case_file.number)
    words = Words(title=f"نظر خانوار پرونده {number}", button="ثبت پاسخ", back=here)
    return deed_page(request, form=form, do=do, words=words, beside={"score_missing": "score"})


@needs(Right.ANSWER_VOICES)
@_DEED
def survey_close(request: Visit, survey_id: int) -> HttpResponse:
    """Ask nobody more; who was not asked yet is counted before."""
    found = survey_in_sight(survey_id=survey_id, scope=request.scope)
    waiting = survey_result(survey=found, scope=request.scope).waiting

    def do(said: dict[str, Any]) -> None:
        close_survey(survey_id=survey_id, by=request.scope, at=request.now)
        messages.success(request, "نظرسنجی بسته شد؛ از کسی دیگر پرسیده نمی‌شود.")

    words = Words(
        title=f"بستن نظرسنجی رضایت از {found.get_service_display()}",
        button="بسته شود",
        back=reverse("survey", args=[found.pk]),
        intro=f"{group_digits(waiting)} خانوار هنوز پرسیده نشده است. پس از بستن، از کسی پرسیده نمی‌شود.",
        is_grave=bool(waiting),
    )
    return deed_page(request, form=PersianForm(typed(request)), do=do, words=words)
