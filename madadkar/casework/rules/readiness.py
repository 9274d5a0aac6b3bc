"""Whether a family is ready to leave the support body, by a published rule that explains itself.

The rule in words: docs/calculations/readiness.md. It advises; people propose and approve.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from madadkar.casework.rules.assessment_matrix import DOMAIN_NAMES, WEAK, Domain

STRONG = 4
"""The score from which a domain carries itself."""

CARRYING = (Domain.INCOME, Domain.EMPLOYMENT, Domain.HOUSING)
"""Without these no family stands by itself, whatever the mean says."""

STEPS_DONE_PERCENT = 80


class Criterion(StrEnum):
    """One line of the rule."""

    ASSESSED = "assessed"
    CARRYING = "carrying"
    NONE_WEAK = "none_weak"
    LASTING = "lasting"
    INCOME = "income"
    TIME = "time"
    STEPS = "steps"
    VISITED = "visited"


CRITERION_NAMES = {
    Criterion.ASSESSED: "سنجش تازه",
    Criterion.CARRYING: "درآمد، کار و مسکن",
    Criterion.NONE_WEAK: "هیچ حوزه ضعیفی نیست",
    Criterion.LASTING: "پایداری",
    Criterion.INCOME: "درآمد در برابر ضابطه",
    Criterion.TIME: "زمان همراهی",
    Criterion.STEPS: "گام‌های برنامه",
    Criterion.VISITED: "بازدید تازه",
}

WEIGHTS: Mapping[Criterion, int] = {
    Criterion.ASSESSED: 10,
    Criterion.CARRYING: 25,
    Criterion.NONE_WEAK: 15,
    Criterion.LASTING: 10,
    Criterion.INCOME: 15,
    Criterion.TIME: 10,
    Criterion.STEPS: 10,
    Criterion.VISITED: 5,
}
"""What each line weighs in the score out of 100 (ours)."""


class Verdict(StrEnum):
    """What the lines come to."""

    READY = "ready"
    NEAR = "near"
    NOT_YET = "not_yet"


VERDICT_NAMES = {
    Verdict.READY: "آماده خروج",
    Verdict.NEAR: "نزدیک به خروج",
    Verdict.NOT_YET: "هنوز نه",
}
NEAR_FROM = 70


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of the family on the day; None where nobody has asked yet.

    `before` are the scores of the assessment before the last, at least three months older. Months are full
    ones. `enough_rial` is the income the office holds sufficient for a household of this size.
    """

    scores: Mapping[Domain, int] | None
    before: Mapping[Domain, int] | None
    months_since_assessed: int | None
    income_rial: int | None
    enough_rial: int
    months_covered: int | None
    steps_done: int
    steps_all: int
    months_since_visited: int | None
    fresh_months: int
    covered_least_months: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the answer: whether it is met (None: nobody knows yet), what it weighs, and why."""

    criterion: Criterion
    is_met: bool | None
    code: str
    told: Mapping[str, int | str]

    @property
    def weight(self) -> int:
        """What the line weighs."""
        return WEIGHTS[self.criterion]


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """The answer: every line with its reason, a score out of 100, and what they come to."""

    lines: tuple[Line, ...]

    @property
    def score(self) -> int:
        """The weights of the lines that are met."""
        return sum(line.weight for line in self.lines if line.is_met)

    @property
    def verdict(self) -> Verdict:
        """Ready when every line is met; near from 70 with income, work and housing standing."""
        if all(line.is_met for line in self.lines):
            return Verdict.READY
        carries = any(line.criterion is Criterion.CARRYING and line.is_met for line in self.lines)
        return Verdict.NEAR if carries and self.score >= NEAR_FROM else Verdict.NOT_YET


def readiness(*, facts: Facts) -> Readiness:
    """How ready the family is, line by line."""
    return Readiness(
        lines=(
            _assessed(facts),
            _carrying(facts),
            _none_weak(facts),
            _lasting(facts),
            _income(facts),
            _time(facts),
            _steps(facts),
            _visited(facts),
        )
    )


def _line(criterion: Criterion, is_met: bool | None, code: str, **told: int | str) -> Line:
    return Line(criterion=criterion, is_met=is_met, code=code, told=told)


def _assessed(facts: Facts) -> Line:
    months, fresh = facts.months_since_assessed, facts.fresh_months
    if months is None:
        return _line(Criterion.ASSESSED, None, "never_assessed")
    code = "assessed_lately" if months < fresh else "assessed_long_ago"
    return _line(Criterion.ASSESSED, months < fresh, code, months=months, fresh=fresh)


def _carrying(facts: Facts) -> Line:
    if facts.scores is None:
        return _line(Criterion.CARRYING, None, "never_assessed")
    low = [one for one in CARRYING if facts.scores.get(one, 0) < STRONG]
    code = "carrying_low" if low else "carrying_strong"
    return _line(Criterion.CARRYING, not low, code, domains=_named(low), strong=STRONG)


def _none_weak(facts: Facts) -> Line:
    if facts.scores is None:
        return _line(Criterion.NONE_WEAK, None, "never_assessed")
    weak = [one for one in Domain if facts.scores.get(one, STRONG) <= WEAK]
    return _line(Criterion.NONE_WEAK, not weak, "some_weak" if weak else "none_weak", domains=_named(weak))


def _lasting(facts: Facts) -> Line:
    if facts.scores is None or facts.before is None:
        return _line(Criterion.LASTING, None, "assessed_once")
    fallen = [one for one in CARRYING if facts.scores.get(one, 0) < facts.before.get(one, 0)]
    code = "carrying_fell" if fallen else "carrying_lasted"
    return _line(Criterion.LASTING, not fallen, code, domains=_named(fallen))


def _income(facts: Facts) -> Line:
    if facts.income_rial is None:
        return _line(Criterion.INCOME, None, "income_unknown", enough=facts.enough_rial)
    is_met = facts.income_rial >= facts.enough_rial
    code = "income_enough" if is_met else "income_short"
    return _line(Criterion.INCOME, is_met, code, income=facts.income_rial, enough=facts.enough_rial)


def _time(facts: Facts) -> Line:
    if facts.months_covered is None:
        return _line(Criterion.TIME, None, "never_covered")
    is_met = facts.months_covered >= facts.covered_least_months
    told = {"months": facts.months_covered, "least": facts.covered_least_months}
    return _line(Criterion.TIME, is_met, "covered_long" if is_met else "covered_short", **told)


def _steps(facts: Facts) -> Line:
    if not facts.steps_all:
        return _line(Criterion.STEPS, None, "no_steps")
    is_met = facts.steps_done * 100 >= STEPS_DONE_PERCENT * facts.steps_all
    told = {"done": facts.steps_done, "all": facts.steps_all, "percent": STEPS_DONE_PERCENT}
    return _line(Criterion.STEPS, is_met, "steps_done" if is_met else "steps_open", **told)


def _visited(facts: Facts) -> Line:
    months, fresh = facts.months_since_visited, facts.fresh_months
    if months is None:
        return _line(Criterion.VISITED, None, "never_visited")
    code = "visited_lately" if months < fresh else "visited_long_ago"
    return _line(Criterion.VISITED, months < fresh, code, months=months, fresh=fresh)


def _named(domains: list[Domain]) -> str:
    return "، ".join(DOMAIN_NAMES[one] for one in domains)
