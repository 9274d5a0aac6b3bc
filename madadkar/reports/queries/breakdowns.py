"""A figure broken down by county, area, office and the rest, in one statement a ground."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from madadkar.casework.rules import COVERAGE_KIND_NAMES, FIELD_NAMES
from madadkar.organisations.models import Centre, Office
from madadkar.organisations.rules import CENTRE_KIND_NAMES, SPECIALITY_NAMES
from madadkar.places.models import Place
from madadkar.places.rules import AREA_NAMES
from madadkar.registry.rules import GROUP_NAMES, SEX_NAMES, Group
from madadkar.reports.queries.question import Question, answer, refusal_of
from madadkar.reports.rules import Count, Counted, Dimension, Figure, Ground, Rate, rate_value

UNKNOWN = "نامعلوم"
# What an empty key means where it is not ignorance.
NONE = {Dimension.CENTRE: "واگذارنشده به مرکز", Dimension.COVERAGE: "بدون پوشش"}

COLUMNS: dict[Dimension, str] = {
    Dimension.COUNTY: "county_id",
    Dimension.AREA: "area",
    Dimension.OFFICE: "office_id",
    Dimension.FIELD: "field",
    Dimension.COVERAGE: "coverage",
    Dimension.CENTRE: "centre_id",
    Dimension.SEX: "sex",
    Dimension.KIND: "kind",
}
# Groups that are known from the person, not from a recorded circumstance.
DERIVED = {Group.ELDERLY.value: "is_elderly", Group.WOMAN_HEAD.value: "is_head and sex = 'female'"}
# A recorded circumstance of a person of the ground `person`, on the day and within sight.
RECORDED = """
  registry_circumstance c where c.person_id = person.person_id
    and c.valid_from <= %(on)s and (c.valid_until is null or c.valid_until > %(on)s)
    and c."group" not in ('elderly', 'woman_head') and (not c.is_medical or %(sees_medical)s)
"""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One line of a breakdown: its key ('' unknown), its name, its counts and its value."""

    key: str
    name: str
    numerator: Counted
    denominator: Counted | None
    value: Decimal | int | None


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """A figure by one dimension, the largest part first, the unknown last."""

    dimension: Dimension
    parts: tuple[Part, ...]

    @property
    def overlaps(self) -> bool:
        """Whether somebody may stand in two parts, so that the parts may not be added up."""
        return self.dimension is Dimension.GROUP


_Counted = dict[Dimension, dict[str, Counted]]


def column_of(*, dimension: Dimension, ground: Ground) -> str:
    """The column of a ground that a dimension reads; a family's sex is its head's."""
    if dimension is Dimension.SEX and ground is Ground.FAMILY:
        return "head_sex"
    return COLUMNS[dimension]


def breakdowns(*, asked: Question, figure: Figure) -> list[Breakdown]:
    """Every breakdown of a figure. Raises Refusal("figure_needs_medical_sight")."""
    refusal = refusal_of(figure=figure, by=asked.by)
    if refusal is not None:
        raise refusal
    dimensions = figure.dimensions
    of = _counted(asked, figure.of if isinstance(figure, Rate) else figure, dimensions)
    out_of = _counted(asked, figure.out_of, dimensions) if isinstance(figure, Rate) else None
    return [
        _breakdown(figure, one, of, out_of) for one in dimensions if of.get(one) or (out_of or {}).get(one)
    ]


def _counted(asked: Question, count: Count, dimensions: tuple[Dimension, ...]) -> _Counted:
    plain: list[Dimension] = [one for one in dimensions if one is not Dimension.GROUP]
    rows = answer(asked=asked, sql=_plain_sql(count, plain))
    counted: _Counted = defaultdict(dict)
    for row in rows:
        counted[plain[row["at"]]][row["key"] or ""] = row["counted"]
    if Dimension.GROUP in dimensions:
        counted[Dimension.GROUP] = _groups(asked, count)
    return counted


def _plain_sql(count: Count, dimensions: list[Dimension]) -> str:
    columns = [column_of(dimension=one, ground=count.ground) for one in dimensions]
    at = " ".join(f"when grouping({column}) = 0 then {place}" for place, column in enumerate(columns))
    key = " ".join(f"when grouping({column}) = 0 then {column}::text" for column in columns)
    return (
        f" select case {at} end as at, case {key} end as key, {count.sql()} as counted"  # noqa: S608 - all constants
        f" from {count.ground} where {count.where}"
        f" group by grouping sets ({', '.join(f'({column})' for column in columns)})"
    )


def _groups(asked: Question, count: Count) -> dict[str, Counted]:
    derived = " union all ".join(
        f"select '{group}', count(*) from counted where {condition}"  # noqa: S608 - all constants
        for group, condition in DERIVED.items()
    )
    sql = (
        f", counted as (select * from person where {count.where})"  # noqa: S608 - all constants
        f' select c."group" as key, count(*) as counted from counted person, {RECORDED} group by 1'
        f" union all {derived}"
    )
    rows = answer(asked=asked, sql=sql, sees_medical=asked.by.sees_medical)
    return {row["key"]: row["counted"] for row in rows if row["counted"]}


def _breakdown(figure: Figure, dimension: Dimension, of: _Counted, out_of: _Counted | None) -> Breakdown:
    upper, lower = of.get(dimension, {}), out_of.get(dimension, {}) if out_of is not None else None
    keys = upper.keys() | (lower or {}).keys()
    names = _names(dimension, keys)
    parts = [_part(figure, key, names.get(key, NONE.get(dimension, UNKNOWN)), upper, lower) for key in keys]
    parts.sort(key=lambda part: (part.key == "", -part.numerator, part.name))
    return Breakdown(dimension=dimension, parts=tuple(parts))


def _part(
    figure: Figure, key: str, name: str, upper: Mapping[str, Counted], lower: Mapping[str, Counted] | None
) -> Part:
    numerator = upper.get(key, 0)
    denominator = lower.get(key, 0) if lower is not None else None
    value: Decimal | int | None = numerator
    if isinstance(figure, Rate):
        value = rate_value(measure=figure.measure, of=numerator, out_of=denominator or 0)
    return Part(key=key, name=name, numerator=numerator, denominator=denominator, value=value)


def part_name(*, dimension: Dimension, key: str) -> str:
    """What one part of a breakdown is called."""
    return _names(dimension, [key]).get(key, NONE.get(dimension, UNKNOWN))


_WORDS: dict[Dimension, dict[str, str]] = {
    Dimension.AREA: {key.value: name for key, name in AREA_NAMES.items()},
    Dimension.FIELD: {key.value: name for key, name in FIELD_NAMES.items()},
    Dimension.COVERAGE: {key.value: name for key, name in COVERAGE_KIND_NAMES.items()},
    Dimension.SEX: {key.value: name for key, name in SEX_NAMES.items()},
    Dimension.GROUP: {key.value: name for key, name in GROUP_NAMES.items()},
    Dimension.KIND: {
        key.value: name for names in (CENTRE_KIND_NAMES, SPECIALITY_NAMES) for key, name in names.items()
    },
}
_MODELS: dict[Dimension, type[Place] | type[Office] | type[Centre]] = {
    Dimension.COUNTY: Place,
    Dimension.OFFICE: Office,
    Dimension.CENTRE: Centre,
}


def _names(dimension: Dimension, keys: Iterable[str]) -> dict[str, str]:
    if dimension in _WORDS:
        return _WORDS[dimension]
    ids = [int(key) for key in keys if key]
    found = _MODELS[dimension]._default_manager.filter(pk__in=ids).values_list("pk", "name")
    return {str(pk): name for pk, name in found}
