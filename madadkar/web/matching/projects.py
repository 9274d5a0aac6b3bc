"""The projects of private linkage known to this house: read from their own files; their keys destroyed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from madadkar.foundation.models import AuditEvent
from madadkar.foundation.refusal import Refusal
from madadkar.matching.actions import record_destroyed_keys
from madadkar.matching.private.project import BEGUN, ENCODED, JOINED
from madadkar.matching.queries.projects import (
    PROJECT_STATE_NAMES,
    KnownProject,
    project_of,
    projects_of,
)
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Right
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.matching.forms import DestroyForm

_SHOWN = 20


@needs(Right.SET_THRESHOLDS)
@require_safe
def projects(request: Visit) -> HttpResponse:
    """The projects whose files the reader's office keeps in this house, and what ended elsewhere."""
    office = _office(request)
    found = projects_of(office_code=office.code, on=request.today)
    events = AuditEvent.objects.filter(deed="matching.destroy_keys", office_id__in=request.scope.office_ids)
    here = {one.agreement.project for one in found if one.agreement}
    elsewhere = [one for one in events.order_by("-pk") if one.facts.get("project") not in here]
    told = {"rows": [_told(one) for one in found], "office": office, "elsewhere": elsewhere[:_SHOWN]}
    return render(request, "matching/projects.html", told)


@needs(Right.SET_THRESHOLDS)
@require_http_methods(["GET", "POST"])
def destroy(request: Visit, linkage_name: str) -> HttpResponse:
    """Destroy the keys of a project now, with a record in their place."""
    found = project_of(office_code=_office(request).code, name=linkage_name, on=request.today)
    if not found.has_keys:
        return redirect("matching-projects")

    def do(said: dict[str, Any]) -> None:
        record_destroyed_keys(
            project_file=found.path, who=request.scope.actor_name, reason=said["reason"], by=request.scope,
            at=request.now,
        )  # fmt: skip

    told = _told(found)
    words = Words(
        title="نابود کردن کلیدهای تطبیق پوشیده",
        button="کلیدها نابود شود",
        back=reverse("matching-projects"),
        intro=f"پروژه «{told['title']}» با {told['other']}. پس از این هیچ فهرستی با این پروژه رمز یا خوانده "
        "نمی‌شود و راه برگشتی نیست. سندی امضاشده به جای کلیدها می‌ماند و در دفتر رویدادها ثبت می‌شود.",
        is_grave=True,
        done="کلیدها نابود شد و سندش به جای آن است.",
    )
    return deed_page(request, form=DestroyForm(typed(request)), do=do, words=words)


def _office(request: Visit) -> Office:
    office = Office.objects.filter(pk=request.scope.home_office_id or 0).first()
    if office is None:
        raise Refusal("office_unknown")
    return office


def _told(found: KnownProject) -> dict[str, Any]:
    """One project as a page shows it."""
    made = next((one for one in found.happened if one.what in (BEGUN, JOINED)), None)
    return {
        "project": found,
        "title": found.agreement.name if found.agreement else found.name,
        "other": found.other_agency or "طرف دیگر (هنوز پاسخی نیامده)",
        "state_words": PROJECT_STATE_NAMES[found.state],
        "made_on": made.on if made else None,
        "is_ours": made is not None and made.what == BEGUN,
        "encoded": [one for one in found.happened if one.what == ENCODED],
    }
