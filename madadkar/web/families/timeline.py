"""What happened to a family, in one order: what its dated facts say, latest day first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone

from madadkar.casework.queries import FileHistory
from madadkar.casework.rules import COVERAGE_KIND_NAMES, FIELD_NAMES, FILE_STATE_NAMES, STATE_REASON_NAMES
from madadkar.foundation.identity import mask
from madadkar.foundation.persian import persian_digits
from madadkar.registry.models import Residence
from madadkar.registry.queries import Family, Member
from madadkar.registry.rules import GROUP_NAMES, HEADSHIP_NAMES, RELATION_NAMES


@dataclass(frozen=True)
class Happening:
    """Something that happened on a day, in words."""

    on: date
    title: str
    text: str = ""


@dataclass(frozen=True)
class Day:
    """A day and what happened on it."""

    on: date
    happenings: list[Happening]


def timeline(*, family: Family, history: FileHistory | None) -> list[Day]:
    """Everything that is dated about the family, day by day, latest first."""
    told = [*_of_members(family), *_of_homes(family.residences), *_of_merges(family)]
    if history is not None:
        told += _of_file(history)
    told.sort(key=lambda one: one.on, reverse=True)
    return [Day(on, list(happenings)) for on, happenings in groupby(told, key=lambda one: one.on)]


def _of_members(family: Family) -> Iterator[Happening]:
    told: set[int] = set()
    for member in family.everybody:
        yield from _of_membership(member)
        # Somebody who left and came back has two memberships, and one life.
        if member.person.pk not in told:
            told.add(member.person.pk)
            yield from _of_life(member)


def _of_membership(member: Member) -> Iterator[Happening]:
    one = member.membership
    as_what = _name(RELATION_NAMES, one.relation)
    why = f"علت سرپرستی: {_name(HEADSHIP_NAMES, one.headship)}" if one.headship else ""
    yield Happening(one.valid_from, f"{member.person} به عنوان {as_what} در خانوار", why)
    if one.valid_until is not None:
        yield Happening(one.valid_until, f"پایان عضویت {member.person} به عنوان {as_what}")


def _of_life(member: Member) -> Iterator[Happening]:
    for fact in member.circumstances:
        group = _name(GROUP_NAMES, fact.group)
        yield Happening(fact.valid_from, f"{member.person} در گروه «{group}»", fact.detail)
        if fact.valid_until is not None:
            yield Happening(fact.valid_until, f"پایان «{group}» برای {member.person}")
    for account in member.accounts:
        said = mask(account.sheba)
        yield Happening(account.valid_from, f"حساب {said} برای {member.person}")
        if account.valid_until is not None:
            yield Happening(account.valid_until, f"پایان حساب {said} برای {member.person}")
    if member.person.died_on is not None:
        yield Happening(member.person.died_on, f"فوت {member.person}")


def _of_homes(homes: Iterable[Residence]) -> Iterator[Happening]:
    for home in homes:
        where = str(home.place) if home.place else home.place_text
        yield Happening(home.valid_from, f"سکونت در {where or 'جایی که گفته نشده'}", home.address)


def _of_merges(family: Family) -> Iterator[Happening]:
    for merge in family.merges:
        on = timezone.localdate(merge.merged_at)
        yield Happening(on, f"رکورد دیگری از {merge.kept} با همین رکورد یکی شد", merge.reason)
        if merge.unmerged_at is not None:
            yield Happening(timezone.localdate(merge.unmerged_at), f"رکوردهای {merge.kept} از هم جدا شدند")


def _of_file(history: FileHistory) -> Iterator[Happening]:
    field = _name(FIELD_NAMES, history.file.field)
    number = persian_digits(history.file.number)
    yield Happening(history.file.opened_on, f"تشکیل پرونده {number}", f"حوزه: {field}" if field else "")
    for standing in history.standings:
        state = _name(FILE_STATE_NAMES, standing.state)
        why = _name(STATE_REASON_NAMES, standing.reason)
        yield Happening(standing.valid_from, f"پرونده {state} شد", f"علت: {why}")
    yield from _periods(history.coverages, lambda fact: f"پوشش {_name(COVERAGE_KIND_NAMES, fact.kind)}")
    yield from _periods(history.pensions, lambda fact: "دریافت مستمری")
    yield from _periods(
        history.delegations, lambda fact: f"واگذاری پرونده به {fact.centre}", lambda fact: str(fact.reason)
    )


def _periods(facts: Iterable[Any], title: Any, text: Any = lambda fact: "") -> Iterator[Happening]:
    for fact in facts:
        yield Happening(fact.valid_from, f"آغاز {title(fact)}", text(fact))
        if fact.valid_until is not None:
            yield Happening(fact.valid_until, f"پایان {title(fact)}")


def _name(names: Any, value: str) -> str:
    return str(names.get(value, ""))
