"""How long a family may be kept from the eyes of all but a few."""

from __future__ import annotations

from datetime import date, timedelta

from madadkar.foundation.refusal import Refusal

DISCREET_AT_MOST = timedelta(days=366)
"""Ours; no published rule was found. After it somebody has to decide again."""


def check_discretion(*, on: date, until: date) -> None:
    """Discretion is for a time: it ends after it begins, and within a year.

    Raises Refusal: period_ends_before_it_starts, discretion_too_long.
    """
    if until <= on:
        raise Refusal("period_ends_before_it_starts")
    if until - on > DISCREET_AT_MOST:
        raise Refusal("discretion_too_long", most=on + DISCREET_AT_MOST)
