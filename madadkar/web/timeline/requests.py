"""What was asked for a family, by whose word, and what it was told."""

from __future__ import annotations

from collections.abc import Iterator

from madadkar.casework.queries.requests import requests_of
from madadkar.casework.rules.requests import REQUEST_KIND_NAMES, RequestKind
from madadkar.web.timeline.told import About, Happening, Kind


def tell_requests(about: About) -> Iterator[Happening]:
    """Every request on its day, with the aid given at once; every answer on its own."""
    if about.history is None:
        return
    for one in requests_of(file_id=about.history.file.pk, scope=about.scope):
        kind = REQUEST_KIND_NAMES[RequestKind(one.kind)]
        aid = f" کمک فوری: {one.immediate_aid}" if one.immediate_aid else ""
        yield Happening(one.came_on, kind, f"{one.said}{aid}", Kind.REQUEST, one.received_at)
        if one.answered_on is not None:
            yield Happening(one.answered_on, "پاسخ به درخواست", one.answer, Kind.REQUEST)
