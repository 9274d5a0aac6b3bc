"""A person as a clerk wrote them into a roster, slips and all."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from madadkar.foundation.persian import search_key
from madadkar.matching.engine.persons import Person, code_digits, place_key
from madadkar.matching.practice.errors import MECHANISMS, Birth, Mechanisms
from madadkar.matching.practice.names import Home, Province, Split, given_name
from madadkar.matching.practice.people import Family, Someone
from madadkar.matching.practice.rates import Rates

_SEYYED = ("سید ", "سیده ")


@dataclass(slots=True)
class Row:
    """What stands in a roster's row: texts as they were written, '' where nothing was."""

    ref: int
    household: str
    someone: Someone
    relation: str
    first: str
    last: str
    father: str
    code: str
    birth: Birth
    sex: str
    home: Home
    phone: str
    sheba: str
    size: int

    def person(self, *, is_file: bool) -> Person:
        """The row as the engine reads it; the importer takes whom a file was opened for as the head."""
        year, month, day = self.birth
        return Person(
            ref=self.ref,
            household=self.household,
            first=search_key(self.first),
            last=search_key(self.last),
            father=search_key(self.father),
            code=code_digits(self.code),
            birth=f"{year:04}{month:02}{day:02}" if year else "",
            sex=self.sex,
            place=place_key(self.home.place),
            county=search_key(self.home.county),
            phone=self.phone,
            sheba=self.sheba,
            size=self.size,
            is_head=is_file or self.relation == "سرپرست",
        )


class Clerk:
    """Who writes one roster: errs at these rates, in the ways of this split."""

    def __init__(self, dice: Random, rates: Rates, *, split: Split, province: Province) -> None:
        self.dice, self.rates, self.province = dice, rates, province
        self.split: Split = split
        self._ways: Mechanisms = MECHANISMS[split]

    def write(self, someone: Someone, family: Family, *, ref: int, household: str) -> Row:
        """The person's row."""
        rates = self.rates
        first, last = self._first(someone), self._last(someone)
        if self._happens(rates.swapped):
            first, last = last, first
        return Row(
            ref, household, someone, someone.relation, first, last, self._father(someone),
            self._code(someone), self._birth(someone.birth), self._sex(someone), self._home(family.home),
            self._phone(someone.phone), self._sheba(family), self._size(family),
        )  # fmt: skip

    def _happens(self, rate: float) -> bool:
        return self.dice.random() < rate

    def _name(self, name: str) -> str:
        ways, dice, rates = self._ways, self.dice, self.rates
        if self._happens(rates.shorter):
            name = dice.choice(ways.shorter)(dice, name)
        if self._happens(rates.sound):
            name = ways.sound(dice, name)
        if self._happens(rates.typo):
            name = dice.choice(ways.typo)(dice, name)
        return name

    def _first(self, someone: Someone) -> str:
        title = next((title for title in _SEYYED if someone.first.startswith(title)), "")
        bare = self._name(someone.first.removeprefix(title))
        return bare if self._happens(self.rates.seyyed_lost) else title + bare

    def _last(self, someone: Someone) -> str:
        takes_spouses = (
            someone.sex == "f" and someone.spouse_last and self._happens(self.rates.spouse_surname)
        )
        return self._name(someone.spouse_last if takes_spouses else someone.last)

    def _father(self, someone: Someone) -> str:
        if self._happens(self.rates.father_missing):
            return ""
        if self._happens(self.rates.father_other):
            return given_name(self.dice, split=self.split, sex="m", birth_year=1320)
        is_seyyed = someone.first.startswith(_SEYYED)
        title = "سید " if is_seyyed and not someone.father.startswith("سید ") and self._happens(0.5) else ""
        return title + self._name(someone.father)

    def _code(self, someone: Someone) -> str:
        if self._happens(self.rates.code_missing):
            return ""
        is_wrong = self._happens(self.rates.code_wrong)
        return self.dice.choice(self._ways.code)(self.dice, someone.code) if is_wrong else someone.code

    def _birth(self, birth: Birth) -> Birth:
        dice, rates = self.dice, self.rates
        if self._happens(rates.birth_wrong):
            birth = dice.choice(self._ways.birth)(dice, birth)
        if self._happens(rates.birth_year_only):
            return birth[0], 0, 0
        return (birth[0], *self._ways.conventional) if self._happens(rates.birth_conventional) else birth

    def _sex(self, someone: Someone) -> str:
        return "mf".replace(someone.sex, "") if self._happens(self.rates.sex_wrong) else someone.sex

    def _home(self, home: Home) -> Home:
        if self._happens(self.rates.place_missing):
            return home._replace(place="")
        if self._happens(self.rates.place_other):
            return home._replace(place=self.province.village_near(self.dice, home))
        # Villages' names are spelt by ear.
        return home._replace(place=self._name(home.place)) if self._happens(0.3) else home

    def _phone(self, phone: str) -> str:
        if self._happens(self.rates.phone_missing):
            return ""
        if self._happens(self.rates.phone_other):
            return f"09{self.dice.randrange(10, 40)}{self.dice.randrange(10**7):07}"
        return phone

    def _sheba(self, family: Family) -> str:
        if self._happens(self.rates.sheba_missing):
            return ""
        return family.other_sheba if self._happens(self.rates.sheba_other) else family.sheba

    def _size(self, family: Family) -> int:
        size = len(family.members)
        return max(1, size + self.dice.choice((-1, 1))) if self._happens(self.rates.size_off) else size
