"""Deeds on offices: found one under another, change it, close it."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db import transaction

from madadkar.foundation.audit import record
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Agency, Office, Post
from madadkar.organisations.queries import active_centres, holds_on
from madadkar.organisations.reach import check_reach, is_command_line
from madadkar.organisations.rules import (
    AGENCY_NAMES,
    AGENCY_SHORT_NAMES,
    AgencyCode,
    OfficeKind,
    Right,
    check_parent_kind,
)
from madadkar.places.models import Place

_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def ensure_agency(*, code: AgencyCode) -> Agency:
    """The agency of this code, made when the house is new."""
    names = {"name": AGENCY_NAMES[code], "short_name": AGENCY_SHORT_NAMES[code]}
    return Agency.objects.get_or_create(code=code.value, defaults=names)[0]


@transaction.atomic
def add_office(
    *,
    code: str,
    name: str,
    agency: Agency,
    kind: OfficeKind,
    parent: Office | None,
    place: Place | None,
    on: date,
    by: Scope,
    at: datetime,
) -> Office:
    """A new office, at work from a day on.

    Raises Refusal: not_permitted, body_unknown, name_missing, office_code_shape, office_code_taken,
    office_parent_wrong, office_of_another_agency, office_root_by_command.
    """
    by.check(Right.MANAGE_OFFICES)
    if not _CODE.fullmatch(code):
        raise Refusal("office_code_shape", code=code)
    if Office.objects.filter(code=code).exists():
        raise Refusal("office_code_taken", code=code)
    _check_place_in_tree(agency, kind, parent, by)
    office = Office.objects.create(
        code=code, name=_named(name), agency=agency, kind=kind.value, parent=parent, place=place, opened_on=on
    )
    record("organisations.add_office", by=by, at=at, subject=office, office_id=office.pk, code=code)
    return office


def _check_place_in_tree(agency: Agency, kind: OfficeKind, parent: Office | None, by: Scope) -> None:
    check_parent_kind(kind=kind, parent_kind=OfficeKind(parent.kind) if parent else None)
    if parent is None:
        if not is_command_line(by):
            raise Refusal("office_root_by_command")
        return
    check_reach(by=by, office_id=parent.pk)
    if parent.agency_id != agency.pk:
        raise Refusal("office_of_another_agency", parent=parent.name)


@transaction.atomic
def change_office(*, office: Office, name: str, place: Place | None, by: Scope, at: datetime) -> Office:
    """Another name or place for an office. Raises Refusal: not_permitted, body_unknown, name_missing."""
    by.check(Right.MANAGE_OFFICES)
    check_reach(by=by, office_id=office.pk)
    office = Office.objects.select_for_update().get(pk=office.pk)
    former = office.name
    office.name, office.place = _named(name), place
    office.save(update_fields=["name", "place"])
    record("organisations.change_office", by=by, at=at, subject=office, office_id=office.pk, former=former)
    return office


@transaction.atomic
def close_office(*, office: Office, on: date, reason: str, by: Scope, at: datetime) -> Office:
    """End an office's work from a day on; its families stay in sight of the offices above it.

    Raises Refusal: not_permitted, body_unknown, reason_missing, office_closed_already, office_opened_later,
    office_has_offices, office_has_centres, office_has_posts, office_of_oneself.
    """
    by.check(Right.MANAGE_OFFICES)
    check_reach(by=by, office_id=office.pk)
    office = Office.objects.select_for_update().get(pk=office.pk)
    if not reason.strip():
        raise Refusal("reason_missing")
    _check_can_close(office, on, by)
    office.closed_on = on
    office.save(update_fields=["closed_on"])
    record(
        "organisations.close_office", by=by, at=at, subject=office, office_id=office.pk, reason=reason, on=on
    )
    return office


def _check_can_close(office: Office, on: date, by: Scope) -> None:
    if office.pk == by.home_office_id:
        raise Refusal("office_of_oneself")
    if office.closed_on is not None:
        raise Refusal("office_closed_already", on=office.closed_on)
    if office.opened_on is not None and on <= office.opened_on:
        raise Refusal("office_opened_later", on=office.opened_on)
    if count := Office.objects.filter(parent=office, closed_on__isnull=True).count():
        raise Refusal("office_has_offices", count=count)
    if count := active_centres(on=on, office_ids=(office.pk,)).count():
        raise Refusal("office_has_centres", count=count)
    if count := Post.objects.filter(holds_on(on=on), office=office).count():
        raise Refusal("office_has_posts", count=count)


def _named(name: str) -> str:
    if not (named := clean(name)):
        raise Refusal("name_missing")
    return named
