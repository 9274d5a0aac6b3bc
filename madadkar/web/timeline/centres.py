"""Which centres a file was handed to, step by step, and what they decided for the family."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from madadkar.casework.models import Delegation
from madadkar.casework.queries.delegations import centre_decisions
from madadkar.casework.rules.delegation import DELEGATION_STEP_NAMES, DelegationStep
from madadkar.casework.rules.limits import (
    DECISION_KIND_NAMES,
    DECISION_STATE_NAMES,
    DecisionKind,
    DecisionState,
)
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.money import as_text
from madadkar.web.timeline.told import About, Happening, Kind


def tell_centres(about: About) -> Iterator[Happening]:
    """Every delegation with the instant of each step, or its days where paper told of it; and decisions of
    centres. A centre's people read of their own centre alone.
    """
    if about.history is None:
        return
    for one in about.history.delegations:
        if about.scope.centre_id in (None, one.centre_id):
            yield from _steps(one) if one.sent_at else _days(one)
    for made in centre_decisions(scope=about.scope).filter(case_file=about.history.file):
        kind = DECISION_KIND_NAMES[DecisionKind(made.kind)]
        amount = f"، {as_text(made.rial)}" if made.rial else ""
        title = f"{kind}{amount}: {DECISION_STATE_NAMES[DecisionState(made.state)]}"
        on, who = tehran_day(made.asked_at), made.asked_by_name
        yield Happening(on, title, made.said, Kind.CENTRE, made.asked_at, who)


def _steps(one: Delegation) -> Iterator[Happening]:
    url = reverse("delegation", args=[one.pk])
    is_refused = one.step == DelegationStep.REFUSED
    told = [
        (one.sent_at, f"پرونده برای {one.centre} فرستاده شد", one.reason),
        (one.received_at, f"پرونده به {one.centre} رسید", ""),
        (None if is_refused else one.answered_at, f"{one.centre} پرونده را پذیرفت", ""),
        (one.begun_at, f"{one.centre} کار را آغاز کرد", one.minutes),
        (one.ended_at, f"{one.centre}: {DELEGATION_STEP_NAMES[DelegationStep(one.step)]}", one.end_reason),
    ]
    for at, title, text in told:
        if at is not None:
            yield Happening(tehran_day(at), title, text, Kind.CENTRE, at, url=url)


def _days(one: Delegation) -> Iterator[Happening]:
    yield Happening(one.valid_from, f"آغاز واگذاری پرونده به {one.centre}", one.reason, Kind.CENTRE)
    if one.valid_until is not None:
        title = f"پایان واگذاری پرونده به {one.centre}"
        yield Happening(one.valid_until, title, one.end_reason, Kind.CENTRE, one.ended_at)
