"""The trail of deeds: who did what to whom, when and why."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from madadkar.foundation.audit import PROOF
from madadkar.foundation.models import AuditEvent, AuditLink, Job
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Right
from madadkar.web.deeds import deeds_of
from madadkar.web.doors import Visit, needs
from madadkar.web.happenings import with_subjects
from madadkar.web.trail.forms import TrailForm

_PAGE = 50


@needs(Right.SEE_AUDIT)
def audit(request: Visit) -> HttpResponse:
    """Events of the reader's offices, newest first, a page at a time."""
    form = TrailForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    before = request.GET.get("before", "")
    events = list(
        _events(asked, int(before) if before.isdecimal() and len(before) < 19 else None)[: _PAGE + 1]
    )
    page = {
        "form": form,
        "told": with_subjects(events[:_PAGE], scope=request.scope),
        "before": events[_PAGE - 1].pk if len(events) > _PAGE else None,
        "offices": dict(
            Office.objects.filter(pk__in={one.office_id for one in events}).values_list("pk", "name")
        ),
        "chain": _chain(),
        "is_narrowed": any(asked.values()),
    }
    return render(request, "trail/trail.html", page)


def _events(asked: dict[str, Any], before: int | None) -> QuerySet[AuditEvent]:
    """Row-level security leaves the events of the reader's offices; this narrows them."""
    rows = AuditEvent.objects.order_by("-id")
    if before:
        rows = rows.filter(pk__lt=before)
    if asked.get("kind") in {"export", "read", "sign"}:
        rows = rows.filter(deed__in=deeds_of(asked["kind"]))
    elif asked.get("kind"):
        rows = rows.exclude(deed__in=[*deeds_of("export"), *deeds_of("read"), *deeds_of("sign")])
    if asked.get("deed"):
        rows = rows.filter(deed=asked["deed"])
    if asked.get("actor"):
        rows = rows.filter(actor_name__icontains=asked["actor"])
    if asked.get("on_from"):
        rows = rows.filter(at__gte=_morning(asked["on_from"]))
    if asked.get("on_until"):
        rows = rows.filter(at__lt=_morning(asked["on_until"] + timedelta(days=1)))
    return rows


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _chain() -> dict[str, Any]:
    """The last sealed link, and when the whole chain was last proved and with what result."""
    last = AuditLink.objects.order_by("-seq").values("seq", "sealed_at").first()
    proved = Job.objects.filter(kind=PROOF, office_id__isnull=True).order_by("-id").first()
    return {"last": last, "proved": proved}
