"""Two agencies with families in sight and out of it, and somebody in every role, to walk the whole house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from madadkar.casework.models import (
    CaseFile,
    Delegation,
    Document,
    DocumentContent,
    FileAssignment,
    FileTask,
    GlassBreak,
    Note,
    Request,
)
from madadkar.casework.rules.delegation import Service
from madadkar.foundation.models import Job
from madadkar.organisations.models import (
    BoardMember,
    Centre,
    CentreStanding,
    Office,
    PartnerBody,
    Post,
    Staff,
)
from madadkar.organisations.rules import CENTRE_ROLES, Role
from madadkar.places.models import Place
from madadkar.registry.models import (
    BankAccount,
    Circumstance,
    Household,
    Person,
    Phone,
    RosterImport,
)
from tests.databases import as_owner
from tests.house.committee_ground import convene, convened
from tests.house.delegation_ground import hand, handed
from tests.house.matching_ground import match, matched
from tests.house.overlap_ground import share, shared
from tests.house.supervision_ground import gather, oversee, overseen
from tests.house.walked import walk_with, walked
from tests.registry.people import case_file, centre, household, known_of_head, merged_before, office, person

LONG_AGO = date(2015, 3, 21)


@dataclass(frozen=True)
class Side:
    """One office with one of everything; `delegated` is with its centre, `kept` is not: of it another centre,
    `feeding`, was asked for food alone.
    """

    office: Office
    centre: Centre
    partner: PartnerBody
    staff: dict[Role, Staff]
    delegated: CaseFile
    kept: CaseFile
    feeding: Centre
    roster: RosterImport
    job: Job

    def visitor(self, role: Role) -> Client:
        """Somebody of this side, signed in."""
        client = Client()
        client.force_login(self.staff[role])
        return client

    def feeder(self, role: Role) -> Client:
        """Somebody of the centre that was asked for food alone, signed in."""
        client = Client()
        client.force_login(Staff.objects.get(username=f"{role.replace('_', '-')}.{self.feeding.code}"))
        return client

    def objects(self, file: CaseFile) -> dict[str, object]:
        """What the addresses of the house take, from this side and one of its families."""
        with as_owner():
            of_head = known_of_head(file.household)
        caseworker = self.staff[Role.CASEWORKER]
        place = Place.objects.get(code="1904")
        return {
            "household_id": file.household_id, "file_id": file.pk, "case_file_id": file.pk,
            **of_head, "office_id": self.office.pk,
            "centre_id": self.centre.pk, "partner_id": self.partner.pk, "staff_id": caseworker.pk,
            "post_id": caseworker.posts.get().pk, "member_id": self.centre.board.get().pk,
            "place_id": place.pk, "import_id": self.roster.pk, "job_id": self.job.pk,
            **_request_of(file), **_told_of(file), **_convened(file), **_handed(file), **_overseen(file),
            **_walked(file), **_matched(file), **_shared(file), "sheet": 1, "row_number": 2, "kind": "member",
            "outcome": "new", "code": "households_covered",
        }  # fmt: skip


def _walked(file: CaseFile) -> dict[str, object]:
    with as_owner():
        return walked(file)


def _shared(file: CaseFile) -> dict[str, object]:
    with as_owner():
        return shared(file)


def _matched(file: CaseFile) -> dict[str, object]:
    with as_owner():
        return matched(file)


def _convened(file: CaseFile) -> dict[str, object]:
    with as_owner():
        return convened(file)


def _handed(file: CaseFile) -> dict[str, object]:
    with as_owner():
        return handed(file)


def _overseen(file: CaseFile) -> dict[str, object]:
    with as_owner():
        return overseen(file)


def _told_of(file: CaseFile) -> dict[str, object]:
    with as_owner():
        return {
            f"{name}_id": model.objects.get(case_file=file).pk
            for name, model in {
                "note": Note, "document": Document, "assignment": FileAssignment, "glass": GlassBreak,
                "task": FileTask,
            }.items()
        }  # fmt: skip


def _tell(file: CaseFile, staff: dict[Role, Staff], nour: Centre) -> None:
    """A note, a paper, a task, somebody let in, and broken glass of one file, as its centre may see them."""
    now = timezone.now()
    of_file = {"agency": file.agency, "office": file.office, "case_file": file, "household": file.household}
    told = {**of_file, "made_at": now, "for_centre": True, "author_name": "زهرا"}
    Note.objects.create(**told, token=uuid4(), kind="general", text="گفت‌وگو", on=LONG_AGO)
    paper = Document.objects.create(
        **told, token=uuid4(), kind="photo", media_type="image/png", byte_count=1, sha256="",
        consent_by="سکینه", consent_on=LONG_AGO,
    )  # fmt: skip
    DocumentContent.objects.create(document=paper, content=b"1")
    FileAssignment.objects.create(
        **of_file, staff=staff[Role.CASEWORKER], confidence="medical", valid_from=LONG_AGO
    )
    GlassBreak.objects.create(
        **of_file, staff=staff[Role.AUDITOR], staff_name="بازرس", reason="بیمارستان", broken_at=now,
        ends_at=now + timedelta(hours=1), token=uuid4(),
    )  # fmt: skip
    FileTask.objects.create(
        **of_file, owner=staff[Role.CENTRE_WORKER], centre=nour, words="تلفن", given_at=now, token=uuid4()
    )


def _request_of(file: CaseFile) -> dict[str, object]:
    with as_owner():
        return {"request_id": Request.objects.get(case_file=file).pk, "to": "inquiry"}


def lay() -> tuple[Side, Side]:
    """Ours in Zanjan, and the other agency's in the same province."""
    with as_owner():
        return _side("emdad", "emdad-zanjan"), _side("behzisti", "behzisti-zanjan")


