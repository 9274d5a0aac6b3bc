"""The two agencies of a province agree, cell by cell, on who leads: one proposes a rule, the other agrees."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.overlap.actions.keeping import own_agency_id
from madadkar.overlap.models import OverlapRule
from madadkar.overlap.queries.rule_table import province_code_of, speaks_for_province, waiting_rule
from madadkar.overlap.rules.kinds import OverlapGroup, OverlapKind
from madadkar.overlap.rules.solutions import Verdict


@transaction.atomic
def propose_rule(
    *, group: OverlapGroup, kind: OverlapKind, verdict: Verdict, reason: str, by: Scope, at: datetime
) -> OverlapRule:
    """The head of one agency in a province proposes what one cell of the table is to say.

    Raises Refusal: not_permitted, not_the_province, reason_missing, rule_waits_already.
    """
    province = _check_speaks(by)
    if not clean_lines(reason):
        raise Refusal("reason_missing")
    try:
        with transaction.atomic():
            made = OverlapRule.objects.create(
                province_code=province,
                group=group.value,
                kind=kind.value,
                verdict=verdict.value,
                reason=clean_lines(reason),
                proposed_agency_id=own_agency_id(by=by),
                proposed_by_name=by.actor_name,
                proposed_at=at,
            )
    except IntegrityError:
        raise Refusal("rule_waits_already") from None
    _tell("overlap.propose_rule", made, by, at)
    return made


@transaction.atomic
def agree_rule(*, rule_id: int, by: Scope, at: datetime) -> OverlapRule:
    """The other side agrees: from today the cell says this, and days gone by keep what held then.

    Raises Refusal: not_permitted, not_the_province, overlap_rule_unknown, own_rule.
    """
    _check_speaks(by)
    rule = _taken(rule_id, by)
    if rule.proposed_agency_id == by.agency_id:
        raise Refusal("own_rule")
    today = tehran_day(at)
    present = OverlapRule.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=today),
        province_code=rule.province_code,
        group=rule.group,
        kind=rule.kind,
        valid_from__isnull=False,
    )
    present.update(valid_until=today)
    rule.valid_from, rule.agreed_at = today, at
    rule.agreed_agency_id, rule.agreed_by_name = by.agency_id, by.actor_name
    rule.save()
    _tell("overlap.agree_rule", rule, by, at)
    return rule


@transaction.atomic
def drop_rule(*, rule_id: int, by: Scope, at: datetime) -> OverlapRule:
    """Either side lets a proposal fall that never held: taken back, or refused.

    Raises Refusal: not_permitted, not_the_province, overlap_rule_unknown.
    """
    _check_speaks(by)
    rule = _taken(rule_id, by)
    rule.dropped_at, rule.dropped_by_name = at, by.actor_name
    rule.save(update_fields=["dropped_at", "dropped_by_name"])
    _tell("overlap.drop_rule", rule, by, at)
    return rule


def _check_speaks(by: Scope) -> str:
    by.check(Right.DECIDE_OVERLAPS)
    province = province_code_of(scope=by)
    if not province or not speaks_for_province(scope=by):
        raise Refusal("not_the_province")
    return province


def _taken(rule_id: int, by: Scope) -> OverlapRule:
    known = waiting_rule(rule_id=rule_id, scope=by)
    locked = OverlapRule.objects.select_for_update().filter(pk=known.pk, valid_from=None, dropped_at=None)
    found = locked.first()
    if found is None:
        raise Refusal("overlap_rule_unknown")
    return found


def _tell(deed: str, rule: OverlapRule, by: Scope, at: datetime) -> None:
    told = {"group": rule.group, "kind": rule.kind, "verdict": rule.verdict}
    record(deed, by=by, at=at, subject=rule, office_id=by.home_office_id, **told)
