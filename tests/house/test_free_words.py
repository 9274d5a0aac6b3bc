"""Words that may tell of illness reach who may see what is medical, and nobody else, by any page or paper."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from madadkar.casework.models import Assessment, CaseFile, Goal, Plan, PlanStep, WaitingTurn
from madadkar.casework.rules.assessment_matrix import MEDICAL
from madadkar.organisations.rules import ROLE_RIGHTS, Right, Role
from madadkar.web import paper
from tests.databases import as_owner
from tests.house import free_words
from tests.house.ground import Side, lay
from tests.house.routes import ANYBODY, OPEN, routes
from tests.house.unprinted import unprinted

pytestmark = pytest.mark.django_db

_BLIND = [
    role
    for role, rights in ROLE_RIGHTS.items()
    if Right.SEE_FAMILIES in rights and Right.SEE_MEDICAL not in rights
]
_CHECKS = (
    "select conrelid::regclass::text, conname from pg_constraint"
    " where contype = 'c' and conrelid::regclass::text = any (%s)"
)
_MARK = re.compile(r"qx[A-Za-z_.]+xq")

# What is told only in states that the laid family is not in, or at addresses that the others may not open.
_NOT_SHOWN = {
    "AgendaItem.conditions",
    "AgendaItem.grounds",
    "Appeal.outcome",
    "Circumstance.cause",
    "Discretion.reason",
    "ExitProposal.decision_note",
    "FileAssignment.reason",
    "FileMove.note",
    "FileTask.outcome",
    "GroupMember.note",
    "ItemVoice.why",
    "PlanStep.dropped_why",
    "Request.answer",
    "SurveyAnswer.comment",
    "WaitingTurn.reason",
}


def test_every_column_of_words_is_withheld_or_says_why_not() -> None:
    assert free_words.undeclared() == []
    assert free_words.gone() == set()


def test_who_opens_a_door_behind_which_words_are_not_withheld_sees_what_is_medical() -> None:
    doors = [*free_words.BEHIND, Right.SEE_AUDIT]
    blind = [(role, right) for role in _BLIND for right in doors if right in ROLE_RIGHTS[role]]

    assert len(_BLIND) >= 2
    assert blind == []


@pytest.fixture
def marked(db: None, monkeypatch: pytest.MonkeyPatch) -> Side:
    """Our office, its every free word a mark that names its column; paper is read before it is printed."""
    ours, _ = lay()
    with as_owner():
        _of_health(ours.delegated)
        _mark_all()
    monkeypatch.setattr(paper, "pdf_bytes", unprinted)
    return ours


def _of_health(file: CaseFile) -> None:
    """A goal with its step, and a note of an assessment, in each domain of health; a turn in the queue."""
    plan = Plan.objects.get(case_file=file, state="approved")
    whole = {"agency": file.agency, "office": file.office, "case_file": file, "household": file.household}
    for domain in MEDICAL:
        goal = Goal.objects.create(**whole, plan=plan, domain=domain, wish="qxHealth.wishxq", target_score=4)
        PlanStep.objects.create(
            **whole, goal=goal, taken_by="family", taken_by_whom="qxHealth.whomxq", what="qxHealth.whatxq",
            due_on=timezone.localdate() - timedelta(days=1),
        )  # fmt: skip
    WaitingTurn.objects.create(**whole, priority=1, reason="نوبت", valid_from=timezone.localdate())


def _mark_all() -> None:
    """Written beneath all checks and triggers: what is asked is only what is shown."""
    columns = list(free_words.withheld())
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(_CHECKS, [list({model._meta.db_table for model, _ in columns})])
        for table, check in cursor.fetchall():
            cursor.execute(f"alter table {table} drop constraint {check}")
        cursor.execute("set local session_replication_role = replica")
        for model, field in columns:
            mark = f"qx{free_words.named(model, field)}xq"
            cursor.execute(f'update {model._meta.db_table} set "{field.column}" = %s', [mark])
        Assessment.objects.update(notes=dict.fromkeys((one.value for one in MEDICAL), "qxHealth.notexq"))
        cursor.execute("set local session_replication_role = origin")


def test_words_are_read_by_who_sees_what_is_medical_and_by_nobody_else(marked: Side) -> None:
    """At the addresses that both may open."""
    columns = {free_words.named(model, field): field for model, field in free_words.withheld()}
    of_health = {"Health.note", "Health.what", "Health.whom", "Health.wish"}
    urls = {role: set(_addresses(marked, role)) for role in (*_BLIND, Role.HEAD)}
    for role in _BLIND:
        rights = ROLE_RIGHTS[role]
        told_to = {name for name, field in columns.items() if getattr(field, "told_to", "") in rights}
        assert _read(marked, role, urls[role]) <= told_to, role

    sighted = _read(
        marked, Role.HEAD, urls[Role.HEAD].intersection(set().union(*(urls[role] for role in _BLIND)))
    )
    assert (columns.keys() | of_health) - sighted == _NOT_SHOWN


def _read(side: Side, role: Role, urls: set[str]) -> set[str]:
    """The names of all marks that some of these addresses answers to somebody of this role."""
    client = side.visitor(role)
    marks: set[str] = set()
    for url in sorted(urls):
        answer = client.post(url, {"format": "csv"}) if "export" in url else client.get(url)
        marks |= set(_MARK.findall(_text(answer)))
    return {mark[2:-2] for mark in marks}


def _addresses(side: Side, role: Role) -> Iterator[str]:
    objects = side.objects(side.delegated)
    for route in routes():
        if route.rights in (OPEN, None) or not (route.rights is ANYBODY or route.rights & ROLE_RIGHTS[role]):
            continue
        yield reverse(route.name, kwargs={name: objects.get(name, 1) for name in route.takes})
    yield reverse("search") + "?q=qx"


def _text(answer: Any) -> str:
    """All that an answer says, also when it is a workbook."""
    content = answer.getvalue()
    if content[:2] != b"PK":
        return str(content.decode(errors="replace"))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return " ".join(book.read(name).decode(errors="replace") for name in book.namelist())
