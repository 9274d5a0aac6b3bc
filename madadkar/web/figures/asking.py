"""What a page about figures was asked, and the addresses that go on asking it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from madadkar.foundation.jalali import to_jalali
from madadkar.foundation.refusal import Refusal
from madadkar.reports.figures import figure_by_code
from madadkar.reports.queries import Narrowing, Question, part_name, question
from madadkar.reports.rules import Count, Dimension, Figure, Rate, dimension_name
from madadkar.web.doors import Visit
from madadkar.web.figures.forms import AskingForm


def day_text(on: date) -> str:
    """«1396-02-20», as addresses carry a day."""
    return "{:04}-{:02}-{:02}".format(*to_jalali(on))


@dataclass(frozen=True)
class Asking:
    """An office and a day, as a question and as the tail of an address."""

    question: Question
    form: AskingForm

    @property
    def told(self) -> dict[str, str]:
        """The office and the day as addresses carry them."""
        return {"office": self.question.office.code, "on": day_text(self.question.on)}

    def address(self, name: str, code: str | None = None, **more: str) -> str:
        """A page about the same office and day."""
        path = reverse(name, args=[code] if code else [])
        return f"{path}?{urlencode(self.told | more)}"


def asking(request: Visit, told: QueryDict) -> tuple[AskingForm, Asking | None]:
    """The form as filled, and what it asks when it can be read."""
    form = AskingForm(told, scope=request.scope, today=request.today)
    if not form.is_valid():
        return form, None
    office = form.cleaned_data["office"]
    if office is None:
        raise Refusal("office_unknown", code=told.get("office", ""))
    asked = question(office=office, on=form.cleaned_data["on"] or request.today, by=request.scope)
    return form, Asking(question=asked, form=form)


@dataclass(frozen=True)
class Listed:
    """Which list is wanted: of a figure's count, perhaps of one part of it."""

    figure: Figure
    count: Count
    narrowed: Narrowing | None
    is_base: bool

    @property
    def told(self) -> dict[str, str]:
        """What addresses of this list carry besides office and day."""
        told = {"base": "1"} if self.is_base else {}
        if self.narrowed:
            told |= {"by": self.narrowed.dimension.value, "part": self.narrowed.key}
        return told

    @property
    def part_words(self) -> str:
        """«شهرستان: ابهر»."""
        if self.narrowed is None:
            return ""
        name = part_name(dimension=self.narrowed.dimension, key=self.narrowed.key)
        heading = dimension_name(dimension=self.narrowed.dimension, ground=self.count.ground)
        return f"{heading}: {name}"


def listed(code: str, told: QueryDict) -> Listed:
    """The list an address names. Raises Refusal("figure_unknown"), Refusal("breakdown_unknown")."""
    figure = figure_by_code(code=code)
    is_base = isinstance(figure, Rate) and told.get("base") == "1"
    count = (figure.out_of if is_base else figure.opens_to) if isinstance(figure, Rate) else figure
    return Listed(figure=figure, count=count, narrowed=_narrowing(told), is_base=is_base)


def _narrowing(told: QueryDict) -> Narrowing | None:
    by: Any = told.get("by")
    if not by:
        return None
    if by not in set(Dimension):
        raise Refusal("breakdown_unknown", dimension=by)
    return Narrowing(dimension=Dimension(by), key=told.get("part", ""))
