"""People signed in with a post, for the tests of pages."""

from __future__ import annotations

from datetime import date
from itertools import count

from django.test import Client

from madadkar.organisations.models import Centre, Office, PartnerBody, Post, Staff
from madadkar.organisations.rules import CENTRE_ROLES, Role
from tests.databases import as_owner

_ORDER = count(1)


def visitor(role: Role, office: Office, *, centre: Centre | None = None, name: str = "سعید موسوی") -> Client:
    """Somebody signed in with a post in an office or a centre."""
    with as_owner():
        staff = Staff.objects.create(username=f"{role.replace('_', '-')}-{next(_ORDER)}", full_name=name)
        partner = PartnerBody.objects.get_or_create(name="کانون وکلا", kind="وکلا", office=office)[0]
        Post.objects.create(
            staff=staff,
            role=role,
            office=office,
            centre=centre if role in CENTRE_ROLES else None,
            partner=partner if role is Role.PARTNER else None,
            valid_from=date(2015, 1, 1),
        )
        client = Client()
        client.force_login(staff)
    return client
