"""Centres that are being founded: how far each has come, and every step it took."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from madadkar.organisations.models.bodies import Centre, Office
from madadkar.organisations.models.people import Staff
from madadkar.organisations.rules import CENTRE_KIND_NAMES, FOUNDING_STATE_NAMES, SPECIALITY_NAMES
from madadkar.places.models import Place

_STATES = [(k.value, v) for k, v in FOUNDING_STATE_NAMES.items()]


class Founding(models.Model):
    """A centre that may come to be; once it has its permit, `centre` is what became of it.

    `token` comes from the form it was typed in, so that a form sent twice is one founding.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="foundings")
    name = models.TextField()
    kind = models.TextField(choices=[(k.value, v) for k, v in CENTRE_KIND_NAMES.items()])
    speciality = models.TextField(blank=True, choices=[(k.value, v) for k, v in SPECIALITY_NAMES.items()])
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    neighbourhood = models.TextField(blank=True)
    founder = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    state = models.TextField(choices=_STATES)
    since = models.DateField()
    token = models.UUIDField()
    centre = models.OneToOneField(Centre, models.PROTECT, null=True, blank=True, related_name="founding")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token"], name="one_founding_a_form"),
            models.CheckConstraint(
                condition=Q(state="licensed", centre__isnull=False)
                | (~Q(state="licensed") & Q(centre__isnull=True)),
                name="a_licensed_founding_has_its_centre",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FoundingMove(models.Model):
    """One step of a founding; only ever appended."""

    founding = models.ForeignKey(Founding, models.PROTECT, related_name="moves")
    from_state = models.TextField(choices=_STATES, blank=True)
    to_state = models.TextField(choices=_STATES)
    note = models.TextField(blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    moved_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    moved_by_name = models.TextField(blank=True)
