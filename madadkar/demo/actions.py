"""Planting the demo: each office once, whole, as one deed in the trail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import count
from random import Random

from django.db import transaction

from madadkar.demo.batches import families_of
from madadkar.demo.bodies import bodies_of, offices_of
from madadkar.demo.centres import delegate, drafts
from madadkar.demo.deeds import enliven
from madadkar.demo.deeds.overlaps import meet
from madadkar.demo.families import Family
from madadkar.demo.laying_aside import laid_aside
from madadkar.demo.links import Heads, compare, shared_heads
from madadkar.demo.plans import PLANS, OfficePlan
from madadkar.demo.planting import TABLES, Page, plant_families
from madadkar.demo.queries import PLANTED, is_planted
from madadkar.demo.villages import homes_of
from madadkar.demo.walks import WALKED_TABLES, lay_walks
from madadkar.foundation import audit
from madadkar.foundation.collector import without_collector
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import group_digits
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.queries import COMMAND_LINE, command_scope
from madadkar.registry.names import learn_names

Told = Callable[[str], None]
_OWNER = "owner"


def plant_demo(*, at: datetime, told: Told, scale: float = 1.0) -> list[str]:
    """Plant the offices that are not yet there, all or none, and answer their codes; never twice.

    What their people did lately follows, office by office; what was broken off there is taken up again.
    """
    serials = count()
    wanted = [plan.scaled(scale) for plan in PLANS if not is_planted(code=plan.code)]
    shared = _plant(wanted, serials, at, told) if wanted else {}
    for plan in PLANS:
        left = plan.shares_families_with
        found = compare(left=left, right=plan.code, known=shared.get(plan.code, []), at=at) if left else None
        if found is not None:
            told(f"{plan.name}: دفتر ثبت با نهاد دیگر مقایسه شد؛ {_found(found)}.")
    for plan in PLANS:
        if enliven(code=plan.code, at=at):
            told(f"{plan.name}: کارهای این روزها انجام شد.")
    for plan in PLANS:
        left = plan.shares_families_with
        if left and meet(left=left, right=plan.code, at=at):
            told(f"{plan.name}: درباره خانوارهای مشترک با نهاد دیگر گفت‌وگو شد.")
    return [plan.code for plan in wanted]


def _found(counts: dict[str, int]) -> str:
    linked, waiting = group_digits(counts["linked"]), group_digits(counts["waiting"])
    confirmed = group_digits(counts["confirmed"])
    return (
        f"{linked} نفر پیوند خورد ({confirmed} سرپرست را کارشناسان تأیید کردند) و {waiting} جفت پرسیده می‌شود"
    )


def _plant(
    wanted: Sequence[OfficePlan], serials: Iterator[int], at: datetime, told: Told
) -> dict[str, Heads]:
    """Plant all of these or none; answers the heads that each shares with another agency."""
    shared = {}
    with (
        transaction.atomic(using=_OWNER),
        laid_aside((*TABLES, *WALKED_TABLES), using=_OWNER),
        without_collector(),
    ):
        planted: dict[str, list[Family]] = {}
        for plan in wanted:
            known = planted.pop(plan.shares_families_with, [])
            planted[plan.code] = plant_office(plan=plan, serials=serials, known=known, at=at, told=told)
            shared[plan.code] = shared_heads(planted[plan.code])
        told("نمایه‌ها و قیدها ساخته و آزموده می‌شوند …")
    for plan in wanted:
        whole, _ = offices_of(plan)
        with within(command_scope(office=whole)):
            learn_names()
    return shared


def plant_office(
    *, plan: OfficePlan, serials: Iterator[int], known: Sequence[Family] = (), at: datetime, told: Told
) -> list[Family]:
    """One office with its bodies and families, as one event; must stand inside a transaction of the owner.

    `known` are families of another agency, some of which this office knows too.
    """
    homes = homes_of(plan.province, plan.code)
    families = families_of(plan, homes, serials, known=known)
    dice = Random(f"bodies {plan.code}")  # noqa: S311 - repeatable, and nothing secret
    centres = drafts(plan, plan.centres, dice) if plan.centres else []
    if centres:
        delegate(families, plan, centres, dice)
    whole, _ = offices_of(plan)
    bodies = bodies_of(plan, centres, _families_a_county(families, plan), dice)
    plant_families(Page(families, plan, bodies, homes))
    lay_walks(plan=plan, bodies=bodies, today=tehran_day(at))
    persons = sum(len(family.members) + len(family.gone) for family in families)
    audit.record(
        PLANTED,
        by=Scope(actor_name=COMMAND_LINE),
        at=at,
        subject=whole,
        office_id=whole.pk,
        using=_OWNER,
        families=len(families),
        persons=persons,
        shared_families=sum(family.echo_of is not None for family in families),
    )
    told(f"{plan.name}: {group_digits(len(families))} خانوار، {group_digits(persons)} نفر")
    return families


def _families_a_county(families: list[Family], plan: OfficePlan) -> list[int]:
    counted = [0] * len(plan.counties)
    for family in families:
        counted[family.county] += family.left_on is None
    return counted
