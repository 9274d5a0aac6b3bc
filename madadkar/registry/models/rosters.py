"""A roster's way in: the file, its rows with what became of each, and what was found in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from madadkar.foundation.models import Job
from madadkar.foundation.scope import ScopedQuerySet
from madadkar.organisations.models import Office, OfficeOwned


class Cells(models.TextField):  # type: ignore[type-arg]  # a list outside, one text inside
    """The texts of a row's cells, kept as one text: read far more quickly than an array of texts."""

    BETWEEN = "\x1f"

    def from_db_value(self, value: str, *_: object) -> list[str]:
        """The cells, one by one."""
        return value.split(self.BETWEEN)

    def get_prep_value(self, value: Iterable[str]) -> str:
        """The cells as one text."""
        return self.BETWEEN.join(value)


class RosterImport(OfficeOwned):
    """One file an office brought. It is recognised, checked, committed, perhaps undone."""

    STATES: ClassVar = [
        ("received", "دریافت شد"),
        ("recognised", "ستون‌ها شناخته شد"),
        ("checked", "بررسی شد"),
        ("committed", "ثبت شد"),
        ("undone", "برگردانده شد"),
        ("refused", "پذیرفته نشد"),
    ]

    file_name = models.TextField()
    stored_as = models.TextField(blank=True)
    sha256 = models.TextField()
    byte_count = models.BigIntegerField()
    state = models.TextField(choices=STATES, default="received")
    kind = models.TextField(blank=True, choices=[("member", "هر ردیف یک عضو"), ("file", "هر ردیف یک پرونده")])
    as_of = models.DateField(null=True, blank=True)
    sheets = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    commits = models.JSONField(default=list)
    finding_counts = models.JSONField(default=dict)
    refusal = models.JSONField(null=True, blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    repeats = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    received_by_id = models.BigIntegerField(null=True)
    received_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["office", "sha256"], name="roster_import_by_file")]


class RosterRow(models.Model):
    """One row of a roster: its cells as they came, what they were understood as, and what becomes of it.

    `outcome` is exactly one of new, updated, unchanged, waiting, duplicate, not_a_person.
    """

    OUTCOMES: ClassVar = [
        ("new", "تازه"),
        ("updated", "به‌روز می‌شود"),
        ("unchanged", "بی‌تغییر"),
        ("waiting", "در انتظار"),
        ("duplicate", "تکراری"),
        ("not_a_person", "شخص نیست"),
    ]

    # Staging is written in bulk and only ever with its import: no key is checked a row.
    roster_import = models.ForeignKey(
        RosterImport, models.CASCADE, related_name="rows", db_index=False, db_constraint=False
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    sheet = models.TextField()
    row_number = models.IntegerField()
    cells = Cells(default=list)
    findings = ArrayField(models.TextField(), default=list)
    outcome = models.TextField(choices=OUTCOMES)
    person_id = models.BigIntegerField(null=True)
    household_id = models.BigIntegerField(null=True)
    resembles = models.JSONField(null=True)
    # Who looks known by likeness: person's number → {"probability", "levels"}; and the highest probability.
    likeness = models.JSONField(null=True)
    probability = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    differences = models.JSONField(null=True)
    decision = models.TextField(blank=True)
    is_committed = models.BooleanField(default=False)
    # Whether it speaks for its household, and what it was understood to say (rosters.fields.SLOTS).
    is_leader = models.BooleanField(default=False)
    household_code = models.TextField(null=True)
    relation = models.TextField(null=True)
    is_head = models.BooleanField(null=True)
    first_name = models.TextField(null=True)
    last_name = models.TextField(null=True)
    father_name = models.TextField(null=True)
    first_key = models.TextField(null=True, db_collation="C")
    last_key = models.TextField(null=True, db_collation="C")
    father_key = models.TextField(null=True, db_collation="C")
    sort_key = models.TextField(null=True, db_collation="C")
    national_code = models.TextField(null=True)
    foreigner_code = models.TextField(null=True)
    certificate = models.TextField(null=True)
    birth_on = models.DateField(null=True)
    birth_precision = models.TextField(null=True)
    sex = models.TextField(null=True)
    marital = models.TextField(null=True)
    county_id = models.BigIntegerField(null=True)
    place_id = models.BigIntegerField(null=True)
    place_text = models.TextField(null=True)
    area = models.TextField(null=True)
    address = models.TextField(null=True)
    postal_code = models.TextField(null=True)
    mobile = models.TextField(null=True)
    landline = models.TextField(null=True)
    sheba = models.TextField(null=True)
    coverage = models.TextField(null=True)
    groups = models.TextField(null=True)
    decile = models.IntegerField(null=True)
    accepted_on = models.DateField(null=True)
    centre_id = models.BigIntegerField(null=True)
    size = models.IntegerField(null=True)
    field = models.TextField(null=True)
    standing = models.TextField(null=True)
    pension = models.TextField(null=True)
    headship = models.TextField(null=True)
    file_number = models.TextField(null=True)
    responsible_id = models.BigIntegerField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["roster_import", "sheet", "row_number"], name="a_row_once_an_import"
            )
        ]
        indexes = [
            models.Index(
                fields=["office", "household_code"],
                condition=models.Q(decision__startswith="joins:"),
                name="roster_row_that_joined",
            )
        ]


class RosterMend(models.Model):
    """What a person mended in a cell of a roster (`column`), or decided about a row that looks known."""

    roster_import = models.ForeignKey(
        RosterImport, models.CASCADE, related_name="mends", db_index=False, db_constraint=False
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    sheet = models.TextField()
    row_number = models.IntegerField()
    column = models.IntegerField(null=True)
    text = models.TextField(blank=True)
    mended_by_id = models.BigIntegerField(null=True)
    mended_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["roster_import", "sheet", "row_number", "column"],
                nulls_distinct=False,
                name="a_cell_mended_once",
            )
        ]


class RosterPrior(models.Model):
    """A row of the register as it was before an import changed it, so that the import can be taken back."""

    roster_import = models.ForeignKey(
        RosterImport, models.CASCADE, related_name="priors", db_index=False, db_constraint=False
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    table_name = models.TextField()
    row_id = models.BigIntegerField()
    before = models.JSONField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["roster_import", "table_name", "row_id"], name="a_prior_once_an_import"
            )
        ]


class ColumnMemory(models.Model):
    """What an office's people said a column heading means; proposed first the next time."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    heading_key = models.TextField()
    field = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "heading_key"], name="one_meaning_a_heading_an_office")
        ]
