"""Lists in the order of a Persian dictionary, where the database has no `sort_key`; many counted at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, Func, QuerySet, TextField, Value
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


def counted(*, lists: Sequence[QuerySet[Any]]) -> list[int]:
    """How many rows each of these lists has, in their order and in one question."""
    if not lists:
        return []
    asked = [
        rows.order_by().annotate(of_list=Value(place)).values("of_list").annotate(how_many=Count("pk"))
        for place, rows in enumerate(lists)
    ]
    told = [one.values_list("of_list", "how_many") for one in asked]
    found = dict(told[0].union(*told[1:], all=True))
    return [found.get(place, 0) for place in range(len(lists))]
