"""What the page of a file tells of the clients' voice."""

from __future__ import annotations

from madadkar.casework.queries import FileHistory
from madadkar.casework.queries.voices import voices_of_file
from madadkar.registry.queries import Family
from madadkar.web.doors import Visit
from madadkar.web.panel import Panel


def voices_panel(request: Visit, history: FileHistory, family: Family) -> Panel | None:
    """Complaints and suggestions tied to the file, for who may answer them."""
    known = voices_of_file(file_id=history.file.pk, scope=request.scope)
    if not known:
        return None
    return Panel(
        key="voices",
        title="صدای مددجو",
        template="voices/panel.html",
        content={"voices": known},
        count=len(known),
    )