def _side(agency: str, code: str) -> Side:
    ours = office(code, agency, place=Place.objects.get(code="19"))
    nour = centre(f"{code}-1", ours)
    CentreStanding.objects.create(centre=nour, standing="active", valid_from=LONG_AGO)
    BoardMember.objects.create(centre=nour, full_name="رضا", valid_from=LONG_AGO)
    lawyers = PartnerBody.objects.create(name="کانون وکلا", kind="lawyers", office=ours)
    staff = {role: _staff(role, ours, nour, lawyers) for role in Role}
    delegated, kept = (case_file(_family(name, ours)) for name in ("سکینه", "معصومه"))
    Delegation.objects.create(
        agency=ours.agency, office=ours, case_file=delegated, household=delegated.household, centre=nour,
        valid_from=LONG_AGO,
    )  # fmt: skip
    _feed(kept, yas := centre(f"{code}-2", ours))
    oversee(nour, staff[Role.HEAD])
    for one in (delegated, kept):
        head = Person.objects.get(memberships__household=one.household_id, memberships__is_head=True)
        gather(one, head, nour, is_centres=one is delegated)
        walk_with(one)
        match(one, staff[Role.CASEWORKER])
        _tell(one, staff, nour)
        hand(one, nour)
        share(one)
        convene(one, staff[Role.HEAD])
        Request.objects.create(
            agency=ours.agency, office=ours, case_file=one, household=one.household, kind="self",
            said="اجاره", came_on=LONG_AGO, received_at=timezone.now(), token=uuid4(),
        )  # fmt: skip
    roster = RosterImport.objects.create(
        agency=ours.agency, office=ours, file_name="فهرست.xlsx", sha256="0" * 64, byte_count=1,
        received_at=timezone.now(), state="refused",
    )  # fmt: skip
    job = Job.objects.create(
        kind="export_register", office_id=ours.pk, requested_at=timezone.now(),
        requested_by_id=staff[Role.HEAD].pk,
    )  # fmt: skip
    return Side(ours, nour, lawyers, staff, delegated, kept, yas, roster, job)


def _feed(file: CaseFile, yas: Centre) -> None:
    """A family handed to a centre for food alone, and the centre's two people."""
    CentreStanding.objects.create(centre=yas, standing="active", valid_from=LONG_AGO)
    Delegation.objects.create(
        agency=file.agency, office=file.office, case_file=file, household=file.household, centre=yas,
        valid_from=LONG_AGO, services=[Service.FOOD.value],
    )  # fmt: skip
    for role in sorted(CENTRE_ROLES):
        name = f"{role.replace('_', '-')}.{yas.code}"
        somebody = Staff.objects.create(username=name, full_name="همکار یاس")
        held = {"office": file.office, "centre": yas, "valid_from": LONG_AGO}
        Post.objects.create(staff=somebody, role=role.value, **held)


def _family(name: str, of: Office) -> Household:
    head = person(name, "محمدی", of, father="علی")
    owned = {"agency": of.agency, "office": of}
    Circumstance.objects.create(
        **owned, person=head, group="woman_head", is_medical=False, valid_from=LONG_AGO
    )
    Phone.objects.create(**owned, person=head, number="09120000001", kind="mobile")
    BankAccount.objects.create(**owned, person=head, sheba=f"IR{'0' * 24}", valid_from=LONG_AGO)
    kept = household(head, person("رقیه", "محمدی", of, father=name))
    merged_before(kept)
    return kept


def _staff(role: Role, of: Office, nour: Centre, lawyers: PartnerBody) -> Staff:
    somebody = Staff.objects.create(username=f"{role.replace('_', '-')}.{of.code}", full_name=f"همکار {role}")
    Post.objects.create(
        staff=somebody,
        role=role.value,
        office=of,
        centre=nour if role in CENTRE_ROLES else None,
        partner=lawyers if role is Role.PARTNER else None,
        valid_from=LONG_AGO,
    )
    return somebody
