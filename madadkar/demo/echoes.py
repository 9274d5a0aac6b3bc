"""The same real family in a second agency's register: the same people, written by another hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from madadkar.demo.composition import PUPIL, STUDENT
from madadkar.demo.families import Family, Member
from madadkar.demo.people import new_year
from madadkar.demo.plans import Counts
from madadkar.foundation.persian import clean
from madadkar.places.rules import Area
from madadkar.registry.rules import Group, Relation, elderly_if_born_by

_YEAR = 365.2425
_AGES_OF_HEADS = (25.0, 68.0)
_CODED_SHARE = 0.6
_WRITTEN_ALIKE_SHARE = 0.35
_CODE_LEFT_OUT_SHARE = 0.25
_FATHER_LEFT_OUT_SHARE = 0.12
_BIRTH_MISTAKEN_SHARE = 0.14
_SAME_MOBILE_SHARE = 0.6
_HEARD_OTHERWISE_SHARE = 0.7
_SLIP_SHARE = 0.12
_SAME_SOUND = tuple(pair.split() for pair in ("ص س", "ط ت", "ذ ز", "ض ظ", "غ ق", "ح ه", "یی ئی", "ع ا"))


def echoes(
    known: Sequence[Family], count: int, *, on: date, still_covered: bool, dice: Random
) -> list[Family]:
    """So many families of another agency as this one knows them on a day; each known family once."""
    fit = [f for f in known if _fits(f, on) and (f.left_on is None) == still_covered and not f.is_echoed]
    coded = [family for family in fit if family.head.national_code]
    from_coded = min(len(coded), round(count * _CODED_SHARE))
    chosen = dice.sample(coded, from_coded)
    uncoded = [family for family in fit if not family.head.national_code]
    chosen += dice.sample(uncoded, count - from_coded)
    for family in chosen:
        family.is_echoed = True
    return [_echo(family, on, dice) for family in chosen]


def counted(families: Sequence[Family], *, on: date) -> Counts:
    """What these families add to what must be counted on the day (illness is not carried over)."""
    members = [member for family in families for member in family.members]
    elderly_by = elderly_if_born_by(on=on)
    return Counts(
        households=len(families),
        persons=len(members),
        women_heads=sum(family.is_headed_by_woman for family in families),
        elderly=sum(member.birth_on <= elderly_by for member in members),
        pupils=_in_group(members, Group.PUPIL, on),
        students=_in_group(members, Group.STUDENT, on),
        patients=0,
        rural_persons=sum(
            len(family.members) for family in families if family.spot and family.spot.area is Area.RURAL
        ),
    )


def _in_group(members: Sequence[Member], group: Group, on: date) -> int:
    return sum(
        any(state.group is group and state.holds_on(on) for state in member.states) for member in members
    )


def _fits(family: Family, on: date) -> bool:
    low, high = _AGES_OF_HEADS
    age = (on - family.head.birth_on).days / _YEAR
    return low < age < high and family.head.died_on is None and family.opened_on < on


def _echo(family: Family, on: date, dice: Random) -> Family:
    members = [_respelt(member, on, dice) for member in family.members if member.birth_on < on]
    echo = Family(members, family.headship, county=family.county, spot=family.spot, echo_of=family)
    if dice.random() >= _SAME_MOBILE_SHARE:
        members[0].mobile = ""
    return echo


def _respelt(member: Member, on: date, dice: Random) -> Member:
    """The same person anew, with what another clerk heard, left out or mistook."""
    copy = replace(member, stays=[], states=[], sheba="", landline="", id=0)
    copy.learning = _learning(member, on, dice)
    if dice.random() >= _WRITTEN_ALIKE_SHARE:
        copy.first_name = _misheard(member.first_name, dice)
        copy.last_name = _misheard(member.last_name, dice)
    if dice.random() < _CODE_LEFT_OUT_SHARE:
        copy.national_code = None
    if dice.random() < _FATHER_LEFT_OUT_SHARE:
        copy.father_name = ""
    if dice.random() < _BIRTH_MISTAKEN_SHARE and not copy.learning:
        _mistake_birth(copy, dice)
    return copy


def _learning(member: Member, on: date, dice: Random) -> str:
    age = (on - member.birth_on).days / _YEAR
    if member.relation is not Relation.CHILD:
        return ""
    if 7.1 <= age <= 17.4:
        return PUPIL
    return STUDENT if 19.4 <= age <= 21.8 and dice.random() < 0.35 else ""


def _misheard(name: str, dice: Random) -> str:
    """Another spelling of a name, or now and then a slip of the pen."""
    near = _near_spellings(name)
    if near and dice.random() < _HEARD_OTHERWISE_SHARE:
        return dice.choice(near)
    if len(name) > 4 and dice.random() < _SLIP_SHARE:
        at = dice.randrange(1, len(name) - 2)
        return clean(f"{name[:at]}{name[at + 1]}{name[at]}{name[at + 2 :]}")
    return name


def _near_spellings(name: str) -> list[str]:
    """«سید» dropped, words joined, parted or left out, a letter for one that sounds the same."""
    near = [name.replace("\u200c", between) for between in (" ", "")]
    near += [name.replace(one, other, 1) for one, other in _SAME_SOUND if not name.startswith(one)]
    if " " in name:
        first, rest = name.split(" ", 1)
        near.append(rest if first in ("سید", "سیده") else first)
    return [spelling for spelling in near if spelling != name]


def _mistake_birth(member: Member, dice: Random) -> None:
    if dice.random() < 0.5:
        member.birth_on, member.birth_precision = new_year(member.birth_year), "year"
    else:
        member.birth_on += timedelta(days=dice.randrange(1, 28))


def remaining(counts: Counts, taken: Counts) -> Counts:
    """What the other families must still add up to."""
    return Counts(*(getattr(counts, name) - getattr(taken, name) for name in Counts.__slots__))
