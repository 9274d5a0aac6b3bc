"""The charity centres of an office, and which families they walk with, when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from madadkar.demo.families import Family
from madadkar.demo.plans import STORY_ENDS_ON, CentresPlan, OfficePlan, Wave
from madadkar.foundation.jalali import from_jalali
from madadkar.organisations.rules import SPECIALITY_NAMES, CentreKind, Speciality, Standing

_FIRST_CENTRES_ON = from_jalali(1391, 7, 1)
_ROTATION = (from_jalali(1397, 2, 1), from_jalali(1398, 11, 1))
_SPECIALISED_EVERY = 7
_PATRONS = (
    "حضرت زینب(س)",
    "امام حسن مجتبی (ع)",
    "امام علی (ع)",
    "حضرت زهرا (س)",
    "امام رضا (ع)",
    "حضرت ابوالفضل (ع)",
    "امام حسین (ع)",
    "حضرت معصومه (س)",
    "صاحب‌الزمان (عج)",
    "امام جواد (ع)",
    "حضرت رقیه (س)",
    "امام صادق (ع)",
    "ثامن‌الائمه (ع)",
    "حضرت خدیجه (س)",
    "باب‌الحوائج (ع)",
    "شهدا",
    "مهر و امید",
    "دستان پرمهر",
    "یاس",
    "نور",
    "کوثر",
    "احسان",
    "همدلی",
    "ثارالله",
)
# The first of each speciality bears its bare name, as the reports say it.
_SPECIALITIES = (
    Speciality.SHELTER,
    Speciality.EDUCATION,
    Speciality.ENTREPRENEURSHIP,
    Speciality.TREATMENT,
    Speciality.ORPHANS,
    Speciality.CULTURE,
)
_RECALLED_SHARE = 0.06
_FOUND_BY_CENTRE_SHARE = 0.04


@dataclass(slots=True)
class Draft:
    """A centre before it is written; `county` is the place of its county in the plan."""

    name: str
    kind: CentreKind
    speciality: Speciality | None
    county: int
    began_on: date
    standings: list[tuple[Standing, date, date | None]]
    capacity: int

    @property
    def stays(self) -> bool:
        """Whether it is at work from its first day on."""
        return len(self.standings) == 1

    @property
    def works_until(self) -> date | None:
        """The end of its first time at work: closed or suspended then."""
        return self.standings[0][2]


def drafts(plan: OfficePlan, centres: CentresPlan, dice: Random) -> list[Draft]:
    """Centres of the whole province: so many at work, some revoked, some suspended, a few replaced."""
    names = _names(plan, centres.active + centres.revoked + centres.suspended + centres.replaced)
    found: list[Draft] = []
    for place, (name, speciality, county) in enumerate(names):
        began_on = _day_between(_FIRST_CENTRES_ON, centres.all_at_work_from, dice)
        draft = Draft(name, _kind(speciality), speciality, county, began_on, [], dice.randrange(60, 220, 10))
        draft.standings = _standings(place, draft, centres, dice)
        draft.began_on = draft.standings[0][1]
        found.append(draft)
    return found


def _standings(
    place: int, draft: Draft, plan: CentresPlan, dice: Random
) -> list[tuple[Standing, date, date | None]]:
    """At work from the beginning; the ones after the plan's number were closed, or came for a closed one."""
    began_on, active, past = draft.began_on, Standing.ACTIVE, place - plan.active
    handed_over_on = _ROTATION[0] + timedelta(days=97 * (place % 5))
    if plan.active - plan.replaced <= place < plan.active:
        return [(active, began_on, handed_over_on), (Standing.REVOKED, handed_over_on, None)]
    if past < 0:
        return [(active, began_on, None)]
    if past < plan.replaced:
        opened_on = _ROTATION[0] + timedelta(days=97 * ((place - plan.replaced) % 5))
        return [(active, opened_on, None)]
    ended_on = _day_between(began_on + timedelta(days=30), plan.all_at_work_from, dice)
    is_revoked = past < plan.replaced + plan.revoked
    ending = Standing.REVOKED if is_revoked else Standing.SUSPENDED
    return [(active, began_on, ended_on), (ending, ended_on, None)]


def _names(plan: OfficePlan, count: int) -> list[tuple[str, Speciality | None, int]]:
    """Names, specialities and counties; the larger a county, the more centres it has."""
    counties = _spread(plan, count)
    found: list[tuple[str, Speciality | None, int]] = []
    neighbourhoods = specialised = 0
    for place, county in enumerate(counties):
        if place % _SPECIALISED_EVERY == _SPECIALISED_EVERY - 1 or 2 <= place <= 4:
            speciality = _SPECIALITIES[specialised % len(_SPECIALITIES)]
            turn = specialised // len(_SPECIALITIES)
            name = _numbered(f"مرکز نیکوکاری {SPECIALITY_NAMES[speciality]}", turn)
            found.append((name, speciality, county))
            specialised += 1
        else:
            patron, turn = _PATRONS[neighbourhoods % len(_PATRONS)], neighbourhoods // len(_PATRONS)
            found.append((_numbered(f"مرکز نیکوکاری {patron}", turn), None, county))
            neighbourhoods += 1
    return found


