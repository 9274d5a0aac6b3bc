"""What is asked about a group, its members and its sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from madadkar.casework.actions.walk.grouping import GroupFacts, SessionFacts
from madadkar.casework.models import EnablingGroup, GroupMember
from madadkar.casework.queries.groups import groups_in_sight
from madadkar.casework.rules.groups import (
    BENEFIT_NAMES,
    GROUP_PURPOSE_NAMES,
    PRESENCE_NAMES,
    GroupPurpose,
    Presence,
)
from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Staff
from madadkar.organisations.queries import centres_in_sight, staff_in_reach
from madadkar.places.rules import Level
from madadkar.registry.models import Person
from madadkar.web.choosing import OneOf, OneOfStaff, PlaceField, offered
from madadkar.web.forms import (
    JalaliField,
    PersianCharField,
    PersianForm,
    PersianTextField,
    TokenForm,
)

_LIVED_IN = (Level.CITY.value, Level.ZONE.value, Level.VILLAGE.value)


class GroupForm(TokenForm):
    """What a group is for, who leads it, and where it meets."""

    name = PersianCharField(label="نام گروه", max_length=150)
    purpose = forms.ChoiceField(label="برای", choices=offered(GROUP_PURPOSE_NAMES))
    facilitator = OneOfStaff(label="تسهیلگر از کارکنان", required=False)
    facilitator_name = PersianCharField(
        label="نام تسهیلگر", required=False, max_length=150, help_text="اگر از کارکنان نیست."
    )
    centre = OneOf(label="مرکز برگزارکننده", empty_label="خود اداره", required=False)
    place = PlaceField(label="شهر یا روستا", levels=_LIVED_IN, required=False)
    meets_at = PersianCharField(label="نشانی محل نشست", required=False, max_length=300)
    on = JalaliField(label="از روز")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if scope.centre_id is None:
            staff = staff_in_reach(scope=scope).filter(is_active=True)
            self.fields["centre"].queryset = centres_in_sight(scope=scope).order_by(in_persian_order("name"))  # type: ignore[attr-defined]  # a OneOf
        else:
            staff = Staff.objects.filter(is_active=True, posts__centre_id=scope.centre_id).distinct()
            del self.fields["centre"]
        self.fields["facilitator"].queryset = staff  # type: ignore[attr-defined]  # a OneOf

    def facts(self) -> GroupFacts:
        """What was typed, as the deed takes it."""
        said = self.cleaned_data
        facilitator, centre = said["facilitator"], said.get("centre")
        return GroupFacts(
            name=said["name"],
            purpose=GroupPurpose(said["purpose"]),
            facilitator_id=facilitator.pk if facilitator else None,
            facilitator_name=said["facilitator_name"],
            centre_id=centre.pk if centre else None,
            place=said["place"],
            meets_at=said["meets_at"],
        )


class JoinForm(PersianForm):
    """Who of a family joins which group, and from when."""

    person = OneOf(label="چه کسی", empty_label=None)
    group = OneOf(label="گروه", empty_label=None)
    on = JalaliField(label="از روز")

    def __init__(self, *args: Any, scope: Scope, on: date, persons: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = groups_in_sight(scope=scope, on=on).filter(ended_on__isnull=True)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]  # a OneOf
        known = Person.objects.seen_by(scope).filter(pk__in=[one.pk for one in persons])
        self.fields["person"].queryset = known  # type: ignore[attr-defined]  # a OneOf

    @property
    def has_groups(self) -> bool:
        """Whether there is a group to join."""
        return bool(self.fields["group"].queryset.exists())  # type: ignore[attr-defined]  # a OneOf


class LeaveForm(PersianForm):
    """What a member took from the group."""

    benefit = forms.ChoiceField(label="چه به دست آورد", choices=offered(BENEFIT_NAMES))
    note = PersianTextField(label="توضیح", required=False, max_length=1000)
    on = JalaliField(label="از روز")


class EndForm(PersianForm):
    """What came of the group."""

    outcome = PersianTextField(label="گروه به چه دست یافت", max_length=2000)
    on = JalaliField(label="از روز")


class FindForm(PersianForm):
    """Which family's member joins, by the number of its file."""

    file = PersianCharField(label="شماره پرونده خانوار", max_length=50)


class SessionForm(TokenForm):
    """A session: its day, its subject, what came of it, and who was there."""

    held_on = JalaliField(label="روز نشست")
    subject = PersianCharField(label="موضوع", max_length=200)
    outcome = PersianTextField(
        label="دستاورد نشست",
        required=False,
        max_length=2000,
        help_text="سخن‌های شخصی اعضا در گروه می‌ماند و اینجا نوشته نمی‌شود.",
    )

    def __init__(self, *args: Any, members: Sequence[GroupMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for member in members:
            field = forms.ChoiceField(
                label=f"{member.person.first_name} {member.person.last_name}",
                choices=offered(PRESENCE_NAMES),
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                initial=Presence.PRESENT.value,
            )
            self.fields[f"member_{member.pk}"] = field

    def facts(self) -> SessionFacts:
        """What was typed, as the deed takes it."""
        said = self.cleaned_data
        presences = {one.pk: Presence(said[f"member_{one.pk}"]) for one in self.members}
        return SessionFacts(
            held_on=said["held_on"], subject=said["subject"], outcome=said["outcome"], presences=presences
        )


def title_of(group: EnablingGroup) -> str:
    """A group in a page's title."""
    return f"گروه همیار {group.name}"
