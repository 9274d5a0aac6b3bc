"""Records that resemble each other in the browser's world: sixty pairs of the office, one with Behzisti."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise
from typing import Any
from uuid import uuid4

from madadkar.foundation.persian import search_key, sort_key
from madadkar.matching.models import Decision, Link, Pair, Recheck, Run
from madadkar.organisations.models import Agency, Office, Staff
from madadkar.organisations.rules import Role
from madadkar.registry.models import Person

PAIRS = 60
_ALIKE = {"code": 3, "birth": 5, "first": 6, "last": 0, "father": 3, "place": -1, "phone": 1, "sex": 1}


def pair_up(office: Office, staff: dict[Role, Staff], *, on: date, at: datetime) -> dict[str, Any]:
    """Lay the pairs; what the addresses take of the first of them, which is decided, linked and drawn."""
    people = list(Person.objects.filter(office=office, merged_into=None).order_by("pk")[: PAIRS + 1])
    run = Run.objects.create(
        **_lists(office, office), kind="within", state="done", asked_at=at, finished_at=at, token=uuid4(),
        asked_by_name="زهرا محمدی", counts={"left": len(people), "new": PAIRS, "remembered": 0},
    )  # fmt: skip
    Pair.objects.bulk_create(
        _pair(run, one, other, probability=f"{0.99 - place / 100:.6f}", at=at)
        for place, (one, other) in enumerate(pairwise(people))
    )
    elsewhere = _behzisti(office)
    return {**_said(run, people, staff, at), **_shared(run, people[0], elsewhere, on, at)}


def _said(run: Run, people: list[Person], staff: dict[Role, Staff], at: datetime) -> dict[str, Any]:
    """The last pair is decided, and drawn for a second look."""
    last = Pair.objects.filter(run=run).latest("pk")
    last.state, last.left_verdict, last.right_verdict = "different", "different", "different"
    last.save()
    said = {"agency_id": last.left_agency_id, "office_id": last.left_office_id, "pair": last}
    clerk = staff[Role.CASEWORKER]
    decision = Decision.objects.create(
        **said, side="both", verdict="different", note="خواهرند", left_look="", right_look="", staff=clerk,
        staff_name=clerk.full_name, decided_at=at,
    )  # fmt: skip
    recheck = Recheck.objects.create(
        **said, seed="پاییز", first_state="different", first_staff_id=clerk.pk, drawn_at=at
    )
    first = Pair.objects.filter(run=run).earliest("pk")
    return {"pair_id": first.pk, "pair_decision_id": decision.pk, "recheck_id": recheck.pk}


def _shared(run: Run, ours: Person, elsewhere: Office, on: date, at: datetime) -> dict[str, Any]:
    theirs = Person.objects.create(
        agency=elsewhere.agency, office=elsewhere, first_name=ours.first_name, last_name="یگانه",
        first_key=ours.first_key, last_key=search_key("یگانه"), sort_key=sort_key(f"یگانه {ours.first_name}"),
    )  # fmt: skip
    pair = _pair(run, ours, theirs, probability="0.400000", at=at)
    pair.save()
    left, right = sorted((ours, theirs), key=lambda person: person.agency_id)
    linked = {
        "left_agency": left.agency, "left_office": left.office, "left_person": left,
        "right_agency": right.agency, "right_office": right.office, "right_person": right,
    }  # fmt: skip
    link = Link.objects.create(
        **linked, pair=pair, basis="model", probability="0.4", linked_at=at, valid_from=on,
        left_first_id=left.pk, right_first_id=right.pk,
    )  # fmt: skip
    return {"link_id": link.pk, "shared_pair_id": pair.pk}


def _pair(run: Run, one: Person, other: Person, *, probability: str, at: datetime) -> Pair:
    left, right = sorted((one, other), key=lambda person: (person.agency_id, person.pk))
    return Pair(
        **_lists(left.office, right.office), left_person=left, right_person=right, run=run, levels=_ALIKE,
        probability=probability, left_look="", right_look="", found_at=at,
    )  # fmt: skip


def _lists(left: Office, right: Office) -> dict[str, Any]:
    return {
        "left_agency_id": left.agency_id, "left_office": left,
        "right_agency_id": right.agency_id, "right_office": right,
    }  # fmt: skip


def _behzisti(beside: Office) -> Office:
    agency, _ = Agency.objects.get_or_create(
        code="behzisti", defaults={"name": "سازمان بهزیستی کشور", "short_name": "بهزیستی"}
    )
    found = Office.objects.filter(agency=agency).first()
    return found or Office.objects.create(
        code="behzisti-beside", name="بهزیستی زنجان", agency=agency, kind=beside.kind, place=beside.place
    )
