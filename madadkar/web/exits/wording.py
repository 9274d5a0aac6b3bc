"""The lines of the rule of readiness in Persian: each says what was found and what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from madadkar.casework.rules.readiness import (
    CRITERION_NAMES,
    VERDICT_NAMES,
    WEIGHTS,
    Criterion,
    Readiness,
    Verdict,
)
from madadkar.foundation.persian import group_digits, persian_digits
from madadkar.foundation.scope import Scope
from madadkar.organisations.rules import Right
from madadkar.web.medical import HIDDEN

_SENTENCES = {
    "never_assessed": "وضع خانوار هنوز سنجیده نشده است.",
    "assessed_lately": "آخرین سنجش {ago} پیش بوده است (باید کمتر از {fresh} ماه باشد).",
    "assessed_long_ago": "آخرین سنجش {ago} پیش بوده و کهنه است (باید کمتر از {fresh} ماه باشد).",
    "carrying_strong": "امتیاز هر سه حوزه {strong} یا بالاتر است.",
    "carrying_low": "هنوز به امتیاز {strong} نرسیده است: {domains}.",
    "none_weak": "هیچ حوزه‌ای امتیاز ۱ یا ۲ ندارد.",
    "some_weak": "امتیاز ۱ یا ۲ دارد: {domains}.",
    "assessed_once": "سنجشی دست‌کم سه ماه پیش از آخرین سنجش نیست تا پایداری دیده شود.",
    "carrying_lasted": "درآمد، کار و مسکن از سنجش پیشین پایین نیامده است.",
    "carrying_fell": "از سنجش پیشین پایین آمده است: {domains}.",
    "income_unknown": "درآمد خانوار گفته نشده است (ضابطه برای این خانوار {enough} ریال در ماه).",
    "income_enough": "درآمد {income} ریال در برابر ضابطه {enough} ریال.",
    "income_short": "درآمد {income} ریال به ضابطه {enough} ریال نمی‌رسد.",
    "never_covered": "خانوار زیر پوشش نیست.",
    "covered_long": "{ago} همراه خانوار بوده‌ایم (دست‌کم {least} ماه).",
    "covered_short": "هنوز {ago} است که همراه خانواریم (دست‌کم {least} ماه).",
    "no_steps": "برنامه‌ای با گام‌های نوشته‌شده نیست.",
    "steps_done": "{done} گام از {all} گام برداشته شده است (دست‌کم {percent} درصد).",
    "steps_open": "تنها {done} گام از {all} گام برداشته شده است (دست‌کم {percent} درصد).",
    "never_visited": "بازدیدی ثبت نشده است.",
    "visited_lately": "آخرین بازدید {ago} پیش بوده است (باید کمتر از {fresh} ماه باشد).",
    "visited_long_ago": "آخرین بازدید {ago} پیش بوده است (باید کمتر از {fresh} ماه باشد).",
}


@dataclass(frozen=True)
class SaidLine:
    """One line of the rule in words."""

    name: str
    is_met: bool | None
    sentence: str
    weight: int


@dataclass(frozen=True)
class Said:
    """The whole answer in words; without verdict and score where a line is hidden, for they would tell it."""

    verdict: str
    tone: str
    score: int | None
    lines: list[SaidLine]


_TONES = {Verdict.READY: "good", Verdict.NEAR: "heed", Verdict.NOT_YET: "plain"}


def said(found: Readiness, scope: Scope) -> Said:
    """The rule's answer today, as this reader may read it."""
    lines = [_line(line.criterion, line.is_met, line.code, line.told) for line in found.lines]
    return _whole(found.verdict, found.score, lines, scope)


def said_then(kept: Mapping[str, Any], scope: Scope) -> Said | None:
    """The rule's answer as a proposal kept it; none in an empty one."""
    if not kept:
        return None
    lines = [
        _line(Criterion(line["criterion"]), line["is_met"], line["code"], line["told"])
        for line in kept["lines"]
    ]
    return _whole(Verdict(kept["verdict"]), kept["score"], lines, scope)


def _whole(verdict: Verdict, score: int, lines: list[SaidLine], scope: Scope) -> Said:
    """Which domain is weak may tell of illness: that line is read by who may see what is medical, and so are
    the verdict and the score, from which it could be reckoned.
    """
    if scope.may(Right.SEE_MEDICAL):
        return Said(VERDICT_NAMES[verdict], _TONES[verdict], score, lines)
    weak = CRITERION_NAMES[Criterion.NONE_WEAK]
    cut = [SaidLine(one.name, None, HIDDEN, one.weight) if one.name == weak else one for one in lines]
    return Said("", "plain", None, cut)


def _line(criterion: Criterion, is_met: bool | None, code: str, told: Mapping[str, Any]) -> SaidLine:
    words = {name: group_digits(fact) if isinstance(fact, int) else fact for name, fact in told.items()}
    ago = f"{words['months']} ماه" if told.get("months") else "کمتر از یک ماه"
    sentence = persian_digits(_SENTENCES[code].format(ago=ago, **words))
    return SaidLine(CRITERION_NAMES[criterion], is_met, sentence, WEIGHTS[criterion])
