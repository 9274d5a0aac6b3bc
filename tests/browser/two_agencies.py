"""The other agency beside the browser's office: two families of ours that it covers too, and its people."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from madadkar.casework.models import CaseFile, Coverage, PensionReceipt
from madadkar.foundation.scope import Scope, within
from madadkar.matching.actions import accept_comparison, propose_comparison
from madadkar.matching.models import Link
from madadkar.organisations.models import Office, Post, Staff
from madadkar.organisations.queries import scope_of
from madadkar.organisations.rules import AGENCY_NAMES, AGENCY_SHORT_NAMES, AgencyCode
from madadkar.overlap.actions.finding import find_overlaps
from madadkar.overlap.actions.proposing import answer_proposal
from madadkar.overlap.actions.ruling import propose_rule
from madadkar.overlap.actions.signing import sign_minutes
from madadkar.overlap.models import OverlapCase
from madadkar.overlap.rules.kinds import OverlapGroup, OverlapKind
from madadkar.overlap.rules.life import Answer
from madadkar.overlap.rules.solutions import Verdict
from madadkar.registry.models import Person
from tests.registry import people

MAHDI, FATEMEH = "مهدی نوری", "فاطمه اسکندری"


def found_behzisti(ours: Office, files: list[CaseFile], today: date) -> tuple[Office, list[CaseFile]]:
    """Behzisti's office of the province, and the same families on its rolls, under other spellings."""
    office = people.office("behzisti-zanjan", AgencyCode.BEHZISTI.value, place=ours.place)
    office.agency.name = AGENCY_NAMES[AgencyCode.BEHZISTI]
    office.agency.short_name = AGENCY_SHORT_NAMES[AgencyCode.BEHZISTI]
    office.agency.save()
    office.name, office.place = "اداره کل بهزیستی استان زنجان", ours.place
    office.save()
    return office, [_same(file, office, today - timedelta(days=300)) for file in files]


def _same(file: CaseFile, office: Office, since: date) -> CaseFile:
    known = Person.objects.get(memberships__household=file.household_id, memberships__is_head=True)
    head = people.person(
        f"{known.first_name} السادات", known.last_name, office, sex=known.sex, birth_on=known.birth_on
    )
    theirs = people.case_file(people.household(head, since=since), since=since)
    fact: dict[str, Any] = {
        "agency": office.agency, "office": office, "case_file": theirs, "household": theirs.household,
        "valid_from": since,
    }  # fmt: skip
    Coverage.objects.create(**fact, kind="continuous")
    PensionReceipt.objects.create(**fact)
    left, right = sorted((known, head), key=lambda one: one.agency_id)
    Link.objects.create(
        left_agency_id=left.agency_id, left_office_id=left.office_id, left_person=left, left_first_id=left.pk,
        right_agency_id=right.agency_id, right_office_id=right.office_id, right_person=right,
        right_first_id=right.pk, basis="clerk", probability=1, linked_at=datetime.now().astimezone(),
        valid_from=since,
    )  # fmt: skip
    return theirs


def agree(ours: Staff, theirs: Staff, *, on: date, at: datetime) -> dict[str, Any]:
    """Of the families known by now both heads agree, and theirs has signed; theirs proposes a rule, too."""
    hamid, mahdi = (scope_of(post=Post.objects.get(staff=one), on=on) for one in (ours, theirs))
    _as(hamid, find_overlaps, at)
    with within(hamid):
        case_id = OverlapCase.objects.get().pk
    for by in (hamid, mahdi):
        _as(by, answer_proposal, at, case_id=case_id, answer=Answer.AGREES, reason="")
    _as(mahdi, sign_minutes, at, case_id=case_id, version=1)
    cell = {"group": OverlapGroup.ELDERLY, "kind": OverlapKind.CONTINUOUS_BOTH}
    rule = _as(mahdi, propose_rule, at, **cell, verdict=Verdict.BEHZISTI, reason="پرستار در خانه")
    return {
        **_agree_to_compare(hamid, mahdi, on, at),
        "overlap_id": case_id,
        "overlap_state": "agreed",
        "rule_id": rule.pk,
        "overlap_group": "woman_head",
        "overlap_kind": "continuous_both",
    }


def _agree_to_compare(hamid: Scope, mahdi: Scope, on: date, at: datetime) -> dict[str, Any]:
    """Both let their registers be compared for a year; a longer term is proposed by theirs, and waits."""
    told: dict[str, Any] = {"is_nightly": True, "purpose": "یافتن خانوارهای مشترک استان"}
    year = {**told, "until": on + timedelta(days=365), "token": uuid4()}
    made = _as(hamid, propose_comparison, at, **year, other_office_id=mahdi.home_office_id)
    _as(mahdi, accept_comparison, at, agreement_id=made.pk)
    longer = {**told, "until": on + timedelta(days=900), "token": uuid4()}
    waiting = _as(mahdi, propose_comparison, at, **longer, other_office_id=hamid.home_office_id)
    return {"agreement_id": made.pk, "proposed_agreement": waiting.pk}


def _as(by: Scope, deed: Any, at: datetime, **told: Any) -> Any:
    with within(by):
        return deed(**told, by=by, at=at)
