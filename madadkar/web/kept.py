"""What somebody had typed when their session ended: kept sealed for them alone until they are back.

A report of a visit takes longer to write than an office's computer may stand open. The form that then comes
late does nothing; its words wait in the session of the sign-in page, and only the same account reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from madadkar.foundation.sealed import seal, unseal

_KEY = "kept_form"
_MOST_CHARACTERS = 200_000
_NEVER = frozenset({"change-password", "recovery-codes", "choose-post", "sign-in", "second-factor", "enrol"})
"""Forms of passwords and codes; nobody's work is lost with them."""
_UNSAID = frozenset({"csrfmiddlewaretoken", "token", "seen"})
_LONG = 12


@dataclass(frozen=True)
class Kept:
    """A form that came late: whose, under which post, to which address, and what was typed."""

    staff: int
    post: int | None
    address: str
    typed: dict[str, list[str]]
    had_files: bool = False

    @property
    def fields(self) -> Iterator[tuple[str, str]]:
        """Every field and value, to be sent again."""
        return ((name, value) for name, values in self.typed.items() for value in values)

    @property
    def texts(self) -> list[str]:
        """The longer of what was typed, for its writer to know it again."""
        said = (value for name, value in self.fields if name not in _UNSAID)
        return [value for value in said if len(value) > _LONG and " " in value.strip()]


def late(request: HttpRequest, *, post: int | None) -> Kept | None:
    """The form a request carried, if it is one worth keeping."""
    match = request.resolver_match
    if request.method != "POST" or request.headers.get("HX-Request") or not request.user.pk:
        return None
    if match is None or match.url_name in _NEVER:
        return None
    typed = {name: [str(one) for one in values] for name, values in request.POST.lists()}
    typed.pop("csrfmiddlewaretoken", None)
    if sum(len(one) for values in typed.values() for one in values) > _MOST_CHARACTERS:
        return None
    return Kept(request.user.pk, post, request.get_full_path(), typed, bool(request.FILES))


def keep(request: HttpRequest, kept: Kept) -> None:
    """Lay a late form into the session of the sign-in page, sealed."""
    request.session[_KEY] = seal(json.dumps(asdict(kept)))


def kept_for(request: HttpRequest, staff_id: int | None) -> Kept | None:
    """What was kept for this account. What was kept for another is let go: they share a computer only."""
    told = unseal(request.session.get(_KEY, ""))
    kept = Kept(**json.loads(told)) if told else None
    if kept and kept.staff != staff_id:
        let_go(request)
        return None
    return kept


def sent_again(request: HttpRequest) -> None:
    """What was kept is on its way again: it is not offered a second time, by whatever button or way back."""
    if request.method == "POST" and request.user.pk and _KEY in request.session:
        kept = kept_for(request, request.user.pk)
        if kept is not None and kept.address == request.get_full_path():
            let_go(request)


def let_go(request: HttpRequest) -> None:
    """Keep it no longer."""
    request.session.pop(_KEY, None)


def after_sign_in(request: HttpRequest, staff_id: int, back: str) -> str:
    """Where somebody goes who has just signed in: first to what they had typed."""
    return reverse("kept-form") if kept_for(request, staff_id) else back


def untrusted(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose sign that it is ours is missing or old. Where our own page of the same person sent it
    (they signed in anew in another tab), what was typed is shown and can be sent again."""
    own = f"{request.scheme}://{request.get_host()}"
    kept = late(request, post=None) if request.headers.get("Origin") == own else None
    page = "entrance/kept.html" if kept else "403_csrf.html"
    response = render(request, page, {"kept": kept}, status=403)
    response.headers["Cache-Control"] = "private, no-store"
    return response
