"""What can be done next with a family's file: the moves its state allows, each in a plain word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from madadkar.casework.queries.history import FileHistory
from madadkar.casework.rules import AT_WORK, ON_THE_WAY, FileState
from madadkar.foundation.scope import Scope
from madadkar.foundation.sight import Matter
from madadkar.organisations.rules import Right

_WHOSE = {
    Right.DECIDE_FILES: "با رئیس اداره است",
    Right.ASSIGN_FILES: "با رئیس اداره است",
    Right.WORK_FILES: "با مددکار است",
    Right.TAKE_REQUESTS: "با مددکار یا مسئول پذیرش است",
    Right.KEEP_SESSIONS: "با دبیر کمیته است",
    Right.OPEN_FILES: "با مسئول پذیرش یا رئیس اداره است",
}


@dataclass(frozen=True, kw_only=True)
class NextDeed:
    """One thing that can be done next: in a plain word, where, and whose it is if not the reader's."""

    words: str
    url_name: str
    url_args: tuple[int | str, ...]
    why_not: str = ""
    is_grave: bool = False


@dataclass(frozen=True)
class _Line:
    """A deed as the table has it: `to` a state, at the family's own address (`of_family`) or at nobody's
    (`of_all`). A centre is offered it where its `matter` was delegated."""

    words: str
    url_name: str
    right: Right
    to: FileState | None = None
    is_grave: bool = False
    of_family: bool = False
    of_all: bool = False
    matter: Matter = Matter.WHOLE


def _on(words: str, to: FileState) -> _Line:
    return _Line(words, "file-proceed", Right.WORK_FILES, to)


_CLOSE = _Line("بستن پیش از تصمیم", "file-proceed", Right.WORK_FILES, FileState.CLOSED, is_grave=True)
_ASK_AGAIN = _Line("ثبت درخواست دوباره", "request-new", Right.TAKE_REQUESTS, of_family=True)
_TO_INQUIRY = _on("فرستادن به استعلام", FileState.INQUIRY)
_TO_VISIT = _on("فرستادن به بازدید", FileState.VISIT)
_TO_DOCUMENTS = _on("رفتن به تکمیل مدارک", FileState.DOCUMENTS)
_TO_COMMITTEE = _on("فرستادن به کمیته", FileState.COMMITTEE)
_REVIEW = _Line("آغاز بازنگری", "file-review", Right.WORK_FILES, matter=Matter.WALK)
_HOLD = _Line("ثبت بازنگری", "review-hold", Right.WORK_FILES, matter=Matter.WALK)
_EXIT = _Line("پیشنهاد خروج", "exit-propose", Right.WORK_FILES, matter=Matter.WALK)
_SUSPEND = _Line("تعلیق", "file-suspend", Right.DECIDE_FILES, is_grave=True)

_NEXT: dict[FileState, tuple[_Line, ...]] = {
    FileState.REQUESTED: (_TO_INQUIRY, _TO_VISIT, _CLOSE),
    FileState.EMERGENCY: (_TO_VISIT, _TO_DOCUMENTS, _TO_INQUIRY, _TO_COMMITTEE, _CLOSE),
    FileState.INQUIRY: (_TO_VISIT, _CLOSE),
    FileState.VISIT: (_TO_DOCUMENTS, _CLOSE),
    FileState.DOCUMENTS: (_TO_COMMITTEE, _on("بازگشت به بازدید", FileState.VISIT), _CLOSE),
    FileState.COMMITTEE: (_Line("بردن به جلسه کمیته", "committees", Right.KEEP_SESSIONS, of_all=True),),
    FileState.WAITING: (
        _Line("درآوردن به پوشش", "file-cover", Right.DECIDE_FILES),
        _Line("تغییر نوبت", "file-turn", Right.DECIDE_FILES),
        _on("بازگشت به کمیته", FileState.COMMITTEE),
        _CLOSE,
    ),
    FileState.REFUSED: (_ASK_AGAIN,),
    FileState.CLOSED: (_ASK_AGAIN,),
    FileState.ACTIVE: (_REVIEW, _EXIT, _SUSPEND),
    FileState.REVIEW: (
        _HOLD,
        _Line("پایان بازنگری", "file-review-end", Right.DECIDE_FILES),
        _EXIT,
        _SUSPEND,
    ),
    FileState.SUSPENDED: (_Line("رفع تعلیق", "file-lift", Right.DECIDE_FILES), _REVIEW, _EXIT),
    FileState.INACTIVE: (_ASK_AGAIN, _Line("برگرداندن خروج", "file-exit-back", Right.DECIDE_FILES)),
}
_ASK = _Line("ثبت درخواست", "request-new", Right.TAKE_REQUESTS, of_family=True)
_OPEN = _Line("تشکیل پرونده از روی برگه", "file-open", Right.OPEN_FILES, of_family=True)
_WORKER = _Line("تعیین مددکار", "file-caseworker", Right.ASSIGN_FILES)


def next_deeds(*, household_id: int, history: FileHistory | None, scope: Scope) -> list[NextDeed]:
    """What the state of the file allows, the usual next step first; what is another's to do says whose."""
    return [
        _deed(line, household_id, history, scope)
        for line in _lines(history)
        if history is None or history.tells(line.matter)
    ]


def state_now(*, history: FileHistory) -> FileState | None:
    """The state the file is in after all its moves."""
    last = next((one for one in history.standings if one.valid_until is None), None)
    return FileState(last.state) if last else None


def _lines(history: FileHistory | None) -> Iterator[_Line]:
    if history is None:
        yield from (_ASK, _OPEN)
        return
    state = state_now(history=history)
    first, *rest = _NEXT[state] if state else (_ASK,)
    is_nobodys = history.file.caseworker_id is None and history.delegation is None
    if is_nobodys and state in AT_WORK:
        yield _WORKER
    yield first
    if is_nobodys and state in ON_THE_WAY:
        yield _WORKER
    yield from rest


def _deed(line: _Line, household_id: int, history: FileHistory | None, scope: Scope) -> NextDeed:
    key = household_id if line.of_family or history is None else history.file.pk
    keys: tuple[int, ...] = () if line.of_all else (key,)
    return NextDeed(
        words=line.words,
        url_name=line.url_name,
        url_args=(*keys, line.to.value) if line.to else keys,
        why_not="" if scope.may(line.right) else _WHOSE[line.right],
        is_grave=line.is_grave,
    )
