"""What the page of a file says of committees, letters and appeals."""

from __future__ import annotations

from madadkar.casework.models import AgendaItem
from madadkar.casework.queries import FileHistory
from madadkar.casework.queries.committees import decided_of
from madadkar.casework.queries.letters import appealable, appeals_of, letters, untold_moves
from madadkar.casework.rules import FileState
from madadkar.organisations.rules import Right
from madadkar.registry.queries import Family
from madadkar.web.doors import Visit
from madadkar.web.panel import Panel


def committee_panel(request: Visit, history: FileHistory, family: Family) -> Panel | None:
    """Decisions, letters and appeals of the file, and what the reader may do about them."""
    scope, file_id = request.scope, history.file.pk
    items = decided_of(file_id=file_id, scope=scope)
    told = list(letters(scope=scope).filter(case_file=file_id))
    appeals = appeals_of(file_id=file_id, scope=scope)
    may_take, may_work = scope.may(Right.TAKE_REQUESTS), scope.may(Right.WORK_FILES)
    may_keep = scope.may(Right.KEEP_SESSIONS)
    open_to = appealable(file_id=file_id, scope=scope)
    is_waiting = may_keep and _is_unplaced(history, items)
    if not items and not told and not appeals and open_to is None and not may_work:
        return None
    untold = untold_moves(scope=scope, on=request.today).filter(case_file=file_id) if may_keep else []
    content = {
        "items": items,
        "letters": told,
        "appeals": appeals,
        "appealable": open_to if may_take else None,
        "is_in_time": open_to is not None and open_to.is_open(request.today),
        "untold": list(untold),
        "file_id": file_id,
        "is_waiting": is_waiting,
        "may_keep": may_keep,
        "may_take": may_take,
        "may_work": may_work,
    }
    return Panel(
        key="committee",
        title="کمیته، نامه‌ها و اعتراض",
        template="letters/panel.html",
        content=content,
        count=len(items) + len(told) + len(appeals) or None,
        is_folded=not items and not told and not appeals and open_to is None and not is_waiting,
    )


def _is_unplaced(history: FileHistory, items: list[AgendaItem]) -> bool:
    """Whether the file is in the committee's turn and on no agenda yet."""
    standing = history.standing
    is_in_turn = standing is not None and standing.state == FileState.COMMITTEE.value
    return is_in_turn and all(item.decision for item in items)
