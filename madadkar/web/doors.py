"""The door every page stands behind: who asks, what they see, and one transaction for the whole visit."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import NOBODY, Scope, within
from madadkar.organisations.models import Post, Staff
from madadkar.organisations.queries import current_posts, scope_of, why_no_post
from madadkar.organisations.rules import Right
from madadkar.web import kept
from madadkar.web.refusals import sentence

View = Callable[..., HttpResponseBase]

POST_KEY = "post_id"
SEEN_KEY = "seen_at"
# Answered without a session, a scope or a transaction.
_OUTSIDE = frozenset({"healthz"})
_RENEW_AFTER = timedelta(seconds=60)
_ENDED_AND_KEPT = "نشست شما پایان یافته بود و چیزی ثبت نشد؛ آنچه نوشتید نگه داشته شده است. دوباره وارد شوید."


class Visit(HttpRequest):
    """A request as views get it: `scope` and `post` of whoever asks, and the clock read once."""

    scope: Scope
    post: Post | None
    posts: list[Post]
    has_many_posts: bool
    now: datetime
    today: date
    htmx: Any


def needs(*rights: Right, choosing: bool = False, renewing: bool = False) -> Callable[[View], View]:
    """Only the signed in whose role grants any one of these rights (none named: whoever is signed in).

    `choosing` and `renewing` mark the few pages open before a post is chosen or a password renewed.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: Visit, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if rights and not any(request.scope.may(right) for right in rights):
                request.scope.check(rights[0])
            return view(request, *args, **kwargs)

        guarded.door = _Door(choosing=choosing, renewing=renewing)  # type: ignore[attr-defined]  # see _door_of
        guarded.rights = rights  # type: ignore[attr-defined]  # read by the test that walks all routes
        return guarded

    return decorate


