"""Two families found to be one: the other is searched for, chosen and joined; and parted again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions import merge_families, unmerge_families
from madadkar.casework.queries import file_claims, staying_household
from madadkar.casework.search import FoundRow, search_families
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.registry.models import HouseholdMerge
from madadkar.registry.queries import Family, family
from madadkar.registry.rules import Relation
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.families.beside import BESIDE
from madadkar.web.families.forms import FamilyMergeForm, ReasonForm

_DEED = require_http_methods(["GET", "POST"])
_MOST = 10


@needs(Right.MERGE)
@_DEED
def family_merge(request: Visit, household_id: int) -> HttpResponse:
    """Another household is the same family; those near by name are offered, or those that `q` finds."""
    found = family(household_id=household_id, scope=request.scope, on=request.today)
    joined = _joined_already(request, found)
    if joined is not None:
        messages.info(request, "این دو خانوار پیش‌تر یکی شده‌اند.")
        return redirect("family", household_id=joined)
    asked = clean(request.GET.get("q", ""))
    rows = _candidates(request, found, asked)
    form = FamilyMergeForm(typed(request), candidates=_with_who_stays(request, household_id, rows))

    def do(said: dict[str, Any]) -> str:
        merge = merge_families(
            household_id=household_id,
            other_id=int(said["other"]),
            head_is=Relation(said["head_is"]),
            reason=said["reason"],
            by=request.scope,
            at=request.now,
        )
        messages.success(request, "دو خانوار یکی شد. از همین صفحه می‌توان آنها را از هم جدا کرد.")
        return reverse("family", args=[merge.kept_id])

    words = Words(
        title="یکی کردن دو خانوار",
        button="یکی شود",
        back=reverse("family", args=[household_id]),
        intro="اعضا و دانسته‌های دو خانوار یک جا می‌آید و یک پرونده به کار می‌ماند: آن که فعال است یا پیش‌تر باز "
        "شده. پرونده دیگر با همه پیشینه‌اش کنار می‌رود. این کار برگشت‌پذیر است و چیزی گم نمی‌شود.",
    )
    return deed_page(
        request,
        form=form,
        do=do,
        beside=BESIDE,
        words=words,
        template="families/merge.html",
        more={"asked": asked, "rows": rows, "household_id": household_id},
    )


@needs(Right.MERGE)
@_DEED
def family_merge_undo(request: Visit, household_merge_id: int) -> HttpResponse:
    """Two families are two again."""
    merge = HouseholdMerge.objects.seen_by(request.scope).filter(pk=household_merge_id).first()
    if merge is None:
        raise Refusal("household_merge_unknown")

    def do(said: dict[str, Any]) -> str:
        unmerge_families(merge_id=household_merge_id, reason=said["reason"], by=request.scope, at=request.now)
        messages.success(request, "دو خانوار از هم جدا شد؛ هر یک پرونده خود را دارد.")
        return reverse("family", args=[merge.kept_id])

    words = Words(
        title="جدا کردن دو خانوار",
        button="جدا شود",
        back=reverse("family", args=[merge.kept_id]),
        intro="هر عضو و هر دانسته به خانوار پیشین خود برمی‌گردد و پرونده کنارگذاشته دوباره به کار می‌آید. "
        "هر که پس از یکی شدن به خانوار پیوسته، همین‌جا می‌ماند.",
        is_grave=True,
    )
    return deed_page(request, form=ReasonForm(typed(request)), do=do, beside=BESIDE, words=words)


def _joined_already(request: Visit, found: Family) -> int | None:
    """Where the family is, when it was joined before: a double click, another tab, another officer."""
    if found.household.merged_into_id is not None:
        return found.household.merged_into_id
    other = request.POST.get("other", "")
    standing = (one for one in found.household_merges if one.unmerged_at is None)
    return found.household.pk if any(str(one.absorbed_id) == other for one in standing) else None


def _candidates(request: Visit, found: Family, asked: str) -> list[FoundRow]:
    """One row a household: whom the text means, or the namesakes of this family's head."""
    text = asked or (str(found.head.person) if found.head else found.household.code)
    rows = search_families(text=text, scope=request.scope, on=request.today).rows
    by_household = {row.person.household_id: row for row in reversed(rows) if row.person.household_id}
    by_household.pop(found.household.pk, None)
    return list(reversed(by_household.values()))[:_MOST]


def _with_who_stays(request: Visit, household_id: int, rows: list[FoundRow]) -> list[tuple[FoundRow, bool]]:
    """Each candidate, and whether it is the one that would stay."""
    others = [row.person.household_id for row in rows if row.person.household_id]
    claims = file_claims(household_ids=[household_id, *others], scope=request.scope)
    return [
        (row, staying_household(household_id=household_id, other_id=other, claims=claims) == other)
        for row, other in zip(rows, others, strict=True)
    ]
