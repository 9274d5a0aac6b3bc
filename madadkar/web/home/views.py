"""The first page."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from madadkar.casework.queries.changes import QUIET
from madadkar.foundation.models import AuditEvent
from madadkar.organisations.rules import Right
from madadkar.web.deeds import deed_name, kind_of
from madadkar.web.doors import Visit, needs
from madadkar.web.happenings import with_subjects
from madadkar.web.home.todo import tasks_for

_LOOKED_AT = 500
_SHOWN = 8


@needs()
def home(request: Visit) -> HttpResponse:
    """What to do now, what changed since yesterday, and the search box."""
    assert request.post is not None, "the door asks for a post first"
    changes, is_cut = _changes_since_yesterday(request)
    counted = Counter(deed_name(event.deed) for event in changes)
    page = {
        "tasks": tasks_for(role=request.post.role, scope=request.scope, on=request.today),
        "searches": request.scope.may(Right.SEE_FAMILIES),
        "imports": request.scope.may(Right.IMPORT_ROSTER),
        "changes": counted.most_common(6),
        "is_cut": is_cut,
        "latest": with_subjects(changes[:_SHOWN], scope=request.scope),
    }
    return render(request, "home/home.html", page)


def _changes_since_yesterday(request: Visit) -> tuple[list[AuditEvent], bool]:
    """What was changed in the reader's offices since yesterday morning, newest first; was there more?."""
    yesterday = timezone.make_aware(datetime.combine(request.today - timedelta(days=1), time.min))
    rows = AuditEvent.objects.order_by("-id")
    if not request.scope.may(Right.SEE_AUDIT):
        rows = rows.exclude(deed__in=QUIET)
    latest = [event for event in rows[:_LOOKED_AT] if event.at >= yesterday]
    return [event for event in latest if kind_of(event.deed) == "change"], len(latest) == _LOOKED_AT
