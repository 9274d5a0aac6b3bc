"""What the wizard asks: the file, what its columns mean, a mended cell, the reason of a way back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from madadkar.organisations.models import Office
from madadkar.registry.models import RosterImport
from madadkar.registry.rosters.deciding import DIFFERENT, SAME, Word
from madadkar.registry.rosters.queries import CellView, RowView, field_choices
from madadkar.web.forms import JalaliField, PersianForm, PersianTextField, dress
from madadkar.web.numbers import number_told
from madadkar.web.rosters.lines import Alike, Line

KINDS = [
    ("member", "هر ردیف یک عضو خانوار است (کد خانوار و نسبت با سرپرست دارد)"),
    ("file", "هر ردیف یک پرونده است (یک سرپرست و شماره پرونده)"),
]
# Columns that say nothing of a person are not mended.
_NOT_ASKED = frozenset({"", "serial"})


class FileForm(PersianForm):
    """The roster's file, and whose roster it is."""

    office = forms.TypedChoiceField(label="فهرست کدام اداره است؟", coerce=int, choices=[])
    file = forms.FileField(
        label="فایل فهرست",
        help_text="XLSX، XLS، ODS یا CSV. تا ۳۰۰٬۰۰۰ ردیف.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"empty": "این فایل تهی است.", "invalid": "فایلی فرستاده نشد."},
    )

    def __init__(self, offices: Iterable[Office], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].error_messages["required"] = "فایل فهرست را برگزینید."
        field = self.fields["office"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(office.pk, office.name) for office in offices]
        if len(field.choices) == 1:
            field.widget, field.initial = forms.HiddenInput(), field.choices[0][0]


@dataclass(frozen=True)
class Like:
    """Sheets of one roster with the same headings: what a column means is said of them once."""

    number: int
    sheets: list[tuple[int, dict[str, Any]]]

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The columns, with the samples of the first sheet."""
        return list(self.sheets[0][1]["columns"])


def alike(roster: RosterImport) -> list[Like]:
    """The sheets of a roster, those with the same headings together."""
    groups: dict[tuple[Any, ...], list[tuple[int, dict[str, Any]]]] = {}
    for place, sheet in enumerate(roster.sheets):
        key = tuple((column["index"], column["heading"]) for column in sheet["columns"])
        groups.setdefault(key, []).append((place, sheet))
    return [Like(number, sheets) for number, sheets in enumerate(groups.values())]


@dataclass(frozen=True)
class SheetMeaning:
    """What was said of one sheet: whether it counts, and what each of its columns is."""

    sheet: str
    is_used: bool
    fields: dict[int, str]


class ColumnsForm(PersianForm):
    """What a roster is about, and what each of its columns means."""

    kind = forms.ChoiceField(label="هر ردیف چیست؟", choices=KINDS, widget=forms.RadioSelect)
    as_of = JalaliField(
        label="این فهرست وضعیت چه روزی را می‌گوید؟",
        help_text="تغییرها از این روز به شمار می‌آید. اگر ننویسید، روز آوردن فایل گرفته می‌شود.",
        required=False,
    )

    def __init__(self, roster: RosterImport, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"kind": roster.kind or "member", "as_of": roster.as_of})
        super().__init__(*args, **kwargs)
        self.groups = alike(roster)
        for group in self.groups:
            for place, sheet in group.sheets:
                self._add(
                    _use(place), forms.BooleanField(label=sheet["name"], required=False), sheet["is_used"]
                )
            for column in group.columns:
                self._add(_column(group, column), _meaning(column), column["field"])

    def _add(self, name: str, field: forms.Field, initial: Any) -> None:
        field.initial = initial
        look = "form-check-input" if isinstance(field, forms.BooleanField) else "form-select"
        field.widget.attrs["class"] = look
        self.fields[name] = field

    def tables(self) -> list[dict[str, Any]]:
        """For the page: each group's sheets and columns with their fields of this form."""
        return [
            {
                "sheets": [(sheet, self[_use(place)]) for place, sheet in group.sheets],
                "columns": [(column, self[_column(group, column)]) for column in group.columns],
            }
            for group in self.groups
        ]

    def meanings(self) -> list[SheetMeaning]:
        """What was said of every sheet."""
        return [
            SheetMeaning(sheet["name"], bool(self.cleaned_data[_use(place)]), self._fields_of(group))
            for group in self.groups
            for place, sheet in group.sheets
        ]

    def _fields_of(self, group: Like) -> dict[int, str]:
        said = self.cleaned_data
        return {int(column["index"]): said[_column(group, column)] for column in group.columns}


