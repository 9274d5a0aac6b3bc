"""Runs, the pairs they found, what was decided of each, and the people held for one across two agencies.

A row of two sides is seen by an office of either: the other side's record itself stays out of sight, because
its own table shows it to its own offices alone.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from madadkar.foundation.models import (
    Dated,
    Job,
    ends_not_before_it_begins,
    never_two_at_once,
)
from madadkar.foundation.scope import Scope, ScopedQuerySet
from madadkar.matching.rules import (
    AGREEMENT_STATE_NAMES,
    FOREIGN_STATE_NAMES,
    LINK_BASIS_NAMES,
    LINK_END_NAMES,
    PAIR_STATE_NAMES,
    RUN_KIND_NAMES,
    RUN_STATE_NAMES,
    VERDICT_NAMES,
    AgreementState,
    ForeignState,
    LinkBasis,
    PairState,
    RunState,
    Side,
)
from madadkar.organisations.models import Agency, Office, OfficeOwned, Staff
from madadkar.registry.models import Person

_VERDICTS = [(k.value, v) for k, v in VERDICT_NAMES.items()]
_SIDES = [(side.value, side.value) for side in Side]


class _NotHidden(models.Func):
    """That a record is none of the people under discreet support whom the reader may not see."""

    template = "%(expressions)s <> all ((select matching_hidden_person_ids())::bigint[])"
    output_field = models.BooleanField()


class TwoSidedQuerySet(ScopedQuerySet):
    """Rows of two sides: an office of either sees them, a centre's people none."""

    def seen_by(self, scope: Scope) -> Self:
        """The rows one side of which is of the reader's offices, without their hidden people."""
        if scope.centre_id is not None:
            return self.none()
        rows = self.filter(Q(left_office__in=scope.office_ids) | Q(right_office__in=scope.office_ids))
        if scope.sees_discreet or not hasattr(self.model, "left_person"):
            return rows
        return rows.filter(_NotHidden(F("left_person_id")), _NotHidden(F("right_person_id")))


class TwoSided(models.Model):
    """Something of two registers, or of two records of one: left and right, each of its own office."""

    left_agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    left_office = models.ForeignKey(Office, models.PROTECT, related_name="+", db_constraint=False)
    right_agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    right_office = models.ForeignKey(Office, models.PROTECT, related_name="+", db_constraint=False)

    objects = TwoSidedQuerySet.as_manager()

    class Meta:
        abstract = True


class TwoPeople(TwoSided):
    """Two records of persons. No key holds them: a roster taken back takes its people along."""

    left_person = models.ForeignKey(Person, models.DO_NOTHING, related_name="+", db_constraint=False)
    right_person = models.ForeignKey(Person, models.DO_NOTHING, related_name="+", db_constraint=False)

    class Meta:
        abstract = True


class Run(TwoSided):
    """One comparison of two lists of people: whole, or only of who is new or changed since an earlier run.

    `watermark` is the first transaction that the next increment looks at. `left_office` is of who asked.
    `agreement` is by what two agencies' registers might be compared.
    """

    kind = models.TextField(choices=[(k.value, v) for k, v in RUN_KIND_NAMES.items()])
    state = models.TextField(
        choices=[(k.value, v) for k, v in RUN_STATE_NAMES.items()], default=RunState.ASKED.value
    )
    since = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    agreement = models.ForeignKey(
        "ComparisonAgreement", models.PROTECT, null=True, blank=True, related_name="runs"
    )
    watermark = models.BigIntegerField(null=True)
    counts = models.JSONField(default=dict)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    asked_by_name = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    token = models.UUIDField(unique=True)

    class Meta:
        indexes = [models.Index(fields=["left_office", "right_office", "kind"], name="run_by_lists")]


