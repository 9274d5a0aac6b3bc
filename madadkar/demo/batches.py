"""All families of one office: those counted on its report's day, those who left before, those who came after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

from madadkar.demo.composition import forms
from madadkar.demo.families import Family
from madadkar.demo.lives import Times, field_of, live
from madadkar.demo.marks import afflict, disable, number, pension_exactly, settle
from madadkar.demo.people import family_of
from madadkar.demo.plans import Counts, OfficePlan, Wave
from madadkar.demo.villages import Homes


def families_of(
    plan: OfficePlan, homes: dict[str, Homes], serials: Iterator[int], *, known: Sequence[Family] = ()
) -> list[Family]:
    """Every family of the office's story. `known` are families it shares with another agency."""
    dice = Random(f"madadkar {plan.code}")  # noqa: S311 - repeatable, and nothing secret
    families = _batch(plan, plan.counts, Times(plan.report_day), homes, dice)
    if plan.pension_women is not None:
        pension_exactly(families, plan, dice)
    for wave in plan.leaving:
        families += _batch(plan, _part(plan, wave), Times(wave.begins_on, left=wave), homes, dice)
    for wave in plan.coming:
        families += _batch(plan, _part(plan, wave), Times(wave.ends_on, came=wave), homes, dice)
    for family in families:
        family.agency_field = field_of(family, plan, dice)
    number(families, plan, serials, dice)
    families.sort(key=lambda family: family.opened_on)
    return families


def _part(plan: OfficePlan, wave: Wave) -> Counts:
    return plan.counts.scaled(wave.households / plan.counts.households)


def _batch(
    plan: OfficePlan, counts: Counts, times: Times, homes: dict[str, Homes], dice: Random
) -> list[Family]:
    """Families that are composed as counted on one day."""
    outlines = forms(counts, dice)
    families = [
        family_of(form, on=times.counted_on, province=plan.province, dice=dice) for form in outlines
    ]
    for family in families:
        live(family, plan=plan, times=times, dice=dice)
    settle(families, plan, homes, rural_persons=counts.rural_persons, dice=dice)
    afflict(families, patients=counts.patients, on=times.counted_on, dice=dice)
    disable(families, plan, on=times.counted_on, dice=dice)
    return families
