"""Case files and their dated facts: state, coverage and pension."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from madadkar.casework.rules import (
    COVERAGE_KIND_NAMES,
    FIELD_NAMES,
    FILE_STATE_NAMES,
    STATE_REASON_NAMES,
)
from madadkar.foundation.bysets import one_at_a_time
from madadkar.foundation.models import Dated, ends_not_before_it_begins
from madadkar.foundation.scope import ScopedQuerySet
from madadkar.foundation.sight import BY_HOUSEHOLD, Matter, Sight
from madadkar.organisations.models import Office, OfficeOwned, Staff
from madadkar.registry.models import Household


class CaseFile(OfficeOwned):
    """The one file (پرونده مددکاری) an agency keeps of a family. `issued_by` gave it its number."""

    sight_by: ClassVar[Sight] = BY_HOUSEHOLD

    household = models.OneToOneField(Household, models.PROTECT, related_name="case_file", db_constraint=False)
    number = models.TextField()
    issued_by = models.ForeignKey(
        Office, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    field = models.TextField(blank=True, choices=[(k.value, v) for k, v in FIELD_NAMES.items()])
    caseworker = models.ForeignKey(Staff, models.SET_NULL, null=True, blank=True, related_name="files")
    opened_on = models.DateField()
    created_by_import_id = models.BigIntegerField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issued_by", "number"], name="one_file_a_number_an_office"),
            models.UniqueConstraint(
                fields=["id", "household", "agency"], name="case_file_of_its_household_and_agency"
            ),
        ]
        indexes = [models.Index(fields=["number"], name="case_file_by_number")]

    def __str__(self) -> str:
        return self.number


class FileFact(OfficeOwned, Dated):
    """Something true of a file for a time; carries its household so that sight is judged without a join.

    Unless a table says that it tells of another matter, a centre sees it of families delegated whole.
    """

    sight_by: ClassVar[Sight] = BY_HOUSEHOLD.of(Matter.WHOLE)

    case_file = models.ForeignKey(
        CaseFile, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    created_by_import_id = models.BigIntegerField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True


class FileStanding(FileFact):
    """Where the file stood, day by day, and why; the last state of a day is that day's."""

    sight_by: ClassVar[Sight] = BY_HOUSEHOLD

    state = models.TextField(choices=[(k.value, v) for k, v in FILE_STATE_NAMES.items()])
    reason = models.TextField(choices=[(k.value, v) for k, v in STATE_REASON_NAMES.items()])

    class Meta:
        constraints = [
            ends_not_before_it_begins("file_standing_ends_not_before_it_begins"),
            one_at_a_time("one_state_a_file_at_a_time", "case_file", may_be_empty=True),
        ]
        indexes = [
            models.Index(fields=["case_file"], name="file_standing_by_file"),
            models.Index(fields=["household"], name="file_standing_by_household"),
        ]


class Coverage(FileFact):
    """A period in which the family is covered, continuously or occasionally.

    `planned_until` is the day a cover for a limited time is meant to end; nothing ends by itself that day.
    """

    sight_by: ClassVar[Sight] = BY_HOUSEHOLD

    kind = models.TextField(choices=[(k.value, v) for k, v in COVERAGE_KIND_NAMES.items()])
    planned_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ends_not_before_it_begins("coverage_ends_not_before_it_begins"),
            one_at_a_time("one_coverage_a_file_at_a_time", "case_file", may_be_empty=True),
        ]
        indexes = [
            models.Index(fields=["case_file"], name="coverage_by_file"),
            models.Index(fields=["household"], name="coverage_by_household"),
        ]


class PensionReceipt(FileFact):
    """That the family receives a pension (مستمری‌بگیر), from a day until a day."""

    sight_by: ClassVar[Sight] = BY_HOUSEHOLD.of(Matter.MONEY)

    class Meta:
        constraints = [
            ends_not_before_it_begins("pension_receipt_ends_not_before_it_begins"),
            one_at_a_time("one_pension_receipt_a_file_at_a_time", "case_file", may_be_empty=True),
        ]
        indexes = [
            models.Index(fields=["case_file"], name="pension_receipt_by_file"),
            models.Index(fields=["household"], name="pension_receipt_by_household"),
        ]
