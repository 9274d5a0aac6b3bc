"""Clients are heard: anybody speaks, follows it by a code, and is answered by the office in time."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection, transaction

from madadkar.casework.models import CaseFile, Voice
from madadkar.casework.queries.office_rules import rule_of
from madadkar.casework.queries.voices import FollowedVoice, voice_by_code
from madadkar.casework.rules.office_rules import RuleCode
from madadkar.casework.rules.voice import (
    CODE_DIGITS,
    VOICE_MOVES,
    VOICE_STATE_NAMES,
    VoiceKind,
    VoiceState,
    answer_due,
    read_code,
)
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.once import done_by, hold_token
from madadkar.foundation.persian import clean, clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import taken

PUBLIC = Scope(actor_name="مردم")
"""Who speaks without signing in: they may raise a voice and follow their own, and see nothing."""
_LONGEST = 4000


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody says to an office; name and telephone only if they wish."""

    office_id: int
    kind: VoiceKind
    words: str
    speaker: str = ""
    phone: str = ""
    centre_id: int | None = None


@transaction.atomic
def raise_voice(*, said: Said, token: UUID, by: Scope, at: datetime) -> str:
    """A voice reaches an office; answers its tracking code, which is told this once and kept nowhere.

    Raises Refusal: done_already, words_missing, words_too_long, office_closed.
    """
    words = clean_lines(said.words)
    if not words:
        raise Refusal("words_missing")
    if len(words) > _LONGEST:
        raise Refusal("words_too_long", most=_LONGEST)
    hold_token(token=token)
    on = tehran_day(at)
    if not Office.objects.filter(pk=said.office_id).exists():
        raise Refusal("office_closed")
    days = rule_of(code=RuleCode.VOICE_ANSWER_DAYS, office_id=said.office_id, on=on)
    code = "".join(str(secrets.randbelow(10)) for _ in range(CODE_DIGITS))
    told = [said.office_id, said.centre_id, said.kind.value, words, clean(said.speaker), said.phone]
    with connection.cursor() as cursor:
        cursor.execute("select voice_token_used(%s)", [token])
        if cursor.fetchone()[0]:
            raise Refusal("done_already")
        cursor.execute(
            "select voice_raise(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [*told, digest_of(code=code), token, at, on, answer_due(received_on=on, term_days=days)],
        )
        if not cursor.fetchone()[0]:
            raise Refusal("office_closed")
    record("casework.raise_voice", by=by, at=at, office_id=said.office_id, kind=said.kind.value)
    return code


def digest_of(*, code: str) -> str:
    """What is kept of a tracking code: who reads the table cannot follow another's voice by it."""
    return sha256(f"voice:{read_code(text=code)}".encode()).hexdigest()


@transaction.atomic
def object_to_answer(*, code: str, words: str, at: datetime) -> FollowedVoice:
    """Who spoke is not content with the answer and says why, once; the office answers again within its term.

    Raises Refusal: voice_unknown, words_missing, words_too_long, objected_already.
    """
    found = voice_by_code(digest=digest_of(code=code))
    if found is None:
        raise Refusal("voice_unknown")
    said = clean_lines(words)
    if not said:
        raise Refusal("words_missing")
    if len(said) > _LONGEST:
        raise Refusal("words_too_long", most=_LONGEST)
    on = tehran_day(at)
    days = rule_of(code=RuleCode.VOICE_ANSWER_DAYS, office_id=found.office_id, on=on)
    with connection.cursor() as cursor:
        due_on = answer_due(received_on=on, term_days=days)
        cursor.execute("select voice_object(%s, %s, %s)", [digest_of(code=code), said, due_on])
        if not cursor.fetchone()[0]:
            raise Refusal("objected_already")
    record("casework.object_to_answer", by=PUBLIC, at=at, office_id=found.office_id, voice=found.voice_id)
    again = voice_by_code(digest=digest_of(code=code))
    assert again is not None, "what was just written stands"
    return again


@transaction.atomic
def take_voice(*, voice_id: int, by: Scope, at: datetime) -> Voice:
    """Somebody of the office takes a voice in hand.

    Raises Refusal: not_permitted, voice_unknown, done_already, voice_taken_by_another, move_not_allowed.
    """
    voice = _taken(voice_id, by)
    if voice.state == VoiceState.IN_HAND:
        if voice.taken_by_id == by.actor_id:
            raise Refusal("done_already")
        raise Refusal("voice_taken_by_another", who=voice.taken_by_name)
    _check_move(voice, VoiceState.IN_HAND)
    voice.state, voice.taken_by_id, voice.taken_by_name = VoiceState.IN_HAND.value, by.actor_id, by.actor_name
    voice.save(update_fields=["state", "taken_by", "taken_by_name"])
    record("casework.take_voice", by=by, at=at, subject=voice)
    return voice


@transaction.atomic
def answer_voice(*, voice_id: int, answer: str, by: Scope, at: datetime) -> Voice:
    """The office answers, in words that who spoke will read by their code.

    Raises Refusal: not_permitted, voice_unknown, done_already, done_by_another, words_missing,
    words_too_long.
    """
    voice = _taken(voice_id, by)
    if voice.state == VoiceState.ANSWERED:
        raise done_by(who=voice.answered_by_name, by=by)
    _check_move(voice, VoiceState.ANSWERED)
    words = clean_lines(answer)
    if not words:
        raise Refusal("words_missing")
    if len(words) > _LONGEST:
        raise Refusal("words_too_long", most=_LONGEST)
    voice.state, voice.answer = VoiceState.ANSWERED.value, words
    voice.answered_on, voice.answered_by_name = tehran_day(at), by.actor_name
    voice.first_answered_on = voice.first_answered_on or tehran_day(at)
    voice.save(update_fields=["state", "answer", "answered_on", "answered_by_name", "first_answered_on"])
    in_time = tehran_day(at) <= voice.due_on
    record("casework.answer_voice", by=by, at=at, subject=voice, in_time=in_time)
    return voice


@transaction.atomic
def tie_voice(*, voice_id: int, file_number: str, by: Scope, at: datetime) -> Voice:
    """A voice is about this family's file (an empty number: about none).

    Raises Refusal: not_permitted, voice_unknown, no_such_file.
    """
    voice = _taken(voice_id, by)
    file = None
    if clean(file_number):
        file = CaseFile.objects.seen_by(by).filter(number=clean(file_number)).order_by("pk").first()
        if file is None:
            raise Refusal("no_such_file", number=clean(file_number))
    voice.about_file = file
    voice.about_household_id = file.household_id if file else None
    voice.save(update_fields=["about_file", "about_household"])
    record("casework.tie_voice", by=by, at=at, subject=voice, file=file.pk if file else None)
    return voice


def _taken(voice_id: int, by: Scope) -> Voice:
    by.check(Right.ANSWER_VOICES)
    return taken(model=Voice, pk=voice_id, by=by, or_refuse="voice_unknown")


def _check_move(voice: Voice, to: VoiceState) -> None:
    current = VoiceState(voice.state)
    if not VOICE_MOVES.is_allowed(current, to):
        names = VOICE_STATE_NAMES
        raise Refusal("move_not_allowed", from_=names[current], to=names[to])
