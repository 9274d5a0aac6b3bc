"""What is known of the families besides: illness, disability, where they live, and the numbers they carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from madadkar.casework.rules import CoverageKind
from madadkar.demo.families import Family, Member, State
from madadkar.demo.lives import give_pension
from madadkar.demo.numbers import (
    invented_code,
    invented_landline,
    invented_mobile,
    invented_postal_code,
    invented_sheba,
)
from madadkar.demo.plans import OfficePlan
from madadkar.demo.villages import Homes
from madadkar.organisations.rules import AgencyCode
from madadkar.places.rules import Area
from madadkar.registry.rules import Group, Relation, Sex

_YEAR = 365.2425
_ILLNESSES = (
    *((Group.SPECIAL_PATIENT, "دیالیز"),) * 16,
    *((Group.SPECIAL_PATIENT, "ام‌اس"),) * 9,
    *((Group.SPECIAL_PATIENT, "تالاسمی"),) * 6,
    *((Group.SPECIAL_PATIENT, "پیوند کلیه"),) * 8,
    *((Group.SPECIAL_PATIENT, "هموفیلی"),) * 4,
    *((Group.HARD_PATIENT, ""),) * 27,
    *((Group.CANCER_PATIENT, ""),) * 30,
)
_DISABILITIES = ("جسمی‌حرکتی",) * 45 + ("بینایی",) * 12 + ("شنوایی",) * 11 + ("ذهنی",) * 18 + ("روانی",) * 14
_SECOND_ILLNESS_SHARE = 0.05
_MOVED_SHARE = 0.05


def afflict(families: Sequence[Family], *, patients: int, on: date, dice: Random) -> None:
    """Exactly so many persons with a special, hard-to-treat or cancer illness on the day."""
    members = [member for family in families for member in family.members]
    for member in dice.sample(members, patients):
        group, detail = dice.choice(_ILLNESSES)
        member.states.append(_state(member, group, detail, on, dice))
        other, other_detail = dice.choice(_ILLNESSES)
        if other is not group and dice.random() < _SECOND_ILLNESS_SHARE:
            member.states.append(_state(member, other, other_detail, on, dice))


def disable(families: Sequence[Family], plan: OfficePlan, *, on: date, dice: Random) -> None:
    """Who cannot work, and who is disabled: most men who head a family before sixty, and a few others."""
    heads_share = 0.62 if plan.agency is AgencyCode.EMDAD else 0.22
    for family in families:
        head = family.head
        young = (on - head.birth_on).days < 60 * _YEAR
        if head.sex is Sex.MALE and young and dice.random() < heads_share:
            group = Group.INCAPACITATED if dice.random() < 0.55 else Group.DISABLED
            head.states.append(_state(head, group, _detail(group, dice), on, dice))
        elif dice.random() < 0.06:
            member = dice.choice(family.members)
            member.states.append(_state(member, Group.DISABLED, _detail(Group.DISABLED, dice), on, dice))


def _detail(group: Group, dice: Random) -> str:
    return dice.choice(_DISABILITIES) if group is Group.DISABLED else ""


def _state(member: Member, group: Group, detail: str, on: date, dice: Random) -> State:
    """Known since some day between joining and the day counted."""
    joined = member.stays[0].begins_on
    begins_on = joined + timedelta(days=int((max(on, joined) - joined).days * dice.random()))
    return State(group, begins_on, member.stays[-1].ends_on, detail=detail)


def settle(
    families: list[Family], plan: OfficePlan, homes: dict[str, Homes], *, rural_persons: int, dice: Random
) -> None:
    """Spread the families over the counties, and settle families of exactly so many persons in villages."""
    counties = dice.choices(
        range(len(plan.counties)), weights=[county.share for county in plan.counties], k=len(families)
    )
    for family, county in zip(families, counties, strict=True):
        family.county = county
    weights = [county.rural_weight for county in plan.counties]
    by_likelihood = sorted(families, key=lambda f: dice.random() ** (1 / weights[f.county]), reverse=True)
    for family in by_likelihood:
        is_rural = len(family.members) <= rural_persons
        rural_persons -= len(family.members) if is_rural else 0
        _home(family, plan, homes, Area.RURAL if is_rural else Area.URBAN, dice)


def _home(family: Family, plan: OfficePlan, homes: dict[str, Homes], area: Area, dice: Random) -> None:
    here = homes[plan.counties[family.county].code]
    family.spot = here.draw(dice, area)
    family.postal_code = invented_postal_code(dice) if dice.random() < 0.6 else ""
    first_days = (family.coverage[0][1] - family.opened_on).days
    if first_days > 1 and dice.random() < _MOVED_SHARE:
        family.former_spot = here.draw(dice, dice.choice((Area.RURAL, Area.URBAN)))
        family.moved_on = family.opened_on + timedelta(days=dice.randrange(1, first_days))


def number(families: Sequence[Family], plan: OfficePlan, serials: Iterator[int], dice: Random) -> None:
    """National codes, certificates, phones and accounts, as far as offices know them."""
    for family in families:
        is_coded = dice.random() < plan.coded_share
        for member in [*family.members, *family.gone]:
            if is_coded and member.national_code is None:
                member.national_code = invented_code(next(serials))
            if not member.certificate_number:
                member.certificate_number = str(dice.randrange(1, 9999)) if member.birth_year < 1368 else ""
            if member.relation is Relation.CHILD and member.birth_year > 1368:
                member.certificate_number = "0"
        _reach(family, plan, dice)


def _reach(family: Family, plan: OfficePlan, dice: Random) -> None:
    head = family.head
    if not head.mobile and dice.random() < 0.82:
        head.mobile = invented_mobile(dice)
    if dice.random() < 0.15:
        head.landline = invented_landline(dice, plan.area_code)
    if family.pension or dice.random() < 0.4:
        head.sheba = invented_sheba(dice)


def pension_exactly(families: list[Family], plan: OfficePlan, dice: Random) -> None:
    """So many women heads on a pension among the active files, and a share of the men."""
    women = [family for family in families if family.is_headed_by_woman]
    dice.shuffle(women)
    women.sort(key=lambda family: family.coverage[-1][0] is not CoverageKind.CONTINUOUS)
    chosen = women[: plan.pension_women]
    chosen += [f for f in families if not f.is_headed_by_woman and dice.random() < plan.pension_share]
    for family in chosen:
        kind, begins_on, ends_on = family.coverage[-1]
        del kind
        family.coverage[-1] = (CoverageKind.CONTINUOUS, begins_on, ends_on)
        give_pension(family)
