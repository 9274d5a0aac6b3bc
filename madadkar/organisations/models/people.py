"""The people who sign in, and the posts they hold."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from madadkar.foundation.models import Dated, ends_after_it_begins
from madadkar.foundation.sealed import SealedTextField
from madadkar.organisations.models.bodies import Centre, Office, PartnerBody
from madadkar.organisations.rules import ROLE_NAMES


class StaffManager(BaseUserManager["Staff"]):
    """Finds staff by their sign-in name, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Staff:
        return self.get(username__iexact=username)


class Staff(AbstractBaseUser):
    """Somebody who signs in. `session_epoch` rises whenever all their sessions must end."""

    username = models.TextField(unique=True)
    full_name = models.TextField()
    mobile = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    second_factor_secret = SealedTextField(blank=True)
    second_factor_confirmed_at = models.DateTimeField(null=True, blank=True)
    second_factor_last_step = models.BigIntegerField(null=True, blank=True)
    must_change_password = models.BooleanField(default=False)
    session_epoch = models.PositiveIntegerField(default=0)

    objects = StaffManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(username__regex=r"^[a-z0-9][a-z0-9._-]*$"), name="username_is_latin"
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_session_auth_hash(self) -> str:
        """Changes with the password and with `session_epoch`, so that a session dies with the account."""
        return self._get_epoch_hash()

    def get_session_auth_fallback_hash(self) -> Any:
        """No other hash is honoured."""
        return iter(())

    def _get_epoch_hash(self) -> str:
        key_salt = "madadkar.organisations.Staff.session"
        return salted_hmac(key_salt, f"{self.password}:{self.session_epoch}", algorithm="sha256").hexdigest()


class RecoveryCode(models.Model):
    """One of the codes that open the door once when the telephone is lost; only its digest is kept."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="recovery_codes")
    digest = models.TextField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff", "digest"], name="one_recovery_code_of_a_digest_a_person")
        ]


class SignInThrottle(models.Model):
    """Failed tries at the door under one key: a sign-in name (known or not) or a network address."""

    key = models.TextField(unique=True)
    failed_count = models.PositiveIntegerField(default=0)
    last_failed_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True, blank=True)


class Post(Dated):
    """A role held by somebody in one office, centre or partner body, from a day until a day."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="posts")
    role = models.TextField(choices=[(k.value, v) for k, v in ROLE_NAMES.items()])
    office = models.ForeignKey(Office, models.PROTECT, related_name="posts")
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="posts")
    partner = models.ForeignKey(PartnerBody, models.PROTECT, null=True, blank=True, related_name="posts")

    class Meta:
        constraints = [
            ends_after_it_begins("post_ends_after_it_begins"),
            models.CheckConstraint(
                condition=(
                    Q(role__in=["centre_manager", "centre_worker"], centre__isnull=False)
                    | (~Q(role__in=["centre_manager", "centre_worker"]) & Q(centre__isnull=True))
                ),
                name="centre_roles_are_held_in_a_centre",
            ),
            models.CheckConstraint(
                condition=Q(role="partner", partner__isnull=False)
                | (~Q(role="partner") & Q(partner__isnull=True)),
                name="partner_role_is_held_in_a_partner_body",
            ),
        ]
