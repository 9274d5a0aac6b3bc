"""A form sent twice is one deed: its token is taken in hand, and a second coming is told so."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, models

from madadkar.foundation.refusal import Refusal


def hold_token(*, token: UUID) -> None:
    """Whoever comes with the same token waits until the present transaction has ended."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [token.hex])


def check_once(*, model: type[models.Model], token: UUID) -> None:
    """Refuse the second coming of a form whose row stands in this table. Raises Refusal("done_already")."""
    hold_token(token=token)
    if model._default_manager.filter(token=token).exists():
        raise Refusal("done_already")
