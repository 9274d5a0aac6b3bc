"""A small office with everybody in it, for the browser: every role, a few families, two centres, a trail."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone

from madadkar.casework.models import CaseFile, Coverage, Delegation, FileStanding, PensionReceipt
from madadkar.foundation.audit import record
from madadkar.foundation.identity import national_check_digit
from madadkar.foundation.models import Job
from madadkar.foundation.persian import search_key, sort_key
from madadkar.foundation.scope import within
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
from madadkar.organisations.queries import command_scope
from madadkar.organisations.rules import AGENCY_NAMES, AGENCY_SHORT_NAMES, CENTRE_ROLES, AgencyCode, Role
from madadkar.places.models import Place
from madadkar.registry.models import (
    BankAccount,
    Circumstance,
    Household,
    Membership,
    Person,
    Phone,
    Residence,
)
from madadkar.registry.names import learn_names
from tests.browser import (
    asked,
    brought,
    committees,
    confided,
    handed,
    overseen,
    paired,
    two_agencies,
    two_centres,
    years,
)
from tests.databases import as_owner
from tests.house.walked import walk_with, walked
from tests.registry.people import known_of_head, merged_before

PASSWORD = "گل-سرخ-و-باران-۱۴۰۵"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FAMILIES = 60
_SURNAMES = ("بیگدلی", "خدابنده‌لو", "حسنی", "قره‌باغی", "محمدی", "عباسی", "جعفری", "کریمی", "نوری", "صادقی")
_WOMEN = ("زهرا", "فاطمه", "سکینه", "معصومه", "رقیه", "مریم", "عزت", "کبری")
_MEN = ("علی", "محمد", "حسین", "سیدرضا", "یعقوب", "ابوالفضل", "عزت‌الله", "غلامرضا")
_PEOPLE = {
    Role.CASEWORKER: "مریم رضایی",
    Role.INTAKE: "سعید موسوی",
    Role.HEAD: "حمید افشار",
    Role.FINANCE: "ناهید کاظمی",
    Role.DIRECTOR: "روح‌الله نجفی",
    Role.CENTRE_MANAGER: "اکرم ملکی",
    Role.CENTRE_WORKER: "پروین طاهری",
    Role.PARTNER: "بهروز وکیلی",
    Role.AUDITOR: "جواد امینی",
    Role.ADMINISTRATOR: "نسرین فتحی",
}


@dataclass
class World:
    """What a test needs to know of the world: addresses of sample objects, and a session for each role."""

    sessions: dict[str, str] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, dict[str, object]]:
        """For the process that drives the browser."""
        return asdict(self)


@dataclass
class _Ground:
    agency: Agency
    office: Office
    county: Place
    village: Place
    centres: list[Centre]
    partner: PartnerBody


def lay(*, families: int = FAMILIES) -> World:
    """Lay the world in the present database."""
    today = timezone.localdate()
    with transaction.atomic(), as_owner():
        ground = _bodies(today)
        staff = {role: _staff(role, name, ground, today) for role, name in _PEOPLE.items()}
        files = [_family(place, ground, staff[Role.CASEWORKER], today) for place in range(families)]
        learn_names()
        merged_before(files[0].household)
        of_head = known_of_head(files[0].household)
        told = confided.tell(files[0], staff, ground.centres[0], today)
        by = replace(
            command_scope(office=ground.office),
            actor_id=staff[Role.HEAD].pk,
            actor_name=_PEOPLE[Role.HEAD],
        )
        convened = committees.convene(files[-6:], staff, by=by, on=today, at=timezone.now())
        walk_with(files[0])
        watched = overseen.oversee(files, ground.centres[0], by=by, on=today, at=timezone.now())
        on_the_way = handed.hand(files[6:24], ground.centres[0], by=by, at=timezone.now())
        alike = paired.pair_up(ground.office, staff, on=today, at=timezone.now())
        asking = asked.ask([files[0], *files[24:27]], by=by, on=today, at=timezone.now())
        board_member = BoardMember.objects.filter(centre=ground.centres[0]).latest("pk")
        post = Post.objects.get(staff=staff[Role.CASEWORKER])
        sessions = {role.value: _session(person) for role, person in staff.items()}
        second = _staff(Role.HEAD, "زهره کریمی", ground, today, "second-head")
        sessions["second_head"] = _session(second)
        committees.seat_others(second, staff, by=by, on=today, at=timezone.now())
    passed = years.pass_over(files[46], files[38], staff, ground.office, today=today)
    with transaction.atomic(), as_owner():
        yas = two_centres.found_yas(ground.office, ground.village, today)
        for role, name in two_centres.OF_YAS.items():
            person = _staff(role, name, ground, today, f"yas-{role.value}", yas)
            sessions[f"yas_{role.value}"] = _session(person)
    shared = _of_two_agencies(ground, files, staff[Role.HEAD], sessions, today)
    _deeds(ground, files, timezone.now())
    objects = {
        "household": files[0].household_id,
        "person": of_head["person_id"],
        "case_file": files[0].pk,
        "office": ground.office.pk,
        "centre": ground.centres[0].pk,
        "partner": ground.partner.pk,
        "staff": staff[Role.CASEWORKER].pk,
        "place": ground.county.pk,
        "member_id": board_member.pk,
        **of_head,
        **_walked(files[0]),
        **told,
        **convened,
        **watched,
        **on_the_way,
        **asking,
        **alike,
        **passed,
        **shared,
        "yas": yas.pk,
        "two_centres_file": files[47].pk,
        "served_files": [one.pk for one in files[40:44]],
        "post_id": post.pk,
        "job": _job(staff[Role.HEAD], ground),
        **brought.bring_rosters(ground.office, staff[Role.HEAD]),
    }
    return World(sessions=sessions, objects=objects)


def _of_two_agencies(
    ground: _Ground, files: list[CaseFile], hamid: Staff, sessions: dict[str, str], today: date
) -> dict[str, Any]:
    """Behzisti beside us: one family both agree about, and one for the story that is yet to be found."""
    with transaction.atomic(), as_owner():
        office, _ = two_agencies.found_behzisti(ground.office, [files[50]], today)
        theirs = replace(ground, office=office)
        mahdi = _staff(Role.HEAD, two_agencies.MAHDI, theirs, today, "behzisti-head")
        worker = _staff(Role.CASEWORKER, two_agencies.FATEMEH, theirs, today, "behzisti-caseworker")
        sessions |= {"behzisti_head": _session(mahdi), "behzisti_caseworker": _session(worker)}
    shared = two_agencies.agree(hamid, mahdi, on=today, at=timezone.now())
    with transaction.atomic(), as_owner():
        _, (known,) = two_agencies.found_behzisti(ground.office, [files[52]], today)
    return {**shared, "story_file": files[52].pk, "story_file_of_behzisti": known.pk}


def _walked(file: CaseFile) -> dict[str, Any]:
    with transaction.atomic(), as_owner():
        return walked(file)


def _bodies(today: date) -> _Ground:
    agency = Agency.objects.create(
        code=AgencyCode.EMDAD,
        name=AGENCY_NAMES[AgencyCode.EMDAD],
        short_name=AGENCY_SHORT_NAMES[AgencyCode.EMDAD],
    )
    province = Place.objects.get(code="19")
    county = Place.objects.get(code="1904")
    village = Place.objects.filter(county=county, level="village").order_by("code")[0]
    head = Office.objects.create(
        code="emdad-zanjan", name="کمیته امداد استان زنجان", agency=agency, kind="provincial", place=province
    )
    Office.objects.create(
        code="emdad-zanjan-1904", name="کمیته امداد شهرستان زنجان", agency=agency, kind="county",
        parent=head, place=county,
    )  # fmt: skip
    partner = PartnerBody.objects.create(name="کانون وکلای زنجان", kind="وکلا", office=head)
    return _Ground(agency, head, county, village, _centres(head, county, today), partner)


def _centres(office: Office, county: Place, today: date) -> list[Centre]:
    told = [
        ("c-1", "مرکز نیکوکاری نور", "neighbourhood", ""),
        ("c-2", "مداد رنگی زنجان", "specialised", "education"),
    ]
    centres = []
    for code, name, kind, speciality in told:
        centre = Centre.objects.create(
            code=code, name=name, search_key=search_key(name), office=office, kind=kind, capacity=20,
            speciality=speciality, place=county, licence_number="۱۲۳/الف", licence_from=date(2018, 3, 21),
        )  # fmt: skip
        CentreStanding.objects.create(centre=centre, standing="active", valid_from=date(2018, 3, 21))
        BoardMember.objects.create(centre=centre, full_name="رضا نیکوکار", duty="رئیس هیئت", valid_from=today)
        centres.append(centre)
    return centres


def _staff(
    role: Role, name: str, ground: _Ground, today: date, username: str = "", centre: Centre | None = None
) -> Staff:
    username = username or role.value.replace("_", "-")
    person = Staff(username=username, full_name=name, mobile="09120000000")
    person.second_factor_secret = SECRET
    person.second_factor_confirmed_at = timezone.now()
    person.set_password(PASSWORD)
    person.save()
    Post.objects.create(
        staff=person,
        role=role.value,
        office=ground.office,
        centre=(centre or ground.centres[0]) if role in CENTRE_ROLES else None,
        partner=ground.partner if role is Role.PARTNER else None,
        valid_from=today - timedelta(days=400),
    )
    return person


def _session(person: Staff) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _family(place: int, ground: _Ground, caseworker: Staff, today: date) -> CaseFile:
    owned = {"agency": ground.agency, "office": ground.office}
    household = Household.objects.create(
        **owned, code=f"{90001 + place}", issued_by=ground.office, decile=1 + place % 4
    )
    since = today - timedelta(days=30 + 40 * (place % 50))
    _members(place, household, owned, since)
    Residence.objects.create(
        **owned, household=household, place=ground.village, county=ground.county, area="rural",
        address="جاده سنتو، کوچه شهید بیگدلی", valid_from=since,
    )  # fmt: skip
    opened = CaseFile.objects.create(
        **owned, household=household, number=f"{50001 + place}", issued_by=ground.office, field="relief",
        caseworker=caseworker if place % 3 else None, opened_on=since,
    )  # fmt: skip
    fact = {**owned, "case_file": opened, "household": household, "valid_from": since}
    is_active = place % 5 != 4
    FileStanding.objects.create(
        **fact, state="active" if is_active else "inactive", reason="accepted" if is_active else "dormant"
    )
    if is_active:
        Coverage.objects.create(**fact, kind="occasional" if place % 4 == 3 else "continuous")
    if place % 2 == 0:
        PensionReceipt.objects.create(**fact)
    if place % 3 == 0:
        Delegation.objects.create(**fact, centre=ground.centres[0])
    return opened


def _members(place: int, household: Household, owned: dict[str, object], since: date) -> None:
    surname, father = _SURNAMES[place % len(_SURNAMES)], _MEN[place % len(_MEN)]
    is_woman = place % 2 == 0
    head = _person(
        place * 10, (_WOMEN if is_woman else _MEN)[place % 8], surname, father, 1330 + place % 40, owned
    )
    member = {**owned, "household": household, "valid_from": since}
    headship = "spouse_died" if is_woman else "usual"
    Membership.objects.create(**member, person=head, relation="head", is_head=True, headship=headship)
    if is_woman:
        Circumstance.objects.create(
            **owned, person=head, group="woman_head", cause="spouse_died", is_medical=False, valid_from=since
        )
    if place % 6 == 0:
        Circumstance.objects.create(
            **owned, person=head, group="special_patient", detail="دیالیز", is_medical=True, valid_from=since
        )
    Phone.objects.create(**owned, person=head, number=f"0912000{place:04}", kind="mobile")
    BankAccount.objects.create(**owned, person=head, sheba=f"IR{place:024}", valid_from=since)
    for child in range(place % 4):
        name = (_WOMEN + _MEN)[(place + child * 3) % 16]
        pupil = _person(place * 10 + 1 + child, name, surname, str(head.first_name), 1390 + child, owned)
        Membership.objects.create(**member, person=pupil, relation="child")
        Circumstance.objects.create(**owned, person=pupil, group="pupil", is_medical=False, valid_from=since)


def _person(place: int, first: str, last: str, father: str, year: int, owned: dict[str, object]) -> Person:
    nine = f"999{place:06}"
    return Person.objects.create(
        **owned, national_code=nine + national_check_digit(nine), first_name=first, last_name=last,
        father_name=father, first_key=search_key(first), last_key=search_key(last),
        father_key=search_key(father), sort_key=sort_key(last + first), birth_on=date(year + 621, 5, 4),
        sex="female" if first in _WOMEN else "male", marital="",
    )  # fmt: skip


def _job(asker: Staff, ground: _Ground) -> int:
    with transaction.atomic(), as_owner():
        job = Job.objects.create(
            kind="web.export_register", office_id=ground.office.pk, state="running", done_count=40,
            total_count=100, requested_by_id=asker.pk, requested_at=timezone.now(),
        )  # fmt: skip
    return int(job.pk)


def _deeds(ground: _Ground, files: list[CaseFile], now: datetime) -> None:
    scope = command_scope(office=ground.office)
    for place, opened in enumerate(files[:8]):
        with within(scope):
            record(
                "casework.open_file", by=scope, at=now - timedelta(hours=place), subject=opened,
                reason="نوبت پذیرش این هفته",
            )  # fmt: skip
