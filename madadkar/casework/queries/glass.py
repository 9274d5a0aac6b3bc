"""Broken glass: what is open to somebody now, and what supervisors have not read of yet."""

from __future__ import annotations

from datetime import date, datetime

from madadkar.casework.models import GlassBreak
from madadkar.casework.rules.duties import Duty, DutyKind
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right


def open_glass(*, file_id: int, scope: Scope, at: datetime) -> GlassBreak | None:
    """The actor's own glass of a file that is still broken."""
    if scope.actor_id is None:
        return None
    own = GlassBreak.objects.filter(case_file=file_id, staff_id=scope.actor_id, ends_at__gt=at)
    found: GlassBreak | None = own.order_by("-ends_at").first()
    return found


def glass_of_file(*, file_id: int, scope: Scope) -> list[GlassBreak]:
    """Every time the glass of a file was broken, latest first."""
    return list(GlassBreak.objects.seen_by(scope).filter(case_file=file_id).order_by("-broken_at"))


def seen_glass(*, glass_id: int, scope: Scope) -> GlassBreak:
    """Broken glass in sight. Raises Refusal("glass_unknown")."""
    found: GlassBreak | None = GlassBreak.objects.seen_by(scope).filter(pk=glass_id).first()
    if found is None:
        raise Refusal("glass_unknown")
    return found


def glass_duties(*, scope: Scope, on: date) -> list[Duty]:
    """For who supervises: glass that was broken by another and that nobody has said to know of."""
    if not scope.may(Right.SEE_DISCREET):
        return []
    broken = GlassBreak.objects.seen_by(scope).filter(read_at__isnull=True)
    return [
        Duty(
            kind=DutyKind.GLASS,
            due_on=None,
            words=f"{one.staff_name}: {one.reason}",
            file_id=one.case_file_id,
            household_id=one.household_id,
            url_name="glass-read",
            url_args=(one.pk,),
        )
        for one in broken.order_by("broken_at")
        if one.staff_id != scope.actor_id
    ]
