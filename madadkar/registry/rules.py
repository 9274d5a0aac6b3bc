"""Sexes, relations, groups and headship: the words a register is kept in."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from madadkar.foundation.jalali import years_before


class Sex(StrEnum):
    """As on the birth certificate."""

    FEMALE = "female"
    MALE = "male"


SEX_NAMES = {Sex.FEMALE: "زن", Sex.MALE: "مرد"}


class Marital(StrEnum):
    """Marital state as offices record it."""

    SINGLE = "single"
    MARRIED = "married"
    WIDOWED = "widowed"
    DIVORCED = "divorced"


MARITAL_NAMES = {
    Marital.SINGLE: "مجرد",
    Marital.MARRIED: "متأهل",
    Marital.WIDOWED: "همسر فوت‌شده",
    Marital.DIVORCED: "مطلقه",
}


class Relation(StrEnum):
    """A member's relation to the head of the household."""

    HEAD = "head"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    GRANDCHILD = "grandchild"
    SIBLING = "sibling"
    CHILD_IN_LAW = "child_in_law"
    OTHER = "other"


RELATION_NAMES = {
    Relation.HEAD: "سرپرست",
    Relation.SPOUSE: "همسر",
    Relation.CHILD: "فرزند",
    Relation.PARENT: "پدر/مادر",
    Relation.GRANDCHILD: "نوه",
    Relation.SIBLING: "برادر/خواهر",
    Relation.CHILD_IN_LAW: "عروس/داماد",
    Relation.OTHER: "سایر بستگان",
}


# What somebody is to a head, by what the one between is to that head and they to the one between.
_THROUGH = {
    (Relation.SPOUSE, Relation.CHILD): Relation.CHILD,
    (Relation.SPOUSE, Relation.GRANDCHILD): Relation.GRANDCHILD,
    (Relation.SPOUSE, Relation.CHILD_IN_LAW): Relation.CHILD_IN_LAW,
    (Relation.CHILD, Relation.SPOUSE): Relation.CHILD_IN_LAW,
    (Relation.CHILD, Relation.CHILD): Relation.GRANDCHILD,
    (Relation.CHILD, Relation.SIBLING): Relation.CHILD,
    (Relation.CHILD_IN_LAW, Relation.SPOUSE): Relation.CHILD,
    (Relation.CHILD_IN_LAW, Relation.CHILD): Relation.GRANDCHILD,
    (Relation.PARENT, Relation.SPOUSE): Relation.PARENT,
    (Relation.PARENT, Relation.CHILD): Relation.SIBLING,
    (Relation.SIBLING, Relation.PARENT): Relation.PARENT,
    (Relation.SIBLING, Relation.SIBLING): Relation.SIBLING,
    (Relation.GRANDCHILD, Relation.SIBLING): Relation.GRANDCHILD,
}


def relation_through(*, between: Relation, relation: Relation) -> Relation:
    """What a relative of somebody is to a head to whom they are `between` (a spouse's child: a child).

    The head's own (`between` is HEAD) stay what they are; what cannot be said for sure is another relative.
    """
    return relation if between is Relation.HEAD else _THROUGH.get((between, relation), Relation.OTHER)


class Headship(StrEnum):
    """Why this person heads the household (causes of need, Emdad's list; iran.md D.1)."""

    USUAL = "usual"
    SPOUSE_DIED = "spouse_died"
    DIVORCED = "divorced"
    SPOUSE_DISABLED = "spouse_disabled"
    SPOUSE_IN_PRISON = "spouse_in_prison"
    SPOUSE_ADDICTED = "spouse_addicted"
    SPOUSE_MISSING = "spouse_missing"
    NEVER_MARRIED = "never_married"
    OTHER = "other"


HEADSHIP_NAMES = {
    Headship.USUAL: "عادی",
    Headship.SPOUSE_DIED: "فوت همسر",
    Headship.DIVORCED: "طلاق",
    Headship.SPOUSE_DISABLED: "ازکارافتادگی همسر",
    Headship.SPOUSE_IN_PRISON: "زندانی بودن همسر",
    Headship.SPOUSE_ADDICTED: "اعتیاد همسر",
    Headship.SPOUSE_MISSING: "مفقودی یا متارکه",
    Headship.NEVER_MARRIED: "دختر مجرد خودسرپرست",
    Headship.OTHER: "سایر",
}


class Group(StrEnum):
    """A dated circumstance that puts a person in a group; groups overlap and are never added up."""

    WOMAN_HEAD = "woman_head"
    ELDERLY = "elderly"
    PUPIL = "pupil"
    STUDENT = "student"
    ORPHAN = "orphan"
    MOHSENIN = "mohsenin"
    PRISONER_FAMILY = "prisoner_family"
    DISABLED = "disabled"
    INCAPACITATED = "incapacitated"
    SPECIAL_PATIENT = "special_patient"
    HARD_PATIENT = "hard_patient"
    CANCER_PATIENT = "cancer_patient"


GROUP_NAMES = {
    Group.WOMAN_HEAD: "زن سرپرست خانوار",
    Group.ELDERLY: "سالمند",
    Group.PUPIL: "دانش‌آموز",
    Group.STUDENT: "دانشجو",
    Group.ORPHAN: "یتیم",
    Group.MOHSENIN: "محسنین",
    Group.PRISONER_FAMILY: "خانواده زندانی",
    Group.DISABLED: "معلول",
    Group.INCAPACITATED: "ازکارافتاده",
    Group.SPECIAL_PATIENT: "بیمار خاص",
    Group.HARD_PATIENT: "بیمار صعب‌العلاج",
    Group.CANCER_PATIENT: "بیمار سرطانی",
}

MEDICAL_GROUPS = frozenset(
    {
        Group.DISABLED,
        Group.INCAPACITATED,
        Group.SPECIAL_PATIENT,
        Group.HARD_PATIENT,
        Group.CANCER_PATIENT,
    }
)
DERIVED_GROUPS = frozenset({Group.ELDERLY})
PATIENT_GROUPS = (Group.SPECIAL_PATIENT, Group.HARD_PATIENT, Group.CANCER_PATIENT)
ELDERLY_FROM_AGE = 60


def elderly_if_born_by(*, on: date) -> date:
    """The latest birth day of somebody elderly (60 full Jalali years) on a day."""
    return years_before(on, years=ELDERLY_FROM_AGE)
