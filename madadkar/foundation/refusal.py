"""An expected no, with its reason: what an office is told instead of a failure."""

from typing import Any


class Refusal(Exception):
    """The house says no for a reason it knows; `code` finds the Persian sentence, `facts` fill it.

    >>> str(Refusal("national_code_length", length=7))
    'national_code_length (length=7)'
    """

    def __init__(self, code: str, /, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={fact!r}" for name, fact in self.facts.items())
        return f"{self.code} ({told})" if told else self.code

    def __repr__(self) -> str:
        return f"Refusal({self!s})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Refusal) and (self.code, self.facts) == (other.code, other.facts)

    def __hash__(self) -> int:
        return hash(self.code)

    def __reduce__(self) -> tuple[Any, ...]:
        # Facts are keywords: without this a refusal could not cross from a worker process.
        return _again, (self.code, self.facts)


def _again(code: str, facts: dict[str, Any]) -> Refusal:
    return Refusal(code, **facts)
