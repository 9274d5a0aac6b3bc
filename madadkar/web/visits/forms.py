"""What is asked before, at and after a visit."""

from __future__ import annotations

from typing import Any

from django import forms

from madadkar.casework.rules.visits import (
    IN_VAIN,
    TENURE_NAMES,
    VISIT_KIND_NAMES,
    VISIT_STATE_NAMES,
    VisitState,
)
from madadkar.web.choosing import offered
from madadkar.web.forms import (
    JalaliField,
    PersianCharField,
    PersianForm,
    PersianTextField,
    RialField,
    TokenForm,
)


class ArrangeForm(TokenForm):
    """A visit somebody makes."""

    kind = forms.ChoiceField(label="نوع بازدید", choices=offered(VISIT_KIND_NAMES, empty="—"))
    on = JalaliField(
        label="روز بازدید", help_text="روزی که می‌روید؛ اگر رفته‌اید همان روز را بنویسید و گزارش کنید."
    )
    note = PersianCharField(label="برای چه", required=False)


class AskForm(TokenForm):
    """A visit somebody else is to make."""

    kind = forms.ChoiceField(label="نوع بازدید", choices=offered(VISIT_KIND_NAMES, empty="—"))
    due_on = JalaliField(label="تا چه روزی")
    why = PersianCharField(label="چرا")


class DayForm(PersianForm):
    """On which day instead."""

    on = JalaliField(label="روز تازه")


class WhyForm(PersianForm):
    """Why not."""

    reason = PersianCharField(label="دلیل")


class MissedForm(PersianForm):
    """What happened at the door."""

    outcome = forms.ChoiceField(
        label="چه شد",
        widget=forms.RadioSelect,
        choices=[(one.value, VISIT_STATE_NAMES[one]) for one in VisitState if one in IN_VAIN],
    )
    on = JalaliField(label="روز بازدید")
    note = PersianTextField(
        label="توضیح", required=False, help_text="اگر خانوار نپذیرفت، سخن خودشان را بنویسید."
    )


class ReportForm(PersianForm):
    """What was seen and heard, and the name under it."""

    on = JalaliField(label="روز بازدید")
    present_people = PersianCharField(label="چه کسانی حاضر بودند", required=False)
    observations = PersianTextField(
        label="مشاهده‌ها", help_text="آنچه دیدید و شنیدید، بی‌داوری؛ خانوار حق دارد آن را بخواند."
    )
    tenure = forms.ChoiceField(label="سکونت", required=False, choices=offered(TENURE_NAMES, empty="—"))
    home_note = PersianTextField(label="وضع خانه", required=False)
    income_rial = RialField(
        label="درآمد ماهانه‌ای که دیده یا گفته شد",
        required=False,
        help_text="به ریال، یا با «تومان» پس از آن.",
    )
    income_sources = PersianCharField(label="از کجا", required=False)
    needs = PersianTextField(label="نیازها و خواسته‌ها", required=False)
    signature = PersianCharField(label="امضا", help_text="")

    def __init__(self, *args: Any, name: str, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "signature"
        ].help_text = (
            f"نام خود را همان‌گونه که در سامانه است بنویسید: «{name}». پس از امضا گزارش تغییر نمی‌کند."
        )
        if not is_new:
            del self.fields["on"]


class CorrectForm(ReportForm):
    """The same again, mended, and why."""

    why = PersianCharField(label="چه چیزی را و چرا اصلاح می‌کنید")
    seen = forms.IntegerField(widget=forms.HiddenInput)
