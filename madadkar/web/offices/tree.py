"""Offices in the order of their tree."""

from __future__ import annotations

from collections import defaultdict

from madadkar.organisations.models import Office


def in_order(offices: list[Office]) -> list[tuple[Office, int]]:
    """Each office after the one it reports to, with its depth; those at the top have none in the list."""
    known = {office.pk for office in offices}
    under: dict[int | None, list[Office]] = defaultdict(list)
    for office in sorted(offices, key=lambda one: one.name):
        under[office.parent_id if office.parent_id in known else None].append(office)
    rows: list[tuple[Office, int]] = []

    def walk(parent: int | None, depth: int) -> None:
        for office in under[parent]:
            rows.append((office, depth))
            walk(office.pk, depth + 1)

    walk(None, 0)
    return rows
