"""The groups in sight and one group: members, sessions, and what came of it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from madadkar.casework.models import CaseFile
from madadkar.casework.queries.groups import group_page, groups_in_sight
from madadkar.foundation.persian import clean
from madadkar.organisations.rules import Right
from madadkar.web.doors import Visit, needs
from madadkar.web.groups.forms import FindForm

_PAGE = 25


@needs(Right.WORK_FILES)
@require_safe
def groups(request: Visit) -> HttpResponse:
    """The groups, those going on first."""
    found = groups_in_sight(scope=request.scope, on=request.today)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    return render(request, "groups/groups.html", {"page": page})


@needs(Right.WORK_FILES)
@require_safe
def group(request: Visit, group_id: int) -> HttpResponse:
    """One group; `?file=` with a file's number leads to where its people join."""
    told = group_page(group_id=group_id, scope=request.scope, on=request.today)
    form = FindForm(request.GET if "file" in request.GET else None)
    if form.is_valid():
        number = clean(form.cleaned_data["file"])
        file = CaseFile.objects.seen_by(request.scope).filter(number=number).order_by("pk").first()
        if file is not None:
            response = redirect("group-join", file_id=file.pk)
            response["Location"] += f"?group={group_id}"
            return response
        form.add_error("file", "پرونده‌ای با این شماره در محدوده دید شما نیست.")
    may_hold = request.scope.centre_id in (None, told.group.centre_id)
    facts = {"told": told, "group": told.group, "form": form, "may_hold": may_hold}
    return render(request, "groups/group.html", facts)
