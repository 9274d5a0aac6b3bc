"""The bodies of one demo office: its agency, county offices, centres, staff and their posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from django.contrib.auth.hashers import make_password

from madadkar.demo.accounts import ACCOUNTS, DEMO_PASSWORD, PARTNER_KIND, Account
from madadkar.demo.centres import Draft
from madadkar.demo.names import given_name, key_of, surname
from madadkar.demo.plans import OfficePlan
from madadkar.foundation.jalali import from_jalali
from madadkar.organisations.models import (
    Agency,
    BoardMember,
    Centre,
    CentreStanding,
    Office,
    PartnerBody,
    Post,
    Staff,
)
from madadkar.organisations.rules import AGENCY_NAMES, AGENCY_SHORT_NAMES, OfficeKind, Role
from madadkar.places.models import Place
from madadkar.registry.rules import Sex

_OWNER = "owner"
_FAMILIES_A_CASEWORKER = 320
_POSTS_SINCE = from_jalali(1391, 1, 1)
_COUNTY_OFFICE = {"emdad": "اداره کمیته امداد شهرستان", "behzisti": "اداره بهزیستی شهرستان"}


@dataclass(frozen=True, slots=True)
class Bodies:
    """Rows the families refer to, by the places the plan gives them."""

    agency_id: int
    office_id: int
    county_office_ids: list[int]
    caseworker_ids: list[list[int]]
    centre_ids: list[int]


def offices_of(plan: OfficePlan) -> tuple[Office, list[Office]]:
    """The provincial office and its county offices, found or opened."""
    agency, _ = Agency.objects.using(_OWNER).get_or_create(
        code=plan.agency.value,
        defaults={"name": AGENCY_NAMES[plan.agency], "short_name": AGENCY_SHORT_NAMES[plan.agency]},
    )
    province = Place.objects.using(_OWNER).get(code=plan.province)
    whole, _ = Office.objects.using(_OWNER).get_or_create(
        code=plan.code,
        defaults={"name": plan.name, "agency": agency, "kind": OfficeKind.PROVINCIAL, "place": province},
    )
    counties = []
    for county in plan.counties:
        place = Place.objects.using(_OWNER).get(code=county.code)
        name = f"{_COUNTY_OFFICE[plan.agency.value]} {place.name}"
        office, _ = Office.objects.using(_OWNER).get_or_create(
            code=f"{plan.code}-{county.word}",
            defaults={
                "name": name,
                "agency": agency,
                "kind": OfficeKind.COUNTY,
                "parent": whole,
                "place": place,
            },
        )
        counties.append(office)
    return whole, counties


def bodies_of(
    plan: OfficePlan, centres: Sequence[Draft], family_counts: Sequence[int], dice: Random
) -> Bodies:
    """Everything of the office that is not a family, written; and the rows' keys."""
    whole, counties = offices_of(plan)
    centre_rows = _write_centres(plan, centres, counties, dice)
    workers = [
        _write_caseworkers(plan, office, max(1, round(count / _FAMILIES_A_CASEWORKER)), dice)
        for office, count in zip(counties, family_counts, strict=True)
    ]
    signed_in = _write_accounts(plan, whole, counties, centre_rows)
    if plan.centres:
        at_work = [(row, draft) for row, draft in zip(centre_rows, centres, strict=True) if draft.stays]
        _write_centre_workers(plan, at_work, plan.centres.workers - _workers_signed_in(plan))
    for account, staff in signed_in:
        if account.role is Role.CASEWORKER:
            county = next((i for i, office in enumerate(counties) if office.code == account.office), 0)
            workers[county].append(staff)
    return Bodies(
        agency_id=whole.agency_id,
        office_id=whole.pk,
        county_office_ids=[office.pk for office in counties],
        caseworker_ids=[[staff.pk for staff in group] for group in workers],
        centre_ids=[centre.pk for centre in centre_rows],
    )


