"""Which free words of our tables everybody reads who sees the family, and why; all others are withheld.

A new column of words is either a `WithheldText` in its model, or stands here with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.rules import Right

Column = tuple[type[models.Model], models.Field[Any, Any]]

OPEN: dict[str, frozenset[str]] = {
    "names, numbers and codes of people, families and files": frozenset(
        {
            "BankAccount.sheba", "CaseFile.number", "Household.code", "Letter.addressed_to",
            "Letter.file_number", "NameDeletion.deletion", "NameDeletion.key", "NameDeletion.part",
            "NameKey.key",
            "Person.birth_certificate_number", "Person.foreigner_code", "Person.national_code",
            "Phone.number",
        }
    ),
    "where a family lives": frozenset(
        {"Residence.address", "Residence.place_text", "Residence.postal_code"}
    ),
    "who gave consent, how somebody is kin, of what kind a file's bytes are": frozenset(
        {"DeclaredKin.relation", "Document.consent_by", "Document.media_type"}
    ),
    "under a domain of life; those of health are hidden with it, and the walk below proves it": frozenset(
        {"Assessment.notes", "Goal.wish", "PlanStep.taken_by_whom", "PlanStep.what"}
    ),
    "coded: four kinds of causes, none of them illness": frozenset({"Assessment.causes"}),
    "told by its criteria, without the verdict and the line that would tell of illness": frozenset(
        {"ExitProposal.readiness"}
    ),
    "about a centre and for it to read, or how centres are scored": frozenset(
        {
            "CentreScore.grade", "CentreScore.missing", "CentreScore.parts", "CorrectiveAction.check_note",
            "CorrectiveAction.done_note", "CorrectiveAction.what", "FileReview.conclusion",
            "Inspection.findings", "Inspection.points", "ScoringScheme.grades", "ScoringScheme.weights",
        }
    ),
    "how an office works, of no family": frozenset(
        {"ColumnMemory.field", "Committee.name", "CommitteeSession.place", "OfficeRule.code"}
    ),
    "rows kept to undo a merge, shown on no page": frozenset(
        {"HouseholdMerge.above", "HouseholdMerge.changed", "Merge.before", "Merge.moved"}
    ),
}  # fmt: skip

BEHIND: dict[Right, frozenset[str]] = {
    Right.IMPORT_ROSTER: frozenset({"RosterImport", "RosterMend", "RosterPrior", "RosterRow"}),
    Right.ANSWER_VOICES: frozenset({"Voice"}),
    Right.ASSIGN_FILES: frozenset({"DelegationBatch"}),
    Right.WORK_FILES: frozenset({"EnablingGroup", "GroupSession"}),
    Right.MATCH_PEOPLE: frozenset(
        {"ComparisonAgreement", "Decision", "ForeignRoster", "Link", "Pair", "Recheck", "Run"}
    ),
    Right.SET_THRESHOLDS: frozenset(
        {"ComparisonAgreement", "Decision", "ForeignRoster", "Pair", "Recheck", "Run", "Threshold"}
    ),
    Right.SEE_OVERLAPS: frozenset(
        {"CoverageFact", "JointMinutes", "JointSignature", "OverlapCase", "OverlapRule", "OverlapSide"}
        | {"OverlapStep", "SideAnswer"}
    ),
}
"""Tables whose pages are opened by this right alone; all who have it see what is medical."""

_NO_WORDS = ("_name", "_key", "digest", "sha256")


def withheld() -> Iterator[Column]:
    """Every column whose words are withheld."""
    return ((model, field) for model, field in _columns() if isinstance(field, WithheldText))


def undeclared() -> list[str]:
    """Columns of words of which nobody has said whether they are withheld."""
    known = frozenset().union(*OPEN.values())
    behind = frozenset().union(*BEHIND.values())
    return sorted(
        named(model, field)
        for model, field in _columns()
        if not isinstance(field, WithheldText)
        and named(model, field) not in known
        and model.__name__ not in behind
    )


def gone() -> set[str]:
    """What is declared open and is withheld, or is no column any more."""
    there = {named(model, field) for model, field in _columns() if not isinstance(field, WithheldText)}
    return set(frozenset().union(*OPEN.values()) - there)


def named(model: type[models.Model], field: models.Field[Any, Any]) -> str:
    """A column as it is declared."""
    return f"{model.__name__}.{field.name}"


def _columns() -> Iterator[Column]:
    for room in ("registry", "matching", "casework", "overlap"):
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.fields:
                base = field.base_field if isinstance(field, ArrayField) else field
                is_words = isinstance(base, (models.TextField, models.JSONField)) and not field.choices
                if is_words and not field.name.endswith(_NO_WORDS):
                    yield model, field
