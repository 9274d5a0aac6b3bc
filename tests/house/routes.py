"""Who may open what: every address of the house, and the rights of which any one opens it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from madadkar.organisations.rules import Right

OPEN: frozenset[Right] = frozenset()
"""Opened without signing in."""
ANYBODY = frozenset(Right) | {None}
"""Opened by whoever is signed in."""

_FAMILIES = frozenset({Right.SEE_FAMILIES})
_EDIT = frozenset({Right.EDIT_FAMILIES})
_MERGE = frozenset({Right.MERGE})
_ASSIGN = frozenset({Right.ASSIGN_FILES})
_CODES = frozenset({Right.SEE_CODES})
_FILES = frozenset({Right.OPEN_FILES})
_SESSIONS = frozenset({Right.KEEP_SESSIONS})
_ASSIGN = frozenset({Right.ASSIGN_FILES})
_ASK = frozenset({Right.TAKE_REQUESTS})
_WORK = frozenset({Right.WORK_FILES})
_DECIDE = frozenset({Right.DECIDE_FILES})
_CORRECT = frozenset({Right.CORRECT_HISTORY})
_ANSWER = frozenset({Right.ANSWER_DELEGATIONS})
_MATCHING = frozenset({Right.MATCH_PEOPLE, Right.SET_THRESHOLDS})
_ROSTERS = frozenset({Right.IMPORT_ROSTER})
_FIGURES = frozenset({Right.SEE_FIGURES})
_EXPORT = frozenset({Right.EXPORT})
_OFFICES = frozenset({Right.MANAGE_OFFICES})
_VOICES = frozenset({Right.ANSWER_VOICES})
_OVERSEE = frozenset({Right.SUPERVISE_CENTRES})
_OVERSEEN = _OVERSEE | {Right.ANSWER_DELEGATIONS}
"""An office over its centres; a centre's manager reads what is said of their own."""
_CENTRES = frozenset({Right.MANAGE_CENTRES})
_OVERLAPS = frozenset({Right.SEE_OVERLAPS})
_TWO_SIDES = frozenset({Right.DECIDE_OVERLAPS})
_STAFF = frozenset({Right.MANAGE_STAFF})
_PLACES = frozenset({Right.MANAGE_PLACES})

