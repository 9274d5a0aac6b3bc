"""What is asked when a plan is written, decided, walked and looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from madadkar.casework.rules.assessment_matrix import DOMAIN_NAMES, SCORE_NAMES, Domain, Scores, anchor
from madadkar.casework.rules.plans import REVIEW_OUTCOME_NAMES, STEP_BY_NAMES
from madadkar.foundation.persian import persian_digits
from madadkar.web.choosing import offered
from madadkar.web.forms import (
    JalaliField,
    PersianCharField,
    PersianForm,
    PersianTextField,
    SeenForm,
    TokenForm,
)


class SureForm(PersianForm):
    """Nothing more to ask."""


class WhyForm(PersianForm):
    """Why."""

    why = PersianCharField(label="چرا")


class GoalForm(PersianForm):
    """Where the family wants to be in a domain."""

    domain = forms.ChoiceField(label="حوزه")
    wish = PersianCharField(label="هدف، به زبان خانوار", help_text="مانند «پسرم درسش را تمام کند».")
    target_score = forms.TypedChoiceField(
        label="امتیازی که به آن می‌رسیم",
        coerce=int,
        choices=[
            ("", "—"),
            *((score, f"{persian_digits(score)} {SCORE_NAMES[score]}") for score in (2, 3, 4, 5)),
        ],
    )

    def __init__(self, *args: Any, scores: Scores, missing: Sequence[Domain], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [domain for domain in Domain if domain in missing]
        rest = [domain for domain in Domain if domain not in missing]
        self.fields["domain"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", "—"),
            *((domain.value, _said(domain, scores)) for domain in (*first, *rest)),
        ]


def _said(domain: Domain, scores: Scores) -> str:
    score = scores.get(domain)
    if score is None:
        return DOMAIN_NAMES[domain]
    return f"{DOMAIN_NAMES[domain]} (اکنون {persian_digits(score)}: {anchor(domain=domain, score=score)})"


class StepForm(PersianForm):
    """Who does what by which day."""

    what = PersianCharField(label="چه کاری")
    taken_by = forms.ChoiceField(label="با چه کسی", choices=offered(STEP_BY_NAMES, empty="—"))
    whom = PersianCharField(label="نام او", required=False)
    due_on = JalaliField(label="تا چه روزی")


class ProposeForm(PersianForm):
    """What the family undertakes itself."""

    commitments = PersianTextField(
        label="خانوار چه چیزی را بر عهده می‌گیرد", help_text="با خود خانوار بنویسید و برایشان بخوانید."
    )


class FinishForm(PersianForm):
    """That a step was taken."""

    on = JalaliField(label="روز انجام")
    evidence = PersianTextField(
        label="از کجا معلوم است", help_text="گواهی، قبض، دیدن با چشم خود، گفته مدرسه…"
    )


class ReviewForm(TokenForm, SeenForm):
    """What a review found."""

    findings = PersianTextField(label="چه دیدید", help_text="از آخرین بازنگری چه تغییر کرده، چه مانده است.")
    outcome = forms.ChoiceField(
        label="چه باید کرد", widget=forms.RadioSelect, choices=offered(REVIEW_OUTCOME_NAMES)
    )
