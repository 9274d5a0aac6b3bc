"""What is asked of a side on the way to a joint decision, and after it."""

from __future__ import annotations

from django import forms

from madadkar.overlap.rules.life import ANSWER_NAMES, Answer
from madadkar.overlap.rules.solutions import VERDICT_NAMES, Verdict
from madadkar.web.choosing import offered
from madadkar.web.forms import JalaliField, PersianCharField, PersianForm, PersianTextField, SeenForm

_READ_BY_BOTH = "نهاد دیگر این را می‌خواند؛ نام و کد کسی را ننویسید."
_CONSENT = (("yes", "رضایت دارد"), ("no", "رضایت ندارد"))


class ProposeForm(SeenForm):
    """Who should lead, and why."""

    verdict = forms.ChoiceField(label="پیشنهاد", widget=forms.RadioSelect, choices=offered(VERDICT_NAMES))
    reason = PersianTextField(label="چرا", max_length=1000, help_text=_READ_BY_BOTH)

    def clean_verdict(self) -> Verdict:
        """What is proposed."""
        return Verdict(self.cleaned_data["verdict"])


class AnswerForm(SeenForm):
    """Yes or no, and why not."""

    answer = forms.ChoiceField(label="پاسخ", widget=forms.RadioSelect, choices=offered(ANSWER_NAMES))
    reason = PersianTextField(
        label="دلیل", required=False, max_length=1000, help_text=f"اگر مخالفید بنویسید چرا. {_READ_BY_BOTH}"
    )

    def clean_answer(self) -> Answer:
        """Yes or no."""
        return Answer(self.cleaned_data["answer"])


class MinutesForm(PersianForm):
    """The whole text of the decision."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = PersianTextField(
        label="متن صورت‌جلسه", widget=forms.Textarea(attrs={"rows": 14}), help_text=_READ_BY_BOTH
    )


class SignForm(PersianForm):
    """Which version was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class WhyForm(SeenForm):
    """Why these are not one family."""

    reason = PersianTextField(label="چرا یک خانوار نیستند", max_length=1000, help_text=_READ_BY_BOTH)


class ConsentForm(SeenForm):
    """What the family said, and who of it."""

    is_consent = forms.ChoiceField(label="پاسخ خانوار", widget=forms.RadioSelect, choices=_CONSENT)
    consent_by = PersianCharField(
        label="چه کسی از خانواده پاسخ داد", max_length=200, help_text="تنها نزد نهاد شما می‌ماند."
    )
    on = JalaliField(label="روز پاسخ")

    def clean_is_consent(self) -> bool:
        """Whether the family agrees."""
        return bool(self.cleaned_data["is_consent"] == "yes")


class NoteForm(SeenForm):
    """A word that goes with a step."""

    note = PersianTextField(label="توضیح", required=False, max_length=2000, help_text=_READ_BY_BOTH)


class HandOverForm(SeenForm):
    """What the leading agency needs to know."""

    note = PersianTextField(
        label="نهاد راهبر برای ادامه کار چه باید بداند", max_length=4000, help_text=_READ_BY_BOTH
    )


class RuleForm(PersianForm):
    """What one cell of the table should say, and why."""

    verdict = forms.ChoiceField(label="قاعده", widget=forms.RadioSelect, choices=offered(VERDICT_NAMES))
    reason = PersianTextField(label="چرا", max_length=500)


class RuleAnswerForm(PersianForm):
    """Agreed, or let fall."""

    answer = forms.ChoiceField(
        label="پاسخ",
        widget=forms.RadioSelect,
        choices=(("agree", "می‌پذیریم؛ از امروز برقرار باشد"), ("drop", "کنار گذاشته شود")),
    )
