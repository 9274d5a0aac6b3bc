"""What is typed at the door."""

from __future__ import annotations

from typing import Any

from django import forms

from madadkar.organisations.actions.staff import password_rules
from madadkar.web.forms import PersianForm

_LATIN = {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}


class SignInForm(PersianForm):
    """Sign-in name and password."""

    username = forms.CharField(
        label="نام کاربری",
        max_length=150,
        widget=forms.TextInput(attrs={**_LATIN, "autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label="گذرواژه",
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"}),
    )


class CodeForm(PersianForm):
    """A code of the telephone, or a recovery code."""

    code = forms.CharField(
        label="کد ورود",
        max_length=40,
        widget=forms.TextInput(attrs={**_LATIN, "autocomplete": "one-time-code", "autofocus": True}),
    )

    def __init__(self, *args: Any, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = hint


class PasswordForm(PersianForm):
    """The present password and a new one, twice."""

    old = forms.CharField(
        label="گذرواژه کنونی",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"}),
    )
    new = forms.CharField(
        label="گذرواژه تازه",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )
    again = forms.CharField(
        label="تکرار گذرواژه تازه",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].help_text = " ".join(password_rules())

    def clean_again(self) -> str:
        """Both new ones are the same."""
        if self.cleaned_data.get("new") != self.cleaned_data["again"]:
            raise forms.ValidationError("با گذرواژه تازه یکی نیست.")
        return str(self.cleaned_data["again"])
