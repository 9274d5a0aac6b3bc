"""Persons, what is true of them for a time, and the keys they are found by."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex, GinIndex, OpClass
from django.db import models
from django.db.models import Q

from madadkar.foundation.bysets import one_at_a_time
from madadkar.foundation.models import Dated, ends_after_it_begins
from madadkar.foundation.scope import ScopedQuerySet
from madadkar.foundation.sight import BY_PERSON, BY_PERSON_ITSELF, Matter, Sight
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.models import OfficeOwned
from madadkar.registry.rules import GROUP_NAMES, MARITAL_NAMES, SEX_NAMES

PRECISIONS = [("day", "روز"), ("month", "ماه"), ("year", "سال")]


class Person(OfficeOwned):
    """Somebody known to one agency, once. Names are kept as written; the keys are how they are found.

    `birth_on` is the first possible day when only the month or year is known (`birth_precision`).
    A person merged into another keeps their row (`merged_into`) so that un-merging loses nothing.
    """

    sight_by: ClassVar[Sight] = BY_PERSON_ITSELF

    national_code = models.TextField(null=True, blank=True)
    foreigner_code = models.TextField(null=True, blank=True)
    birth_certificate_number = models.TextField(blank=True)
    first_name = models.TextField()
    last_name = models.TextField()
    father_name = models.TextField(blank=True)
    first_key = models.TextField(db_collation="C")
    last_key = models.TextField(db_collation="C")
    father_key = models.TextField(db_collation="C", blank=True)
    sort_key = models.TextField(db_collation="C")
    birth_on = models.DateField(null=True, blank=True)
    birth_precision = models.TextField(choices=PRECISIONS, default="day")
    sex = models.TextField(blank=True, choices=[(k.value, v) for k, v in SEX_NAMES.items()])
    marital = models.TextField(blank=True, choices=[(k.value, v) for k, v in MARITAL_NAMES.items()])
    died_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", db_index=False
    )
    created_by_import_id = models.BigIntegerField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["national_code", "agency"],
                condition=Q(merged_into__isnull=True, national_code__isnull=False),
                name="one_person_a_national_code_an_agency",
            ),
            models.UniqueConstraint(
                fields=["agency", "foreigner_code"],
                condition=Q(merged_into__isnull=True, foreigner_code__isnull=False),
                name="one_person_a_foreigner_code_an_agency",
            ),
            models.UniqueConstraint(fields=["id", "agency"], name="person_within_agency"),
            models.CheckConstraint(
                condition=Q(national_code__isnull=True) | Q(national_code__regex=r"^[0-9]{10}$"),
                name="national_code_has_ten_digits",
            ),
        ]
        indexes = [
            models.Index(fields=["last_key", "first_key", "office"], name="person_by_names"),
            models.Index(fields=["first_key", "office"], name="person_by_first_name"),
            models.Index(
                fields=["foreigner_code"],
                condition=Q(foreigner_code__isnull=False),
                name="person_by_foreigner_code",
            ),
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="person_by_keeper"
            ),
            # The rows of an import lie beside one another: a summary finds them, and costs nothing a row.
            BrinIndex(fields=["created_by_import_id"], name="person_by_import", autosummarize=True),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"


class Circumstance(OfficeOwned, Dated):
    """That a person belongs to a group for a time; medical ones are seen only by those who need them."""

    sight_by: ClassVar[Sight] = BY_PERSON.of(Matter.HEALTH)

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="circumstances", db_index=False, db_constraint=False
    )
    group = models.TextField(choices=[(k.value, v) for k, v in GROUP_NAMES.items()])
    cause = WithheldText(blank=True)
    detail = WithheldText(blank=True)
    is_medical = models.BooleanField()
    created_by_import_id = models.BigIntegerField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_it_begins("circumstance_ends_after_it_begins"),
            one_at_a_time("one_circumstance_of_a_group_at_a_time", "person", "group"),
        ]
        indexes = [
            models.Index(fields=["office", "group"], name="circumstance_by_group"),
        ]


class Phone(OfficeOwned):
    """A number a person can be reached at."""

    sight_by: ClassVar[Sight] = BY_PERSON

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="phones", db_index=False, db_constraint=False
    )
    number = models.TextField(db_index=True)
    kind = models.TextField(choices=[("mobile", "تلفن همراه"), ("landline", "تلفن ثابت")])
    created_by_import_id = models.BigIntegerField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "number"], name="a_number_once_a_person")]


class BankAccount(OfficeOwned, Dated):
    """An account by its Sheba, for a time."""

    sight_by: ClassVar[Sight] = BY_PERSON.of(Matter.MONEY)

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="accounts", db_index=False, db_constraint=False
    )
    sheba = models.TextField()
    created_by_import_id = models.BigIntegerField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_it_begins("bank_account_ends_after_it_begins"),
            one_at_a_time("an_account_once_a_person_at_a_time", "person", "sheba"),
            models.CheckConstraint(
                condition=Q(sheba__regex=r"^IR[0-9]{24}$"), name="sheba_has_twenty_four_digits"
            ),
        ]
        indexes = [models.Index(fields=["sheba"], name="account_by_sheba")]


class Merge(OfficeOwned):
    """That two records were found to be one person: what moved, so that it can be undone whole."""

    sight_by: ClassVar[Sight] = Sight("kept_id", "app_sighted_person_ids", Matter.WHOLE)

    kept = models.ForeignKey(Person, models.PROTECT, related_name="+")
    absorbed = models.ForeignKey(Person, models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    reason = WithheldText(blank=True)
    merged_at = models.DateTimeField()
    merged_by_id = models.BigIntegerField(null=True)
    unmerged_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedQuerySet.as_manager()


class NameKey(models.Model):
    """A spelling that occurs in the register, by which misspelt queries are mended. Names no person."""

    part = models.TextField(choices=[("first", "نام"), ("last", "نام خانوادگی")])
    key = models.TextField(db_collation="C")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "key"], name="a_name_key_once_a_part")]
        indexes = [GinIndex(OpClass("key", name="gin_trgm_ops"), name="name_key_by_trigrams")]


class NameDeletion(models.Model):
    """A name key with one or two letters left out: two spellings that share one are near each other."""

    part = models.TextField()
    deletion = models.TextField(db_collation="C")
    key = models.TextField(db_collation="C")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deletion", "part", "key"], name="a_deletion_once_a_key")
        ]