def _use(place: int) -> str:
    return f"use-{place}"


def _column(group: Like, column: dict[str, Any]) -> str:
    return f"column-{group.number}-{column['index']}"


def _meaning(column: dict[str, Any]) -> forms.ChoiceField:
    heading = column["heading"] or "ستون بی‌نام"
    return forms.ChoiceField(label=f"معنای ستون «{heading}»", choices=field_choices, required=False)


class RowForm(PersianForm):
    """The cells of a waiting row, to be mended where they stand."""

    def __init__(self, row: RowView, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.asked = [cell for cell in row.cells if cell.field not in _NOT_ASKED]
        for cell in self.asked:
            field = forms.CharField(label=cell.heading, required=False, strip=False, max_length=2000)
            field.initial = cell.text
            field.widget.attrs.update({"class": "form-control", "autocomplete": "off"} | _described(cell))
            self.fields[f"cell-{cell.column}"] = field

    def cells(self) -> list[dict[str, Any]]:
        """For the page: each cell with its field of this form, those to be mended first."""
        found = [{"cell": cell, "field": self[f"cell-{cell.column}"]} for cell in self.asked]
        return sorted(found, key=lambda one: one["cell"].severity != "error")

    def mended(self) -> dict[int, str]:
        """The cells whose text is no longer what it was."""
        said = {cell.column: self.cleaned_data[f"cell-{cell.column}"] for cell in self.asked}
        return {cell.column: said[cell.column] for cell in self.asked if said[cell.column] != cell.text}


def _described(cell: CellView) -> dict[str, str]:
    """What a listener is told of a cell: the sentences that stand above it."""
    said = [f"found-{cell.column}-{place}" for place in range(1, len(cell.findings) + 1)]
    return {"aria-describedby": " ".join(said)} if said else {}


class PerhapsForm(PersianForm):
    """Of each row that resembles somebody: the same as whom, somebody else, or later."""

    def __init__(self, told: Iterable[tuple[Line, list[Alike]]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line, people in told:
            self.fields[f"{_WORD}{line.key}"] = _word_field(line, people)

    def field_of(self, line: Line) -> BoundField:
        """For the page: what is asked of a row."""
        return self[f"{_WORD}{line.key}"]

    def clean(self) -> dict[str, Any]:
        """Something has to be said of some row, and in words that mean something."""
        told = [value for name, value in self.data.items() if name.startswith(_WORD) and value != _LATER]
        if not told:
            raise forms.ValidationError("درباره هیچ ردیفی چیزی نگفتید؛ برای دست‌کم یکی برگزینید.")
        if len(self.words()) < len(told):
            raise forms.ValidationError("این گزینه در فهرست نیست.")
        return self.cleaned_data

    def words(self) -> dict[tuple[int, int], Word]:
        """What was said, by the place of the sheet and the row's number; nothing of what is for later."""
        found = {}
        for name, value in self.data.items():
            place, _, number = name.removeprefix(_WORD).partition("-")
            key, word = (number_told(place), number_told(number)), _word(str(value))
            if name.startswith(_WORD) and word and key[0] is not None and key[1] is not None:
                found[key[0], key[1]] = word
        return found


_WORD, _LATER = "word-", "later"


def _word(value: str) -> Word | None:
    if value == DIFFERENT:
        return Word(DIFFERENT)
    decision, _, told = value.partition("-")
    person_id = number_told(told)
    return Word(SAME, person_id) if decision == SAME and person_id is not None else None


def _word_field(line: Line, people: list[Alike]) -> forms.ChoiceField:
    one_of_many = len(people) > 1
    same = [
        (f"{SAME}-{one.person_id}", f"همان «{one.name}» است" if one_of_many else "همان شخص است")
        for one in people
    ]
    other = "هیچ‌یک نیست؛ شخص دیگری است" if one_of_many else "شخص دیگری است"
    field = forms.ChoiceField(
        label=f"{line.name or 'این ردیف'} کیست؟",
        choices=[*same, (DIFFERENT, other), (_LATER, "بعداً می‌گویم")],
        initial=_LATER,
        widget=forms.RadioSelect,
    )
    dress(field)
    return field


class UndoForm(PersianForm):
    """Why an import is taken back."""

    reason = PersianTextField(
        label="چرا این ثبت برگردانده می‌شود؟",
        help_text="در دفتر رویدادها با نام شما می‌ماند.",
        max_length=1000,
    )