class Pair(TwoPeople):
    """Two records that resemble each other, found by a run, and what each side says of them.

    Within one agency the left is the lower number; across two the left is the agency of the lower number.
    `levels` are the engine's levels by field, of the records as they looked then. `is_gone`: one of the two
    was merged into another record or taken back; what was decided stays, and is asked of nobody any more.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="pairs")
    state = models.TextField(
        choices=[(k.value, v) for k, v in PAIR_STATE_NAMES.items()], default=PairState.WAITING.value
    )
    left_verdict = models.TextField(blank=True, choices=_VERDICTS)
    right_verdict = models.TextField(blank=True, choices=_VERDICTS)
    probability = models.DecimalField(max_digits=7, decimal_places=6)
    levels = models.JSONField(default=dict)
    left_look = models.TextField()
    right_look = models.TextField()
    is_gone = models.BooleanField(default=False)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["left_person", "right_person"], name="two_records_are_one_pair"),
            models.CheckConstraint(
                condition=Q(left_agency__lt=F("right_agency"))
                | Q(left_agency=F("right_agency"), left_person__lt=F("right_person")),
                name="a_pair_has_its_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-probability", "id"],
                condition=Q(state__in=["unsure", "waiting"], is_gone=False),
                name="asked_pair_by_certainty",
            ),
        ]


class Decision(OfficeOwned):
    """What one office said of a pair, and what the records looked like then; undone perhaps, never erased.

    The looks are digests of what the two records said then: records brought anew by another roster, and alike
    to the letter, are not asked about again.
    """

    pair = models.ForeignKey(Pair, models.PROTECT, related_name="decisions")
    side = models.TextField(choices=_SIDES)
    verdict = models.TextField(choices=_VERDICTS)
    note = models.TextField(blank=True)
    left_look = models.TextField()
    right_look = models.TextField()
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    staff_name = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by_name = models.TextField(blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "side", "office"],
                condition=Q(undone_at__isnull=True),
                name="one_standing_decision_a_side",
            )
        ]
        indexes = [
            models.Index(fields=["staff", "-decided_at"], name="decision_by_staff"),
            models.Index(fields=["left_look", "right_look"], name="decision_by_looks"),
        ]


class Link(TwoPeople, Dated):
    """That a record of one agency and one of another are of the same person, from a day until a day.

    A record merged into another hands its link over; `left_first_id` and `right_first_id` are who was linked.
    """

    pair = models.ForeignKey(Pair, models.PROTECT, null=True, blank=True, related_name="links")
    left_first_id = models.BigIntegerField()
    right_first_id = models.BigIntegerField()
    basis = models.TextField(choices=[(k.value, v) for k, v in LINK_BASIS_NAMES.items()])
    probability = models.DecimalField(max_digits=7, decimal_places=6)
    linked_at = models.DateTimeField()
    linked_by_name = models.TextField(blank=True)
    ended_for = models.TextField(blank=True, choices=[(k.value, v) for k, v in LINK_END_NAMES.items()])
    end_reason = models.TextField(blank=True)
    ended_by_name = models.TextField(blank=True)

    class Meta:
        constraints = [
            ends_not_before_it_begins("link_ends_not_before_it_begins"),
            never_two_at_once("one_link_of_a_left_person_at_a_time", "left_person", "right_agency"),
            never_two_at_once("one_link_of_a_right_person_at_a_time", "right_person", "left_agency"),
            models.CheckConstraint(
                condition=Q(left_agency__lt=F("right_agency")), name="a_link_crosses_agencies_in_order"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | ~Q(ended_for=""), name="a_link_ends_for_a_reason"
            ),
        ]

    @property
    def is_by_model(self) -> bool:
        """Whether no clerk has looked at it."""
        return self.basis == LinkBasis.MODEL


class Threshold(Dated):
    """Between which scores an agency's clerks are asked, from a day; set by hand from labelled pairs."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    lower = models.DecimalField(max_digits=5, decimal_places=4)
    upper = models.DecimalField(max_digits=5, decimal_places=4)
    reason = models.TextField()
    set_by_name = models.TextField(blank=True)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            ends_not_before_it_begins("threshold_ends_not_before_it_begins"),
            never_two_at_once("one_threshold_an_agency_at_a_time", "agency"),
            models.CheckConstraint(
                condition=Q(lower__gt=0, lower__lte=F("upper"), upper__lte=1),
                name="thresholds_do_not_cross",
            ),
        ]


class Recheck(OfficeOwned):
    """A pair drawn at random to be looked at again by another, who is not told what was said of it."""

    pair = models.ForeignKey(Pair, models.PROTECT, related_name="rechecks")
    seed = models.TextField()
    first_state = models.TextField(choices=[(k.value, v) for k, v in PAIR_STATE_NAMES.items()])
    first_staff_id = models.BigIntegerField(null=True, blank=True)
    drawn_at = models.DateTimeField()
    drawn_by_name = models.TextField(blank=True)
    second_verdict = models.TextField(blank=True, choices=_VERDICTS)
    second_by_name = models.TextField(blank=True)
    second_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pair", "seed", "office"], name="a_pair_once_a_sample"),
        ]


class ComparisonAgreement(TwoSided):
    """That two agencies let registers of two of their offices be compared, for a time; tells of no family.

    One side proposes the terms, which never change; it holds from the day the other accepts (`valid_from`)
    until `agreed_until`, or until the day either side ends it (`valid_until`, that day not included).
    """

    purpose = models.TextField()
    is_nightly = models.BooleanField()
    agreed_until = models.DateField()
    state = models.TextField(
        choices=[(k.value, v) for k, v in AGREEMENT_STATE_NAMES.items()],
        default=AgreementState.PROPOSED.value,
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    proposed_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    proposed_by_name = models.TextField()
    proposed_at = models.DateTimeField()
    answered_agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    answered_by_name = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    ended_by_name = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    token = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            ends_not_before_it_begins("agreement_ends_not_before_it_begins"),
            never_two_at_once(
                "one_agreement_of_two_offices_at_a_time",
                "left_office",
                "right_office",
                only=Q(valid_from__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["left_office", "right_office"],
                condition=Q(state=AgreementState.PROPOSED.value),
                name="one_proposal_of_two_offices_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(left_agency__lt=F("right_agency")), name="an_agreement_is_of_two_agencies"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True, valid_until__isnull=True)
                | Q(valid_from__isnull=False, valid_until__isnull=False, answered_agency__isnull=False)
                & ~Q(answered_agency=F("proposed_agency")),
                name="an_agreement_holds_by_the_other_sides_word",
            ),
        ]


class ForeignRoster(OfficeOwned):
    """Somebody else's roster held beside an office's register, never brought into it.

    The file and what was found stand in files (`foreign_files`), not here: the trail keeps rows for good, and
    of these people nothing is kept after `kept_until`.
    """

    file_name = models.TextField()
    state = models.TextField(
        choices=[(k.value, v) for k, v in FOREIGN_STATE_NAMES.items()], default=ForeignState.ASKED.value
    )
    row_count = models.PositiveIntegerField(null=True, blank=True)
    found_count = models.PositiveIntegerField(null=True, blank=True)
    upper = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    asked_by_name = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    kept_until = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by_name = models.TextField(blank=True)
    token = models.UUIDField(unique=True)

    objects = ScopedQuerySet.as_manager()
