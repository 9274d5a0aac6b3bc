"""Who acts in an office of the demo, and on what: its accounts by role, its centres, its county offices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from madadkar.demo.accounts import ACCOUNTS
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.scope import Scope, tell_database
from madadkar.organisations.models import Centre, Office, Post
from madadkar.organisations.queries import active_centres, office_by_code, scope_of
from madadkar.organisations.rules import Role

_SEED = UUID("0f0e4c1a-1395-4000-8000-000000001396")


@dataclass
class Cast:
    """An office with its people; `scope(role)` is what the account of that role sees and may do.

    Where an office has no account of a role, its head stands in.
    """

    office: Office
    counties: list[Office]
    centres: list[Centre]
    at: datetime
    scopes: dict[Role, Scope]
    tokens: Iterator[UUID] = field(repr=False)

    @property
    def today(self) -> date:
        """The day of the deeds."""
        return tehran_day(self.at)

    def scope(self, role: Role) -> Scope:
        """The actor of a role."""
        return self.scopes.get(role) or replace(self.scopes[Role.HEAD])

    def token(self) -> UUID:
        """The token of a form sent once."""
        return next(self.tokens)

    @contextmanager
    def as_actor(self, role: Role) -> Iterator[Scope]:
        """Act as another than the head for a while, within the same transaction."""
        tell_database(self.scope(role))
        yield self.scope(role)
        tell_database(self.scope(Role.HEAD))


def cast_of(*, code: str, at: datetime) -> Cast:
    """The people of an office on a day."""
    office, on = office_by_code(code=code), tehran_day(at)
    names = [account.username for account in ACCOUNTS if account.office == code]
    posts = Post.objects.filter(staff__username__in=names, valid_until=None).select_related("staff", "office")
    scopes = {Role(post.role): scope_of(post=post, on=on) for post in posts.order_by("-pk")}
    head_sees = {one.pk for one in Office.objects.filter(parent=office)} | {office.pk}
    return Cast(
        office=office,
        counties=list(Office.objects.filter(parent=office).order_by("pk")),
        centres=list(active_centres(on=on, office_ids=tuple(head_sees)).order_by("pk")),
        at=at,
        scopes=scopes,
        tokens=_tokens(code),
    )


def _tokens(code: str) -> Iterator[UUID]:
    place = 0
    while True:
        place += 1
        yield uuid5(_SEED, f"{code} {place}")
