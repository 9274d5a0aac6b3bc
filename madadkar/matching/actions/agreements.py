"""Two agencies agree on comparing registers: one proposes, the other accepts, either ends it at once."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction

from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.once import check_once, done_by
from madadkar.foundation.persian import clean, clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.matching.models import ComparisonAgreement
from madadkar.matching.queries.agreements import agreements_between
from madadkar.matching.queries.runs import other_offices
from madadkar.matching.rules import AgreementState, check_term
from madadkar.matching.shelves import throw_away_shared
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Right

RENEWED = "توافق تازه‌ای جای آن را گرفت."


@transaction.atomic
def propose_comparison(
    *, other_office_id: int, until: date, is_nightly: bool, purpose: str, token: UUID, by: Scope, at: datetime
) -> ComparisonAgreement:
    """Propose to another agency's office that its register and one's own are compared until a day.

    `is_nightly`: who is new or changed is compared every night, too. Nothing is compared before the other
    side accepts. Raises Refusal: not_permitted, office_unknown, run_needs_another_agency,
    agreement_purpose_missing, agreement_term_past, agreement_term_too_long, agreement_waits_already,
    done_already.
    """
    by.check(Right.AGREE_COMPARISONS)
    check_once(model=ComparisonAgreement, token=token)
    ours = Office.objects.get(pk=by.home_office_id or 0)
    theirs = other_office(office_id=other_office_id, ours=ours, by=by)
    if not clean_lines(purpose):
        raise Refusal("agreement_purpose_missing")
    check_term(until=until, on=tehran_day(at))
    left, right = sorted((ours, theirs), key=lambda office: office.agency_id)
    try:
        with transaction.atomic():
            made = ComparisonAgreement.objects.create(
                left_agency_id=left.agency_id, left_office=left, right_agency_id=right.agency_id,
                right_office=right, purpose=clean_lines(purpose), is_nightly=is_nightly, agreed_until=until,
                proposed_agency_id=ours.agency_id, proposed_by_name=by.actor_name, proposed_at=at,
                token=token,
            )  # fmt: skip
    except IntegrityError:
        raise Refusal("agreement_waits_already") from None
    _tell("matching.propose_comparison", made, by, at)
    return made


@transaction.atomic
def accept_comparison(*, agreement_id: int, by: Scope, at: datetime) -> ComparisonAgreement:
    """The other side accepts: from today both registers may be compared, on these terms alone.

    Raises Refusal: not_permitted, agreement_unknown, agreement_own, agreement_term_past,
    done_already, done_by_another.
    """
    by.check(Right.AGREE_COMPARISONS)
    found = _proposed(agreement_id, by)
    if found.proposed_agency_id == by.agency_id:
        raise Refusal("agreement_own")
    today = tehran_day(at)
    check_term(until=found.agreed_until, on=today)
    present = agreements_between(office=found.left_office, other=found.right_office, on=today)
    before = present.select_for_update().first()
    if before is not None:
        _ended(before, RENEWED, by, at)
    found.state, found.valid_from, found.valid_until = (
        AgreementState.ACCEPTED.value,
        today,
        found.agreed_until,
    )
    _answered(found, by, at)
    _tell("matching.accept_comparison", found, by, at)
    return found


@transaction.atomic
def drop_comparison(*, agreement_id: int, by: Scope, at: datetime) -> ComparisonAgreement:
    """Either side lets a proposal fall that never held: taken back, or not accepted.

    Raises Refusal: not_permitted, agreement_unknown, done_already, done_by_another.
    """
    by.check(Right.AGREE_COMPARISONS)
    found = _proposed(agreement_id, by)
    found.state = AgreementState.DROPPED.value
    _answered(found, by, at)
    _tell("matching.drop_comparison", found, by, at)
    return found


@transaction.atomic
def end_comparison(*, agreement_id: int, reason: str, by: Scope, at: datetime) -> ComparisonAgreement:
    """Either side ends the agreement at once: no comparison begins any more; what was laid is thrown away.

    What was found and decided until then stays: pairs, decisions and links.
    Raises Refusal: not_permitted, agreement_unknown, reason_missing, agreement_not_in_force, done_already,
    done_by_another.
    """
    by.check(Right.AGREE_COMPARISONS)
    found = _taken(agreement_id, by)
    if found.state == AgreementState.ENDED:
        raise done_by(who=found.ended_by_name, by=by)
    until = found.valid_until
    if found.state != AgreementState.ACCEPTED or until is None or until <= tehran_day(at):
        raise Refusal("agreement_not_in_force")
    if not clean(reason):
        raise Refusal("reason_missing")
    _ended(found, clean(reason), by, at)
    return found


def other_office(*, office_id: int | None, ours: Office, by: Scope) -> Office:
    """An open office of another agency over the same kind of place as one's own.

    Raises Refusal: office_unknown, run_needs_another_agency.
    """
    other = Office.objects.filter(pk=office_id or 0).first()
    if other is None:
        raise Refusal("office_unknown")
    if other.agency_id == ours.agency_id or not other_offices(scope=by).filter(pk=other.pk).exists():
        raise Refusal("run_needs_another_agency")
    return other


def _taken(agreement_id: int, by: Scope) -> ComparisonAgreement:
    """The agreement, held for this deed."""
    locked = ComparisonAgreement.objects.seen_by(by).select_for_update(of=("self",))
    found = locked.select_related("left_office", "right_office").filter(pk=agreement_id).first()
    if found is None:
        raise Refusal("agreement_unknown")
    assert isinstance(found, ComparisonAgreement)
    return found


def _proposed(agreement_id: int, by: Scope) -> ComparisonAgreement:
    found = _taken(agreement_id, by)
    if found.state != AgreementState.PROPOSED:
        raise done_by(who=found.answered_by_name, by=by)
    return found


def _answered(found: ComparisonAgreement, by: Scope, at: datetime) -> None:
    found.answered_agency_id, found.answered_by_name, found.answered_at = by.agency_id, by.actor_name, at
    found.save()


def _ended(found: ComparisonAgreement, reason: str, by: Scope, at: datetime) -> None:
    found.state, found.valid_until = AgreementState.ENDED.value, tehran_day(at)
    found.ended_agency_id, found.ended_by_name, found.ended_at = by.agency_id, by.actor_name, at
    found.end_reason = reason
    found.save()
    _tell("matching.end_comparison", found, by, at, reason=reason)
    thrown = {"office_id": found.left_office_id, "other_office_id": found.right_office_id}
    transaction.on_commit(partial(throw_away_shared, **thrown))


def _tell(deed: str, found: ComparisonAgreement, by: Scope, at: datetime, *, reason: str = "") -> None:
    """The event stands in the trails of both sides."""
    until = (found.valid_until or found.agreed_until).isoformat()
    for office_id in (found.left_office_id, found.right_office_id):
        record(
            deed, by=by, at=at, subject=found, office_id=office_id, reason=reason, until=until,
            is_nightly=found.is_nightly,
        )  # fmt: skip
