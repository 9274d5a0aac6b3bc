"""Papers and photographs of a family: kept, opened, replaced, and hidden when consent is withdrawn."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from madadkar.casework.actions.keeping import taken_file
from madadkar.casework.actions.walk.notes import authored
from madadkar.casework.models import CaseFile, Document, DocumentContent, HomeVisit
from madadkar.casework.rules.confidence import DocumentKind, check_consent, check_days, confidence_of
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scans import read_scan
from madadkar.foundation.scope import Scope
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken
from madadkar.registry.models import Membership


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What is said of a paper when it is kept; `replaces` is the older one it stands for."""

    kind: DocumentKind
    title: str = ""
    person_id: int | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    consent_by: str = ""
    consent_on: date | None = None
    visit_id: int | None = None
    replaces: int | None = None
    for_centre: bool = False


@transaction.atomic
def add_document(
    *, file_id: int, paper: Paper, content: bytes, token: UUID, by: Scope, at: datetime
) -> Document:
    """A paper of the family is kept, drawn anew if it is a picture.

    Raises Refusal: not_permitted, file_unknown, consent_missing, day_not_come, person_unknown, visit_unknown,
    document_ends_before_it_starts, document_unknown, done_already, and those of `read_scan`.
    """
    by.check(Right.WORK_FILES)
    file = taken_file(file_id=file_id, by=by, of=Matter.REACH)
    if Document.objects.filter(token=token).exists():
        raise Refusal("done_already")
    check_consent(kind=paper.kind, by=paper.consent_by, on=paper.consent_on, today=tehran_day(at))
    check_days(issued_on=paper.issued_on, expires_on=paper.expires_on)
    older = _older(file, paper, by)
    _check_of_family(file, paper, by)
    scan = read_scan(content)
    document = Document.objects.create(
        **authored(file=file, confidence=confidence_of(kind=paper.kind), by=by, at=at, token=token),
        **_said(paper),
        media_type=scan.media_type,
        byte_count=len(scan.content),
        sha256=hashlib.sha256(scan.content).hexdigest(),
    )
    DocumentContent.objects.create(document=document, content=scan.content)
    if older is not None:
        older.replaced_by = document
        older.save(update_fields=["replaced_by"])
    record(
        "casework.add_document",
        by=by,
        at=at,
        subject=file,
        kind=paper.kind.value,
        document=document.pk,
        sha256=document.sha256,
    )
    return document


def _said(paper: Paper) -> dict[str, object]:
    return {
        "kind": paper.kind.value,
        "title": clean(paper.title),
        "person_id": paper.person_id,
        "issued_on": paper.issued_on,
        "expires_on": paper.expires_on,
        "consent_by": clean(paper.consent_by),
        "consent_on": paper.consent_on,
        "visit_id": paper.visit_id,
        "for_centre": paper.for_centre,
    }


def _older(file: CaseFile, paper: Paper, by: Scope) -> Document | None:
    if paper.replaces is None:
        return None
    older = taken(model=Document, pk=paper.replaces, by=by, or_refuse="document_unknown")
    if older.case_file_id != file.pk or older.kind != paper.kind.value:
        raise Refusal("document_unknown")
    return older


def _check_of_family(file: CaseFile, paper: Paper, by: Scope) -> None:
    if paper.visit_id is not None:
        visits = HomeVisit.objects.seen_by(by).filter(pk=paper.visit_id, case_file=file)
        if not visits.exists():
            raise Refusal("visit_unknown")
    if paper.person_id is None:
        return
    members = Membership.objects.seen_by(by).filter(household=file.household_id, person=paper.person_id)
    if not members.exists():
        raise Refusal("person_unknown")


@transaction.atomic
def read_document(*, document_id: int, by: Scope, at: datetime) -> tuple[Document, bytes]:
    """A paper with its bytes, for who may see it; that it was opened is told to the trail.

    Raises Refusal: not_permitted, document_unknown, consent_withdrawn.
    """
    by.check(Right.SEE_FAMILIES)
    document: Document | None = Document.objects.seen_by(by).filter(pk=document_id).first()
    if document is None:
        raise Refusal("document_unknown")
    if document.consent_withdrawn_at is not None:
        raise Refusal("consent_withdrawn", on=document.consent_withdrawn_at)
    content = DocumentContent.objects.get(document=document).content
    file = CaseFile.objects.get(pk=document.case_file_id)
    record("casework.read_document", by=by, at=at, subject=file, document=document.pk)
    return document, bytes(content)


@transaction.atomic
def withdraw_consent(*, document_id: int, by: Scope, at: datetime) -> None:
    """The family no longer wants a photograph kept: from this instant nobody sees it.

    Raises Refusal: not_permitted, document_unknown, no_consent_asked, done_before.
    """
    by.check(Right.WORK_FILES)
    document = taken(model=Document, pk=document_id, by=by, or_refuse="document_unknown")
    if not document.consent_by:
        raise Refusal("no_consent_asked")
    if document.consent_withdrawn_at is not None:
        raise Refusal("done_before")
    document.consent_withdrawn_at = at
    document.save(update_fields=["consent_withdrawn_at"])
    file = CaseFile.objects.get(pk=document.case_file_id)
    record("casework.withdraw_consent", by=by, at=at, subject=file, document=document.pk)
