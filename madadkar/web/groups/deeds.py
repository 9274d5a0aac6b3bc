"""Deeds on groups: begun, joined, left, held, ended."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madadkar.casework.actions.walk.grouping import (
    begin_group,
    end_group,
    hold_session,
    join_group,
    leave_group,
    members_on,
)
from madadkar.casework.queries import case_file
from madadkar.casework.queries.groups import group_in_sight, group_member_in_sight
from madadkar.casework.rules.groups import Benefit
from madadkar.organisations.rules import Right
from madadkar.registry.queries import family
from madadkar.web.choosing import home_province
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.groups.forms import EndForm, GroupForm, JoinForm, LeaveForm, SessionForm, title_of

_DEED = require_http_methods(["GET", "POST"])
_BESIDE = {
    "name_missing": "name",
    "facilitator_missing": "facilitator_name",
    "staff_unknown": "facilitator",
    "day_not_come": "on",
    "group_began_later": "on",
    "outcome_missing": "outcome",
    "in_the_group_already": "person",
    "subject_missing": "subject",
}


@needs(Right.WORK_FILES)
@_DEED
def group_add(request: Visit) -> HttpResponse:
    """Begin a group."""
    form = GroupForm(typed(request), scope=request.scope, initial={"on": request.today})
    form.fields["place"].within = home_province(request)  # type: ignore[attr-defined]  # a PlaceField

    def do(said: dict[str, Any]) -> str:
        begun = begin_group(
            facts=form.facts(), on=said["on"], token=said["token"], by=request.scope, at=request.now
        )
        messages.success(request, f"گروه «{begun.name}» آغاز شد.")
        return reverse("group", args=[begun.pk])

    words = Words(title="گروه همیار تازه", button="آغاز گروه", back=reverse("groups"))
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.WORK_FILES)
@_DEED
def group_end(request: Visit, group_id: int) -> HttpResponse:
    """End a group."""
    found = group_in_sight(group_id=group_id, scope=request.scope, on=request.today)
    here = reverse("group", args=[found.pk])

    def do(said: dict[str, Any]) -> str:
        end_group(group_id=found.pk, **said, by=request.scope, at=request.now)
        messages.success(request, "کار گروه پایان یافت.")
        return here

    words = Words(
        title=f"پایان {title_of(found)}",
        button="پایان گروه",
        back=here,
        intro="عضویت همه اعضا هم از این روز پایان می‌یابد.",
        is_grave=True,
    )
    form = EndForm(typed(request), initial={"on": request.today})
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.WORK_FILES)
@_DEED
def group_join(request: Visit, file_id: int) -> HttpResponse:
    """Somebody of a family joins a group."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    of = family(household_id=history.file.household_id, scope=request.scope, on=request.today)
    persons = [member.person for member in of.members]
    initial = {"on": request.today, "group": _asked(request)}
    form = JoinForm(typed(request), scope=request.scope, on=request.today, persons=persons, initial=initial)

    def do(said: dict[str, Any]) -> str:
        join_group(
            group_id=said["group"].pk,
            file_id=file_id,
            person_id=said["person"].pk,
            on=said["on"],
            by=request.scope,
            at=request.now,
        )
        messages.success(request, "عضویت در گروه ثبت شد.")
        return reverse("group", args=[said["group"].pk])

    none_yet = "" if form.has_groups else "اکنون گروهی برپا نیست؛ نخست گروه را از «گروه‌های همیار» آغاز کنید."
    back = reverse("case-file", args=[file_id])
    words = Words(title="پیوستن به گروه همیار", button="ثبت عضویت", back=back, intro=none_yet)
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


def _asked(request: Visit) -> int | None:
    said = request.GET.get("group", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 15 else None


@needs(Right.WORK_FILES)
@_DEED
def group_leave(request: Visit, group_member_id: int) -> HttpResponse:
    """A member leaves."""
    member = group_member_in_sight(member_id=group_member_id, scope=request.scope)
    here = reverse("group", args=[member.group_id])

    def do(said: dict[str, Any]) -> str:
        said["benefit"] = Benefit(said["benefit"])
        leave_group(member_id=member.pk, **said, by=request.scope, at=request.now)
        messages.success(request, "پایان عضویت ثبت شد.")
        return here

    name = f"{member.person.first_name} {member.person.last_name}"
    words = Words(title=f"پایان عضویت {name}", button="ثبت پایان", back=here, intro=title_of(member.group))
    form = LeaveForm(typed(request), initial={"on": member.valid_until or request.today})
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.WORK_FILES)
@_DEED
def group_session(request: Visit, group_id: int) -> HttpResponse:
    """Write a session with its attendance."""
    found = group_in_sight(group_id=group_id, scope=request.scope, on=request.today)
    members = members_on(group_id=found.pk, on=request.today, by=request.scope)
    form = SessionForm(typed(request), members=members, initial={"held_on": request.today})
    here = reverse("group", args=[found.pk])

    def do(said: dict[str, Any]) -> str:
        hold_session(
            group_id=found.pk, facts=form.facts(), token=said["token"], by=request.scope, at=request.now
        )
        messages.success(request, "نشست ثبت شد.")
        return here

    words = Words(title=f"نشست {title_of(found)}", button="ثبت نشست", back=here)
    beside = {**_BESIDE, "day_not_come": "held_on", "group_began_later": "held_on"}
    return deed_page(request, form=form, do=do, beside=beside, words=words)
