"""Planting the demo: each office once, whole, as one deed in the trail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from random import Random

from django.db import transaction

from madadkar.demo.batches import families_of
from madadkar.demo.bodies import bodies_of, offices_of
from madadkar.demo.centres import delegate, drafts
from madadkar.demo.families import Family
from madadkar.demo.planting import Page, plant_families
from madadkar.demo.plans import PLANS, OfficePlan
from madadkar.demo.queries import is_planted
from madadkar.demo.villages import homes_of
from madadkar.foundation import audit
from madadkar.foundation.scope import within
from madadkar.organisations.queries import command_scope
from madadkar.registry.names import learn_names

Told = Callable[[str], None]
_OWNER = "owner"


def plant_demo(*, at: datetime, told: Told, scale: float = 1.0) -> list[str]:
    """Plant the offices that are not yet there, and answer their codes; nothing is planted twice."""
    serials = count()
    planted = []
    for plan in PLANS:
        if not is_planted(code=plan.code):
            plant_office(plan=plan.scaled(scale), serials=serials, at=at, told=told)
            planted.append(plan.code)
    return planted


def plant_office(*, plan: OfficePlan, serials: Iterator[int], at: datetime, told: Told) -> None:
    """One office with its bodies and families, in one transaction with its one event."""
    homes = homes_of(plan.province, plan.code)
    families = families_of(plan, homes, serials)
    dice = Random(f"bodies {plan.code}")  # noqa: S311 - repeatable, and nothing secret
    centres = drafts(plan, plan.centres, dice) if plan.centres else []
    if centres:
        delegate(families, plan, centres, dice)
    with transaction.atomic(using=_OWNER):
        bodies = bodies_of(plan, centres, _families_a_county(families, plan), dice)
        plant_families(Page(families, plan, bodies, homes), lambda table, rows: None)
        whole, _ = offices_of(plan)
        audit.record(
            "demo.plant_office",
            by=command_scope(office=whole),
            at=at,
            subject=whole,
            office_id=whole.pk,
            using=_OWNER,
            families=len(families),
            persons=sum(len(family.members) + len(family.gone) for family in families),
        )
    with within(command_scope(office=whole)):
        learn_names()
    told(plan.code)


def _families_a_county(families: list[Family], plan: OfficePlan) -> list[int]:
    counted = [0] * len(plan.counties)
    for family in families:
        counted[family.county] += family.left_on is None
    return counted