def open_to_all(view: View) -> View:
    """Mark a view that asks for no sign-in. A view without any mark is for the signed in only."""

    @functools.wraps(view)
    def unguarded(request: Visit, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    unguarded.door = _Door(is_open=True)  # type: ignore[attr-defined]  # see _door_of
    return unguarded


class _Door:
    def __init__(self, *, is_open: bool = False, choosing: bool = False, renewing: bool = False) -> None:
        self.is_open = is_open
        self.choosing = choosing
        self.renewing = renewing


def _door_of(view: View) -> _Door:
    return getattr(view, "door", None) or _Door()


class scope_middleware:
    """Finds out who asks, then runs the view and its template in one transaction seen through their scope.

    It calls the view from `process_view` so that a failure rolls everything back before any error page
    is drawn. It stands last among the middlewares.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Visit) -> HttpResponseBase:
        request.scope, request.post, request.posts, request.has_many_posts = NOBODY, None, [], False
        request.now = timezone.now()
        request.today = timezone.localdate(request.now)
        response = _in_words(request, self.get_response(request))
        if request.scope is not NOBODY:
            # The next person at an office's shared computer must not go back to a family's page.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self, request: Visit, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """The answer of the view, of the sign-in page before it, or of a refusal."""
        if request.resolver_match and request.resolver_match.url_name in _OUTSIDE:
            return None
        if _has_zero_byte(request, kwargs):
            raise BadRequest("a zero byte")
        elsewhere = _identify(request, _door_of(view))
        if elsewhere is not None:
            return elsewhere
        kept.sent_again(request)
        try:
            with within(request.scope):
                return _answered(view(request, *args, **kwargs))
        except Refusal as refusal:
            return refused(request, refusal)
        except Http404:
            return refused(request, Refusal("page_unknown"))


def _in_words(request: Visit, response: HttpResponseBase) -> HttpResponseBase:
    """The response; for the address of a button typed or loaded anew, a page instead of nothing."""
    if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method not in {"GET", "HEAD"}:
        return response
    page = render(request, "405.html", status=response.status_code)
    page.headers["Allow"] = response.headers["Allow"]
    return page


def _has_zero_byte(request: Visit, kwargs: dict[str, Any]) -> bool:
    """Whether a zero byte was sent, which no keyboard writes and no table keeps."""
    sent = [*request.GET.lists(), *request.POST.lists(), ("", [str(one) for one in kwargs.values()])]
    return any("\0" in one for _, values in sent for one in values)


def _answered(response: HttpResponseBase) -> HttpResponseBase:
    """The response with its template drawn while the scope still holds."""
    if isinstance(response, StreamingHttpResponse):
        raise RuntimeError("a streaming answer would run after its scope is gone; write it into a job's file")
    draw = getattr(response, "render", None)
    return draw() if callable(draw) else response


def _identify(request: Visit, door: _Door) -> HttpResponseBase | None:
    """Set scope and post of whoever asks, or say where they have to go first."""
    staff = request.user
    if isinstance(staff, AnonymousUser):
        return None if door.is_open else to_sign_in(request)
    assert isinstance(staff, Staff)
    if _is_idle(request):
        return _signed_out(request, door)
    request.posts = current_posts(staff_id=staff.pk, on=request.today)
    request.has_many_posts = len(request.posts) > 1
    chosen = request.session.get(POST_KEY)
    if not request.posts:
        return _signed_out(request, door, why_no_post(staff_id=staff.pk, on=request.today))
    if chosen and chosen not in {post.pk for post in request.posts}:
        return _signed_out(request, door)
    if chosen is None and len(request.posts) == 1:
        chosen = request.session[POST_KEY] = request.posts[0].pk
    if chosen is not None:
        request.post = next(post for post in request.posts if post.pk == chosen)
        request.scope = scope_of(post=request.post, on=request.today)
    return None if door.is_open else _first_elsewhere(request, staff, door)


def _first_elsewhere(request: Visit, staff: Staff, door: _Door) -> HttpResponseBase | None:
    if staff.must_change_password and not door.renewing:
        return _to(request, "change-password")
    if request.post is None and not door.choosing and not door.renewing:
        return _to(request, "choose-post")
    return None


def _is_idle(request: Visit) -> bool:
    """Whether nothing was asked for too long; renews the mark at most once a minute."""
    now = request.now.timestamp()
    seen = request.session.get(SEEN_KEY, now)
    if now - seen > settings.SESSION_IDLE_SECONDS:
        return True
    if SEEN_KEY not in request.session or now - seen > _RENEW_AFTER.total_seconds():
        request.session[SEEN_KEY] = now
    return False


def _signed_out(request: Visit, door: _Door, why: Refusal | None = None) -> HttpResponseBase | None:
    late = kept.late(request, post=request.session.get(POST_KEY))
    logout(request)
    if late and not door.is_open:
        kept.keep(request, late)
        messages.info(request, _ENDED_AND_KEPT)
    elif why is not None:
        messages.warning(request, sentence(why))
    else:
        messages.info(request, "نشست شما پایان یافته است؛ دوباره وارد شوید.")
    return None if door.is_open else _to(request, "sign-in")


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in page, and back here afterwards; who sent a form is told that nothing was done."""
    if request.method == "POST" and not request.headers.get("HX-Request"):
        messages.info(request, "نشست شما پایان یافته بود و آنچه فرستادید ثبت نشد؛ دوباره وارد شوید.")
    return _to(request, "sign-in")


def _to(request: HttpRequest, name: str) -> HttpResponse:
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    target = reverse(name) + (f"?{urlencode({'next': back})}" if back not in {"", "/"} else "")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": reverse(name)})
    return redirect(target)


_STATUS = {"not_permitted": 403, "matter_not_delegated": 403, "too_many_attempts": 429}


def status_of(refusal: Refusal) -> int:
    """403 for what the role does not grant, 404 for what is unknown or out of sight, else 409."""
    return _STATUS.get(refusal.code, 404 if refusal.code.endswith("_unknown") else 409)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page that says no in Persian; for htmx the sentence alone, put above what the page shows."""
    status = status_of(refusal)
    facts = {"sentence": sentence(refusal), "code": refusal.code}
    if request.headers.get("HX-Request"):
        response = render(request, "components/refusal.html", facts, status=status)
        response["HX-Retarget"], response["HX-Reswap"] = "#content .page-head", "afterend"
        return response
    return render(request, f"{status if status in {403, 404} else 409}.html", facts, status=status)
