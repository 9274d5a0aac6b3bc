"""All files of a centre come back at once when it may not work any more; none is lost."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from madadkar.casework.models import CaseFile
from madadkar.foundation.audit import record_many
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Centre
from madadkar.organisations.rules import Right

CLOCK = Scope(actor_name="ساعت سامانه")
"""Who acts when nobody does: the house's own clock, which sees no family."""

_LICENCE_ENDED = "پایان اعتبار مجوز مرکز"
_NOT_AT_WORK = "مرکز دیگر فعال نیست"
_OF_ONE = """
select file_id, file_office_id, jsonb_build_object('centre', %(centre)s::bigint, 'delegation', delegation_id)
  from casework_recall_of_centre(%(centre)s, %(why)s, %(at)s, %(actor)s)
"""
# Every centre that may not work any more; the function itself looks again.
_OF_IDLE = """
select back.file_id, back.file_office_id,
       jsonb_build_object('centre', c.id, 'delegation', back.delegation_id, 'why', idle.why)
  from organisations_centre c
  join lateral (
    select case when c.licence_until <= %(on)s then %(licence_ended)s::text
                when not exists (
                  select from organisations_centrestanding s
                    where s.centre_id = c.id and s.standing = 'active' and s.valid_from <= %(on)s
                      and (s.valid_until is null or s.valid_until > %(on)s)) then %(not_at_work)s::text
           end as why) idle on idle.why is not null
  cross join lateral casework_recall_of_centre(c.id, idle.why, %(at)s, %(actor)s) back
"""


@transaction.atomic
def recall_from_centre(*, centre_id: int, reason: str, by: Scope, at: datetime) -> int:
    """Every file a centre walks with, or was sent, is with its office again; answers how many.

    For who suspends or revokes a centre (`MANAGE_CENTRES`), supervises it, or delegates. A centre of another
    office's is left alone unless it may not work any more.

    Raises Refusal: not_permitted, reason_missing, centre_unknown.
    """
    if not (by.may(Right.MANAGE_CENTRES) or by.may(Right.SUPERVISE_CENTRES)):
        by.check(Right.ASSIGN_FILES)
    if not clean(reason):
        raise Refusal("reason_missing")
    if not Centre.objects.filter(pk=centre_id).exists():
        raise Refusal("centre_unknown")
    told = {"centre": centre_id, "why": clean(reason), "at": at, "actor": by.actor_name}
    return record_many(
        "casework.recall_case",
        by=by,
        at=at,
        subject=CaseFile,
        subjects=_OF_ONE,
        parameters=told,
        reason=clean(reason),
    )


@transaction.atomic
def recall_from_idle_centres(*, at: datetime, by: Scope = CLOCK) -> int:
    """By the clock: files of centres whose licence has ended or whose permit is not in force come back."""
    told = {
        "on": tehran_day(at),
        "at": at,
        "actor": by.actor_name,
        "licence_ended": _LICENCE_ENDED,
        "not_at_work": _NOT_AT_WORK,
    }
    return record_many(
        "casework.recall_case", by=by, at=at, subject=CaseFile, subjects=_OF_IDLE, parameters=told
    )
