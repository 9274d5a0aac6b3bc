"""Agencies, kinds of office and centre, and what each role may do and see."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.states import Moves


class AgencyCode(StrEnum):
    """The two agencies of the network; each keeps its own register."""

    EMDAD = "emdad"
    BEHZISTI = "behzisti"


AGENCY_NAMES = {
    AgencyCode.EMDAD: "کمیته امداد امام خمینی (ره)",
    AgencyCode.BEHZISTI: "سازمان بهزیستی کشور",
}
AGENCY_SHORT_NAMES = {AgencyCode.EMDAD: "کمیته امداد", AgencyCode.BEHZISTI: "بهزیستی"}


class OfficeKind(StrEnum):
    """Where an office stands in its agency."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    COUNTY = "county"


OFFICE_KIND_NAMES = {
    OfficeKind.NATIONAL: "ستاد مرکزی",
    OfficeKind.PROVINCIAL: "اداره کل استان",
    OfficeKind.COUNTY: "اداره شهرستان",
}


class CentreKind(StrEnum):
    """A people-run charity centre serves a neighbourhood or a speciality."""

    NEIGHBOURHOOD = "neighbourhood"
    SPECIALISED = "specialised"


CENTRE_KIND_NAMES = {CentreKind.NEIGHBOURHOOD: "محله‌محور", CentreKind.SPECIALISED: "تخصص‌محور"}


class Speciality(StrEnum):
    """What a specialised centre is founded for (seeds 002 and 003)."""

    SHELTER = "shelter"
    EDUCATION = "education"
    ENTREPRENEURSHIP = "entrepreneurship"
    TREATMENT = "treatment"
    CULTURE = "culture"
    ORPHANS = "orphans"


SPECIALITY_NAMES = {
    Speciality.SHELTER: "سرپناه",
    Speciality.EDUCATION: "مداد رنگی",
    Speciality.ENTREPRENEURSHIP: "کارآفرینی",
    Speciality.TREATMENT: "درمان",
    Speciality.CULTURE: "فرهنگی",
    Speciality.ORPHANS: "ایتام",
}


class Standing(StrEnum):
    """Whether a centre may work: its permit is in force, suspended or revoked."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


STANDING_NAMES = {Standing.ACTIVE: "فعال", Standing.SUSPENDED: "تعلیق", Standing.REVOKED: "لغو مجوز"}


class FoundingState(StrEnum):
    """How far a new centre has come, from somebody's idea to its permit."""

    IDEA = "idea"
    BOARD = "board"
    PREMISES = "premises"
    LICENCE_ASKED = "licence_asked"
    LICENSED = "licensed"
    DROPPED = "dropped"


FOUNDING_STATE_NAMES = {
    FoundingState.IDEA: "پیشنهاد",
    FoundingState.BOARD: "تشکیل هیئت عامل",
    FoundingState.PREMISES: "آماده‌سازی محل",
    FoundingState.LICENCE_ASKED: "درخواست مجوز",
    FoundingState.LICENSED: "مجوز گرفت",
    FoundingState.DROPPED: "کنار گذاشته شد",
}
FOUNDING_MOVES = Moves(
    {
        FoundingState.IDEA: {FoundingState.BOARD, FoundingState.DROPPED},
        FoundingState.BOARD: {FoundingState.PREMISES, FoundingState.IDEA, FoundingState.DROPPED},
        FoundingState.PREMISES: {FoundingState.LICENCE_ASKED, FoundingState.BOARD, FoundingState.DROPPED},
        FoundingState.LICENCE_ASKED: {
            FoundingState.LICENSED,
            FoundingState.PREMISES,
            FoundingState.DROPPED,
        },
        FoundingState.LICENSED: set(),
        FoundingState.DROPPED: {FoundingState.IDEA},
    }
)
"""A permit makes a centre of it and nothing follows; what was dropped may be taken up again as an idea."""


class Role(StrEnum):
    """What a person is in an office, a centre or a partner body."""

    CASEWORKER = "caseworker"
    INTAKE = "intake"
    HEAD = "head"
    FINANCE = "finance"
    DIRECTOR = "director"
    CENTRE_MANAGER = "centre_manager"
    CENTRE_WORKER = "centre_worker"
    PARTNER = "partner"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.CASEWORKER: "مددکار",
    Role.INTAKE: "مسئول پذیرش",
    Role.HEAD: "رئیس اداره",
    Role.FINANCE: "مسئول مالی",
    Role.DIRECTOR: "مدیرکل",
    Role.CENTRE_MANAGER: "مدیر مرکز نیکوکاری",
    Role.CENTRE_WORKER: "مددکار مرکز نیکوکاری",
    Role.PARTNER: "شریک",
    Role.AUDITOR: "بازرس",
    Role.ADMINISTRATOR: "مدیر سامانه",
}


