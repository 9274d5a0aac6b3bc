"""What terms and limits hold for an office on a day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from madadkar.casework.models import OfficeRule
from madadkar.casework.rules.office_rules import DEFAULTS, RULE_NAMES, RuleCode, value_for
from madadkar.foundation.remembering import asked_once
from madadkar.organisations.models import Office


@dataclass(frozen=True, kw_only=True)
class RuleInForce:
    """One rule as it holds for an office: its value, and whether this very office set it and since when."""

    code: RuleCode
    name: str
    value: int
    default: int
    set_here_on: date | None


def rules_of(*, office_ids: Collection[int], on: date) -> dict[int, Mapping[RuleCode, int]]:
    """Every rule's value for each of these offices, in two questions."""
    return _rules_of(office_ids=tuple(office_ids), on=on)


@asked_once
def _rules_of(*, office_ids: tuple[int, ...], on: date) -> dict[int, Mapping[RuleCode, int]]:
    parents = dict(Office.objects.values_list("pk", "parent_id"))
    chains = {office_id: _chain(office_id, parents) for office_id in office_ids}
    known = {one for chain in chains.values() for one in chain}
    found = _in_force(on).filter(office_id__in=known)
    set_by = {(one.office_id, RuleCode(one.code)): one.value for one in found}
    return {
        office_id: {code: value_for(code=code, offices=chain, set_by=set_by) for code in RuleCode}
        for office_id, chain in chains.items()
    }


def rule_of(*, code: RuleCode, office_id: int, on: date) -> int:
    """One rule's value for an office."""
    return rules_of(office_ids=[office_id], on=on)[office_id][code]


def rules_in_force(*, office_id: int, on: date) -> list[RuleInForce]:
    """Every rule as it holds for an office, for the page where they are set."""
    values = rules_of(office_ids=[office_id], on=on)[office_id]
    own = dict(_in_force(on).filter(office_id=office_id).values_list("code", "valid_from"))
    return [
        RuleInForce(
            code=code, name=name, value=values[code], default=DEFAULTS[code], set_here_on=own.get(code.value)
        )
        for code, name in RULE_NAMES.items()
    ]


def _in_force(on: date) -> QuerySet[OfficeRule]:
    return OfficeRule.objects.filter(Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on)


def _chain(office_id: int, parents: Mapping[int, int | None]) -> list[int]:
    chain: list[int] = []
    at: int | None = office_id
    while at is not None and at not in chain:
        chain.append(at)
        at = parents.get(at)
    return chain
