"""The people of one family: ages that fit each other, names that fit the ages, why its head is its head."""

from __future__ import annotations

from bisect import bisect
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, pairwise
from random import Random

from madadkar.demo.composition import GROWN, PUPIL, SMALL, STUDENT, Form
from madadkar.demo.families import Family, Member
from madadkar.demo.names import SEYYED_SHARE, given_name, surname, with_seyyed
from madadkar.demo.shapes import PARENT
from madadkar.foundation.jalali import from_jalali
from madadkar.registry.rules import Headship, Marital, Relation, Sex

_YEAR = 365.2425
_ADULT = "adult"
_AGES = {
    PUPIL: (7.1, 17.4),
    STUDENT: (19.4, 21.8),
    SMALL: (0.1, 5.9),
    GROWN: (18.8, 27.0),
    _ADULT: (22.0, 48.0),
}
_TRIES_FOR_SPACING = 6
_ONLY_YEAR_KNOWN_SHARE = {True: 0.16, False: 0.02}
_KNOWS_ONLY_YEAR_UNTIL_AGE = 57.0
_SURNAME_OF_WIFE_SAME_SHARE = 0.12

_H = Headship
# Why a woman heads the family, by her age and whether children live with her; plausible, ours.
_WHY_ELDERLY = ((_H.SPOUSE_DIED, 86), (_H.NEVER_MARRIED, 6), (_H.DIVORCED, 5), (_H.SPOUSE_MISSING, 3))
_WHY_ALONE = (
    (_H.NEVER_MARRIED, 34),
    (_H.DIVORCED, 32),
    (_H.SPOUSE_DIED, 26),
    (_H.SPOUSE_DISABLED, 4),
    (_H.OTHER, 4),
)
_WHY_WITH_CHILDREN = (
    (_H.SPOUSE_DIED, 44),
    (_H.DIVORCED, 30),
    (_H.SPOUSE_IN_PRISON, 8),
    (_H.SPOUSE_ADDICTED, 7),
    (_H.SPOUSE_MISSING, 7),
    (_H.SPOUSE_DISABLED, 4),
)
_MARITAL_OF = {
    _H.SPOUSE_DIED: Marital.WIDOWED,
    _H.DIVORCED: Marital.DIVORCED,
    _H.NEVER_MARRIED: Marital.SINGLE,
    _H.OTHER: Marital.SINGLE,
}


def drawn(dice: Random, table: tuple[tuple[Headship, int], ...]) -> Headship:
    """One of the table's reasons, by weight."""
    names, up_to = _cumulated(table)
    return names[bisect(up_to, dice.random() * up_to[-1], hi=len(names) - 1)]


def family_of(form: Form, *, on: date, province: str, dice: Random) -> Family:
    """The people of an outline as they are on a day, head first; names, ages and headship agree."""
    ages = _child_ages(form, dice)
    head_age = _head_age(form, ages, dice)
    headship = _headship(form, dice)
    maker = _Maker(on, province, dice, is_seyyed=dice.random() < SEYYED_SHARE)
    head = maker.member(form.shape.head, head_age, Relation.HEAD)
    head.marital = _marital_of_head(form, headship, head_age)
    members = [head]
    if form.shape.has_spouse:
        members.append(maker.wife(_spouse_age(form, head_age, dice)))
    father = _father_of_children(head, maker, head_age)
    members += [maker.child(age, father, kind) for age, kind in zip(ages, _kinds(form), strict=True)]
    if form.shape.extra:
        members.append(_extra(form, maker, head, head_age, father))
    return Family(members, headship)


class _Maker:
    """Makes the members of one family on one day."""

    def __init__(self, on: date, province: str, dice: Random, *, is_seyyed: bool) -> None:
        self.on, self.province, self.dice, self.is_seyyed = on, province, dice, is_seyyed
        self.surname = surname(dice, province)

    def member(self, sex: Sex, age: float, relation: Relation, *, blood: bool = True) -> Member:
        """Somebody of an age, with a name of those years; blood relatives bear the family's name."""
        birth_on = self.on - timedelta(days=int(age * _YEAR))
        precision = "day"
        if self._only_year_is_known(age):
            birth_on, precision = new_year(jalali_year(birth_on)), "year"
        year = jalali_year(birth_on)
        name = given_name(self.dice, sex, year)
        return Member(
            sex,
            birth_on,
            year,
            relation,
            Marital.SINGLE,
            first_name=with_seyyed(name, sex) if blood and self.is_seyyed else name,
            last_name=self.surname if blood else surname(self.dice, self.province),
            father_name=given_name(self.dice, Sex.MALE, year - 27),
            birth_precision=precision,
        )

    def wife(self, age: float) -> Member:
        """The head's wife, who keeps her father's name."""
        same = self.dice.random() < _SURNAME_OF_WIFE_SAME_SHARE
        wife = self.member(Sex.FEMALE, age, Relation.SPOUSE, blood=same)
        wife.marital = Marital.MARRIED
        return wife

    def child(self, age: float, father: tuple[str, str], learning: str) -> Member:
        """A child of the family, with the father's name and surname."""
        sex = self.dice.choice((Sex.FEMALE, Sex.MALE))
        child = self.member(sex, age, Relation.CHILD)
        child.father_name, child.last_name = father
        child.learning = learning
        return child

    def _only_year_is_known(self, age: float) -> bool:
        is_old = age >= 60
        if not is_old and not 25 < age < _KNOWS_ONLY_YEAR_UNTIL_AGE:
            return False
        return self.dice.random() < _ONLY_YEAR_KNOWN_SHARE[is_old]


