"""Appeals of families, and the letters that tell them what was decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from madadkar.casework.models.life import FileMove, FileRecord
from madadkar.casework.rules.appeals import APPEAL_STATE_NAMES
from madadkar.casework.rules.letters import LETTER_KIND_NAMES, SENT_HOW_NAMES
from madadkar.foundation.scope import ScopedQuerySet
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.models import Office, OfficeOwned


class Appeal(FileRecord):
    """A family's word against one decision, heard by others than those who took it.

    `until` is the last day it could come, where the decision had been told by letter.
    """

    move = models.OneToOneField(FileMove, models.PROTECT, related_name="appeal")
    said = WithheldText()
    came_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    state = models.TextField(choices=[(k.value, v) for k, v in APPEAL_STATE_NAMES.items()])
    filed_at = models.DateTimeField()
    filed_by_name = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = WithheldText(blank=True)


class LetterBook(OfficeOwned):
    """The last number an office gave a letter in a Jalali year; families come and go, numbers stay taken."""

    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "year"], name="one_book_of_letters_an_office_and_year")
        ]


class Letter(FileRecord):
    """A letter to a family, kept word for word as it was sent; numbered within its office and Jalali year."""

    issued_by = models.ForeignKey(Office, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    kind = models.TextField(choices=[(k.value, v) for k, v in LETTER_KIND_NAMES.items()])
    move = models.OneToOneField(FileMove, models.PROTECT, null=True, blank=True, related_name="letter")
    appeal = models.OneToOneField(Appeal, models.PROTECT, null=True, blank=True, related_name="letter")
    addressed_to = models.TextField()
    file_number = models.TextField()
    body = WithheldText()
    appeal_days = models.PositiveSmallIntegerField(default=0)
    written_on = models.DateField()
    written_by_name = models.TextField(blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_how = models.TextField(blank=True, choices=[(k.value, v) for k, v in SENT_HOW_NAMES.items()])
    sent_by_name = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issued_by", "year", "number"], name="one_letter_a_number_an_office_and_year"
            ),
            models.CheckConstraint(
                condition=Q(move__isnull=False, appeal__isnull=True)
                | Q(move__isnull=True, appeal__isnull=False),
                name="letter_tells_of_a_move_or_an_appeal",
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True, sent_how="") | (Q(sent_on__isnull=False) & ~Q(sent_how="")),
                name="sent_letter_says_how",
            ),
        ]
