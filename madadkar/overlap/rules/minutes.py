"""The joint decision on paper: a text both sides sign, which names no member of the family."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from madadkar.casework.rules import COVERAGE_KIND_NAMES
from madadkar.casework.rules.delegation import SERVICE_NAMES
from madadkar.foundation.jalali import format_long
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.overlap.rules.kinds import OVERLAP_KIND_NAMES, PENSION, Cover, OverlapKind
from madadkar.overlap.rules.solutions import VERDICT_NAMES, Verdict

LEAST_TEXT = 40
MOST_TEXT = 6000
_SERVICE_NAMES = {PENSION: "مستمری", **{str(one.value): name for one, name in SERVICE_NAMES.items()}}


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What the decision is about: the case's number, both covers by agency, and what was agreed."""

    number: int
    covers: Sequence[tuple[str, Cover]]
    kind: OverlapKind
    verdict: Verdict
    reason: str


def services_in_words(*, services: frozenset[str]) -> str:
    """«مستمری، درمان», or that none is known by name."""
    named = [name for code, name in _SERVICE_NAMES.items() if code in services]
    return "، ".join(named) if named else "خدمتی به نام ثبت نشده است"


def draft(*, about: Subject, on: date) -> str:
    """The first text of the minutes, in plain lines; either side may write it anew before anybody signs."""
    lines = [f"درباره پرونده مشترک شماره {persian_digits(about.number)}، {format_long(on)}."]
    for agency, cover in about.covers:
        lines.append(
            f"{agency}: پوشش {COVERAGE_KIND_NAMES[cover.kind]} از {format_long(cover.since)}؛ "
            f"{services_in_words(services=cover.services)}."
        )
    lines.append(f"گونه هم‌پوشانی: {OVERLAP_KIND_NAMES[about.kind]}.")
    lines.append(f"تصمیم: {VERDICT_NAMES[about.verdict]}.")
    if about.reason:
        lines.append(f"دلیل: {about.reason.rstrip('. ')}.")
    lines.append(_FOLLOWS[about.verdict is Verdict.BOTH])
    return "\n".join(lines)


_FOLLOWS: Mapping[bool, str] = {
    True: "پوشش دو نهاد ادامه می‌یابد و در آمار، مجاز شمرده می‌شود.",
    False: (
        "نهاد دیگر با رضایت خانوار پرونده را تحویل می‌دهد و پوشش خود را پایان می‌دهد؛ "
        "تا پذیرفته شدن نزد نهاد راهبر، خدمتی از خانوار بریده نمی‌شود."
    ),
}


def digest_of(*, number: int, version: int, text: str) -> str:
    """What both signatures are put to: the case, the version and every letter of the text."""
    return hashlib.sha256(f"{number}\n{version}\n{text}".encode()).hexdigest()


def check_text(*, text: str) -> None:
    """Refuse minutes that say nothing, or a book. Raises Refusal: minutes_too_short, minutes_too_long."""
    if len(text) < LEAST_TEXT:
        raise Refusal("minutes_too_short", least=LEAST_TEXT)
    if len(text) > MOST_TEXT:
        raise Refusal("minutes_too_long", most=MOST_TEXT)