def _child_ages(form: Form, dice: Random) -> list[float]:
    """Ages of the children; a few families have twins."""
    ages: list[float] = []
    spans = [_AGES[kind] for kind in _kinds(form)]
    for _ in range(_TRIES_FOR_SPACING):
        ages = [low + (high - low) * dice.random() ** 1.2 for low, high in spans]
        if _are_spaced(ages):
            break
    return ages


def _are_spaced(ages: list[float]) -> bool:
    """Whether brothers and sisters are more than a year apart."""
    inorder = sorted(ages)
    return all(later - earlier > 1.1 for earlier, later in pairwise(inorder))


def _kinds(form: Form) -> list[str]:
    """What each child is; those who live with elderly heads are long grown."""
    return [_ADULT] * form.shape.children if form.head_is_elderly else form.children


def _head_age(form: Form, ages: list[float], dice: Random) -> float:
    oldest: float = max(ages, default=0.0)
    chance: float = dice.random()
    if form.head_is_elderly:
        return max(60.3 + 33 * _power(chance, 1.6), min(oldest + 17 + 8 * dice.random(), 96.0))
    if ages:
        return min(max(oldest + 18 + 14 * _power(chance, 1.4), 24.0), 59.4)
    return 30 + 29.4 * _power(chance, 0.55)


def _power(chance: float, bend: float) -> float:
    """A chance bent towards 0 (above 1) or towards 1 (below it)."""
    return float(chance**bend)


def _spouse_age(form: Form, head_age: float, dice: Random) -> float:
    if form.spouse_is_elderly:
        return max(60.3, head_age - 8 * dice.random())
    if form.head_is_elderly:
        return 48 + 11.4 * dice.random()
    return max(19.0, min(head_age - 8 * dice.random() + 2, 59.4))


def _headship(form: Form, dice: Random) -> Headship:
    if form.shape.head is Sex.MALE:
        return Headship.USUAL
    if form.head_is_elderly:
        return drawn(dice, _WHY_ELDERLY)
    return drawn(dice, _WHY_WITH_CHILDREN if form.shape.children else _WHY_ALONE)


def _marital_of_head(form: Form, headship: Headship, age: float) -> Marital:
    if form.shape.has_spouse:
        return Marital.MARRIED
    if form.shape.head is Sex.FEMALE:
        return _MARITAL_OF.get(headship, Marital.MARRIED)
    if form.shape.children:
        return Marital.DIVORCED
    return Marital.WIDOWED if age >= 60 else Marital.SINGLE


def _father_of_children(head: Member, maker: _Maker, head_age: float) -> tuple[str, str]:
    """The given name and surname that children bear: the head's, or the late or absent father's."""
    if head.sex is Sex.MALE:
        return head.first_name, head.last_name
    husband = maker.member(Sex.MALE, head_age + 4, Relation.SPOUSE, blood=False)
    return husband.first_name, husband.last_name


def _extra(form: Form, maker: _Maker, head: Member, head_age: float, father: tuple[str, str]) -> Member:
    """The parent, grandchild, brother or sister who lives along."""
    if form.shape.extra == PARENT:
        parent = maker.member(Sex.FEMALE, max(62.0, min(head_age + 20, 97.0)), Relation.PARENT, blood=False)
        parent.marital = Marital.WIDOWED
        return parent
    if form.grandchild:
        low, high = _AGES[form.grandchild]
        grandchild = maker.child(low + (high - low) * maker.dice.random(), father, form.grandchild)
        grandchild.relation = Relation.GRANDCHILD
        return grandchild
    sibling = maker.member(Sex.FEMALE, max(20.0, min(head_age - 3, 59.0)), Relation.SIBLING)
    sibling.father_name = head.father_name
    return sibling


def jalali_year(day: date) -> int:
    """The Jalali year of a day, within a day of the new year; near enough for names."""
    return day.year - (621 if (day.month, day.day) >= (3, 21) else 622)


@cache
def new_year(year: int) -> date:
    """1 Farvardin."""
    return from_jalali(year, 1, 1)


@cache
def _cumulated(table: tuple[tuple[Headship, int], ...]) -> tuple[list[Headship], list[int]]:
    return [name for name, _ in table], list(accumulate(weight for _, weight in table))
