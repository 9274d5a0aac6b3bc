"""`staff_add USERNAME --office CODE --role administrator --name NAME`: an office's first account."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from madadkar.organisations.actions import add_staff, give_post
from madadkar.organisations.queries import installer_scope, office_by_code
from madadkar.organisations.rules import CENTRE_ROLES, ROLE_NAMES, Role

_ROLES = [role for role in Role if role not in CENTRE_ROLES and role is not Role.PARTNER]


class Command(BaseCommand):
    """Prints the password that opens the account once; at first use it must be changed."""

    help = "گشودن حساب کاربری، مانند حساب نخستین مدیر سامانه یک اداره"

    def add_arguments(self, parser: CommandParser) -> None:
        """Sign-in name, office, role and the person's name."""
        parser.add_argument("username")
        parser.add_argument("--office", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--role", default=Role.ADMINISTRATOR.value, choices=[role.value for role in _ROLES]
        )
        parser.add_argument("--json", action="store_true", dest="as_json")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Open the account, give it its post, and say the password."""
        now, by = timezone.now(), installer_scope()
        office = office_by_code(code=options["office"])
        new = add_staff(username=options["username"], full_name=options["name"], mobile="", by=by, at=now)
        role = Role(options["role"])
        give_post(staff=new.staff, role=role, office=office, on=timezone.localdate(now), by=by, at=now)
        if options["as_json"]:
            said = {"username": new.staff.username, "password": new.password, "role": role.value}
            self.stdout.write(json.dumps(said))
        else:
            self.stdout.write(f"{ROLE_NAMES[role]} {office.name}: {new.staff.username}  {new.password}")
