"""The matrix as a form: one group of radio buttons a domain, worked by keyboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from madadkar.casework.models import Assessment, HomeVisit
from madadkar.casework.rules.assessment_matrix import (
    ANCHORS,
    DOMAIN_NAMES,
    MAY_BE_NOTHING,
    NEED_CAUSE_NAMES,
    SCORE_NAMES,
    Domain,
    NeedCause,
)
from madadkar.foundation.jalali import format_day
from madadkar.foundation.persian import persian_digits
from madadkar.web.choosing import offered
from madadkar.web.forms import (
    JalaliField,
    PersianCharField,
    PersianTextField,
    RialField,
    TokenForm,
    dress,
)

NOTHING = "0"


class AssessForm(TokenForm):
    """A score with its sentence for every domain, causes of need and strengths."""

    on = JalaliField(label="روز سنجش")
    causes = forms.MultipleChoiceField(
        label="علت نیاز", widget=forms.CheckboxSelectMultiple, choices=offered(NEED_CAUSE_NAMES)
    )
    causes_note = PersianTextField(label="شرح علت‌ها", required=False)
    strengths = PersianTextField(
        label="توانایی‌ها و داشته‌ها",
        required=False,
        help_text="مهارت، پشتیبان، امید: آنچه برنامه بر آن بنا می‌شود.",
    )
    income_rial = RialField(
        label="درآمد ماهانه خانوار",
        required=False,
        help_text="بی مستمری و کمک‌ها؛ به ریال، یا با «تومان» پس از آن.",
    )
    visit_id = forms.ChoiceField(label="بر پایه بازدید", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, last: Assessment | None, visits: Sequence[HomeVisit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = last.number if last else 0
        choices = [
            (str(one.pk), f"{one}، {persian_digits(format_day(one.came_on))}")
            for one in visits
            if one.came_on
        ]
        self.fields["visit_id"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]  # a ChoiceField
        before = last.scores if last else {}
        for domain in Domain:
            self.fields[domain.value] = _score(domain, before.get(domain))
            self.fields[f"note_{domain.value}"] = PersianCharField(
                label=f"توضیح {DOMAIN_NAMES[domain]}", required=False
            )
        for field in self.fields.values():
            dress(field)

    @property
    def matrix(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """Each domain's scores and its note, in the instrument's order."""
        return ((self[domain.value], self[f"note_{domain.value}"]) for domain in Domain)

    @property
    def before_matrix(self) -> list[forms.BoundField]:
        """What stands above the matrix."""
        return [self["on"], self["visit_id"]]

    @property
    def after_matrix(self) -> list[forms.BoundField]:
        """What stands below it."""
        return [self[name] for name in ("causes", "causes_note", "strengths", "income_rial")]

    def scores(self) -> dict[Domain, int]:
        """The scores as the deed takes them."""
        told = {domain: int(self.cleaned_data[domain.value]) for domain in Domain}
        return {domain: score for domain, score in told.items() if score}

    def notes(self) -> dict[Domain, str]:
        """The sentences beside the scores."""
        return {domain: self.cleaned_data[f"note_{domain.value}"] for domain in Domain}

    def need_causes(self) -> list[NeedCause]:
        """The causes as the deed takes them."""
        return [NeedCause(cause) for cause in self.cleaned_data["causes"]]


def _score(domain: Domain, before: int | None) -> forms.ChoiceField:
    choices = [
        (str(score), f"{persian_digits(score)} {SCORE_NAMES[score]}: {sentence}")
        for score, sentence in enumerate(ANCHORS[domain], 1)
    ]
    if domain in MAY_BE_NOTHING:
        choices.append((NOTHING, "کودکی در خانه نیست."))
    said = f"بار پیش: {persian_digits(before)} ({SCORE_NAMES[before]})" if before else ""
    field = forms.ChoiceField(
        label=DOMAIN_NAMES[domain], widget=forms.RadioSelect, choices=choices, help_text=said
    )
    field.error_messages["required"] = "یکی از این پنج جمله را برگزینید."
    return field
