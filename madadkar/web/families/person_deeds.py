"""Deeds on one person of a family: papers, groups, phones, accounts, death, and two records made one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from madadkar.casework.search import FoundRow, search_families
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.registry.actions import (
    add_account,
    add_circumstance,
    add_phone,
    change_person,
    end_account,
    end_circumstance,
    merge_persons,
    record_death,
    remove_phone,
    unmerge_persons,
)
from madadkar.registry.models import BankAccount, Circumstance, Merge, Person, Phone
from madadkar.registry.queries import household_of, seen_person
from madadkar.registry.rules import GROUP_NAMES, Group
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.delegated import when_delegated
from madadkar.web.doors import Visit, needs
from madadkar.web.families.beside import BESIDE
from madadkar.web.families.forms import (
    AccountForm,
    ChangePersonForm,
    CircumstanceForm,
    DeathForm,
    EndForm,
    MergeForm,
    PhoneForm,
    ReasonForm,
    written_of,
)
from madadkar.web.forms import PersianForm

_DEED = require_http_methods(["GET", "POST"])


@needs(Right.EDIT_FAMILIES)
@when_delegated(Matter.WHOLE)
@_DEED
def person_change(request: Visit, person_id: int) -> HttpResponse:
    """Other facts for a person."""
    # Who may not see the codes neither reads nor rewrites them here.
    request.scope.check(Right.SEE_CODES)
    person = seen_person(person_id=person_id, scope=request.scope)
    form = ChangePersonForm(typed(request), initial=written_of(person))

    def do(said: dict[str, Any]) -> None:
        reason = said["reason"]
        change_person(
            person_id=person_id, facts=form.facts(), reason=reason, by=request.scope, at=request.now
        )

    return _deed(
        request, person, form, do, title=f"مشخصات {person}", button="ثبت تغییر", done="مشخصات ثبت شد."
    )


@needs(Right.EDIT_FAMILIES)
@when_delegated(Matter.WHOLE)
@_DEED
def death_record(request: Visit, person_id: int) -> HttpResponse:
    """That a person has died."""
    person = seen_person(person_id=person_id, scope=request.scope)
    form = DeathForm(typed(request))

    def do(said: dict[str, Any]) -> None:
        record_death(person_id=person_id, died_on=said["on"], by=request.scope, at=request.now)

    return _deed(
        request,
        person,
        form,
        do,
        title=f"ثبت فوت {person}",
        button="ثبت فوت",
        done="ثبت شد. اگر سرپرست خانوار بود، سرپرست تازه را هم ثبت کنید.",
        is_grave=True,
    )


@needs(Right.EDIT_FAMILIES)
@when_delegated(Matter.HEALTH)
@_DEED
def circumstance_add(request: Visit, person_id: int) -> HttpResponse:
    """A person belongs to a group."""
    person = seen_person(person_id=person_id, scope=request.scope)
    form = CircumstanceForm(typed(request), scope=request.scope, initial={"on": request.today})

    def do(said: dict[str, Any]) -> None:
        told = {**said, "group": Group(said["group"])}
        add_circumstance(person_id=person_id, **told, by=request.scope, at=request.now)

    return _deed(request, person, form, do, title=f"گروه {person}", button="ثبت گروه", done="گروه ثبت شد.")


@needs(Right.EDIT_FAMILIES)
@_DEED
def circumstance_end(request: Visit, circumstance_id: int) -> HttpResponse:
    """A person belongs to a group no longer."""
    fact = _seen(request, Circumstance, circumstance_id, "circumstance_unknown")
    form = EndForm(typed(request), initial={"on": request.today})

    def do(said: dict[str, Any]) -> None:
        end_circumstance(circumstance_id=circumstance_id, **said, by=request.scope, at=request.now)

    group = GROUP_NAMES[Group(fact.group)]
    title = f"پایان «{group}» برای {fact.person}"
    return _deed(request, fact.person, form, do, title=title, button="پایان", done="پایان یافت.")


@needs(Right.EDIT_FAMILIES)
@_DEED
def phone_add(request: Visit, person_id: int) -> HttpResponse:
    """A number a person is reached at."""
    person = seen_person(person_id=person_id, scope=request.scope)
    form = PhoneForm(typed(request))

    def do(said: dict[str, Any]) -> None:
        add_phone(person_id=person_id, number=said["number"], by=request.scope, at=request.now)

    return _deed(request, person, form, do, title=f"تلفن {person}", button="ثبت تلفن", done="تلفن ثبت شد.")


@needs(Right.EDIT_FAMILIES)
@require_POST
def phone_remove(request: Visit, phone_id: int) -> HttpResponse:
    """A number that reaches nobody any more."""
    phone = _seen(request, Phone, phone_id, "phone_unknown")
    form = PersianForm(request.POST)

    def do(said: dict[str, Any]) -> None:
        remove_phone(phone_id=phone_id, by=request.scope, at=request.now)

    return _deed(request, phone.person, form, do, title="حذف تلفن", button="حذف", done="تلفن حذف شد.")


@needs(Right.EDIT_FAMILIES)
@when_delegated(Matter.MONEY)
@_DEED
def account_add(request: Visit, person_id: int) -> HttpResponse:
    """An account of a person."""
    person = seen_person(person_id=person_id, scope=request.scope)
    form = AccountForm(typed(request), initial={"on": request.today})

    def do(said: dict[str, Any]) -> None:
        add_account(person_id=person_id, **said, by=request.scope, at=request.now)

    return _deed(request, person, form, do, title=f"حساب {person}", button="ثبت حساب", done="حساب ثبت شد.")


@needs(Right.EDIT_FAMILIES)
@_DEED
def account_end(request: Visit, account_id: int) -> HttpResponse:
    """An account that is used no longer."""
    account = _seen(request, BankAccount, account_id, "account_unknown")
    form = EndForm(typed(request), initial={"on": request.today})

    def do(said: dict[str, Any]) -> None:
        end_account(account_id=account_id, **said, by=request.scope, at=request.now)

    title = f"پایان حساب {account.person}"
    return _deed(request, account.person, form, do, title=title, button="پایان", done="پایان یافت.")


@needs(Right.MERGE)
@_DEED
def person_merge(request: Visit, person_id: int) -> HttpResponse:
    """Another record is the same person; those near by name are offered, or those that `q` finds."""
    person = seen_person(person_id=person_id, scope=request.scope)
    form = MergeForm(typed(request), candidates=_candidates(request, person))

    def do(said: dict[str, Any]) -> None:
        merge_persons(
            kept_id=person_id,
            absorbed_id=int(said["other"]),
            reason=said["reason"],
            by=request.scope,
            at=request.now,
        )

    return _deed(
        request,
        person,
        form,
        do,
        title=f"یکی کردن رکوردهای {person}",
        button="یکی شود",
        done="دو رکورد یکی شد. از همین صفحه می‌توان آنها را از هم جدا کرد.",
        intro="همه آنچه از رکورد دیگر می‌دانیم به این رکورد می‌آید. این کار برگشت‌پذیر است و چیزی گم نمی‌شود.",
    )


@needs(Right.MERGE)
@_DEED
def merge_undo(request: Visit, merge_id: int) -> HttpResponse:
    """Two records are two again."""
    merge = _seen(request, Merge, merge_id, "merge_unknown")
    form = ReasonForm(typed(request))

    def do(said: dict[str, Any]) -> None:
        unmerge_persons(merge_id=merge_id, reason=said["reason"], by=request.scope, at=request.now)

    title = f"جدا کردن رکوردهای {merge.kept}"
    return _deed(request, merge.kept, form, do, title=title, button="جدا شود", done="دو رکورد از هم جدا شد.")


def _deed(
    request: Visit, person: Person, form: PersianForm, do: Callable[[dict[str, Any]], None], **said: Any
) -> HttpResponse:
    """The page of a deed on a person, and back to them in their family."""
    words = Words(back=_back(request, person), **said)
    return deed_page(request, form=form, do=do, beside=BESIDE, words=words)


def _back(request: Visit, person: Person) -> str:
    household_id = household_of(person_id=person.pk, scope=request.scope, on=request.today)
    if household_id is None:
        return reverse("person", args=[person.pk])
    return f"{reverse('family', args=[household_id])}#p{person.pk}"


def _seen(request: Visit, model: Any, pk: int, or_refuse: str) -> Any:
    found = model.objects.seen_by(request.scope).filter(pk=pk).first()
    if found is None:
        raise Refusal(or_refuse)
    return found


def _candidates(request: Visit, person: Person) -> list[FoundRow]:
    asked = clean(request.GET.get("q", "")) or str(person)
    rows = search_families(text=asked, scope=request.scope, on=request.today).rows
    return [row for row in rows if row.person.person_id != person.pk]
