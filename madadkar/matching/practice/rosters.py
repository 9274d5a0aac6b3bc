"""Two practice rosters and their answers: who is whom, which households are one, who is only kin."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import NamedTuple

from madadkar.matching.engine.persons import Person
from madadkar.matching.practice.copying import Clerk, Row
from madadkar.matching.practice.names import PROVINCES, Split
from madadkar.matching.practice.people import Family, Someone, World
from madadkar.matching.practice.rates import FIRST_ROSTER, Kind, Rates, drawn

FIRST_HOUSEHOLD = 10_000
FIRST_FILE = 4_000
_BOTH_SIBLINGS_SHARE = 0.06
# In Zanjan's rosters 152 of 180 common files were opened for the head, 13 for a child, 9 for the spouse.
_APPLICANTS = {"سرپرست": 0.845, "فرزند": 0.075, "همسر": 0.06, "": 0.02}


class Practice(NamedTuple):
    """A roster of members by household, a roster of files, and the truth about them by their refs."""

    left: list[Person]
    right: list[Person]
    links: set[tuple[int, int]]
    households: set[tuple[str, str]]
    kin: set[tuple[int, int]]
    left_rows: list[Row]
    right_rows: list[Row]


def practice(
    *,
    kind: Kind,
    split: Split = "tuning",
    households: int = 2000,
    files: int = 1200,
    common: int = 180,
    unshared: float = 0.27,
    seed: int = 0,
) -> Practice:
    """Rosters of one invented province: `households` families member by member, and `files`, a person each.

    `common` files are of a person the first roster has as well (links). Of all common households, the share
    `unshared` has a file for a member whom the first roster does not list. The rest are strangers and, as the
    kind says, brothers and sisters of rostered people, living in the same village under the same surname.
    """
    return _Maker(kind, split, seed).made(households, files, common, unshared)


class _Maker:
    def __init__(self, kind: Kind, split: Split, seed: int) -> None:
        name = f"{kind} {split} {seed}"
        self.dice = Random(f"rosters {name}")  # noqa: S311 - invented people
        self.world = World(name, split=split, province=self.dice.choice(PROVINCES[split]))
        self.rates = drawn(self.dice, kind=kind, split=split)
        province = self.world.province
        self._first = Clerk(self.dice, FIRST_ROSTER, split=split, province=province)
        self._second = Clerk(self.dice, self.rates, split=split, province=province)
        self._careful = Clerk(self.dice, _careful(self.rates), split=split, province=province)
        self._left: list[Row] = []
        self._right: list[tuple[Someone, Family]] = []
        self._household_of: dict[int, str] = {}

    def made(self, households: int, files: int, common: int, unshared: float) -> Practice:
        """The rosters: families first, then the files of theirs, of their kin and of strangers."""
        families = self._families(households)
        rostered = self.dice.sample(families, min(common, households))
        hidden = self._hidden(families, rostered, round(common * unshared / (1 - unshared)))
        for number, family in enumerate(families):
            self._list(family, str(FIRST_HOUSEHOLD + number), left_out=hidden.get(id(family)))
        linked = [(self._applicant(family), family) for family in rostered]
        strangers = max(0, files - len(linked) - len(hidden))
        kin = [self._kin_of(self.dice.choice(families)) for _ in range(round(strangers * self.rates.decoys))]
        others = [self._stranger() for _ in range(strangers - len(kin))]
        unlisted = [(hidden[id(family)], family) for family in families if id(family) in hidden]
        return self._answered(linked, unlisted, kin + others)

    def _families(self, households: int) -> list[Family]:
        families: list[Family] = []
        while len(families) < households:
            is_sibling = families and self.dice.random() < _BOTH_SIBLINGS_SHARE
            kin = self.dice.choice(families) if is_sibling else None
            families.append(self.world.family_of_sibling(kin) if kin else self.world.family())
        return families

    def _hidden(self, families: list[Family], rostered: list[Family], wanted: int) -> dict[int, Someone]:
        """Members of common households whom the first roster leaves out, by the family's identity."""
        taken = set(map(id, rostered))
        open_to = [family for family in families if id(family) not in taken and len(family.members) > 1]
        chosen = self.dice.sample(open_to, min(wanted, len(open_to)))
        return {id(family): self._left_out(family) for family in chosen}

    def _left_out(self, family: Family) -> Someone:
        grown = [member for member in family.members[1:] if member.relation == "همسر"]
        if grown and self.dice.random() < 0.4:
            return family.head
        return self.dice.choice(family.members[1:])

    def _list(self, family: Family, household: str, left_out: Someone | None) -> None:
        listed = [member for member in family.members if member is not left_out]
        for member in listed:
            row = self._first.write(member, family, ref=len(self._left) + 1, household=household)
            is_head = member is listed[0]
            row.relation = "سرپرست" if is_head else member.relation
            row.size, row.sheba = len(listed), family.sheba if is_head else ""
            self._left.append(row)
        self._household_of[id(family)] = household

    def _applicant(self, family: Family) -> Someone:
        wanted = self.dice.choices(list(_APPLICANTS), list(_APPLICANTS.values()))[0]
        fitting = [member for member in family.members if member.relation == wanted]
        return self.dice.choice(fitting) if fitting else family.head

    def _kin_of(self, family: Family) -> tuple[Someone, Family]:
        """A brother or sister of a rostered person, with a household of their own."""
        own = self.world.family_of_sibling(family)
        sibling = self.world.sibling(self._applicant(family))
        sibling.relation = "سرپرست"
        own.members[0] = sibling
        if self.dice.random() < 0.85:
            own.home = family.home
        return sibling, own

    def _stranger(self) -> tuple[Someone, Family]:
        family = self.world.family()
        return self._applicant(family), family

    def _answered(
        self,
        linked: list[tuple[Someone, Family]],
        unlisted: list[tuple[Someone, Family]],
        others: list[tuple[Someone, Family]],
    ) -> Practice:
        common = {id(family) for _, family in linked + unlisted}
        files = [*linked, *unlisted, *others]
        self.dice.shuffle(files)
        right = [
            self._file(someone, family, number, is_common=id(family) in common)
            for number, (someone, family) in enumerate(files)
        ]
        links, kin = _truth(self._left, right)
        households = {
            (self._household_of[id(family)], row.household)
            for row, (_, family) in zip(right, files, strict=True)
            if id(family) in common
        }
        return Practice(
            [row.person(is_file=False) for row in self._left],
            [row.person(is_file=True) for row in right],
            links, households, kin, self._left, right,
        )  # fmt: skip

    def _file(self, someone: Someone, family: Family, number: int, *, is_common: bool) -> Row:
        errs = is_common or self.dice.random() < self.rates.strangers_err
        clerk = self._second if errs else self._careful
        ref = FIRST_FILE + number
        return clerk.write(someone, family, ref=ref, household=f"99-{ref}")


def _careful(rates: Rates) -> Rates:
    """The second roster's clerk where nothing went wrong: as much is left blank of what files often lack."""
    return FIRST_ROSTER._replace(phone_missing=rates.phone_missing, sheba_missing=rates.sheba_missing)


def _truth(left: list[Row], right: list[Row]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Pairs who are one person, and pairs of one clan who are not."""
    by_clan: dict[int, list[Row]] = defaultdict(list)
    for row in left:
        by_clan[row.someone.clan].append(row)
    links: set[tuple[int, int]] = set()
    kin: set[tuple[int, int]] = set()
    for row in right:
        for other in by_clan.get(row.someone.clan, ()):
            pairs = links if other.someone is row.someone else kin
            pairs.add((other.ref, row.ref))
    return links, kin
