"""How pages and minutes say the voices of a committee."""

from __future__ import annotations

from collections.abc import Sequence

from django import template

from madadkar.casework.models import ItemVoice
from madadkar.casework.rules.committee import BAR_NAMES, VOICE_NAMES, Bar, Voice
from madadkar.foundation.persian import group_digits

register = template.Library()
_BARS = {bar.value: words for bar, words in BAR_NAMES.items()}


@register.filter
def voices_in_words(voices: Sequence[ItemVoice]) -> str:
    """«۳ موافق، ۱ مخالف؛ کنار کشید: سیمین (خود روی این پرونده کار کرده است)»."""
    counted = [
        f"{group_digits(count)} {VOICE_NAMES[voice]}"
        for voice in (Voice.FOR, Voice.AGAINST, Voice.ABSTAINED)
        if (count := sum(one.voice == voice.value for one in voices))
    ]
    aside = [f"{one.staff_name} ({why_aside(one.why)})" for one in voices if one.voice == Voice.RECUSED.value]
    said = "، ".join(counted)
    return f"{said}؛ کنار: {'، '.join(aside)}" if aside else said


@register.filter
def why_aside(why: str) -> str:
    """Why a member stepped aside: a bar in words, or what they said."""
    return _BARS.get(why, why)


@register.filter
def bar_name(bar: Bar) -> str:
    """Why a member may not speak on a file."""
    return BAR_NAMES[bar]
