"""What stands on the file's page of its centres."""

from __future__ import annotations

from madadkar.casework.queries import FileHistory
from madadkar.casework.queries.delegations import centre_decisions
from madadkar.casework.rules.delegation import DELEGATION_STEP_NAMES, DelegationStep
from madadkar.casework.rules.limits import (
    DECISION_KIND_NAMES,
    DECISION_STATE_NAMES,
    DecisionKind,
    DecisionState,
)
from madadkar.organisations.rules import Right
from madadkar.registry.queries import Family
from madadkar.web.doors import Visit
from madadkar.web.panel import Panel


def delegation_panel(request: Visit, history: FileHistory, family: Family) -> Panel | None:
    """Which centres walk or walked with the family, how far each handing has come, and what they decided."""
    scope = request.scope
    own = [one for one in history.delegations if scope.centre_id in (None, one.centre_id)]
    rows = [(one, DELEGATION_STEP_NAMES[DelegationStep(one.step)]) for one in own]
    decided = [
        (one, DECISION_KIND_NAMES[DecisionKind(one.kind)], DECISION_STATE_NAMES[DecisionState(one.state)])
        for one in centre_decisions(scope=scope).filter(case_file=history.file)
    ]
    may_send = scope.may(Right.ASSIGN_FILES) and history.is_active
    is_in_hands = any(
        one.is_open and one.step == DelegationStep.IN_WORK and one.centre_id == scope.centre_id for one in own
    )
    if not (rows or decided or may_send):
        return None
    content = {
        "rows": rows,
        "decided": decided,
        "may_send": may_send,
        "may_recall": scope.may(Right.ASSIGN_FILES) and any(one.is_open for one in own),
        "may_decide": is_in_hands and (scope.may(Right.ANSWER_DELEGATIONS) or scope.may(Right.WORK_FILES)),
        "may_answer": scope.may(Right.DECIDE_FILES),
    }
    return Panel(
        key="centres",
        title="مراکز نیکوکاری",
        template="delegations/panel.html",
        content=content,
        count=len(rows),
        is_folded=not any(one.is_open for one in own),
    )
