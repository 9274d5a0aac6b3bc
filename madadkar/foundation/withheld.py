"""Free words about a family that may tell of illness: read by who may see what is medical, by nobody else.

A column says so by its kind alone, and so it is true on every page, paper and list, in every search and
export: whoever reads within a scope that does not see the medical is given one sentence in place of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.expressions import Combinable, F

from madadkar.foundation.scope import present_reader

HIDDEN = "این بخش را کسانی می‌بینند که حق دیدن موارد پزشکی را دارند."


class Withheld(str):
    """What stands in place of words that this reader is not told; never written anywhere."""

    __slots__ = ()


if TYPE_CHECKING:
    _Text = models.TextField[str | Combinable, str]
else:
    _Text = models.TextField


class WithheldText(_Text):
    """Words that may tell of illness. `told_to` is a right whose bearers read them all the same,
    because the words were written for them.

    Nothing is different in the database, so migrations know it as plain text.
    """

    def __init__(self, *args: Any, told_to: str = "", **options: Any) -> None:
        self.told_to = told_to
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        """Plain text to migrations."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.TextField", args, options

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """The words themselves, or the sentence in their place; nothing written stays nothing."""
        reader = present_reader()
        if not value or reader is None or reader.sees_medical or (self.told_to and reader.may(self.told_to)):
            return value
        return Withheld(HIDDEN)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """A row saved by who was not told its words keeps them, also when a form sent the sentence back."""
        value = super().pre_save(model_instance, add)
        return F(self.attname) if _stands_in(value) and not add else value

    def get_prep_value(self, value: Any) -> Any:
        """Words go in; what stood in their place does not."""
        if _stands_in(value):
            raise TypeError(f"{self.name} was withheld from the reader and cannot be written or asked for")
        return super().get_prep_value(value)


def _stands_in(value: Any) -> bool:
    return isinstance(value, str) and (isinstance(value, Withheld) or value.strip() == HIDDEN)
