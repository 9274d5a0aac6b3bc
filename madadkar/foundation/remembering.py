"""The same question asked twice while one page is drawn is answered once.

Only within `one_reading()`, in which nothing is changed; elsewhere every question goes to the database. What
is answered is shared by those who ask: it must not be altered by them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
A = TypeVar("A")

_MEMORY: ContextVar[dict[Any, Any] | None] = ContextVar("memory", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """While this lasts, a question marked `asked_once` is answered from memory when it is asked again."""
    before = _MEMORY.set({})
    try:
        yield
    finally:
        _MEMORY.reset(before)


def asked_once(question: Callable[P, A]) -> Callable[P, A]:
    """Mark a question, of keywords that can be compared, that several parts of one page ask."""

    @functools.wraps(question)
    def answered(*args: P.args, **kwargs: P.kwargs) -> A:
        memory = _MEMORY.get()
        if memory is None:
            return question(*args, **kwargs)
        key = (question, tuple(sorted(kwargs.items(), key=lambda item: item[0])))
        if key not in memory:
            memory[key] = question(*args, **kwargs)
        answer: A = memory[key]
        return answer

    return answered
