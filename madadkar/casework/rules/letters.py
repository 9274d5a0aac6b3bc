"""Letters to a family: what is said to it, in plain words, of a decision about its file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from madadkar.casework.rules.life import FileState
from madadkar.foundation.jalali import format_long
from madadkar.foundation.persian import persian_digits


class LetterKind(StrEnum):
    """What a letter tells."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    WAITING = "waiting"
    UNFINISHED = "unfinished"
    SUSPENDED = "suspended"
    EXITED = "exited"
    APPEAL_UPHELD = "appeal_upheld"
    APPEAL_REJECTED = "appeal_rejected"


LETTER_KIND_NAMES = {
    LetterKind.ACCEPTED: "پذیرش",
    LetterKind.REFUSED: "پذیرفته نشدن درخواست",
    LetterKind.WAITING: "ماندن پشت نوبت",
    LetterKind.UNFINISHED: "ناتمام بودن پرونده",
    LetterKind.SUSPENDED: "تعلیق",
    LetterKind.EXITED: "خروج از پوشش",
    LetterKind.APPEAL_UPHELD: "پذیرفته شدن اعتراض",
    LetterKind.APPEAL_REJECTED: "پذیرفته نشدن اعتراض",
}

KIND_OF_STATE = {
    FileState.ACTIVE: LetterKind.ACCEPTED,
    FileState.REFUSED: LetterKind.REFUSED,
    FileState.WAITING: LetterKind.WAITING,
    FileState.VISIT: LetterKind.UNFINISHED,
    FileState.DOCUMENTS: LetterKind.UNFINISHED,
    FileState.SUSPENDED: LetterKind.SUSPENDED,
    FileState.INACTIVE: LetterKind.EXITED,
}

TELLING = frozenset({FileState.REFUSED, FileState.SUSPENDED, FileState.INACTIVE})
"""Moves into these states are always told by letter, whoever decided them: the family may appeal."""


class SentHow(StrEnum):
    """How a letter reached the family; its term of appeal runs from that day."""

    BY_HAND = "by_hand"
    POST = "post"
    VISITOR = "visitor"
    CENTRE = "centre"


SENT_HOW_NAMES = {
    SentHow.BY_HAND: "به دست خود خانوار داده شد",
    SentHow.POST: "با پست فرستاده شد",
    SentHow.VISITOR: "مددکار در بازدید رساند",
    SentHow.CENTRE: "مرکز نیکوکاری رساند",
}

_SAID = {
    LetterKind.ACCEPTED: "درخواست شما بررسی و پذیرفته شد. از {on} زیر پوشش این اداره هستید{cover}.",
    LetterKind.REFUSED: "درخواست شما با دقت بررسی شد. متأسفانه در این نوبت پذیرفته نشد.",
    LetterKind.WAITING: (
        "درخواست شما بررسی شد و پشت نوبت است. نیاز شما شناخته شده است؛ "
        "همین که اعتبار برسد، بی‌آنکه دوباره درخواست بدهید، خبرتان می‌کنیم."
    ),
    LetterKind.UNFINISHED: "پرونده شما در کمیته بررسی شد، ولی برای تصمیم هنوز چیزی کم است.",
    LetterKind.SUSPENDED: (
        "پرداخت‌های پرونده شما از {on} نگه داشته شده است. پرونده شما بسته نشده و مددکارتان همراه شماست."
    ),
    LetterKind.EXITED: "پوشش پرونده شما در {on} پایان یافت.",
    LetterKind.APPEAL_UPHELD: "اعتراض شما را کسانی جز تصمیم‌گیران نخست شنیدند و وارد دانستند{cover}.",
    LetterKind.APPEAL_REJECTED: (
        "اعتراض شما را کسانی جز تصمیم‌گیران نخست شنیدند. پس از بررسی، تصمیم پیشین بر جای ماند."
    ),
}
_WHERE = "هر پرسشی دارید، با همین نامه و کارت ملی به {office} بیایید؛ رسیدگی به پرونده رایگان است."


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """What a letter is written from; `appeal_days` 0 where there is nothing to appeal against."""

    kind: LetterKind
    on: date
    office: str
    reason: str = ""
    grounds: str = ""
    conditions: str = ""
    cover: str = ""
    appeal_days: int = 0


def paragraphs(*, facts: LetterFacts) -> list[str]:
    """The letter, a paragraph each: the decision, why, on what terms, the right of appeal, where to go."""
    cover = f"، {facts.cover}" if facts.cover else ""
    said = [_SAID[facts.kind].format(on=format_long(facts.on), cover=cover)]
    if facts.reason:
        said.append(f"علت: {facts.reason}.")
    if facts.grounds:
        said.append(_whole(f"توضیح: {facts.grounds}"))
    if facts.conditions:
        said.append(_whole(f"از این پس: {facts.conditions}"))
    if facts.appeal_days:
        days = persian_digits(facts.appeal_days)
        said.append(
            f"اگر این تصمیم را درست نمی‌دانید، حق دارید تا {days} روز پس از رسیدن این نامه اعتراض کنید. "
            "اعتراض را کسانی می‌شنوند که در این تصمیم نبوده‌اند. "
            "نوشتن چند خط، به دست خود یا با کمک مددکار، بس است."
        )
    said.append(_WHERE.format(office=facts.office))
    return said


def _whole(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "؟")) else f"{sentence}."
