"""Invented families before any roster writes them down: who they truly are, and who is whose kin."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from random import Random

from madadkar.foundation.identity import national_check_digit, sheba_check_digits
from madadkar.matching.practice.names import Home, Province, Split, given_name, surname

_YEAR = 1399
_SEYYED_SHARE = 0.05
_BANKS = ("016", "017", "018", "019", "060", "012")


@dataclass(slots=True, eq=False)
class Someone:
    """One invented person; `clan` names the wider family whose members are each other's kin."""

    number: int
    clan: int
    sex: str
    birth: tuple[int, int, int]
    first: str
    last: str
    father: str
    code: str
    relation: str
    spouse_last: str = ""
    phone: str = ""
    marital: str = ""


@dataclass(slots=True, eq=False)
class Family:
    """A household as it is; its head comes first."""

    members: list[Someone]
    home: Home
    sheba: str
    other_sheba: str
    clan: int

    @property
    def head(self) -> Someone:
        """Who heads it."""
        return self.members[0]


class World:
    """A province from which families are drawn, all from one seed."""

    def __init__(self, seed: str, *, split: Split, province: str) -> None:
        self.dice = Random(f"people {seed}")  # noqa: S311 - invented people
        self.split: Split = split
        self.province = Province(province, self.dice)
        self._numbers, self._clans, self._codes = count(1), count(1), set[str]()

    def family(self) -> Family:
        """A family of its own clan."""
        dice, clan = self.dice, next(self._clans)
        last, father = surname(dice, split=self.split), self._given("m", dice.randint(1290, 1330))
        return self._family(clan, last, father, self.province.home(dice))

    def family_of_sibling(self, kin: Family) -> Family:
        """The household of the head's brother or sister: same father and surname, mostly the same village."""
        dice, head = self.dice, kin.head
        home = kin.home if dice.random() < 0.8 else self.province.home(dice)
        family = self._family(kin.clan, head.last, head.father, home, near=head.birth[0])
        if dice.random() < 0.12:
            family.head.phone = head.phone
        return family

    def sibling(self, person: Someone) -> Someone:
        """A brother or sister of anybody: all that siblings share, and another given name and birth."""
        dice = self.dice
        sex = person.sex if dice.random() < 0.6 else dice.choice("mf")
        year = person.birth[0] + dice.choice(
            (-7, -6, -5, -4, -3, -3, -2, -2, -1, 0, 1, 2, 2, 3, 3, 4, 5, 6, 7)
        )
        made = self._someone(person.clan, sex, min(year, _YEAR), person.last, person.father, "فرزند")
        while made.first == person.first:
            made.first = self._given(sex, made.birth[0])
        made.phone = person.phone if dice.random() < 0.25 else made.phone
        return made

    def _family(self, clan: int, last: str, father: str, home: Home, near: int = 0) -> Family:
        dice = self.dice
        year = near + dice.randint(-9, 9) if near else int(dice.triangular(1308, 1376, 1352))
        head_sex = "f" if dice.random() < 0.22 else "m"
        head = self._someone(clan, head_sex, min(max(year, 1300), 1380), last, father, "سرپرست")
        members = [head]
        is_couple = head_sex == "m" and dice.random() < 0.94
        if is_couple:
            members.append(self._wife(clan, head))
            members[1].spouse_last = head.last
        elif head_sex == "f" and dice.random() < 0.8:
            head.marital, head.spouse_last = "همسر فوت شده", surname(dice, split=self.split)
        members += self._children(clan, head, is_couple=is_couple)
        if dice.random() < 0.03:
            members.append(self._parent(clan, head))
        return Family(members, home, self._sheba(), self._sheba(), clan)

    def _wife(self, clan: int, head: Someone) -> Someone:
        dice = self.dice
        is_cousin = dice.random() < 0.12
        last = head.last if is_cousin else surname(dice, split=self.split)
        father = self._given("m", head.birth[0] - 28)
        wife = self._someone(clan, "f", head.birth[0] + dice.randint(0, 8), last, father, "همسر")
        wife.marital = head.marital = "متأهل"
        return wife

    def _children(self, clan: int, head: Someone, *, is_couple: bool) -> list[Someone]:
        dice = self.dice
        age = _YEAR - head.birth[0]
        mean = 0.35 if age > 68 else 1.1 if age > 58 else 1.9
        if not is_couple:
            mean *= 0.6
        wanted = min(6, sum(dice.random() < mean / 4 for _ in range(4)) + (dice.random() < 0.06))
        if head.sex == "m":
            last, father = head.last, head.first
        else:
            last, father = head.spouse_last or head.last, self._given("m", head.birth[0] - 4)
        year = head.birth[0] + dice.randint(20, 29)
        children: list[Someone] = []
        for _ in range(wanted):
            year += dice.choice((0, 2, 3, 3, 4, 5, 6)) if children else 0
            if year > _YEAR:
                break
            children.append(self._child(clan, year, last, father, {child.first for child in children}))
        return children

    def _child(self, clan: int, year: int, last: str, father: str, taken: set[str]) -> Someone:
        child = self._someone(clan, self.dice.choice("mf"), year, last, father, "فرزند")
        while child.first in taken:
            child.first = self._given(child.sex, year)
        child.marital = "مجرد"
        return child

    def _parent(self, clan: int, head: Someone) -> Someone:
        dice = self.dice
        sex, year = dice.choice("ffm"), max(1290, head.birth[0] - dice.randint(18, 30))
        last = head.last if sex == "m" else surname(dice, split=self.split)
        parent = self._someone(clan, sex, year, last, self._given("m", 1290), "پدر/مادر")
        if sex == "m":
            parent.first = head.father
        return parent

    def _someone(self, clan: int, sex: str, year: int, last: str, father: str, relation: str) -> Someone:
        dice = self.dice
        month = dice.randint(1, 12)
        first = self._given(sex, year)
        if dice.random() < _SEYYED_SHARE:
            first = f"{'سید' if sex == 'm' else 'سیده'} {first}"
        birth = (year, month, dice.randint(1, 31 if month <= 6 else 29))
        is_adult = year <= _YEAR - 18
        return Someone(
            next(self._numbers), clan, sex, birth, first, last, father, self.code(), relation,
            phone=self.phone() if is_adult and dice.random() < 0.85 else "",
        )  # fmt: skip

    def _given(self, sex: str, year: int) -> str:
        return given_name(self.dice, split=self.split, sex=sex, birth_year=year)

    def code(self) -> str:
        """A national code nobody has: it starts with 999."""
        while True:
            nine = f"999{self.dice.randrange(10**6):06}"
            if nine not in self._codes:
                self._codes.add(nine)
                return nine + national_check_digit(nine)

    def phone(self) -> str:
        """A mobile number."""
        return (
            self.dice.choice(("0910", "0912", "0914", "0919", "0903", "0936", "0990"))
            + f"{self.dice.randrange(10**7):07}"
        )

    def _sheba(self) -> str:
        account = self.dice.choice(_BANKS) + "".join(self.dice.choices("0123456789", k=19))
        return f"IR{sheba_check_digits(account)}{account}"
