"""The assessment on the page of a file."""

from __future__ import annotations

from madadkar.casework.queries import FileHistory
from madadkar.casework.queries.assessments import assessments_of
from madadkar.organisations.rules import Right
from madadkar.registry.queries import Family
from madadkar.web.assessments.drawing import lines, means
from madadkar.web.doors import Visit
from madadkar.web.medical import hidden_domains
from madadkar.web.panel import Panel


def assessment_panel(request: Visit, history: FileHistory, family: Family) -> Panel | None:
    """The last scores, weak domains first named, and the way to the whole matrix."""
    told = assessments_of(file_id=history.file.pk, scope=request.scope)
    may = request.scope.may(Right.WORK_FILES)
    if not told and not may:
        return None
    hidden = hidden_domains(request.scope)
    drawn = lines(told, hidden=hidden)
    content = {
        "last": told[-1] if told else None,
        "lines": [line for line in drawn if line.last is not None],
        "weak": [line.name for line in drawn if line.is_weak],
        "mean": means(told, hidden=hidden)[-1] if told else None,
        "may": may,
    }
    return Panel(
        key="assessment",
        title="سنجش وضع",
        template="assessments/panel.html",
        content=content,
        count=len(told),
    )
