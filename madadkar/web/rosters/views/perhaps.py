"""The rows that resemble somebody known, side by side: the same, somebody else, or later."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from madadkar.casework.rosters import start_check
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import group_digits
from madadkar.foundation.refusal import Refusal
from madadkar.matching.queries.thresholds import bounds_on
from madadkar.organisations.rules import Right
from madadkar.registry.models import RosterImport
from madadkar.registry.rosters import deciding, queries
from madadkar.web.doors import Visit, needs
from madadkar.web.rosters.forms import PerhapsForm
from madadkar.web.rosters.lines import alikes, lines, sheet_name
from madadkar.web.rosters.steps import BUSY, CHECKED, MENDABLE, steps

_A_PAGE = 10
_ALL, _SURE, _UNSURE = "all", "sure", "unsure"
_MORE_THAN_CERTAIN = Decimal(2)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.IMPORT_ROSTER)
def perhaps(request: Visit, import_id: int) -> HttpResponse:
    """Show the rows beside whom they resemble, the likeliest first, and take what is said of each."""
    roster = queries.roster(roster_id=import_id, scope=request.scope)
    if roster.state not in CHECKED or queries.progress(roster=roster).state in BUSY:
        return redirect("roster", import_id)
    if request.method != "POST" or roster.state not in MENDABLE:
        return _showing(request, roster)
    form = PerhapsForm([], request.POST)
    if not form.is_valid():
        return _showing(request, roster, form)
    try:
        return _kept(request, roster, form)
    except Refusal as refusal:
        form.add_refusal(refusal)
        return _showing(request, roster, form)


def _kept(request: Visit, roster: RosterImport, form: PerhapsForm) -> HttpResponse:
    words = {(sheet_name(roster, sheet), number): word for (sheet, number), word in form.words().items()}
    with transaction.atomic():
        taken = deciding.decide_rows(roster_id=roster.pk, words=words, by=request.scope, at=request.now)
        if taken.kept:
            start_check(roster_id=roster.pk, by=request.scope, at=request.now)
    if taken.passed:
        said = group_digits(taken.passed)
        messages.warning(request, f"درباره {said} ردیف کسی پیش‌تر تصمیم گرفته بود؛ سخن او ماند.")
    if not taken.kept:
        return redirect("roster-perhaps", roster.pk)
    messages.success(
        request, f"تصمیم درباره {group_digits(taken.kept)} ردیف ماند و فهرست دوباره بررسی می‌شود."
    )
    return _checking(roster.pk)


@require_POST
@needs(Right.IMPORT_ROSTER)
def sure(request: Visit, import_id: int) -> HttpResponse:
    """All rows from the upper threshold on are whom they resemble, said in one deed."""
    least = _upper(request)
    with transaction.atomic():
        count = deciding.decide_sure(roster_id=import_id, least=least, by=request.scope, at=request.now)
        if count:
            start_check(roster_id=import_id, by=request.scope, at=request.now)
    if not count:
        messages.info(request, "ردیفی با این امتیاز نمانده بود؛ چیزی تغییر نکرد.")
        return redirect("roster-perhaps", import_id)
    messages.success(
        request, f"{group_digits(count)} ردیف همان شخص ثبت‌شده شمرده شد و فهرست دوباره بررسی می‌شود."
    )
    return _checking(import_id)


def _upper(request: Visit) -> Decimal:
    """From which probability on two records of this agency are held for one person today."""
    return bounds_on(agency_ids=[request.scope.agency_id or 0], on=tehran_day(request.now)).upper


def _checking(import_id: int) -> HttpResponse:
    """To the progress of the check, and from there back to the rows that are still asked about."""
    back = reverse("roster-perhaps", args=[import_id])
    return redirect(reverse("roster-progress", args=[import_id], query={"next": back}))


def _showing(request: Visit, roster: RosterImport, said: PerhapsForm | None = None) -> HttpResponse:
    upper = _upper(request)
    nothing = Decimal(0)
    bounds = {
        _ALL: (nothing, _MORE_THAN_CERTAIN),
        _SURE: (upper, _MORE_THAN_CERTAIN),
        _UNSURE: (nothing, upper),
    }
    number = deciding.unsaid_rows(roster=roster).aggregate(
        all=Count("pk"), sure=Count("pk", filter=Q(probability__gte=upper))
    )
    counts = {_ALL: number["all"], _SURE: number["sure"], _UNSURE: number["all"] - number["sure"]}
    asked = request.GET.get("kind", _ALL)
    kind = asked if asked in bounds else _ALL
    page = Paginator(range(counts[kind]), _A_PAGE).get_page(request.GET.get("page"))
    least, below = bounds[kind]
    found = queries.perhaps_known(roster=roster, least=least, below=below, page=page.number, size=_A_PAGE)
    told = [(line, alikes(line)) for line in lines(roster, found.rows)]
    form = PerhapsForm(told, said.data if said else None)
    for error in said.non_field_errors() if said else ():
        if error not in form.non_field_errors():
            form.add_error(None, error)
    names = ((_ALL, "همه"), (_SURE, "بسیار نزدیک"), (_UNSURE, "نامعلوم‌تر"))
    shown: dict[str, Any] = {
        "roster": roster,
        "steps": steps(roster, at="changes"),
        "form": form,
        "asked": [(line, people, form.field_of(line)) for line, people in told],
        "page": page,
        "kind": kind,
        "kinds": [(code, words, counts[code]) for code, words in names],
        "total": counts[_ALL],
        "sure_count": counts[_SURE],
        "upper": 100 * upper,
        "is_open": roster.state == "checked",
        "is_mendable": roster.state in MENDABLE,
    }
    return render(request, "rosters/perhaps.html", shown, status=422 if said else 200)
