"""Forms that read Persian as people type it, and answer in Persian beside the field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from madadkar.foundation import identity, money
from madadkar.foundation.checked import Checked
from madadkar.foundation.jalali import PartialDate, format_day, parse
from madadkar.foundation.persian import clean, clean_lines, number_from_text, persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scans import MOST_BYTES
from madadkar.web.refusals import sentence

REQUIRED = "این را بنویسید."
_SELECTS = (forms.Select, forms.SelectMultiple)
_CHECKS = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


class PersianForm(forms.Form):
    """A form whose fields look alike, point at their own errors, and ask in Persian."""

    use_required_attribute = False  # our own words beside the field, not the browser's

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)

    def add_refusal(self, refusal: Refusal, field: str | None = None) -> None:
        """Say a deed's no beside a field, or above the form."""
        self.add_error(field, sentence(refusal))


class SeenForm(PersianForm):
    """A form that decides what another may decide meanwhile: it remembers the last move its page showed.

    `cleaned_data["seen"]` goes into `Step(seen=…)` or a deed's own `seen`; the database has the last word.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, seen: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen

    def clean_seen(self) -> int:
        """What the page had seen; nothing, when it does not say."""
        return self.cleaned_data["seen"] or 0


class TokenForm(PersianForm):
    """A form that is kept once however often it is sent: its token names this one opening of its page."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean_token(self) -> UUID:
        """The token of the page; a new one where none came back."""
        return self.cleaned_data["token"] or uuid4()


def dress(field: forms.Field) -> None:
    """Give a field's widget the look of the house and its plain sentences."""
    widget = field.widget
    if isinstance(widget, _SELECTS):
        widget.attrs.setdefault("class", "form-select")
    elif isinstance(widget, _CHECKS):
        widget.attrs.setdefault("class", "form-check-input")
    else:
        widget.attrs.setdefault("class", "form-control")
    if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = _missing(widget)
    for kind in (forms.ChoiceField, forms.ModelChoiceField):
        known = kind.default_error_messages["invalid_choice"]
        if isinstance(field, kind) and field.error_messages["invalid_choice"] == known:
            field.error_messages["invalid_choice"] = "این گزینه در فهرست نیست."
    if isinstance(field, forms.CharField) and field.max_length:
        most = persian_digits(field.max_length)
        field.error_messages.setdefault("max_length", f"بلندتر از آن است که جا شود؛ حداکثر {most} حرف.")


def _missing(widget: forms.Widget) -> str:
    if isinstance(widget, (*_SELECTS, *_CHECKS)):
        return "این را نشان بزنید." if isinstance(widget, forms.CheckboxInput) else "یکی را برگزینید."
    return REQUIRED


class PersianCharField(forms.CharField):
    """One line of Persian: Arabic letters, stray spaces and kashida are mended; what is meant is kept."""

    def to_python(self, value: Any) -> Any:
        """The line as the house writes it."""
        text = clean(str(value)) if value not in self.empty_values else self.empty_value
        return text or self.empty_value


class PersianTextField(forms.CharField):
    """Several lines of Persian."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if self.widget.attrs.get("rows", "10") == "10":  # Django's own; no office writes that much at once
            self.widget.attrs["rows"] = 3

    def to_python(self, value: Any) -> Any:
        """The lines as the house writes them."""
        return clean_lines(str(value)) if value not in self.empty_values else self.empty_value


class PersianIntegerField(forms.Field):
    """A whole number in any digits, parted or in words."""

    widget = forms.TextInput

    def __init__(self, *, least: int | None = None, most: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least, self.most = least, most
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        """The number meant."""
        if value in self.empty_values:
            return None
        number = number_from_text(str(value))
        if number is None:
            raise forms.ValidationError("این عدد خوانده نمی‌شود؛ تنها رقم بنویسید.")
        if self.least is not None and number < self.least:
            raise forms.ValidationError(f"باید دست‌کم {persian_digits(self.least)} باشد.")
        if self.most is not None and number > self.most:
            raise forms.ValidationError(f"باید حداکثر {persian_digits(self.most)} باشد.")
        return number


class RialField(forms.Field):
    """An amount in rials; «تومان» after it is understood."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        """Whole rials."""
        return None if value in self.empty_values else _or_said(lambda: money.rial(str(value)))


class JalaliInput(forms.TextInput):
    """A typed day with a calendar beside it; without scripts it is the typed day alone."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        plain = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "۱۴۰۵/۰۱/۰۱", "dir": "ltr"}
        super().__init__({**plain, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """The stored day as people write it; what was typed stays as typed."""
        if isinstance(value, date):
            return format_day(value)
        return persian_digits(value.text) if isinstance(value, PartialDate) else value

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The input inside its calendar."""
        return format_html("<jalali-date>{}</jalali-date>", super().render(name, value, attrs, renderer))


class JalaliField(forms.Field):
    """A Jalali day typed in any digits; with `is_partial` also «۱۳۴۵» and «بهمن ۱۳۴۵», kept as partial.

    Cleans to a `date`, or to a `PartialDate` with `is_partial`.
    """

    widget = JalaliInput

    def __init__(self, *, is_partial: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.is_partial = is_partial

    def to_python(self, value: Any) -> date | PartialDate | None:
        """The day meant, as exactly as it was typed."""
        if value in self.empty_values:
            return None
        if isinstance(value, date | PartialDate):
            return value
        read: PartialDate = _or_said(lambda: parse(str(value), today=timezone.localdate()).value)
        if self.is_partial:
            return read
        if read.precision != "day":
            raise forms.ValidationError("روز را هم بنویسید، مانند ۱۴۰۳/۰۸/۰۳.")
        return read.earliest

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another day is meant, however it is written."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except forms.ValidationError:
            return True


class ScanField(forms.FileField):
    """A photograph, a scan or a PDF; what it truly is the deed finds out from its bytes."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "عکس (JPEG، PNG، WebP) یا PDF، تا ۱۰ مگابایت.")
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = "image/jpeg,image/png,image/webp,application/pdf"
        self.error_messages["empty"] = sentence(Refusal("scan_empty"))
        self.error_messages["missing"] = self.error_messages["invalid"] = REQUIRED

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The upload, unless it is larger than is kept."""
        upload = super().clean(data, initial)
        if upload is not None and upload.size > MOST_BYTES:
            raise forms.ValidationError(sentence(Refusal("scan_too_large", most=MOST_BYTES // (1024 * 1024))))
        return upload


class CheckedField(forms.Field):
    """A code that `read` (of `foundation.identity`) reads and checks; cleans to its stored digits."""

    widget = forms.TextInput

    def __init__(self, *, read: Callable[[str], Checked[str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.read = read
        self.widget.attrs.update({"dir": "ltr", "autocomplete": "off"})

    def to_python(self, value: Any) -> str:
        """The code as it is stored, or nothing."""
        if value in self.empty_values or not str(value).strip():
            return ""
        read: Checked[str] = _or_said(lambda: self.read(str(value)))
        return read.value


NationalCodeField = partial(CheckedField, read=identity.national_code)
ForeignerCodeField = partial(CheckedField, read=identity.foreigner_code)
LegalIdField = partial(CheckedField, read=identity.legal_id)
MobileField = partial(CheckedField, read=identity.mobile)
ShebaField = partial(CheckedField, read=identity.sheba)
PostalCodeField = partial(CheckedField, read=identity.postal_code)


def _or_said(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except Refusal as refusal:
        raise forms.ValidationError(sentence(refusal), code=refusal.code) from None
