"""What is asked when a letter is written or sent, an appeal comes, or kin is declared."""

from __future__ import annotations

from django import forms

from madadkar.casework.rules.letters import SENT_HOW_NAMES
from madadkar.web.choosing import offered
from madadkar.web.forms import JalaliField, PersianCharField, PersianForm, PersianTextField


class SendForm(PersianForm):
    """How and on which day a letter reached its family."""

    how = forms.ChoiceField(label="چگونه رسید", widget=forms.RadioSelect, choices=offered(SENT_HOW_NAMES))
    on = JalaliField(label="روز رسیدن", help_text="مهلت اعتراض از این روز شمرده می‌شود.")


class WriteForm(PersianForm):
    """What the letter explains, in plain words."""

    grounds = PersianTextField(
        label="توضیح", required=False, help_text="چند جمله ساده: چه شد و چرا؛ همین در نامه می‌آید."
    )


class AppealForm(PersianForm):
    """The family's word against a decision."""

    said = PersianTextField(label="سخن خانوار", help_text="همان‌گونه که گفته یا نوشته‌اند.")
    came_on = JalaliField(label="روز رسیدن اعتراض")


class WithdrawForm(PersianForm):
    """Why an appeal is taken back."""

    reason = PersianTextField(label="چرا پس گرفته شد")


class KinForm(PersianForm):
    """What one is to a family."""

    relation = PersianCharField(
        label="چه نسبت یا آشنایی دارید", help_text="مانند «دخترعمو» یا «همسایه دیواربه‌دیوار»."
    )
