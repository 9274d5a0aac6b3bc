"""Which pages stand in the top bar, and for whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right


@dataclass(frozen=True)
class Item:
    """One page of the top bar: its words, its address, and whether the reader stands in it."""

    words: str
    url: str
    is_current: bool


_PAGES: tuple[tuple[str, str, tuple[Right, ...]], ...] = (
    ("home", "میز کار", ()),
    (
        "my-day",
        "روز من",
        (
            Right.WORK_FILES,
            Right.DECIDE_FILES,
            Right.ANSWER_DELEGATIONS,
            Right.SUPERVISE_CENTRES,
            Right.ANSWER_VOICES,
        ),
    ),
    ("search", "خانوارها", (Right.SEE_FAMILIES,)),
    ("committees", "کمیته‌ها", (Right.KEEP_SESSIONS,)),
    ("rosters", "فهرست‌های دریافتی", (Right.IMPORT_ROSTER,)),
    ("matching", "ثبت‌های همانند", (Right.MATCH_PEOPLE, Right.SET_THRESHOLDS)),
    ("delegations", "واگذاری‌ها", (Right.ASSIGN_FILES, Right.ANSWER_DELEGATIONS)),
    ("overlaps", "خانوارهای دو نهاد", (Right.SEE_OVERLAPS,)),
    ("figures", "آمار و ارقام", (Right.SEE_FIGURES,)),
    ("centres", "مراکز نیکوکاری", (Right.SEE_FAMILIES, Right.MANAGE_CENTRES)),
    ("groups", "گروه‌های همیار", (Right.WORK_FILES,)),
    ("voices", "صدای مددجو", (Right.ANSWER_VOICES,)),
    ("offices", "اداره‌ها", (Right.MANAGE_OFFICES,)),
    ("people", "کارکنان", (Right.MANAGE_STAFF,)),
    ("places", "تقسیمات کشوری", (Right.MANAGE_PLACES,)),
    ("office-rules", "قاعده‌های کار", (Right.DECIDE_FILES,)),
    ("audit", "دفتر رویدادها", (Right.SEE_AUDIT,)),
)
# Pages that stand under another's name in the bar.
_UNDER = {
    "search": (
        "/families/",
        "/files/",
        "/register/",
        "/visits/",
        "/plans/",
        "/goals/",
        "/steps/",
        "/exits/",
        "/follow-ups/",
        "/requests/",
        "/waiting/",
    ),
    "offices": ("/partners/",),
    "delegations": ("/decisions-of-centres/",),
    "centres": ("/foundings/", "/inspections/", "/samples/", "/corrections/"),
    "voices": ("/surveys/",),
}


def items_for(scope: Scope | None, *, at: str) -> list[Item]:
    """The pages this scope may open; the one whose address the present one begins with is current."""
    if scope is None or scope.actor_id is None:
        return []
    shown = [
        (words, _url(name), _UNDER.get(name, ()))
        for name, words, rights in _PAGES
        if not rights or any(scope.may(right) for right in rights)
    ]
    return [
        Item(words, url, _is_within(at, url) or at.startswith(under)) for words, url, under in shown if url
    ]


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _is_within(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