def _write_centres(
    plan: OfficePlan, drafts: Sequence[Draft], counties: list[Office], dice: Random
) -> list[Centre]:
    rows = [
        Centre(
            code=f"{plan.code}-m{place + 1:03}",
            name=draft.name,
            search_key=key_of(draft.name),
            office=counties[draft.county],
            kind=draft.kind,
            speciality=draft.speciality or "",
            place=counties[draft.county].place,
            licence_number=f"{plan.province}/{1000 + place * 7}",
            licence_from=draft.began_on,
            capacity=draft.capacity,
        )
        for place, draft in enumerate(drafts)
    ]
    Centre.objects.using(_OWNER).bulk_create(rows)
    CentreStanding.objects.using(_OWNER).bulk_create(
        CentreStanding(centre=centre, standing=standing, valid_from=begins_on, valid_until=ends_on)
        for centre, draft in zip(rows, drafts, strict=True)
        for standing, begins_on, ends_on in draft.standings
    )
    BoardMember.objects.using(_OWNER).bulk_create(
        BoardMember(centre=centre, full_name=_full_name(plan, dice), duty=duty, valid_from=draft.began_on)
        for centre, draft in zip(rows, drafts, strict=True)
        for duty in ("رئیس هیئت عامل", "خزانه‌دار", "عضو")
    )
    return rows


def _write_caseworkers(plan: OfficePlan, office: Office, count: int, dice: Random) -> list[Staff]:
    """Caseworkers who carry files; they have no password, so nobody signs in as them."""
    staff = [
        Staff(
            username=f"{office.code}.{place + 1:02}",
            full_name=_full_name(plan, dice),
            password=make_password(None),
            is_demo=True,
        )
        for place in range(count)
    ]
    Staff.objects.using(_OWNER).bulk_create(staff)
    Post.objects.using(_OWNER).bulk_create(
        Post(staff=one, role=Role.CASEWORKER, office=office, valid_from=_POSTS_SINCE) for one in staff
    )
    return staff


def _workers_signed_in(plan: OfficePlan) -> int:
    return sum(account.role is Role.CENTRE_WORKER and account.office == plan.code for account in ACCOUNTS)


def _write_centre_workers(plan: OfficePlan, at_work: Sequence[tuple[Centre, Draft]], count: int) -> None:
    """Caseworkers of the centres at work, one in each before a second in any; nobody signs in as them."""
    dice = Random(f"centre workers {plan.code}")  # noqa: S311 - repeatable, and nothing secret
    places = [at_work[place % len(at_work)] for place in range(count)]
    staff = [
        Staff(
            username=f"{centre.code}.{place // len(at_work) + 1}",
            full_name=_full_name(plan, dice),
            password=make_password(None),
            is_demo=True,
        )
        for place, (centre, _) in enumerate(places)
    ]
    Staff.objects.using(_OWNER).bulk_create(staff)
    Post.objects.using(_OWNER).bulk_create(
        Post(
            staff=one, role=Role.CENTRE_WORKER, office=centre.office, centre=centre, valid_from=draft.began_on
        )
        for one, (centre, draft) in zip(staff, places, strict=True)
    )


def _write_accounts(
    plan: OfficePlan, whole: Office, counties: list[Office], centres: Sequence[Centre]
) -> list[tuple[Account, Staff]]:
    offices = {office.code: office for office in (whole, *counties)}
    written = []
    for account in ACCOUNTS:
        if account.office not in offices:
            continue
        staff = Staff(
            username=account.username,
            full_name=account.full_name,
            password=make_password(DEMO_PASSWORD),
            is_demo=True,
        )
        staff.save(using=_OWNER)
        centre = centres[0] if account.centre else None
        office = centre.office if centre else offices[account.office]
        partner = _partner(account, office) if account.partner else None
        Post.objects.using(_OWNER).create(
            staff=staff,
            role=account.role,
            office=office,
            centre=centre,
            partner=partner,
            valid_from=_POSTS_SINCE,
        )
        written.append((account, staff))
    return written


def _partner(account: Account, office: Office) -> PartnerBody:
    partner, _ = PartnerBody.objects.using(_OWNER).get_or_create(
        name=account.partner, office=office, defaults={"kind": PARTNER_KIND}
    )
    return partner


def _full_name(plan: OfficePlan, dice: Random) -> str:
    sex = dice.choice((Sex.FEMALE, Sex.MALE))
    return f"{given_name(dice, sex, 1362)} {surname(dice, plan.province)}"
