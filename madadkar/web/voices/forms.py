"""What is asked of who speaks, and of who answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from madadkar.casework.actions.voice.surveying import Heard, SurveyTerms
from madadkar.casework.actions.voice.voicing import Said
from madadkar.casework.queries.voices import spoken_to
from madadkar.casework.rules.sampling import (
    DEFAULT_CONFIDENCE,
    DEFAULT_MARGIN,
    LEAST_MARGIN,
    MOST_MARGIN,
    Z_OF_CONFIDENCE,
)
from madadkar.casework.rules.voice import (
    ASK_OUTCOME_NAMES,
    ASKED_BY_NAMES,
    SCORE_NAMES,
    SURVEYED_SERVICE_NAMES,
    VOICE_KIND_NAMES,
    VOICE_STATE_NAMES,
    AskedBy,
    AskOutcome,
    SurveyedService,
    VoiceKind,
)
from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.period import Period
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Centre
from madadkar.organisations.queries import centres_in_sight
from madadkar.web.choosing import OneOf, offered
from madadkar.web.forms import (
    JalaliField,
    MobileField,
    PersianCharField,
    PersianForm,
    PersianIntegerField,
    PersianTextField,
    TokenForm,
)

_LONGEST = 4000


class SpeakForm(TokenForm):
    """What somebody says to an office, without signing in. `website` is left empty by people."""

    office = OneOf(label="به کدام اداره", empty_label="برگزینید")
    kind = forms.ChoiceField(label="چه می‌خواهید بگویید", choices=offered(VOICE_KIND_NAMES))
    words = PersianTextField(label="سخن شما", max_length=_LONGEST)
    centre_name = PersianCharField(
        label="درباره کدام مرکز نیکوکاری",
        required=False,
        max_length=150,
        help_text="اگر درباره مرکزی است.",
    )
    speaker = PersianCharField(label="نام شما", required=False, max_length=150, help_text="می‌توانید ننویسید.")
    phone = MobileField(label="تلفن همراه", required=False)
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = spoken_to(on=on)  # type: ignore[attr-defined]  # a OneOf

    def clean_website(self) -> str:
        """A machine fills what people do not see."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError("فرستاده نشد.")
        return ""

    def said(self) -> Said:
        """What was typed, as the deed takes it; an unknown centre's name stays in the words."""
        told = self.cleaned_data
        words, name = told["words"], told["centre_name"]
        centre = Centre.objects.filter(office=told["office"], name=name).first() if name else None
        if name and centre is None:
            words = f"{words}\n(درباره مرکز: {name})"[:_LONGEST]
        return Said(
            office_id=told["office"].pk,
            kind=VoiceKind(told["kind"]),
            words=words,
            speaker=told["speaker"],
            phone=told["phone"],
            centre_id=centre.pk if centre else None,
        )


class FollowForm(PersianForm):
    """The code that was told."""

    code = PersianCharField(label="کد پیگیری", max_length=30)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update({"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"})


class ObjectForm(PersianForm):
    """Why the answer is not enough; the code goes with it."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=30)
    words = PersianTextField(label="چرا پاسخ را کافی نمی‌دانید", max_length=_LONGEST)


class InboxForm(PersianForm):
    """Which voices are listed."""

    state = forms.ChoiceField(
        label="وضع",
        choices=[
            ("waiting", "بی‌پاسخ"),
            ("overdue", "از مهلت گذشته"),
            *offered(VOICE_STATE_NAMES, empty="همه"),
        ],
        required=False,
    )
    kind = forms.ChoiceField(label="نوع", choices=offered(VOICE_KIND_NAMES, empty="همه"), required=False)


class AnswerForm(PersianForm):
    """What who spoke will read."""

    answer = PersianTextField(
        label="پاسخ", max_length=_LONGEST, help_text="گوینده با کد پیگیری همین نوشته را می‌خواند."
    )


class TieForm(PersianForm):
    """Which file a voice is about."""

    file_number = PersianCharField(
        label="شماره پرونده", required=False, max_length=50, help_text="خالی: به هیچ پرونده‌ای پیوند ندارد."
    )


class SurveyForm(TokenForm):
    """Who may be drawn, and how surely the answer shall be known."""

    service = forms.ChoiceField(label="پس از کدام خدمت", choices=offered(SURVEYED_SERVICE_NAMES))
    served_from = JalaliField(label="خدمت از روز")
    served_until = JalaliField(label="تا پیش از روز")
    centre = OneOf(label="تنها خانوارهای این مرکز", empty_label="همه", required=False)
    confidence = forms.ChoiceField(
        label="اطمینان",
        choices=[(str(one), f"{persian_digits(one)} درصد") for one in Z_OF_CONFIDENCE],
        initial=str(DEFAULT_CONFIDENCE),
    )
    margin = PersianIntegerField(
        label="خطای پذیرفتنی (واحد درصد)",
        least=LEAST_MARGIN,
        most=MOST_MARGIN,
        initial=persian_digits(DEFAULT_MARGIN),
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["centre"].queryset = centres_in_sight(scope=scope).order_by(in_persian_order("name"))  # type: ignore[attr-defined]  # a OneOf

    def terms(self) -> SurveyTerms:
        """What was typed, as the deed takes it. Raises Refusal("period_ends_before_it_starts")."""
        said = self.cleaned_data
        return SurveyTerms(
            service=SurveyedService(said["service"]),
            served=Period(said["served_from"], said["served_until"]),
            confidence=int(said["confidence"]),
            margin=said["margin"],
            centre_id=said["centre"].pk if said["centre"] else None,
        )


class HeardForm(PersianForm):
    """What came of asking one family."""

    outcome = forms.ChoiceField(
        label="نتیجه",
        choices=[
            (one.value, name) for one, name in ASK_OUTCOME_NAMES.items() if one is not AskOutcome.WAITING
        ],
        widget=forms.RadioSelect,
    )
    asked_by = forms.ChoiceField(label="پرسیده با", choices=offered(ASKED_BY_NAMES))
    score = forms.ChoiceField(
        label="رضایت",
        choices=[(str(score), f"{persian_digits(score)}، {name}") for score, name in SCORE_NAMES.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    comment = PersianTextField(label="سخن خانوار", required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        """A mark without an answer is a slip of one of the two: nothing of it is thrown away."""
        said = super().clean() or self.cleaned_data
        if said.get("score") and said.get("outcome") not in (None, AskOutcome.ANSWERED.value):
            self.add_error("score", "نمره تنها با «پاسخ داد» می‌آید؛ نتیجه یا نمره را درست کنید.")
        return said

    def heard(self) -> Heard:
        """What was typed, as the deed takes it."""
        said = self.cleaned_data
        return Heard(
            outcome=AskOutcome(said["outcome"]),
            asked_by=AskedBy(said["asked_by"]),
            score=int(said["score"]) if said["score"] else None,
            comment=said["comment"],
        )
