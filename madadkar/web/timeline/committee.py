"""What the timeline tells of committees, letters and appeals."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from madadkar.casework.queries.committees import decided_of
from madadkar.casework.queries.letters import appeals_of, letters
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import persian_digits
from madadkar.web.timeline.told import About, Happening, Kind


def tell_committee(about: About) -> Iterator[Happening]:
    """Decisions with their grounds, letters that reached the family, appeals and how they ended."""
    if about.history is None:
        return
    file_id = about.history.file.pk
    yield from _decisions(about, file_id)
    yield from _letters(about, file_id)
    yield from _appeals(about, file_id)


def _decisions(about: About, file_id: int) -> Iterator[Happening]:
    for item in decided_of(file_id=file_id, scope=about.scope):
        if item.decided_at is None:
            continue
        yield Happening(
            tehran_day(item.decided_at),
            f"{item.session.committee.name}: {item.get_decision_display()}",
            item.grounds,
            kind=Kind.COMMITTEE,
            at=item.decided_at,
        )


def _letters(about: About, file_id: int) -> Iterator[Happening]:
    for letter in letters(scope=about.scope).filter(case_file=file_id):
        number = persian_digits(letter.number)
        url = reverse("letter", args=[letter.pk])
        title = f"نامه {number} ({letter.get_kind_display()})"
        yield Happening(letter.written_on, f"{title} نوشته شد", kind=Kind.COMMITTEE, url=url)
        if letter.sent_on is not None:
            how = letter.get_sent_how_display()
            yield Happening(letter.sent_on, f"{title} رسید", how, kind=Kind.COMMITTEE, url=url)


def _appeals(about: About, file_id: int) -> Iterator[Happening]:
    for appeal in appeals_of(file_id=file_id, scope=about.scope):
        yield Happening(
            appeal.came_on, "اعتراض خانوار", appeal.said, kind=Kind.COMMITTEE, who=appeal.filed_by_name
        )
        if appeal.ended_at is not None:
            on, title = tehran_day(appeal.ended_at), f"اعتراض {appeal.get_state_display()}"
            yield Happening(on, title, appeal.outcome, kind=Kind.COMMITTEE, at=appeal.ended_at)
