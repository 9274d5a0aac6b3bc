"""What becomes of a roster's rows, in words: before it is committed and after."""

from __future__ import annotations

from madadkar.registry.models import RosterImport, RosterRow

NAMES = dict(RosterRow.OUTCOMES) | {"updated": "به‌روز"}
_COMING = {
    "new": "در سامانه نبودند و افزوده می‌شوند.",
    "updated": "شناخته‌اند و چیزی از آن‌ها تغییر می‌کند.",
    "unchanged": "شناخته‌اند و همان‌اند که بودند.",
    "waiting": "ثبت نمی‌شوند تا کسی آن‌ها را اصلاح یا درباره‌شان تصمیم بگیرد.",
    "duplicate": "تکرار ردیف دیگری از همین فایل‌اند؛ یک بار شمرده می‌شوند.",
    "not_a_person": "ردیف خالی، جمع کل یا سرستون تکراری‌اند.",
}
_DONE = {
    "new": "در سامانه نبودند و افزوده شدند.",
    "updated": "شناخته بودند و چیزی از آن‌ها تغییر کرد.",
    "waiting": "ثبت نشده‌اند تا کسی آن‌ها را اصلاح یا درباره‌شان تصمیم بگیرد.",
}
# Committed, and checked again with something more to commit.
_AGAIN = {
    "new": "در سامانه نبودند؛ افزوده شده‌اند یا با ثبت دوباره افزوده می‌شوند.",
    "updated": "شناخته‌اند؛ تغییرشان ثبت شده است یا با ثبت دوباره ثبت می‌شود.",
}
_UNDONE = {
    "new": "افزوده شده بودند و برداشته شدند.",
    "updated": "تغییر کرده بودند و به جای پیشین برگشتند.",
    "waiting": "ثبت نشدند.",
}


def meaning(outcome: str, roster: RosterImport) -> str:
    """What an outcome means for the roster as it stands now."""
    now = {"committed": _DONE, "undone": _UNDONE}.get(roster.state, _AGAIN if roster.commits else {})
    return now.get(outcome, _COMING[outcome])


def parts(roster: RosterImport) -> list[tuple[str, str, str, int]]:
    """Every outcome with its name, its meaning and the number of its rows; they add up to all rows."""
    return [(one, name, meaning(one, roster), roster.counts.get(one, 0)) for one, name in NAMES.items()]
