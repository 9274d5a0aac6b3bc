"""What happened to a family and when: taken in, covered, on a pension, at school, gone; and its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from madadkar.casework.rules import CoverageKind, FileState, StateReason
from madadkar.casework.rules import Field as FileField
from madadkar.demo.composition import GROWN, PUPIL, SMALL, STUDENT
from madadkar.demo.families import Family, Member, State, Stay
from madadkar.demo.names import given_name, surname
from madadkar.demo.people import jalali_year
from madadkar.demo.plans import STORY_ENDS_ON, OfficePlan, Wave
from madadkar.foundation.jalali import from_jalali
from madadkar.organisations.rules import AgencyCode
from madadkar.places.rules import Area
from madadkar.registry.rules import ELDERLY_FROM_AGE, Group, Headship, Marital, Relation, Sex

_YEAR = 365.2425
_LONGEST_ON_BOOKS = 19.0
_WIDOWED_ON_BOOKS_SHARE = 0.07
_STUDIES_ON_SHARE = 0.25
_DECILES = (1,) * 34 + (2,) * 30 + (3,) * 20 + (4,) * 11 + (5,) * 5
_R = StateReason
_LEAVES = (_R.SELF_RELIANT, _R.INCOME_ABOVE, _R.MOVED_AWAY, _R.OTHER_BODY)
_WHY_LEAVE_YOUNG = _LEAVES[:1] * 62 + _LEAVES[1:2] * 16 + _LEAVES[2:3] * 12 + _LEAVES[3:] * 10
_WHY_LEAVE_OLD = _LEAVES[:1] * 25 + _LEAVES[1:2] * 35 + _LEAVES[2:3] * 25 + _LEAVES[3:] * 15
_DIED_SHARE_OF_LONE_ELDERLY = 0.75
_BEHZISTI_LEFT = (_R.CLOSED,) * 40 + (_R.DORMANT,) * 30 + (_R.SELF_RELIANT,) * 20 + (_R.OTHER_BODY,) * 10


@dataclass(frozen=True, slots=True)
class Times:
    """When the families of a batch came and left: `counted_on` is the day their outline holds."""

    counted_on: date
    came: Wave | None = None
    left: Wave | None = None


def live(family: Family, *, plan: OfficePlan, times: Times, dice: Random) -> None:
    """Give the family its dates: file, coverage, stays, groups."""
    _come_and_leave(family, plan, times, dice)
    _cover(family, plan, times, dice)
    _stay(family, plan.province, times, dice)
    for member in family.members:
        _learn(member, dice)
    _group(family, dice)
    family.decile = dice.choice(_DECILES) if dice.random() < 0.93 else None


def _come_and_leave(family: Family, plan: OfficePlan, times: Times, dice: Random) -> None:
    if times.came is not None:
        family.opened_on = _between(times.came.begins_on, times.came.ends_on, dice)
    else:
        youngest_head = 21 if family.is_headed_by_woman else 24
        years = 0.25 + _LONGEST_ON_BOOKS * dice.random() ** 1.4
        age = (times.counted_on - family.head.birth_on).days / _YEAR
        years = max(0.25, min(years, age - youngest_head))
        family.opened_on = times.counted_on - timedelta(days=int(years * _YEAR))
    if times.left is not None:
        family.left_on = _between(times.left.begins_on, times.left.ends_on, dice)
    else:
        stays = timedelta(days=1 + int(dice.expovariate(plan.yearly_exit_rate) * _YEAR))
        leaves_on = max(times.counted_on, family.opened_on + timedelta(days=70)) + stays
        family.left_on = leaves_on if leaves_on < STORY_ENDS_ON else None
    if family.left_on:
        family.left_reason = _why_left(family, plan, dice)


def _why_left(family: Family, plan: OfficePlan, dice: Random) -> StateReason:
    is_old = _age(family.head, family.left_on or STORY_ENDS_ON) >= 60
    if len(family.members) == 1 and is_old and dice.random() < _DIED_SHARE_OF_LONE_ELDERLY:
        return StateReason.DIED
    if plan.agency is AgencyCode.BEHZISTI:
        return dice.choice(_BEHZISTI_LEFT)
    return dice.choice(_WHY_LEAVE_OLD if is_old else _WHY_LEAVE_YOUNG)


def _cover(family: Family, plan: OfficePlan, times: Times, dice: Random) -> None:
    opened, left = family.opened_on, family.left_on
    covered = opened + timedelta(days=dice.randrange(7, 60))
    kind = CoverageKind.CONTINUOUS if dice.random() < plan.continuous_share else CoverageKind.OCCASIONAL
    turned = covered + timedelta(days=dice.randrange(120, 700))
    if kind is CoverageKind.CONTINUOUS and turned < times.counted_on and dice.random() < 0.12:
        family.coverage = [(CoverageKind.OCCASIONAL, covered, turned), (kind, turned, left)]
    else:
        turned = covered
        family.coverage = [(kind, covered, left)]
    if kind is CoverageKind.CONTINUOUS and plan.pension_women is None and dice.random() < plan.pension_share:
        give_pension(family)
    family.standings = [(FileState.ACTIVE, StateReason.ACCEPTED, opened, left)]
    if left:
        family.standings.append((FileState.INACTIVE, family.left_reason, left, None))


def give_pension(family: Family) -> None:
    """A pension from the first of the month after its present coverage began, as long as that lasts."""
    begins = family.coverage[-1][1]
    family.pension = (begins, family.left_on)


def _stay(family: Family, province: str, times: Times, dice: Random) -> None:
    """Since when each member belongs to the family; a head who died leaves with the family's file."""
    for member in family.members:
        joined = max(family.opened_on, member.birth_on)
        is_head = member.relation is Relation.HEAD
        member.stays = [Stay(member.relation, joined, headship=family.headship if is_head else None)]
    if family.left_reason is StateReason.DIED and family.left_on:
        family.head.died_on = family.left_on
        family.head.stays[0].ends_on = family.left_on
    room = (times.counted_on - family.opened_on).days
    if family.headship is Headship.SPOUSE_DIED and room > 900 and dice.random() < _WIDOWED_ON_BOOKS_SHARE:
        died_on = family.opened_on + timedelta(days=dice.randrange(200, room - 200))
        _widow(family, died_on, province, dice)


