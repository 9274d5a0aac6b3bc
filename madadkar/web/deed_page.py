"""A deed on a page of its own: a form, and what it does; a no stands in the form with all that was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from madadkar.foundation.refusal import Refusal
from madadkar.web.doors import Visit
from madadkar.web.forms import PersianForm
from madadkar.web.refusals import sentence


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the page of a deed says: its title, its button, the way back, what to know before, and, once
    done, what was done."""

    title: str
    button: str
    back: str
    intro: str = ""
    is_grave: bool = False
    done: str = ""


def deed_page(
    request: Visit,
    *,
    form: PersianForm,
    do: Callable[[dict[str, Any]], str | HttpResponse | None],
    words: Words,
    beside: Mapping[str, str] | None = None,
    template: str = "deed.html",
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; when it is sent and right, do the deed and go where it answers, or say `words.done` and
    go back. A `template` of its own extends "deed.html" and is told `more`.

    `beside` maps codes of refusal to the field they belong to; others stand above the form, but for a
    role that may not or a thing out of sight: those are pages of their own. `done_already` (a double click,
    the back button) and `done_before` lead to where the deed would have led.
    """
    if request.method == "POST" and form.is_valid():
        try:
            done = do(form.cleaned_data)
        except Refusal as refusal:
            if refusal.code == "not_permitted" or refusal.code.endswith("_unknown"):
                raise
            if refusal.code in {"done_already", "done_before"}:
                messages.info(request, sentence(refusal))
                return redirect(words.back)
            form.add_refusal(refusal, (beside or {}).get(refusal.code))
        else:
            return done if isinstance(done, HttpResponse) else _gone(request, done, words)
    return render(request, template, {**(more or {}), "form": form, "words": words})


def _gone(request: Visit, where: str | None, words: Words) -> HttpResponse:
    if words.done:
        messages.success(request, words.done)
    return redirect(where or words.back)


def typed(request: Visit) -> dict[str, Any] | None:
    """What was sent, or nothing when the page is only opened."""
    return request.POST if request.method == "POST" else None
