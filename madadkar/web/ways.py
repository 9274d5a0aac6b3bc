"""Which addresses a reader can go to: nobody is led to a page that would turn them away."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from madadkar.foundation.scope import Scope


def may_open(*, scope: Scope, url: str) -> bool:
    """Whether a role opens what stands at an address; what is in sight there, the page itself says."""
    try:
        view = resolve(urlsplit(url).path).func
    except Resolver404:
        return False
    rights = getattr(view, "rights", ())
    return not rights or any(scope.may(right) for right in rights)
