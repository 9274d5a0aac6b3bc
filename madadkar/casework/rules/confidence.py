"""What is told in confidence: kinds of notes and papers, who sees them, and the glass that may be broken."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal


class Confidence(StrEnum):
    """What is seen only by those assigned to it by name, by its author, and through broken glass."""

    OPEN = ""
    MEDICAL = "medical"
    LEGAL = "legal"


CONFIDENCE_NAMES = {Confidence.MEDICAL: "محرمانه پزشکی", Confidence.LEGAL: "محرمانه حقوقی"}
CONFIDED = (Confidence.MEDICAL, Confidence.LEGAL)


class NoteKind(StrEnum):
    """What a note is about."""

    GENERAL = "general"
    SOCIAL = "social"
    FINANCIAL = "financial"
    MEDICAL = "medical"
    LEGAL = "legal"


NOTE_KIND_NAMES = {
    NoteKind.GENERAL: "عمومی",
    NoteKind.SOCIAL: "اجتماعی",
    NoteKind.FINANCIAL: "مالی",
    NoteKind.MEDICAL: "پزشکی (محرمانه)",
    NoteKind.LEGAL: "حقوقی (محرمانه)",
}


class DocumentKind(StrEnum):
    """What a paper is."""

    IDENTITY = "identity"
    BIRTH_CERTIFICATE = "birth_certificate"
    HOUSING = "housing"
    INCOME = "income"
    INSURANCE = "insurance"
    EDUCATION = "education"
    MEDICAL = "medical"
    LEGAL = "legal"
    PHOTO = "photo"
    LETTER = "letter"
    OTHER = "other"


DOCUMENT_KIND_NAMES = {
    DocumentKind.IDENTITY: "کارت ملی",
    DocumentKind.BIRTH_CERTIFICATE: "شناسنامه",
    DocumentKind.HOUSING: "سند یا اجاره‌نامه مسکن",
    DocumentKind.INCOME: "گواهی درآمد",
    DocumentKind.INSURANCE: "بیمه",
    DocumentKind.EDUCATION: "گواهی تحصیل",
    DocumentKind.MEDICAL: "مدرک پزشکی (محرمانه)",
    DocumentKind.LEGAL: "مدرک حقوقی (محرمانه)",
    DocumentKind.PHOTO: "عکس (با رضایت خانواده)",
    DocumentKind.LETTER: "نامه",
    DocumentKind.OTHER: "مدرک دیگر",
}

GLASS_LASTS = timedelta(hours=3)
"""How long broken glass stays open (ours; no law names it)."""
LEAST_REASON = 20
"""Letters a written reason for breaking the glass has at least."""
EXPIRES_SOON = timedelta(days=30)
"""How long before its last day a paper is asked for anew."""


def confidence_of(*, kind: NoteKind | DocumentKind) -> Confidence:
    """Who may see a note or paper of this kind."""
    return Confidence(kind.value) if kind.value in CONFIDED else Confidence.OPEN


def check_glass_reason(*, reason: str) -> str:
    """The written reason for breaking the glass, mended. Raises Refusal("glass_reason_short")."""
    written = clean(reason)
    if len(written) < LEAST_REASON:
        raise Refusal("glass_reason_short", least=LEAST_REASON)
    return written


def glass_until(*, at: datetime) -> datetime:
    """When glass broken at an instant is whole again by itself."""
    return at + GLASS_LASTS


def check_consent(*, kind: DocumentKind, by: str, on: date | None, today: date) -> None:
    """A photograph is kept only when somebody of the family said yes, on a day gone by or today.

    Raises Refusal: consent_missing, day_not_come.
    """
    if kind is DocumentKind.PHOTO and (not clean(by) or on is None):
        raise Refusal("consent_missing")
    if on is not None and on > today:
        raise Refusal("day_not_come", today=today)


def check_days(*, issued_on: date | None, expires_on: date | None) -> None:
    """A paper ends after it was issued. Raises Refusal("document_ends_before_it_starts")."""
    if issued_on is not None and expires_on is not None and expires_on <= issued_on:
        raise Refusal("document_ends_before_it_starts")
