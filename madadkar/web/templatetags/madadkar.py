"""How a page says numbers, days, money and codes in Persian, and what its frame shows to whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from madadkar.casework import rules as casework
from madadkar.foundation import money
from madadkar.foundation.identity import mask as masked
from madadkar.foundation.jalali import age_on, format_day, format_long, weekday_name
from madadkar.foundation.models import JobState
from madadkar.foundation.persian import group_digits, persian_digits
from madadkar.foundation.scope import NOBODY
from madadkar.organisations import rules as organisations
from madadkar.places.rules import AREA_NAMES, LEVEL_NAMES
from madadkar.registry import rules as registry
from madadkar.web.navigation import Item, items_for
from madadkar.web.ways import may_open

register = template.Library()

_NAMES: dict[str, Mapping[Any, str]] = {
    "role": organisations.ROLE_NAMES,
    "office_kind": organisations.OFFICE_KIND_NAMES,
    "centre_kind": organisations.CENTRE_KIND_NAMES,
    "speciality": organisations.SPECIALITY_NAMES,
    "standing": organisations.STANDING_NAMES,
    "sex": registry.SEX_NAMES,
    "marital": registry.MARITAL_NAMES,
    "relation": registry.RELATION_NAMES,
    "headship": registry.HEADSHIP_NAMES,
    "group": registry.GROUP_NAMES,
    "file_state": casework.FILE_STATE_NAMES,
    "state_reason": casework.STATE_REASON_NAMES,
    "coverage_kind": casework.COVERAGE_KIND_NAMES,
    "field": casework.FIELD_NAMES,
    "area": AREA_NAMES,
    "level": LEVEL_NAMES,
    "job_state": dict(JobState.choices),
}
_TONES = {
    "active": "good", "done": "good", "new": "good", "committed": "good", "continuous": "good",
    "updated": "calm", "running": "calm", "queued": "calm", "mended": "calm", "checked": "calm",
    "waiting": "heed", "warning": "heed", "suspended": "heed", "occasional": "heed",
    "planned": "calm", "held": "good", "open": "heed", "in_order": "good", "lacking": "heed", "grave": "stop",
    "received": "calm", "in_hand": "calm", "answered": "good", "reopened": "heed", "licensed": "good",
    "proposed": "heed", "disagreed": "stop", "agreed": "calm", "decided": "calm", "handed_over": "calm",
    "taken_over": "calm", "allowed": "good",
    "error": "stop", "failed": "stop", "refused": "stop", "revoked": "stop",
}  # fmt: skip
EMPTY = "—"


@register.filter
def fa(text: Any) -> str:
    """Any digits as ۰–۹; nothing for nothing."""
    return "" if text is None else persian_digits(text)


@register.filter
def is_to_come(day: date) -> bool:
    """Whether a day has not come yet: what is counted for it is no count."""
    return day > timezone.localdate()


@register.filter
def count(number: int | str | None) -> str:
    """«۲۲٬۵۰۰»; a dash where nothing was counted."""
    return EMPTY if number is None or number == "" else group_digits(int(number))


@register.filter
def percent(share: Any) -> str:
    """«۵۲٫۴٪» for 52.4."""
    if share in (None, ""):
        return EMPTY
    said = f"{float(share):.1f}".removesuffix(".0")
    return f"{persian_digits(said).replace('.', '٫')}٪"


@register.filter
def decimal(number: Any) -> str:
    """«۵۳٫۴» for 53.41; a dash where nothing was counted."""
    if number in (None, ""):
        return EMPTY
    said = f"{float(number):.1f}".removesuffix(".0")
    return persian_digits(said).replace(".", "٫")


@register.filter
def jalali(day: date | datetime | None) -> str:
    """«۱۴۰۳/۰۸/۰۳»; an instant by its day in Tehran."""
    return EMPTY if not day else format_day(_day(day))


@register.filter
def jalali_long(day: date | datetime | None) -> str:
    """«۳ آبان ۱۴۰۳»."""
    return EMPTY if not day else format_long(_day(day))


@register.filter
def jalali_weekday(day: date | datetime | None) -> str:
    """«پنجشنبه ۳ آبان ۱۴۰۳»."""
    return EMPTY if not day else f"{weekday_name(_day(day))} {format_long(_day(day))}"


@register.filter
def jalali_time(at: datetime | None) -> str:
    """«۳ آبان ۱۴۰۳، ۰۸:۴۷», in Tehran."""
    if not at:
        return EMPTY
    local = timezone.localtime(at)
    return f"{format_long(local.date())}، {persian_digits(local.strftime('%H:%M'))}"


@register.filter
def rial(amount: int | None) -> str:
    """«۱۲۰٬۰۰۰ ریال»."""
    return EMPTY if amount is None else money.as_text(amount)


@register.filter
def toman(amount: int | None) -> str:
    """«۱۲٬۰۰۰ تومان», which says so."""
    return EMPTY if amount is None else money.as_toman_text(amount)


@register.filter
def mask(code: str | None) -> str:
    """«۹۹۹•••••۲۱»."""
    return masked(code) if code else EMPTY


@register.filter
def code(text: Any) -> SafeString:
    """A code or phone, not turned round by the Persian about it; one with Latin letters keeps its digits."""
    if text in (None, ""):
        return format_html("{}", EMPTY)
    written = str(text)
    has_latin = any(letter.isascii() and letter.isalpha() for letter in written)
    return format_html(
        '<bdi class="code" dir="ltr">{}</bdi>', written if has_latin else persian_digits(written)
    )


@register.filter
def age(birth: date | None, on: date | None = None) -> str:
    """Full years lived, on a day or today: «۴۲ سال»."""
    if not birth:
        return EMPTY
    years = age_on(birth, on or timezone.localdate())
    return f"{persian_digits(years)} سال" if years > 0 else "کمتر از یک سال"


@register.filter
def label(value: Any, kind: str) -> str:
    """The Persian word of a stored one: `{{ post.role|label:"role" }}`."""
    return _NAMES[kind].get(value, EMPTY) if value else EMPTY


@register.filter
def tone(state: str) -> str:
    """How a state is coloured: good, calm, heed, stop or plain; the words say the same without colour."""
    return _TONES.get(str(state), "plain")


@register.filter
def choice(value: Any, choices: Any) -> str:
    """The Persian word of a value among a model's choices."""
    return str(dict(choices).get(value, EMPTY))


