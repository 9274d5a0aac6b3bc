"""A form sent twice is one deed, and what two people do is done once: whoever comes second is told so."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, models

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope


def hold_token(*, token: UUID) -> None:
    """Whoever comes with the same token waits until the present transaction has ended."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [token.hex])


def check_once(*, model: type[models.Model], token: UUID) -> None:
    """Refuse the second coming of a form whose row stands in this table. Raises Refusal("done_already")."""
    hold_token(token=token)
    if model._default_manager.filter(token=token).exists():
        raise Refusal("done_already")


def done_by(*, who: str, by: Scope) -> Refusal:
    """The no to a deed that was done: by the actor (a double click), by another, or by one who is not named.

    `who` is the name kept with what was done. Its codes: done_already, done_by_another, done_before.
    """
    if not who:
        return Refusal("done_before")
    return Refusal("done_already") if who == by.actor_name else Refusal("done_by_another", who=who)