# The first word that fits a route's name decides; a whole name stands before the beginning of one.
WHO: dict[str, frozenset[Any]] = {
    "healthz": OPEN,
    "sign-in": OPEN,
    "second-factor": OPEN,
    "enrol": OPEN,
    "sign-out": OPEN,
    "choose-post": ANYBODY,
    "kept-form": ANYBODY,
    "my-account": ANYBODY,
    "change-password": ANYBODY,
    "recovery-codes": ANYBODY,
    "home": ANYBODY,
    "search": _FAMILIES,
    "search-export": _EXPORT,
    "family-new": _EDIT,
    "family": _FAMILIES,
    "family-move": _EDIT,
    "family-merge": _MERGE,
    "family-merge-undo": _MERGE,
    "member-add": _EDIT,
    "membership-end": _EDIT,
    "head-change": _EDIT,
    "residence-move": _EDIT,
    "person": _FAMILIES,
    "person-change": _EDIT,
    "person-merge": _MERGE,
    "merge-undo": _MERGE,
    "death-record": _EDIT,
    "circumstance-*": _EDIT,
    "phone-*": _EDIT,
    "account-reveal": frozenset({Right.SEE_CODES}),
    "account-*": _EDIT,
    "case-file": _FAMILIES,
    "file-open": _FILES,
    "file-state": _FAMILIES,
    "file-paper": _CORRECT,
    "requests": _ASK,
    "request-*": _ASK,
    "waiting-list": _FAMILIES,
    "file-proceed": _WORK,
    "file-review": _WORK,
    "visit": _FAMILIES,
    "visit-*": _WORK,
    "assessments": _FAMILIES,
    "assess": _WORK,
    "plans": _FAMILIES,
    "plan": _FAMILIES,
    "plan-approve": _DECIDE,
    "plan-return": _DECIDE,
    "plan-*": _WORK,
    "goal-*": _WORK,
    "step-*": _WORK,
    "review-hold": _WORK,
    "readiness": _FAMILIES,
    "exit": _FAMILIES,
    "exit-propose": _WORK,
    "exit-withdraw": _WORK,
    "exit-*": _DECIDE,
    "follow-up": _WORK,
    "office-rules": _DECIDE,
    "office-rule-set": _DECIDE,
    "file-suspend": _DECIDE,
    "file-lift": _DECIDE,
    "file-review-end": _DECIDE,
    "file-exit-back": _DECIDE,
    "file-cover": _DECIDE,
    "file-turn": _DECIDE,
    "file-discretion": _DECIDE,
    "file-discretion-lift": _DECIDE,
    "coverage-*": _FILES,
    "pension-*": _FILES,
    "file-caseworker": _ASSIGN,
    "file-delegate": _ASSIGN,
    "file-delegated": _ASSIGN,
    "file-recall": _ASSIGN,
    "delegations": _ASSIGN | _ANSWER,
    "delegations-at": _ASSIGN | _ANSWER,
    "delegation": _FAMILIES,
    "batches": _ASSIGN,
    "batch": _ASSIGN,
    "batch-*": _ASSIGN,
    "decisions-of-centres": _DECIDE | _ANSWER,
    "proposal-answer": _DECIDE,
    "file-decide": _WORK | _ANSWER,
    "my-day": frozenset(
        {
            Right.WORK_FILES,
            Right.DECIDE_FILES,
            Right.ANSWER_DELEGATIONS,
            Right.SUPERVISE_CENTRES,
            Right.ANSWER_VOICES,
        }
    ),
    "note-*": _WORK,
    "confidant-*": _ASSIGN,
    "glass-read": frozenset({Right.SEE_DISCREET}),
    "glass-*": frozenset({Right.BREAK_GLASS}),
    "document": _FAMILIES,
    "document-*": _WORK,
    "task-*": _WORK,
    "overlaps": _OVERLAPS,
    "overlaps-at": _OVERLAPS,
    "overlap": _OVERLAPS,
    "overlap-rules": _OVERLAPS,
    "overlap-minutes": _OVERLAPS,
    "overlap-find": frozenset({Right.WORK_OVERLAPS}),
    "overlap-consent": frozenset({Right.WORK_OVERLAPS}),
    "overlap-*": _TWO_SIDES,
    "committees": _SESSIONS,
    "committee": _SESSIONS,
    "committee-new": _DECIDE,
    "committee-seat": _DECIDE,
    "committee-seat-end": _DECIDE,
    "committee-close": _DECIDE,
    "committee-sign": _DECIDE,
    "committee-*": _SESSIONS,
    "letter": _FAMILIES,
    "letter-write": _SESSIONS,
    "letter-*": _WORK,
    "appeal-*": frozenset({Right.TAKE_REQUESTS}),
    "kin-declare": _WORK,
    "file-summary": _WORK,
    "register": _FAMILIES,
    "register-export": _EXPORT,
    "export-file": _EXPORT,
    "job": _ROSTERS | _EXPORT,
    "figures": _FIGURES,
    "figures-export": _EXPORT,
    "figure": _FIGURES,
    "figure-list": _FIGURES,
    "figure-list-export": _EXPORT,
    "matching": _MATCHING,
    "matching-next": _MATCHING,
    "matching-pair": _MATCHING,
    "matching-runs": _MATCHING,
    "matching-quality": _MATCHING,
    "matching-thresholds": _MATCHING,
    "matching-agreements": _MATCHING,
    "matching-agreement": _MATCHING,
    "matching-agreement-*": frozenset({Right.AGREE_COMPARISONS}),
    "matching-foreign-export": _EXPORT,
    "matching-projects": frozenset({Right.SET_THRESHOLDS}),
    "matching-project-destroy": frozenset({Right.SET_THRESHOLDS}),
    "matching-draw": frozenset({Right.SET_THRESHOLDS}),
    "matching-*": frozenset({Right.MATCH_PEOPLE}),
    "rosters": _ROSTERS,
    "roster-*": _ROSTERS,
    "roster": _ROSTERS,
    "offices": _OFFICES | _CENTRES,
    "office": _OFFICES | _CENTRES,
    "office-*": _OFFICES,
    "voice-speak": OPEN,
    "voice-told": OPEN,
    "voice-follow": OPEN,
    "voice-object": OPEN,
    "voice": _VOICES,
    "voice-*": _VOICES,
    "voices": _VOICES,
    "survey": _VOICES,
    "survey-*": _VOICES,
    "surveys": _VOICES,
    "group": _WORK,
    "group-*": _WORK,
    "groups": _WORK,
    "founding": _CENTRES,
    "founding-*": _CENTRES,
    "foundings": _CENTRES,
    "supervision": _OVERSEEN,
    "inspection": _OVERSEEN,
    "inspection-*": _OVERSEE,
    "centre-sample": _OVERSEEN,
    "centre-sample-*": _OVERSEE,
    "sampled-file": _OVERSEE,
    "correction": _OVERSEEN,
    "correction-report": _OVERSEEN,
    "correction-*": _OVERSEE,
    "score-*": _OVERSEE,
    "scoring-scheme": _OVERSEE,
    "comparison": _OVERSEE,
    "comparison-list": _OVERSEE,
    "comparison-export": _OVERSEE,
    "centres": _FAMILIES | _CENTRES,
    "centre": _FAMILIES | _CENTRES,
    "centre-*": _CENTRES,
    "board-*": _CENTRES,
    "partners": _OFFICES,
    "partner-*": _OFFICES,
    "people": _STAFF,
    "person-account": _STAFF,
    "staff-*": _STAFF,
    "post-*": _STAFF,
    "places": _PLACES,
    "place": _PLACES,
    "place-*": _PLACES,
    "county-split": _PLACES,
    "audit": frozenset({Right.SEE_AUDIT}),
}


@dataclass(frozen=True)
class Route:
    """One address: its name, the names of what it takes, and the view behind it."""

    name: str
    pattern: str
    takes: tuple[str, ...]
    view: Any

    @property
    def rights(self) -> frozenset[Any] | None:
        """The rights of which any one opens it, by the table; nothing when the table does not know it."""
        if self.name in WHO:
            return WHO[self.name]
        beginnings = sorted((word for word in WHO if word.endswith("*")), key=len, reverse=True)
        return next((WHO[word] for word in beginnings if self.name.startswith(word[:-1])), None)


def routes() -> Iterator[Route]:
    """Every address the resolver knows."""
    yield from _walk(get_resolver(), "")


def _walk(resolver: URLResolver, before: str) -> Iterator[Route]:
    for one in resolver.url_patterns:
        pattern = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield Route(one.name or "", pattern, tuple(one.pattern.converters), one.callback)
        else:
            yield from _walk(one, pattern)
