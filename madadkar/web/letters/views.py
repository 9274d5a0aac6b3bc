"""A letter on its page and on paper, and the summary of a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madadkar.casework.queries import case_file
from madadkar.casework.queries.dossier import dossier
from madadkar.casework.queries.letters import last_day_of, letter
from madadkar.foundation.audit import record
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right
from madadkar.registry.queries import family
from madadkar.web.delegated import when_delegated
from madadkar.web.doors import Visit, needs
from madadkar.web.paper import pdf_answer


@needs(Right.SEE_FAMILIES)
@require_safe
def letter_page(request: Visit, letter_id: int) -> HttpResponse:
    """A letter word for word, and whether it reached its family."""
    found = letter(letter_id=letter_id, scope=request.scope)
    page = {"letter": found, "paragraphs": found.body.split("\n"), "last_day": last_day_of(letter=found)}
    response = render(request, "letters/letter.html", page)
    response["Cache-Control"] = "no-store"
    return response


@needs(Right.WORK_FILES)
@require_safe
def letter_print(request: Visit, letter_id: int) -> HttpResponse:
    """The letter as PDF."""
    found = letter(letter_id=letter_id, scope=request.scope)
    told = {"letter": found, "paragraphs": found.body.split("\n"), "last_day": last_day_of(letter=found)}
    title = f"نامه {found.year}-{found.number}"
    answer = pdf_answer(template="paper/letters.html", content={"letters": [told]}, title=title)
    record("casework.export_letter", by=request.scope, at=request.now, subject=found.case_file, count=1)
    return answer


@needs(Right.WORK_FILES)
@when_delegated(Matter.WHOLE)
@require_safe
def file_summary(request: Visit, file_id: int) -> HttpResponse:
    """A file in short as PDF: who, where it stands, cover, plan, last assessment and visits; codes masked."""
    history = case_file(file_id=file_id, scope=request.scope, on=request.today)
    found = family(household_id=history.file.household_id, scope=request.scope, on=request.today)
    content = {
        "history": history,
        "family": found,
        "members": [(one, one.groups(request.today)) for one in found.members],
        "dossier": dossier(file_id=file_id, scope=request.scope, on=request.today),
        "printed_at": request.now,
        "printed_by": request.scope.actor_name,
        "today": request.today,
    }
    answer = pdf_answer(
        template="paper/summary.html", content=content, title=f"خلاصه پرونده {history.file.number}"
    )
    record("casework.export_summary", by=request.scope, at=request.now, subject=history.file)
    return answer
