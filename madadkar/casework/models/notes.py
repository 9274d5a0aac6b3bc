"""What people wrote about a family, each note once and for good."""

from __future__ import annotations

from django.db import models

from madadkar.casework.models.confidence import Confided
from madadkar.casework.rules.confidence import NOTE_KIND_NAMES
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.rules import Right


class Note(Confided):
    """What somebody wrote about a family. Never edited: a new note `corrects` an older one."""

    kind = models.TextField(choices=[(k.value, v) for k, v in NOTE_KIND_NAMES.items()])
    text = WithheldText(told_to=Right.ANSWER_DELEGATIONS)  # a centre sees what is meant for it alone
    on = models.DateField()
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
