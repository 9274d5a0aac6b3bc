"""What happened to the family itself: who came and went, what became true of each, where it lived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from madadkar.foundation.identity import mask
from madadkar.foundation.persian import persian_digits
from madadkar.registry.models import Residence
from madadkar.registry.queries import Family, Member
from madadkar.registry.rules import GROUP_NAMES, HEADSHIP_NAMES, RELATION_NAMES
from madadkar.web.timeline.told import About, Happening


def tell_family(about: About) -> Iterator[Happening]:
    """Members, homes and merges, by what their dated facts say."""
    yield from _of_members(about.family)
    yield from _of_homes(about.family.residences)
    yield from _of_merges(about.family)


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
    for joined in family.household_merges:
        other = f"خانوار {persian_digits(joined.absorbed.code)}"
        yield Happening(timezone.localdate(joined.merged_at), f"{other} با همین خانوار یکی شد", joined.reason)
        if joined.unmerged_at is not None:
            yield Happening(timezone.localdate(joined.unmerged_at), f"{other} از این خانوار جدا شد")


def _name(names: Any, value: str) -> str:
    return str(names.get(value, ""))