class Right(StrEnum):
    """One thing a role may do; every deed and every screen asks for exactly one of these."""

    SEE_FAMILIES = "see_families"
    SEE_MEDICAL = "see_medical"
    SEE_CODES = "see_codes"
    EDIT_FAMILIES = "edit_families"
    MERGE = "merge"
    MATCH_PEOPLE = "match_people"
    SET_THRESHOLDS = "set_thresholds"
    AGREE_COMPARISONS = "agree_comparisons"
    SEE_OVERLAPS = "see_overlaps"
    WORK_OVERLAPS = "work_overlaps"
    DECIDE_OVERLAPS = "decide_overlaps"
    IMPORT_ROSTER = "import_roster"
    EXPORT = "export"
    OPEN_FILES = "open_files"
    ASSIGN_FILES = "assign_files"
    TAKE_REQUESTS = "take_requests"
    WORK_FILES = "work_files"
    DECIDE_FILES = "decide_files"
    KEEP_SESSIONS = "keep_sessions"
    CORRECT_HISTORY = "correct_history"
    ANSWER_DELEGATIONS = "answer_delegations"
    SUPERVISE_CENTRES = "supervise_centres"
    SEE_DISCREET = "see_discreet"
    BREAK_GLASS = "break_glass"
    ANSWER_VOICES = "answer_voices"
    SEE_FIGURES = "see_figures"
    MANAGE_CENTRES = "manage_centres"
    MANAGE_OFFICES = "manage_offices"
    MANAGE_STAFF = "manage_staff"
    MANAGE_PLACES = "manage_places"
    SEE_AUDIT = "see_audit"


_FIELD = frozenset(
    {
        Right.SEE_FAMILIES,
        Right.SEE_MEDICAL,
        Right.SEE_CODES,
        Right.EDIT_FAMILIES,
        Right.TAKE_REQUESTS,
        Right.WORK_FILES,
    }
)

ROLE_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CASEWORKER: _FIELD
    | {
        Right.MATCH_PEOPLE,
        Right.SEE_OVERLAPS,
        Right.WORK_OVERLAPS,
        Right.SEE_FIGURES,
        Right.BREAK_GLASS,
    },
    Role.INTAKE: _FIELD
    | {
        Right.IMPORT_ROSTER,
        Right.EXPORT,
        Right.OPEN_FILES,
        Right.CORRECT_HISTORY,
        Right.KEEP_SESSIONS,
        Right.SEE_FIGURES,
        Right.MERGE,
        Right.MATCH_PEOPLE,
        Right.SEE_OVERLAPS,
        Right.WORK_OVERLAPS,
    },
    Role.HEAD: _FIELD
    | {
        Right.IMPORT_ROSTER,
        Right.EXPORT,
        Right.OPEN_FILES,
        Right.ASSIGN_FILES,
        Right.DECIDE_FILES,
        Right.KEEP_SESSIONS,
        Right.CORRECT_HISTORY,
        Right.SUPERVISE_CENTRES,
        Right.SEE_DISCREET,
        Right.BREAK_GLASS,
        Right.ANSWER_VOICES,
        Right.SEE_FIGURES,
        Right.MERGE,
        Right.MATCH_PEOPLE,
        Right.SEE_OVERLAPS,
        Right.WORK_OVERLAPS,
        Right.DECIDE_OVERLAPS,
        Right.SET_THRESHOLDS,
        Right.AGREE_COMPARISONS,
        Right.MANAGE_CENTRES,
        Right.SEE_AUDIT,
    },
    Role.FINANCE: frozenset({Right.SEE_FAMILIES, Right.SEE_CODES, Right.EXPORT, Right.SEE_FIGURES}),
    Role.DIRECTOR: frozenset(
        {
            Right.SEE_FAMILIES,
            Right.SEE_MEDICAL,
            Right.EXPORT,
            Right.SEE_FIGURES,
            Right.SEE_OVERLAPS,
            Right.SEE_DISCREET,
            Right.SUPERVISE_CENTRES,
            Right.ANSWER_VOICES,
            Right.SET_THRESHOLDS,
            Right.AGREE_COMPARISONS,
            Right.MANAGE_CENTRES,
            Right.SEE_AUDIT,
        }
    ),
    Role.CENTRE_MANAGER: frozenset(
        {Right.SEE_FAMILIES, Right.EXPORT, Right.SEE_FIGURES, Right.ANSWER_DELEGATIONS}
    ),
    Role.CENTRE_WORKER: _FIELD,
    Role.PARTNER: frozenset(),
    Role.AUDITOR: frozenset(
        {
            Right.SEE_FAMILIES,
            Right.SEE_MEDICAL,
            Right.SEE_FIGURES,
            Right.SEE_OVERLAPS,
            Right.SEE_AUDIT,
            Right.BREAK_GLASS,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {Right.MANAGE_OFFICES, Right.MANAGE_STAFF, Right.MANAGE_CENTRES, Right.MANAGE_PLACES}
    ),
}

