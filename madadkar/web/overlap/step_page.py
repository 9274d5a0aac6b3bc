"""A step of a case on a page of its own: every one of them shows the same, and says what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from madadkar.foundation.persian import persian_digits
from madadkar.overlap.models import OverlapCase
from madadkar.overlap.queries.cases import CaseView, last_step, overlap_case
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit
from madadkar.web.forms import SeenForm


def _nothing(found: CaseView) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class StepPage:
    """What the page of one deed says: `{number}` in its title is the case's, `{other}` in `done` the other
    agency. `intro` and `initial` may be told by the case, `done` by what became of it.
    """

    deed: Callable[..., Any]
    form: type[SeenForm]
    title: str
    button: str
    done: str | Callable[[OverlapCase], str]
    intro: str | Callable[[CaseView], str] = ""
    initial: Callable[[CaseView], Mapping[str, Any]] = _nothing
    beside: Mapping[str, str] = field(default_factory=dict)
    is_grave: bool = False


def step_page(request: Visit, overlap_id: int, page: StepPage) -> HttpResponse:
    """Show the form of a step, and take it when it is sent."""
    found, back, seen = asked_case(request, overlap_id)
    initial = {"on": request.today, **page.initial(found)}

    def do(said: dict[str, Any]) -> None:
        became = page.deed(case_id=overlap_id, **said, by=request.scope, at=request.now)
        done = page.done.format(other=found.other) if isinstance(page.done, str) else page.done(became)
        messages.success(request, done)

    words = Words(
        title=page.title.format(number=persian_digits(overlap_id)),
        button=page.button,
        back=back,
        intro=page.intro if isinstance(page.intro, str) else page.intro(found),
        is_grave=page.is_grave,
    )
    form = page.form(typed(request), seen=seen, initial=initial)
    return deed_page(request, form=form, do=do, words=words, beside=page.beside)


def asked_case(request: Visit, overlap_id: int) -> tuple[CaseView, str, int]:
    """The case, its page, and the last step its page shows."""
    found = overlap_case(case_id=overlap_id, scope=request.scope)
    return found, reverse("overlap", args=[overlap_id]), last_step(case_id=overlap_id)