@register.filter
def item(mapping: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds under a key, or nothing."""
    return mapping.get(key)


@register.filter
def share_of(part: int | None, whole: int | None) -> int:
    """A part of a whole in hundredths, for a progress bar; 0 of nothing."""
    return min(100, int(100 * (part or 0) / whole)) if whole else 0


@register.simple_tag(takes_context=True)
def address(context: template.Context, name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page, or nothing when this house has no such page or the reader may not open it."""
    try:
        url = reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""
    scope = getattr(context.get("request"), "scope", NOBODY)
    return url if may_open(scope=scope, url=url) else ""


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> list[Item]:
    """The pages of the top bar that this person's role may open."""
    request = context.get("request")
    return items_for(getattr(request, "scope", None), at=request.path) if request else []


@register.simple_tag(takes_context=True)
def is_signed_in(context: template.Context) -> bool:
    """Whether somebody with a post is looking at the page."""
    scope = getattr(context.get("request"), "scope", None)
    return bool(scope and scope.actor_id)


@register.simple_tag(takes_context=True)
def may(context: template.Context, right: str) -> bool:
    """Whether the person's role grants a right: `{% may "export" as may_export %}`."""
    scope = getattr(context.get("request"), "scope", None)
    return bool(scope and scope.may(right))


def _day(day: date | datetime) -> date:
    return timezone.localtime(day).date() if isinstance(day, datetime) else day
