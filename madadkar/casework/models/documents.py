"""Papers and photographs of a family: what each is, until when it is good, and its bytes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from madadkar.casework.models.confidence import Confided
from madadkar.casework.rules.confidence import DOCUMENT_KIND_NAMES
from madadkar.foundation.withheld import WithheldText
from madadkar.organisations.rules import Right
from madadkar.registry.models import Person


class Document(Confided):
    """A paper of the family or of one of its people; its bytes are its `content`, known by `sha256`.

    A photograph is kept by somebody's consent; when that is withdrawn its bytes are shown to nobody.
    `visit_id` is the visit it was made on, if any.
    """

    kind = models.TextField(choices=[(k.value, v) for k, v in DOCUMENT_KIND_NAMES.items()])
    title = WithheldText(blank=True, told_to=Right.ANSWER_DELEGATIONS)  # as notes are
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    media_type = models.TextField()
    byte_count = models.PositiveIntegerField()
    sha256 = models.TextField()
    visit_id = models.BigIntegerField(null=True, blank=True)
    consent_by = models.TextField(blank=True)
    consent_on = models.DateField(null=True, blank=True)
    consent_withdrawn_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="photo") | (~Q(consent_by="") & Q(consent_on__isnull=False)),
                name="a_photograph_is_kept_by_consent",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(issued_on__isnull=True)
                | Q(expires_on__gt=F("issued_on")),
                name="document_ends_after_it_was_issued",
            ),
        ]
        indexes = [
            models.Index(
                fields=["office", "expires_on"],
                condition=Q(expires_on__isnull=False, replaced_by__isnull=True),
                name="document_by_expiry",
            ),
            models.Index(fields=["visit_id"], condition=Q(visit_id__isnull=False), name="document_by_visit"),
        ]


class DocumentContent(models.Model):
    """The bytes of a paper: seen by who sees the paper, written once, told to the trail by their digest."""

    document = models.OneToOneField(Document, models.PROTECT, primary_key=True, related_name="content")
    content = models.BinaryField()
