"""What the pages of matching ask."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from madadkar.foundation.persian import latin_digits
from madadkar.foundation.scope import Scope
from madadkar.matching.queries.agreements import agreed_offices
from madadkar.matching.queries.runs import other_offices
from madadkar.matching.rules import (
    CERTAINTY_NAMES,
    RUN_KIND_NAMES,
    VERDICT_NAMES,
    Certainty,
    RunKind,
    Verdict,
)
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Right
from madadkar.web.forms import (
    JalaliField,
    PersianCharField,
    PersianForm,
    PersianIntegerField,
    PersianTextField,
    TokenForm,
)

ALL = "all"
_HUNDRED = Decimal(100)


class QueueForm(PersianForm):
    """Which pairs of the queue are shown."""

    kind = forms.ChoiceField(
        label="کدام مقایسه",
        required=False,
        choices=[("", "همه"), *((kind.value, words) for kind, words in RUN_KIND_NAMES.items())],
    )

    def clean_kind(self) -> RunKind | None:
        """The kind of comparison, or all."""
        told = self.cleaned_data["kind"]
        return RunKind(told) if told else None


class DecideForm(PersianForm):
    """What a clerk says of a pair: one of three buttons, and a note."""

    verdict = forms.ChoiceField(choices=[(one.value, words) for one, words in VERDICT_NAMES.items()])
    note = PersianTextField(label="یادداشت (اگر لازم است)", required=False, max_length=2000)
    kind = forms.ChoiceField(
        required=False, choices=[("", ""), *((kind.value, kind.value) for kind in RunKind)]
    )

    def clean_verdict(self) -> Verdict:
        """The word itself."""
        return Verdict(self.cleaned_data["verdict"])


class RunForm(TokenForm):
    """Which registers are compared, and whether all people or the new and changed ones."""

    other_office = forms.ModelChoiceField(
        label="مقایسه با",
        queryset=Office.objects.none(),
        required=False,
        empty_label="خود این دفتر (تکراری‌ها)",
    )
    is_whole = forms.TypedChoiceField(
        label="چه کسانی",
        choices=[("", "تازه‌ها و تغییرکرده‌ها"), ("yes", "همه از نو")],
        required=False,
        coerce=lambda told: told == "yes",
        empty_value="",
    )

    def __init__(self, *args: Any, scope: Scope, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = agreed_offices(scope=scope, on=on)
        if not scope.may(Right.SET_THRESHOLDS):
            others = others.none()
        self.fields["other_office"].queryset = others  # type: ignore[attr-defined]  # a ModelChoiceField


class AgreementForm(TokenForm):
    """With whom, until when, how often, and what for."""

    other_office = forms.ModelChoiceField(
        label="با کدام اداره", queryset=Office.objects.none(), empty_label="برگزینید"
    )
    last_on = JalaliField(label="آخرین روز توافق", help_text="تا سه سال.")
    is_nightly = forms.TypedChoiceField(
        label="چه هنگام مقایسه شود",
        choices=[("yes", "هرگاه خواسته شود، و هر شب تازه‌ها و تغییرکرده‌ها"), ("no", "تنها هرگاه خواسته شود")],
        widget=forms.RadioSelect,
        coerce=lambda told: told == "yes",
    )
    purpose = PersianTextField(
        label="مقایسه برای چیست",
        max_length=1000,
        help_text="نهاد دیگر این را می‌خواند؛ نام و کد کسی را ننویسید.",
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other_office"].queryset = other_offices(scope=scope)  # type: ignore[attr-defined]  # as above


class ForeignForm(TokenForm):
    """Somebody else's roster."""

    file = forms.FileField(
        label="فایل فهرست",
        help_text="XLSX، XLS، ODS یا CSV؛ هر ردیف یک عضو یا یک پرونده. تا ۳۰۰٬۰۰۰ ردیف.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={
            "required": "فایل فهرست را برگزینید.",
            "empty": "این فایل تهی است.",
            "invalid": "فایلی فرستاده نشد.",
        },
    )


class FoundForm(PersianForm):
    """Which rows of a foreign roster are shown."""

    certainty = forms.ChoiceField(
        label="چه اندازه یقین",
        required=False,
        choices=[("", "همه"), *((one.value, words) for one, words in CERTAINTY_NAMES.items())],
    )

    def clean_certainty(self) -> Certainty | None:
        """The certainty asked for, or all."""
        told = self.cleaned_data["certainty"]
        return Certainty(told) if told else None


class AgreementAnswerForm(PersianForm):
    """Yes or no to the other agency's proposal; of one's own, that it is taken back."""

    answer = forms.ChoiceField(
        label="پاسخ",
        widget=forms.RadioSelect,
        choices=[("accept", "می‌پذیریم؛ از امروز برقرار است"), ("drop", "نمی‌پذیریم")],
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_own:
            self.fields["answer"].widget = forms.HiddenInput()
            self.fields["answer"].required = False


class EndAgreementForm(PersianForm):
    """Why the registers are no longer to be compared."""

    reason = PersianCharField(label="دلیل", max_length=500, help_text="نهاد دیگر این را می‌خواند.")


class DestroyForm(PersianForm):
    """Why the keys of a project are destroyed."""

    reason = PersianCharField(label="دلیل", max_length=500, help_text="در سند و دفتر رویدادها می‌ماند.")


class PercentField(forms.Field):
    """A share in percent, in any digits, with a fraction perhaps; cleans to a share of one."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"})

    def to_python(self, value: Any) -> Decimal | None:
        """The share meant."""
        if value in self.empty_values:
            return None
        text = latin_digits(str(value)).replace("٫", ".").replace("/", ".").strip("٪% ")
        try:
            share = Decimal(text) / _HUNDRED
        except InvalidOperation:
            raise forms.ValidationError("این عدد خوانده نمی‌شود؛ مانند ۹۵ یا ۹۵٫۵ بنویسید.") from None
        if not (share.is_finite() and 0 < share <= 1):
            raise forms.ValidationError("باید بیش از صفر و تا صد باشد.")
        return share.quantize(Decimal("0.0001"))


class ThresholdForm(PersianForm):
    """Between which scores clerks are asked, why, and what the page had shown."""

    lower = PercentField(label="از این امتیاز (درصد) از کارشناس پرسیده شود")
    upper = PercentField(label="از این امتیاز (درصد) بی‌پرسش پیوند شود")
    reason = PersianCharField(label="دلیل", max_length=500)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DrawForm(PersianForm):
    """How large a blind sample is, and by what word it is drawn."""

    size = PersianIntegerField(label="شمار از هر گروه", least=1, most=400, initial="۲۵")
    seed = PersianCharField(
        label="واژه نمونه‌گیری",
        max_length=60,
        help_text="با همین واژه همین نمونه دوباره کشیده می‌شود، مانند «پاییز ۱۴۰۵».",
    )


class VerdictForm(PersianForm):
    """What a second pair of eyes says."""

    verdict = forms.ChoiceField(choices=[(one.value, words) for one, words in VERDICT_NAMES.items()])


class EndLinkForm(PersianForm):
    """Why two people are no longer held for one."""

    reason = PersianCharField(
        label="دلیل", max_length=500, help_text="نهاد دیگر هم این را می‌خواند؛ نام و کد کسی را ننویسید."
    )
