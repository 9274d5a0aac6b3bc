"""All families of one office: counted on its report's day, gone before it, or come after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from madadkar.demo.composition import forms
from madadkar.demo.echoes import counted, echoes, remaining
from madadkar.demo.families import Family
from madadkar.demo.lives import Times, field_of, live
from madadkar.demo.marks import afflict, disable, number, pension_exactly, settle
from madadkar.demo.people import family_of
from madadkar.demo.plans import STILL_ACTIVE_IN_BOTH_SHARE, TWO_AGENCIES_SHARE, Counts, OfficePlan
from madadkar.demo.villages import Homes

# The young leave more often than the old: those who leave have less than their share of elderly.
_LEAVE_YOUNGER = 0.55


def families_of(
    plan: OfficePlan, homes: dict[str, Homes], serials: Iterator[int], *, known: Sequence[Family] = ()
) -> list[Family]:
    """Every family of the office's story. `known` are another agency's, some of which this one knows too."""
    dice = Random(f"madadkar {plan.code}")  # noqa: S311 - repeatable, and nothing secret
    whole = plan.counts.households + sum(wave.households for wave in plan.leaving)
    shared = round(whole * TWO_AGENCIES_SHARE) if known else 0
    shared_now = round(shared * STILL_ACTIVE_IN_BOTH_SHARE)
    families = _counted_families(plan, homes, dice, known, shared_now)
    if plan.pension_women is not None:
        pension_exactly(families, plan, dice)
    for wave, echoed in zip(plan.leaving, _spread(shared - shared_now, len(plan.leaving)), strict=True):
        times = Times(wave.begins_on, left=wave)
        gone = echoes(known, echoed, on=wave.begins_on, still_covered=True, dice=dice)
        _give_lives(gone, plan, times, dice)
        families += gone
        families += _batch(plan, _part(plan, wave.households - echoed, _LEAVE_YOUNGER), times, homes, dice)
    for wave in plan.coming:
        families += _batch(plan, _part(plan, wave.households), Times(wave.ends_on, came=wave), homes, dice)
    for family in families:
        family.agency_field = field_of(family, plan, dice)
    number(families, plan, serials, dice)
    families.sort(key=lambda family: family.opened_on)
    return families


def _counted_families(
    plan: OfficePlan, homes: dict[str, Homes], dice: Random, known: Sequence[Family], shared: int
) -> list[Family]:
    """The families counted on the report's day: those shared with the other agency, and as many others."""
    times = Times(plan.report_day)
    echoed = echoes(known, shared, on=plan.report_day, still_covered=True, dice=dice)
    _give_lives(echoed, plan, times, dice)
    others = remaining(plan.counts, counted(echoed, on=plan.report_day))
    return echoed + _batch(plan, others, times, homes, dice)


def _part(plan: OfficePlan, households: int, elderly: float = 1.0) -> Counts:
    """The office's composition for fewer families, with more or less than its share of elderly."""
    part = plan.counts.scaled(households / plan.counts.households)
    return replace(part, elderly=round(part.elderly * elderly))


def _spread(count: int, parts: int) -> list[int]:
    return [count * (place + 1) // parts - count * place // parts for place in range(parts)]


def _batch(
    plan: OfficePlan, counts: Counts, times: Times, homes: dict[str, Homes], dice: Random
) -> list[Family]:
    """Families that are composed as counted on one day."""
    outlines = forms(counts, dice)
    families = [family_of(form, on=times.counted_on, province=plan.province, dice=dice) for form in outlines]
    _give_lives(families, plan, times, dice)
    settle(families, plan, homes, rural_persons=counts.rural_persons, dice=dice)
    afflict(families, patients=counts.patients, on=times.counted_on, dice=dice)
    disable(families, plan, on=times.counted_on, dice=dice)
    return families


def _give_lives(families: Sequence[Family], plan: OfficePlan, times: Times, dice: Random) -> None:
    for family in families:
        live(family, plan=plan, times=times, dice=dice)
