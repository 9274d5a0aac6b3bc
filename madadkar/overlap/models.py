"""Overlap cases, what each side's cover is, and every step, answer, text and signature on the way.

A case is seen by the offices of both its sides, through their own side of it: whoever may not see the family
(discreet support, another office, a centre) does not see the case either. A side names its own file and is
seen by its own office alone; what the other agency may know stands in `CoverageFact`. Cases, sides and facts
are written by functions of the database that see both registers (sql/).
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from madadkar.casework.models.life import FileRecord
from madadkar.casework.rules import COVERAGE_KIND_NAMES
from madadkar.foundation.models import never_two_at_once
from madadkar.foundation.scope import Scope, ScopedQuerySet
from madadkar.organisations.models import Agency, Staff
from madadkar.overlap.rules.kinds import OVERLAP_GROUP_NAMES, OVERLAP_KIND_NAMES
from madadkar.overlap.rules.life import ANSWER_NAMES, ENDED, OVERLAP_STATE_NAMES
from madadkar.overlap.rules.solutions import VERDICT_NAMES

_VERDICTS = [(k.value, v) for k, v in VERDICT_NAMES.items()]
_STATES = [(k.value, v) for k, v in OVERLAP_STATE_NAMES.items()]
_KINDS = [(k.value, v) for k, v in OVERLAP_KIND_NAMES.items()]
_GROUPS = [(k.value, v) for k, v in OVERLAP_GROUP_NAMES.items()]


class SharedQuerySet(ScopedQuerySet):
    """Rows that both sides of a case see: those of which the reader sees their own side."""

    def seen_by(self, scope: Scope) -> Self:
        """The rows of cases with a side in the reader's sight; a centre's people see none."""
        if scope.centre_id is not None:
            return self.none()
        own = OverlapSide.objects.seen_by(scope).values("case_id")
        return self.filter(**{f"{self.model.by_case}__in": own})


class OverlapCase(models.Model):
    """One family with cover of two agencies: what kind of overlap, what is proposed, and how far it has come.

    It names nobody. `group` and `kind` choose the rule; `verdict` is what is proposed now, `source` why,
    `round` counts the proposals, `is_by_rule` says that no person made it. `at_stake_rial` is what is paid
    twice a month, where known. The overlap is allowed on the days `[allowed_from, allowed_until)`.
    `pair` is a digest of the two files, so that one pair has one case at a time.
    """

    by_case: ClassVar[str] = "pk"

    province_code = models.TextField()
    pair = models.TextField()
    group = models.TextField(choices=_GROUPS)
    kind = models.TextField(choices=_KINDS)
    state = models.TextField(choices=_STATES)
    state_since = models.DateField()
    verdict = models.TextField(blank=True, choices=_VERDICTS)
    source = models.TextField(blank=True)
    is_by_rule = models.BooleanField(default=False)
    round = models.PositiveIntegerField(default=0)
    at_stake_rial = models.BigIntegerField(null=True, blank=True)
    overlap_from = models.DateField()
    found_on = models.DateField()
    found_at = models.DateTimeField()
    allowed_from = models.DateField(null=True, blank=True)
    allowed_until = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = SharedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair"],
                condition=~Q(state__in=sorted(one.value for one in ENDED)),
                name="one_open_case_a_pair_of_files",
            ),
            models.CheckConstraint(
                condition=Q(at_stake_rial__isnull=True) | Q(at_stake_rial__gt=0),
                name="at_stake_is_positive_rial",
            ),
            models.CheckConstraint(
                condition=Q(allowed_until__isnull=True) | Q(allowed_until__gte=F("allowed_from")),
                name="allowed_ends_not_before_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["state", "state_since"], name="overlap_case_by_state")]


class OverlapSide(FileRecord):
    """One agency's own side of a case: which of its files it is, and what the family itself said.

    `consent_by` is who of the family agreed to the hand-over (or did not, `is_consent` False).
    """

    case = models.ForeignKey(OverlapCase, models.CASCADE, related_name="sides")
    consent_by = models.TextField(blank=True, db_default="")
    consent_on = models.DateField(null=True, blank=True)
    is_consent = models.BooleanField(null=True, blank=True)
    consent_told_by_name = models.TextField(blank=True, db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "agency"], name="one_side_an_agency_a_case")]


class OfCase(models.Model):
    """A row of a case that both sides read."""

    by_case: ClassVar[str] = "case_id"

    objects = SharedQuerySet.as_manager()

    class Meta:
        abstract = True


class CoverageFact(OfCase):
    """All that the other side is told of an agency's cover: kind, since when, services, the family's size."""

    case = models.ForeignKey(OverlapCase, models.CASCADE, related_name="facts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    kind = models.TextField(choices=[(k.value, v) for k, v in COVERAGE_KIND_NAMES.items()])
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    services = ArrayField(models.TextField(), default=list)
    member_count = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "agency"], name="one_cover_an_agency_a_case")]


class OverlapStep(OfCase):
    """A step of a case, once taken taken for good; without an agency it was the rule's or the clock's."""

    case = models.ForeignKey(OverlapCase, models.CASCADE, related_name="steps")
    from_state = models.TextField(blank=True, choices=_STATES)
    to_state = models.TextField(choices=_STATES)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    by_name = models.TextField(blank=True)
    note = models.TextField(blank=True)
    on = models.DateField()
    at = models.DateTimeField()


class SideAnswer(OfCase):
    """What one side says of one proposal."""

    case = models.ForeignKey(OverlapCase, models.CASCADE, related_name="answers")
    round = models.PositiveIntegerField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    answer = models.TextField(choices=[(k.value, v) for k, v in ANSWER_NAMES.items()])
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    by_name = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round", "agency"], name="one_answer_a_side_a_proposal")
        ]


class JointMinutes(OfCase):
    """A text of the joint decision; a new version replaces it, and signatures of an old one count no more."""

    case = models.ForeignKey(OverlapCase, models.CASCADE, related_name="minutes")
    version = models.PositiveIntegerField()
    round = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.TextField()
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="one_text_a_version")]


class JointSignature(OfCase):
    """The head of one side has signed one version of the text, letter by letter (`digest`)."""

    case = models.ForeignKey(OverlapCase, models.CASCADE, related_name="signatures")
    minutes = models.ForeignKey(JointMinutes, models.CASCADE, related_name="signatures", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    by_name = models.TextField()
    digest = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["minutes", "agency"], name="one_signature_a_side_a_version")
        ]


class OverlapRule(models.Model):
    """What the two agencies of a province agreed on for one cell of the table; tells of no family.

    One side proposes; it holds from the day the other agrees (`valid_from`) until another is agreed on.
    `dropped_at`: it was taken back or refused before it ever held.
    """

    province_code = models.TextField()
    group = models.TextField(choices=_GROUPS)
    kind = models.TextField(choices=_KINDS)
    verdict = models.TextField(choices=_VERDICTS)
    reason = models.TextField()
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    proposed_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    proposed_by_name = models.TextField()
    proposed_at = models.DateTimeField()
    agreed_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_by_name = models.TextField(blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by_name = models.TextField(blank=True)

    class Meta:
        constraints = [
            never_two_at_once(
                "one_agreed_rule_a_cell_at_a_time",
                "province_code",
                "group",
                "kind",
                only=Q(valid_from__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["province_code", "group", "kind"],
                condition=Q(valid_from__isnull=True, dropped_at__isnull=True),
                name="one_waiting_rule_a_cell",
            ),
            models.CheckConstraint(
                condition=Q(agreed_agency__isnull=True) | ~Q(agreed_agency=F("proposed_agency")),
                name="a_rule_is_agreed_by_the_other_side",
            ),
        ]
