"""What the clock does for the overlap room: load, read the clock, call one action."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from madadkar.foundation.scope import within
from madadkar.organisations.models import Office
from madadkar.organisations.queries import command_scope
from madadkar.overlap.actions.finding import find_overlaps

_CLOCK = "ساعت سامانه"


def find_everywhere() -> int:
    """Look for overlaps under every office that reports to none; how many cases are new."""
    new = 0
    for office in Office.objects.filter(parent=None, closed_on=None).order_by("pk"):
        with within(replace(command_scope(office=office), actor_name=_CLOCK)) as scope:
            new += find_overlaps(by=scope, at=timezone.now()).new
    return new
