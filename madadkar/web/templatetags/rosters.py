"""How the roster wizard says what was found."""

from __future__ import annotations

import re

from django import template

register = template.Library()

_QUOTED = re.compile("«([^«»]*)»")
_ISOLATE, _UNTIL = "\u2068", "\u2069"


@register.filter
def isolated(sentence: str) -> str:
    """A sentence whose quoted cells, Latin or Persian, do not turn round the words about them."""
    return _QUOTED.sub(rf"«{_ISOLATE}\1{_UNTIL}»", sentence)
