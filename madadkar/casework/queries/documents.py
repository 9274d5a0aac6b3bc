"""Papers of a family as far as the reader may see them, and those that are soon good no longer."""

from __future__ import annotations

from datetime import date

from madadkar.casework.models import Document
from madadkar.casework.queries.my_files import my_files, walks_with_any
from madadkar.casework.rules.confidence import DOCUMENT_KIND_NAMES, EXPIRES_SOON, DocumentKind
from madadkar.casework.rules.duties import Duty, DutyKind
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.remembering import asked_once
from madadkar.foundation.scope import Scope


@asked_once
def documents_of(*, file_id: int, scope: Scope) -> list[Document]:
    """The papers of a file in sight, those in use first, latest first."""
    papers = Document.objects.seen_by(scope).filter(case_file=file_id)
    found = list(papers.select_related("person", "by_centre").order_by("-made_at"))
    return sorted(found, key=lambda paper: paper.replaced_by_id is not None)


def documents_of_visit(*, visit_id: int, scope: Scope) -> list[Document]:
    """The papers and photographs made on a visit."""
    return list(Document.objects.seen_by(scope).filter(visit_id=visit_id).order_by("made_at"))


def seen_document(*, document_id: int, scope: Scope) -> Document:
    """A paper in sight. Raises Refusal("document_unknown")."""
    found: Document | None = Document.objects.seen_by(scope).filter(pk=document_id).first()
    if found is None:
        raise Refusal("document_unknown")
    return found


def document_duties(*, scope: Scope, on: date) -> list[Duty]:
    """Papers of the reader's own files whose last day is near or gone by."""
    if not walks_with_any(scope=scope):
        return []
    ending = Document.objects.seen_by(scope).filter(
        expires_on__lte=on + EXPIRES_SOON,
        replaced_by__isnull=True,
        consent_withdrawn_at__isnull=True,
        case_file__in=my_files(scope=scope).values("pk"),
    )
    return [
        Duty(
            kind=DutyKind.DOCUMENT,
            due_on=paper.expires_on,
            words=f"پایان اعتبار {paper.title or DOCUMENT_KIND_NAMES[DocumentKind(paper.kind)]}",
            file_id=paper.case_file_id,
            household_id=paper.household_id,
            url_name="document-replace",
            url_args=(paper.pk,),
        )
        for paper in ending.order_by("expires_on")
    ]