def _numbered(name: str, turn: int) -> str:
    return f"{name} {turn + 1}" if turn else name


def _spread(plan: OfficePlan, count: int) -> list[int]:
    """The county of each centre: always the one that has fewest for its families."""
    given = [0] * len(plan.counties)
    order = []
    for _ in range(count):
        county = min(range(len(given)), key=lambda c: (given[c] + 1) / plan.counties[c].share)
        given[county] += 1
        order.append(county)
    return order


def _kind(speciality: Speciality | None) -> CentreKind:
    return CentreKind.SPECIALISED if speciality else CentreKind.NEIGHBOURHOOD


def delegate(families: Sequence[Family], plan: OfficePlan, centres: list[Draft], dice: Random) -> None:
    """Hand families over to centres of their county: exactly so many on the plan's days, or by and by."""
    assert plan.centres is not None, "only offices with centres delegate"
    by_county = _by_county(plan, centres)
    if plan.centres.steps:
        _delegate_in_steps(families, plan.centres.steps, by_county, centres, dice)
    else:
        _delegate_by_and_by(families, plan.centres.share, by_county, centres, dice)
    for family in families:
        if family.delegations and dice.random() < _FOUND_BY_CENTRE_SHARE:
            family.found_by_centre = family.delegations[0][0]


def _by_county(plan: OfficePlan, centres: list[Draft]) -> list[list[int]]:
    """Places of the centres that stay at work, by county; a county without one sends to any."""
    staying = [place for place, draft in enumerate(centres) if draft.stays]
    by_county: list[list[int]] = [[] for _ in plan.counties]
    for place in staying:
        by_county[centres[place].county].append(place)
    return [places or staying for places in by_county]


def _delegate_by_and_by(
    families: Sequence[Family], share: float, by_county: list[list[int]], centres: list[Draft], dice: Random
) -> None:
    for family in families:
        if dice.random() >= share:
            continue
        place = dice.choice(by_county[family.county])
        covered_on = family.coverage[-1][1]
        earliest = max(covered_on, centres[place].began_on) + timedelta(days=15)
        begins_on = _day_between(earliest, max(earliest + timedelta(days=1), from_jalali(1399, 12, 1)), dice)
        if begins_on >= min(family.left_on or STORY_ENDS_ON, STORY_ENDS_ON):
            continue
        ends_on = family.left_on
        recalled_on = begins_on + timedelta(days=dice.randrange(60, 900))
        if dice.random() < _RECALLED_SHARE and recalled_on < (ends_on or STORY_ENDS_ON):
            ends_on = recalled_on
        family.delegations.append((place, begins_on, ends_on))


def _delegate_in_steps(
    families: Sequence[Family],
    steps: tuple[Wave, ...],
    by_county: list[list[int]],
    centres: list[Draft],
    dice: Random,
) -> None:
    """First families long known; between the steps a few are called back and others come."""
    first, second = steps
    known = [f for f in families if f.left_on is None or f.left_on > second.ends_on]
    early = [f for f in known if f.coverage[0][1] < first.begins_on - timedelta(days=120)]
    chosen = dice.sample(early, first.households)
    between = (first.ends_on + timedelta(days=20), second.begins_on - timedelta(days=2))
    recalled = chosen[: first.households // 25]
    for family in chosen:
        place, covered_on = dice.choice(by_county[family.county]), family.coverage[0][1]
        earliest = max(covered_on, centres[place].began_on) + timedelta(days=10)
        begins_on = _day_between(earliest, first.begins_on, dice)
        family.delegations.append((place, begins_on, family.left_on))
    for family in recalled:
        place, begins_on, _ = family.delegations[0]
        family.delegations[0] = (place, begins_on, _day_between(*between, dice))
    fresh = [f for f in known if not f.delegations and f.coverage[0][1] < between[0]]
    for family in dice.sample(fresh, second.households - first.households + len(recalled)):
        place = dice.choice(by_county[family.county])
        family.delegations.append((place, _day_between(*between, dice), family.left_on))


def _day_between(begins_on: date, ends_on: date, dice: Random) -> date:
    return begins_on + timedelta(days=dice.randrange(max(1, (ends_on - begins_on).days)))
