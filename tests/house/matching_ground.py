"""Two records of an office that resemble each other: a pair, what was said of it, a link, a second look."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.db.models import Q
from django.utils import timezone

from madadkar.casework.models import CaseFile
from madadkar.matching.models import ComparisonAgreement, Decision, ForeignRoster, Link, Pair, Recheck, Run
from madadkar.organisations.models import Office, Staff
from madadkar.registry.models import Person
from tests.registry import people


def match(file: CaseFile, clerk: Staff) -> None:
    """Lay one of everything about the file's head and another member."""
    now = timezone.now()
    office = file.office
    one, other = sorted(_members(file), key=lambda person: person.pk)
    both = _sides(office, one, office, other)
    lists = {name: told for name, told in both.items() if not name.endswith("person")}
    run = Run.objects.create(
        **lists, kind="within", state="done", asked_at=now, finished_at=now, token=uuid4(),
        counts={"left": 2, "new": 1},
    )  # fmt: skip
    pair = Pair.objects.create(
        **both, run=run, probability="0.7", levels={}, left_look="", right_look="", found_at=now
    )
    said = {"agency": file.agency, "office": office, "pair": pair}
    Decision.objects.create(
        **said, side="both", verdict="unsure", left_look="", right_look="", staff=clerk,
        staff_name=clerk.full_name, decided_at=now,
    )  # fmt: skip
    Recheck.objects.create(**said, seed=f"نمونه {pair.pk}", first_state="waiting", drawn_at=now)
    elsewhere = people.office("elsewhere", "zzz-third")
    _propose(office, elsewhere, str(file.pk))
    _bring(office)
    known = people.person("رضا", "مرادی", elsewhere)
    left, right = sorted((one, known), key=lambda person: person.agency_id)
    Link.objects.create(
        **_sides(left.office, left, right.office, right), basis="model", probability=1, linked_at=now,
        left_first_id=left.pk, right_first_id=right.pk, valid_from=timezone.localdate(now),
    )  # fmt: skip


def _propose(ours: Office, elsewhere: Office, purpose: str) -> None:
    """What the third agency proposes, one of an office only, waits for ours."""
    left, right = sorted((ours, elsewhere), key=lambda one: one.agency_id)
    today = timezone.localdate()
    ComparisonAgreement.objects.get_or_create(
        left_agency=left.agency, left_office=left, right_agency=right.agency, right_office=right,
        defaults={
            "purpose": purpose, "is_nightly": False, "agreed_until": today + timedelta(days=99),
            "proposed_agency": elsewhere.agency, "proposed_by_name": "رضا", "proposed_at": timezone.now(),
            "token": uuid4(),
        },
    )  # fmt: skip


def _bring(office: Office) -> None:
    """A roster of somebody else, compared, whose rows are deleted."""
    now = timezone.now()
    ForeignRoster.objects.get_or_create(
        agency=office.agency, office=office,
        defaults={
            "file_name": "خیریه.xlsx", "state": "deleted", "asked_at": now, "kept_until": now,
            "deleted_at": now, "token": uuid4(),
        },
    )  # fmt: skip


def matched(file: CaseFile) -> dict[str, object]:
    """What the addresses take of it."""
    members = _members(file)
    pair = Pair.objects.get(left_person__in=members, right_person__in=members)
    return {
        "pair_id": pair.pk,
        "pair_decision_id": pair.decisions.get().pk,
        "foreign_id": ForeignRoster.objects.get(office=file.office).pk,
        "agreement_id": ComparisonAgreement.objects.get(
            Q(left_office=file.office) | Q(right_office=file.office)
        ).pk,
        "recheck_id": pair.rechecks.get().pk,
        "link_id": Link.objects.get(Q(left_person__in=members) | Q(right_person__in=members)).pk,
    }


def _members(file: CaseFile) -> list[Person]:
    return list(Person.objects.filter(memberships__household=file.household_id, merged_into=None))


def _sides(office: Office, one: Person, other_office: Office, other: Person) -> dict[str, object]:
    return {
        "left_agency": office.agency, "left_office": office, "left_person": one,
        "right_agency": other_office.agency, "right_office": other_office, "right_person": other,
    }  # fmt: skip
