"""The office's rosters, and the arrival of a new one."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from madadkar.casework.rosters import start_check
from madadkar.foundation.persian import group_digits
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.sheets import XLSX_TYPE
from madadkar.organisations.models import Office
from madadkar.organisations.queries import reached_offices
from madadkar.organisations.rules import Right
from madadkar.registry.rosters import actions, queries
from madadkar.registry.rosters.guard import LARGEST_FILE, MEGABYTE
from madadkar.web.doors import Visit, needs
from madadkar.web.rosters.forms import FileForm
from madadkar.web.rosters.samples import sample_workbook
from madadkar.web.rosters.steps import is_ended, next_page

_A_PAGE = 25


@require_GET
@needs(Right.IMPORT_ROSTER)
def rosters(request: Visit) -> HttpResponse:
    """The rosters brought so far, newest first, each with what became of it."""
    is_narrowed = request.GET.get("state") == "unfinished"
    found = (queries.unfinished_rosters if is_narrowed else queries.rosters)(scope=request.scope)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "rosters/list.html", {"page": page, "is_narrowed": is_narrowed})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.IMPORT_ROSTER)
def new(request: Visit) -> HttpResponse:
    """Ask for a file, and take it in."""
    offices = list(reached_offices(scope=request.scope))
    if request.method != "POST":
        return _asking(request, FileForm(offices, initial={"office": request.scope.home_office_id}))
    form = FileForm(offices, request.POST, request.FILES)
    if not form.is_valid():
        return _asking(request, form)
    office = next(one for one in offices if one.pk == form.cleaned_data["office"])
    try:
        receipt = _taken_in(request, office, form.cleaned_data["file"])
    except Refusal as refusal:
        form.add_refusal(refusal, "file")
        return _asking(request, form)
    return _onward(request, receipt)


def _taken_in(request: Visit, office: Office, file: UploadedFile[bytes]) -> actions.Receipt:
    if (file.size or 0) > LARGEST_FILE:
        raise Refusal("roster_too_large", limit_mb=LARGEST_FILE // MEGABYTE)
    with transaction.atomic():
        return actions.receive_roster(
            content=file.read(), file_name=file.name or "", office=office, by=request.scope, at=request.now
        )


def _asking(request: Visit, form: FileForm) -> HttpResponse:
    return render(request, "rosters/new.html", {"form": form}, status=422 if form.errors else 200)


def _onward(request: Visit, receipt: actions.Receipt) -> HttpResponse:
    """To where the roster stands, with a word when it is not a new one."""
    roster = receipt.roster
    if receipt.is_returned:
        start_check(roster_id=roster.pk, by=request.scope, at=request.now)
        said = group_digits(receipt.mended_count)
        messages.success(request, f"فهرست اصلاح‌شده خوانده شد؛ {said} خانه به ردیف‌های در انتظار برگشت.")
        back = reverse("roster-changes", args=[roster.pk])
        return redirect(reverse("roster-progress", args=[roster.pk], query={"next": back}))
    if receipt.is_repeat or is_ended(roster):
        messages.info(request, "این همان فایلی است که پیش‌تر ثبت شده؛ دوباره چیزی ثبت نمی‌شود.")
    elif roster.received_at != request.now:
        messages.info(request, "این فایل پیش‌تر آورده شده و هنوز ثبت نشده است؛ همان را دنبال کنید.")
    return redirect("roster", roster.pk)


@require_GET
@needs(Right.IMPORT_ROSTER)
def roster(request: Visit, import_id: int) -> HttpResponse:
    """Go on with a roster where it stands."""
    found = queries.roster(roster_id=import_id, scope=request.scope)
    return redirect(next_page(found, queries.progress(roster=found)))


@require_GET
@needs(Right.IMPORT_ROSTER)
def sample(request: Visit, kind: str) -> HttpResponse:
    """An empty workbook with the headings of one kind of roster."""
    response = HttpResponse(sample_workbook(kind), content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="madadkar-{kind}.xlsx"'
    return response
