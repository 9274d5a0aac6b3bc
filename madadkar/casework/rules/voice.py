"""The voice of the clients: complaints and suggestions answered within a term, and satisfaction by sample."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum

from madadkar.foundation.persian import latin_digits
from madadkar.foundation.states import Moves

RAISED_A_DAY = 10
"""How many voices one network address may raise in a day: a village's one office shares an address."""
GUESSES_A_LOCK = 10
"""Wrong codes from one address after which no more are looked up for half an hour."""
CODE_DIGITS = 12
_NOT_DIGITS = re.compile(r"\D")


class VoiceKind(StrEnum):
    """What somebody wants to say."""

    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    THANKS = "thanks"


VOICE_KIND_NAMES = {
    VoiceKind.COMPLAINT: "شکایت",
    VoiceKind.SUGGESTION: "پیشنهاد",
    VoiceKind.THANKS: "قدردانی",
}


class VoiceState(StrEnum):
    """How far the answer has come."""

    RECEIVED = "received"
    IN_HAND = "in_hand"
    ANSWERED = "answered"
    REOPENED = "reopened"


VOICE_STATE_NAMES = {
    VoiceState.RECEIVED: "رسیده",
    VoiceState.IN_HAND: "در دست پیگیری",
    VoiceState.ANSWERED: "پاسخ داده شده",
    VoiceState.REOPENED: "گوینده قانع نشده، دوباره باز",
}
VOICE_MOVES = Moves(
    {
        VoiceState.RECEIVED: {VoiceState.IN_HAND, VoiceState.ANSWERED},
        VoiceState.IN_HAND: {VoiceState.ANSWERED},
        VoiceState.ANSWERED: {VoiceState.REOPENED},
        VoiceState.REOPENED: {VoiceState.ANSWERED},
    }
)
WAITING = frozenset({VoiceState.RECEIVED, VoiceState.IN_HAND, VoiceState.REOPENED})
"""Not answered yet: the clock runs."""


def answer_due(*, received_on: date, term_days: int) -> date:
    """The last day of the term: an answer on that day is in time."""
    return received_on + timedelta(days=term_days)


def read_code(*, text: str) -> str:
    """A tracking code as it is kept: its digits alone, however it was typed."""
    return _NOT_DIGITS.sub("", latin_digits(text))[: CODE_DIGITS + 1]


def said_code(*, code: str) -> str:
    """A tracking code as it is told: four by four."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


class SurveyedService(StrEnum):
    """After which service families are asked whether they were content."""

    VISIT = "visit"
    COVERAGE = "coverage"
    PENSION = "pension"
    DELEGATION = "delegation"
    GROUP = "group"


SURVEYED_SERVICE_NAMES = {
    SurveyedService.VISIT: "بازدید منزل",
    SurveyedService.COVERAGE: "آغاز پوشش",
    SurveyedService.PENSION: "برقراری مستمری",
    SurveyedService.DELEGATION: "واگذاری به مرکز نیکوکاری",
    SurveyedService.GROUP: "نشست گروه همیار",
}


class AskedBy(StrEnum):
    """How a family was asked."""

    PHONE = "phone"
    VISIT = "visit"


ASKED_BY_NAMES = {AskedBy.PHONE: "تلفن", AskedBy.VISIT: "بازدید"}


class AskOutcome(StrEnum):
    """What came of asking."""

    WAITING = "waiting"
    ANSWERED = "answered"
    DECLINED = "declined"
    UNREACHED = "unreached"


ASK_OUTCOME_NAMES = {
    AskOutcome.WAITING: "هنوز پرسیده نشده",
    AskOutcome.ANSWERED: "پاسخ داد",
    AskOutcome.DECLINED: "نخواست پاسخ دهد",
    AskOutcome.UNREACHED: "در دسترس نبود",
}
LOWEST, HIGHEST = 1, 5
SCORE_NAMES = {5: "بسیار راضی", 4: "راضی", 3: "میانه", 2: "ناراضی", 1: "بسیار ناراضی"}
