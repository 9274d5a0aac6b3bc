"""Agencies, kinds of office and centre, and what each role may do and see."""

from __future__ import annotations

from enum import StrEnum


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
    IMPORT_ROSTER = "import_roster"
    EXPORT = "export"
    OPEN_FILES = "open_files"
    ASSIGN_FILES = "assign_files"
    SEE_FIGURES = "see_figures"
    MANAGE_CENTRES = "manage_centres"
    MANAGE_OFFICES = "manage_offices"
    MANAGE_STAFF = "manage_staff"
    MANAGE_PLACES = "manage_places"
    SEE_AUDIT = "see_audit"


_FIELD = frozenset({Right.SEE_FAMILIES, Right.SEE_MEDICAL, Right.SEE_CODES, Right.EDIT_FAMILIES})

ROLE_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CASEWORKER: _FIELD | {Right.SEE_FIGURES},
    Role.INTAKE: _FIELD
    | {Right.IMPORT_ROSTER, Right.EXPORT, Right.OPEN_FILES, Right.SEE_FIGURES, Right.MERGE},
    Role.HEAD: _FIELD
    | {
        Right.IMPORT_ROSTER,
        Right.EXPORT,
        Right.OPEN_FILES,
        Right.ASSIGN_FILES,
        Right.SEE_FIGURES,
        Right.MERGE,
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
            Right.MANAGE_CENTRES,
            Right.SEE_AUDIT,
        }
    ),
    Role.CENTRE_MANAGER: frozenset({Right.SEE_FAMILIES, Right.EXPORT, Right.SEE_FIGURES}),
    Role.CENTRE_WORKER: _FIELD,
    Role.PARTNER: frozenset(),
    Role.AUDITOR: frozenset(
        {Right.SEE_FAMILIES, Right.SEE_MEDICAL, Right.SEE_FIGURES, Right.SEE_AUDIT}
    ),
    Role.ADMINISTRATOR: frozenset(
        {Right.MANAGE_OFFICES, Right.MANAGE_STAFF, Right.MANAGE_CENTRES, Right.MANAGE_PLACES}
    ),
}

CENTRE_ROLES = frozenset({Role.CENTRE_MANAGER, Role.CENTRE_WORKER})
