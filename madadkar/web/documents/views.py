"""Keeping, opening and replacing papers, and hiding photographs whose consent was withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from madadkar.casework.actions.walk.documents import Paper, add_document, read_document, withdraw_consent
from madadkar.casework.models import Document
from madadkar.casework.queries import case_file
from madadkar.casework.queries.documents import seen_document
from madadkar.casework.rules.confidence import DOCUMENT_KIND_NAMES, DocumentKind
from madadkar.foundation.scans import PDF, SUFFIXES
from madadkar.organisations.rules import Right
from madadkar.registry.queries import Family, family
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.documents.forms import DocumentForm
from madadkar.web.doors import Visit, needs
from madadkar.web.forms import PersianForm

_DEED = require_http_methods(["GET", "POST"])
_BESIDE = {
    "consent_missing": "consent_by",
    "day_not_come": "consent_on",
    "document_ends_before_it_starts": "expires_on",
    "scan_empty": "scan",
    "scan_too_large": "scan",
    "scan_not_a_paper": "scan",
    "scan_broken": "scan",
    "scan_pdf_acts": "scan",
}


@needs(Right.WORK_FILES)
@_DEED
def document_add(request: Visit, file_id: int) -> HttpResponse:
    """Keep a paper of the family."""
    file = case_file(file_id=file_id, scope=request.scope, on=request.today).file
    found = _family(request, file.household_id)
    sent = request.FILES if request.method == "POST" else None
    initial = {"kind": request.GET.get("kind", "")}
    form = DocumentForm(typed(request), sent, scope=request.scope, family=found, initial=initial)
    visit = request.GET.get("visit", "")
    words = Words(title="مدرک تازه", button="نگه داشته شود", back=_back(file.pk))

    def do(said: dict[str, Any]) -> str:
        paper = Paper(
            kind=DocumentKind(said["kind"]),
            person_id=int(said["person"]) if said["person"] else None,
            visit_id=int(visit) if visit.isdecimal() and len(visit) < 19 else None,
            **_said(said),
        )
        return _kept(request, file.pk, paper, said)

    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


@needs(Right.WORK_FILES)
@_DEED
def document_replace(request: Visit, document_id: int) -> HttpResponse:
    """A newer paper in place of one that ends; the older one stays to be read."""
    older = seen_document(document_id=document_id, scope=request.scope)
    found = _family(request, older.household_id)
    sent = request.FILES if request.method == "POST" else None
    initial = {"title": older.title, "for_centre": older.for_centre}
    form = DocumentForm(
        typed(request), sent, scope=request.scope, family=found, is_replacing=True, initial=initial
    )
    kind = DocumentKind(older.kind)

    def do(said: dict[str, Any]) -> str:
        paper = Paper(kind=kind, person_id=older.person_id, replaces=older.pk, **_said(said))
        return _kept(request, older.case_file_id, paper, said)

    words = Words(
        title=f"مدرک تازه به جای «{older.title or DOCUMENT_KIND_NAMES[kind]}»",
        button="نگه داشته شود",
        back=_back(older.case_file_id),
    )
    return deed_page(request, form=form, do=do, beside=_BESIDE, words=words)


def _said(said: dict[str, Any]) -> dict[str, Any]:
    names = ("title", "issued_on", "expires_on", "consent_by", "consent_on")
    return {**{name: said[name] for name in names}, "for_centre": said.get("for_centre", False)}


def _kept(request: Visit, file_id: int, paper: Paper, said: dict[str, Any]) -> str:
    add_document(
        file_id=file_id,
        paper=paper,
        content=said["scan"].read(),
        token=said["token"],
        by=request.scope,
        at=request.now,
    )
    messages.success(request, "مدرک نگه داشته شد.")
    return _back(file_id)


@needs(Right.SEE_FAMILIES)
@require_GET
def document(request: Visit, document_id: int) -> HttpResponse:
    """The paper itself; pictures are shown, a PDF is saved. That it was opened is told to the trail."""
    paper, content = read_document(document_id=document_id, by=request.scope, at=request.now)
    response = HttpResponse(content, content_type=paper.media_type)
    how = "attachment" if paper.media_type == PDF else "inline"
    response["Content-Disposition"] = f'{how}; filename="document-{paper.pk}.{_suffix(paper)}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@needs(Right.WORK_FILES)
@_DEED
def document_withdraw(request: Visit, document_id: int) -> HttpResponse:
    """The family no longer wants a photograph kept."""
    paper = seen_document(document_id=document_id, scope=request.scope)

    def do(_said: dict[str, Any]) -> str:
        withdraw_consent(document_id=paper.pk, by=request.scope, at=request.now)
        messages.success(request, "این عکس دیگر به کسی نشان داده نمی‌شود.")
        return _back(paper.case_file_id)

    words = Words(
        title="پس گرفتن رضایت نگهداری عکس",
        button="رضایت پس گرفته شد",
        back=_back(paper.case_file_id),
        intro="از همین دم عکس به هیچ‌کس نشان داده نمی‌شود. این کار برگشت ندارد.",
        is_grave=True,
    )
    return deed_page(request, form=PersianForm(typed(request)), do=do, words=words)


def _family(request: Visit, household_id: int) -> Family:
    return family(household_id=household_id, scope=request.scope, on=request.today)


def _suffix(paper: Document) -> str:
    return SUFFIXES.get(paper.media_type, "bin")


def _back(file_id: int) -> str:
    return f"{reverse('case-file', args=[file_id])}#documents"
