"""Rows in the order a Persian dictionary lists them, wherever the database has no `sort_key` of their own."""

from __future__ import annotations

from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Collate

from madadkar.foundation.persian.letters import SORT_ALPHABET, SORT_IGNORED, SORT_LETTERS


def in_persian_order(field: str) -> Collate:
    """What `order_by` takes instead of the field: ک before ل and پ after ب, as people look for them."""
    letters = Func(
        F(field),
        Value(SORT_ALPHABET + SORT_IGNORED),
        Value(SORT_LETTERS),
        function="translate",
        output_field=TextField(),
    )
    return Collate(letters, "C")
