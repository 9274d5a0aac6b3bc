"""What is asked when a committee is founded, sits and decides."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from madadkar.casework.actions.committee.decisions import Ruling
from madadkar.casework.queries.committees import Placed, Sitting
from madadkar.casework.rules import (
    COVERAGE_KIND_NAMES,
    STATE_REASON_NAMES,
    CoverageKind,
    FileState,
    StateReason,
)
from madadkar.casework.rules.committee import (
    COMMITTEE_KIND_NAMES,
    DECISION_NAMES,
    DECISIONS_OF,
    SEAT_DUTY_NAMES,
    VOICE_NAMES,
    AgendaSubject,
    Decision,
    Voice,
    chosen_reasons,
)
from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Staff
from madadkar.organisations.queries import staff_in_reach
from madadkar.organisations.rules import CENTRE_ROLES, Role
from madadkar.web.choosing import OneOfStaff, offered
from madadkar.web.forms import (
    JalaliField,
    PersianCharField,
    PersianForm,
    PersianIntegerField,
    PersianTextField,
)


class CommitteeForm(PersianForm):
    """A new committee."""

    name = PersianCharField(label="نام کمیته", max_length=150, help_text="مانند «کمیته پذیرش زنجان».")
    kind = forms.ChoiceField(label="کار کمیته", choices=offered(COMMITTEE_KIND_NAMES))
    quorum = PersianIntegerField(
        label="حد نصاب", least=2, most=25, help_text="با چند نفر رسمی می‌شود؛ برای هر پرونده نیز همین."
    )


class SeatForm(PersianForm):
    """Who sits in the committee, as what, from which day."""

    staff = OneOfStaff(label="همکار")
    duty = forms.ChoiceField(label="جایگاه", choices=offered(SEAT_DUTY_NAMES))
    on = JalaliField(label="از روز")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outside = [*CENTRE_ROLES, Role.PARTNER]
        working = staff_in_reach(scope=scope).filter(is_active=True).exclude(posts__role__in=outside)
        chosen = Staff.objects.filter(pk__in=working.values("pk")).order_by(in_persian_order("full_name"))
        self.fields["staff"].queryset = chosen  # type: ignore[attr-defined]  # a ModelChoiceField


class UntilForm(PersianForm):
    """That somebody sits no longer."""

    on = JalaliField(label="تا روز", help_text="روزی که دیگر عضو نیست.")


class SessionForm(PersianForm):
    """When and where the committee sits; the form's own token makes a double click one session."""

    held_on = JalaliField(label="روز جلسه")
    place = PersianCharField(label="جای جلسه", required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ReasonForm(PersianForm):
    """Why something does not take place."""

    reason = PersianCharField(label="دلیل")


class SureForm(PersianForm):
    """Nothing but the button."""


class PresentForm(PersianForm):
    """Who of the members is there."""

    present = forms.TypedMultipleChoiceField(
        label="حاضران", coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, seated: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["present"]
        field.choices = seated  # type: ignore[attr-defined]  # a ChoiceField
        field.initial = [staff_id for staff_id, _ in seated]


class NumbersForm(PersianForm):
    """Files by their numbers, for what waits in no list."""

    numbers = PersianTextField(label="شماره پرونده‌ها", help_text="هر شماره در یک خط، یا با ویرگول جدا.")


class DecisionForm(PersianForm):
    """What the committee says of one file, and how each of those present spoke."""

    decision = forms.ChoiceField(label="تصمیم", widget=forms.RadioSelect)
    reason = forms.ChoiceField(label="علت", required=False, help_text="اگر پذیرفته نشد یا تعلیق شد.")
    grounds = PersianTextField(
        label="توضیح", required=False, help_text="با زبان ساده؛ همین جمله در نامه خانوار می‌آید."
    )
    conditions = PersianTextField(
        label="شرط‌ها", required=False, help_text="آنچه خانوار یا اداره از این پس باید انجام دهد."
    )
    coverage = forms.ChoiceField(
        label="نوع پوشش",
        required=False,
        choices=offered(COVERAGE_KIND_NAMES, empty="—"),
        help_text="اگر خانوار پذیرفته شد.",
    )
    covered_until = JalaliField(
        label="پوشش تا روز", required=False, help_text="تنها برای حمایت مدت‌دار؛ خالی یعنی بی‌پایان معین."
    )
    aside_why = PersianCharField(label="اگر کسی کنار کشید، چرا", required=False)

    def __init__(self, *args: Any, placed: Placed, sitting: Sitting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subject = AgendaSubject(placed.item.subject)
        choices = [(one.value, DECISION_NAMES[one]) for one in DECISIONS_OF[subject]]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self._offer_reasons(subject)
        self._offer_cover(placed, subject)
        self.voice_names: list[str] = []
        for one in sitting.there:
            self._ask_voice(one.staff_id, one.staff.full_name, is_barred=one.staff_id in placed.bars)

    def _offer_reasons(self, subject: AgendaSubject) -> None:
        reasons = chosen_reasons(subject=subject)
        if not reasons:
            del self.fields["reason"]
            return
        offered_ones = [("", "—"), *((one.value, STATE_REASON_NAMES[one]) for one in reasons)]
        self.fields["reason"].choices = offered_ones  # type: ignore[attr-defined]  # a ChoiceField

    def _offer_cover(self, placed: Placed, subject: AgendaSubject) -> None:
        """Asked only where the decision may bring the family under cover."""
        appeal = placed.item.appeal
        is_asked = FileState.ACTIVE in DECISIONS_OF[subject].values()
        if not is_asked or (appeal is not None and appeal.move.to_state == FileState.SUSPENDED.value):
            del self.fields["coverage"], self.fields["covered_until"]

    def _ask_voice(self, staff_id: int, name: str, *, is_barred: bool) -> None:
        voices = [Voice.RECUSED] if is_barred else list(Voice)
        field = forms.ChoiceField(
            label=name,
            choices=[(one.value, VOICE_NAMES[one]) for one in voices],
            initial=voices[0].value,
            widget=forms.Select(attrs={"class": "form-select"}),
        )
        self.fields[f"voice_{staff_id}"] = field
        self.voice_names.append(f"voice_{staff_id}")

    @property
    def voice_fields(self) -> list[forms.BoundField]:
        """How each of those present spoke."""
        return [self[name] for name in self.voice_names]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """All that is asked beside the voices."""
        apart = {*self.voice_names, "aside_why"}
        return [field for field in self if field.name not in apart]

    def ruling(self) -> Ruling:
        """What was decided."""
        said = self.cleaned_data
        voices = {int(name.removeprefix("voice_")): Voice(said[name]) for name in self.voice_names}
        reason, coverage = said.get("reason"), said.get("coverage")
        return Ruling(
            decision=Decision(said["decision"]),
            voices=voices,
            reason=StateReason(reason) if reason else None,
            grounds=said["grounds"],
            conditions=said["conditions"],
            coverage=CoverageKind(coverage) if coverage else None,
            covered_until=said.get("covered_until"),
            why={staff_id: said["aside_why"] for staff_id, voice in voices.items() if voice is Voice.RECUSED},
        )
