"""What the two agencies of a province agreed on, cell by cell, and what waits for the other side's word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Office
from madadkar.organisations.rules import OfficeKind
from madadkar.overlap.models import OverlapRule
from madadkar.overlap.rules.kinds import OverlapGroup, OverlapKind
from madadkar.overlap.rules.solutions import Cell, Solution, Verdict, solution_for


@dataclass(frozen=True, kw_only=True)
class CellInForce:
    """One cell of the table on a day: what it says, what was agreed, and what waits to replace it."""

    group: OverlapGroup
    kind: OverlapKind
    solution: Solution
    agreed: OverlapRule | None
    waiting: OverlapRule | None


def agreed_solutions(*, province_codes: Collection[str], on: date) -> Mapping[str, Mapping[Cell, Solution]]:
    """What was agreed on in each province and holds on a day, in one question."""
    found: dict[str, dict[Cell, Solution]] = defaultdict(dict)
    for rule in _in_force(on).filter(province_code__in=province_codes):
        cell = (OverlapGroup(rule.group), OverlapKind(rule.kind))
        found[rule.province_code][cell] = Solution(
            verdict=Verdict(rule.verdict), source=rule.reason, since=rule.valid_from
        )
    return found


def rule_table(*, province_code: str, on: date) -> list[list[CellInForce]]:
    """The whole table of a province: a row a group, a cell a kind."""
    agreed = {(one.group, one.kind): one for one in _in_force(on).filter(province_code=province_code)}
    waiting = {(one.group, one.kind): one for one in waiting_rules(province_code=province_code)}
    solutions = agreed_solutions(province_codes=[province_code], on=on).get(province_code, {})
    return [
        [
            CellInForce(
                group=group,
                kind=kind,
                solution=solution_for(group=group, kind=kind, agreed=solutions),
                agreed=agreed.get((group.value, kind.value)),
                waiting=waiting.get((group.value, kind.value)),
            )
            for kind in OverlapKind
        ]
        for group in OverlapGroup
    ]


def waiting_rules(*, province_code: str) -> QuerySet[OverlapRule]:
    """What one side proposed and the other has not answered."""
    waiting = OverlapRule.objects.filter(valid_from=None, dropped_at=None, province_code=province_code)
    return waiting.select_related("proposed_agency").order_by("pk")


def waiting_rule(*, rule_id: int, scope: Scope) -> OverlapRule:
    """One that waits, of the reader's own province. Raises Refusal: overlap_rule_unknown."""
    province = province_code_of(scope=scope)
    found = waiting_rules(province_code=province).filter(pk=rule_id).first() if province else None
    if found is None:
        raise Refusal("overlap_rule_unknown")
    return found


def province_code_of(*, scope: Scope) -> str:
    """The province whose table the reader's own office follows; '' where the office stands over none."""
    office = _home_office(scope)
    return office.place.code[:2] if office is not None and office.place is not None else ""


def speaks_for_province(*, scope: Scope) -> bool:
    """Whether the reader's own office is over the whole province, and so may agree on its table."""
    office = _home_office(scope)
    return office is not None and office.kind == OfficeKind.PROVINCIAL.value


def _home_office(scope: Scope) -> Office | None:
    if scope.home_office_id is None:
        return None
    return Office.objects.select_related("place").filter(pk=scope.home_office_id).first()


def _in_force(on: date) -> QuerySet[OverlapRule]:
    return OverlapRule.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on
    ).select_related("proposed_agency", "agreed_agency")