def _widow(family: Family, on: date, province: str, dice: Random) -> None:
    """The husband headed the family until he died on a day; his widow heads it since."""
    head = family.head
    born = head.birth_on - timedelta(days=dice.randrange(200, 3500))
    child = next((member for member in family.members if member.relation is Relation.CHILD), None)
    husband = Member(
        Sex.MALE,
        born,
        jalali_year(born),
        Relation.HEAD,
        Marital.MARRIED,
        first_name=child.father_name if child else given_name(dice, Sex.MALE, jalali_year(born)),
        last_name=child.last_name if child else surname(dice, province),
        father_name=given_name(dice, Sex.MALE, jalali_year(born) - 27),
        died_on=on,
        stays=[Stay(Relation.HEAD, family.opened_on, on, Headship.USUAL)],
    )
    head.stays = [Stay(Relation.SPOUSE, family.opened_on, on), Stay(Relation.HEAD, on, None, family.headship)]
    family.gone.append(husband)


def _learn(member: Member, dice: Random) -> None:
    """School and university by age, from joining the family until they finish."""
    if member.learning not in (PUPIL, STUDENT, SMALL, GROWN):
        return
    joined = member.stays[0].begins_on
    school = _first_of_mehr(after=_birthday(member.birth_on, 6.0))
    leaves_school = from_jalali(jalali_year(school) + 12, 4, 1)
    if leaves_school > joined and school < STORY_ENDS_ON:
        member.states.append(State(Group.PUPIL, max(school, joined), leaves_school))
    if member.learning == STUDENT or (member.learning == PUPIL and dice.random() < _STUDIES_ON_SHARE):
        _study(member, joined)


def _study(member: Member, joined: date) -> None:
    begins_on = _first_of_mehr(after=_birthday(member.birth_on, 18.2))
    ends_on = from_jalali(jalali_year(begins_on) + 4, 4, 1)
    if begins_on < STORY_ENDS_ON and ends_on > joined:
        member.states.append(State(Group.STUDENT, max(begins_on, joined), ends_on))


def _group(family: Family, dice: Random) -> None:
    """Groups that follow from the family's story: the woman who heads it, orphans, prisoners' children."""
    head = family.head
    if family.is_headed_by_woman:
        stay = head.stays[-1]
        head.states.append(State(Group.WOMAN_HEAD, stay.begins_on, stay.ends_on, cause=family.headship.value))
    group = {
        Headship.SPOUSE_DIED: Group.ORPHAN,
        Headship.SPOUSE_IN_PRISON: Group.PRISONER_FAMILY,
        Headship.DIVORCED: Group.MOHSENIN,
        Headship.SPOUSE_DISABLED: Group.MOHSENIN,
    }.get(family.headship)
    for member in family.members:
        grown_on = _birthday(member.birth_on, 18)
        begins_on = max(member.stays[0].begins_on, head.stays[-1].begins_on)
        if group and member.relation is Relation.CHILD and grown_on > begins_on and dice.random() < 0.9:
            member.states.append(State(group, begins_on, grown_on))


def _between(begins_on: date, ends_on: date, dice: Random) -> date:
    return begins_on + timedelta(days=dice.randrange((ends_on - begins_on).days))


def _age(member: Member, on: date) -> float:
    return (on - member.birth_on).days / _YEAR


def _birthday(birth_on: date, years: float) -> date:
    return birth_on + timedelta(days=round(years * _YEAR))


def _first_of_mehr(*, after: date) -> date:
    """The first beginning of a school year on or after a day."""
    mehr = from_jalali(jalali_year(after), 7, 1)
    return mehr if mehr >= after else from_jalali(jalali_year(after) + 1, 7, 1)


def field_of(family: Family, plan: OfficePlan, dice: Random) -> FileField:
    """The agency's field the file stands in."""
    if plan.agency is AgencyCode.BEHZISTI:
        if family.is_headed_by_woman:
            return FileField.WOMEN_AND_FAMILY if dice.random() < 0.88 else FileField.SOCIALLY_HARMED
        return FileField.CHILDREN if dice.random() < 0.35 else FileField.SOCIALLY_HARMED
    is_rural = family.spot is not None and family.spot.area is Area.RURAL
    is_old = _age(family.head, family.opened_on) >= ELDERLY_FROM_AGE
    return FileField.RAJAI if is_rural and is_old else FileField.RELIEF