CENTRE_ROLES = frozenset({Role.CENTRE_MANAGER, Role.CENTRE_WORKER})

PARENT_KINDS: dict[OfficeKind, frozenset[OfficeKind]] = {
    OfficeKind.NATIONAL: frozenset(),
    OfficeKind.PROVINCIAL: frozenset({OfficeKind.NATIONAL}),
    OfficeKind.COUNTY: frozenset({OfficeKind.PROVINCIAL}),
}
"""To which kind of office each kind reports."""

PARTNER_KIND_NAMES = {
    "lawyers": "وکیلان و حقوقدانان",
    "rural_office": "دهیاری",
    "zakat_council": "شورای زکات",
    "bank": "بانک",
    "benefactors": "خیریه و نیکوکاران",
    "insurance": "بیمه",
    "other": "نهاد دیگر",
}

LOCK_AFTER = 5
LOCK_FIRST = timedelta(minutes=15)
LOCK_LONGEST = timedelta(hours=24)
ADDRESS_LOCK_AFTER = 30
FORGET_FAILURES_AFTER = timedelta(hours=24)


def lock_after_failures(*, count: int, is_address: bool) -> timedelta | None:
    """How long the door stays shut after this failure: 15 minutes at the fifth, doubling at every fifth more.

    A network address, behind which a whole office may sit, is shut at each thirtieth, always for 15 minutes.
    """
    if is_address:
        return LOCK_FIRST if count % ADDRESS_LOCK_AFTER == 0 else None
    if count == 0 or count % LOCK_AFTER:
        return None
    doublings = min(count // LOCK_AFTER - 1, 10)
    return min(LOCK_FIRST * (1 << doublings), LOCK_LONGEST)


def check_post(*, role: Role, has_centre: bool, has_partner: bool) -> None:
    """A centre's roles are held in a centre, a partner's in a partner body, all others in neither.

    Raises Refusal: post_needs_centre, post_needs_partner, post_takes_no_body.
    """
    if role in CENTRE_ROLES and not has_centre:
        raise Refusal("post_needs_centre")
    if role is Role.PARTNER and not has_partner:
        raise Refusal("post_needs_partner")
    if (has_centre and role not in CENTRE_ROLES) or (has_partner and role is not Role.PARTNER):
        raise Refusal("post_takes_no_body", role=ROLE_NAMES[role])


def check_parent_kind(*, kind: OfficeKind, parent_kind: OfficeKind | None) -> None:
    """A county's office reports to a province's, a province's to the national one or to none.

    Raises Refusal("office_parent_wrong").
    """
    if parent_kind is None:
        if kind is OfficeKind.COUNTY:
            raise Refusal("office_parent_wrong", kind=OFFICE_KIND_NAMES[kind])
    elif parent_kind not in PARENT_KINDS[kind]:
        raise Refusal("office_parent_wrong", kind=OFFICE_KIND_NAMES[kind])


def check_speciality(*, kind: CentreKind, speciality: str) -> None:
    """A specialised centre says in what; a neighbourhood's has no speciality.

    Raises Refusal: speciality_missing, speciality_not_wanted.
    """
    if kind is CentreKind.SPECIALISED and not speciality:
        raise Refusal("speciality_missing")
    if kind is CentreKind.NEIGHBOURHOOD and speciality:
        raise Refusal("speciality_not_wanted")
