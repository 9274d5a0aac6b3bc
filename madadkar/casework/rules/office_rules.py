"""Terms and limits an office sets for its own work, each for a time; where none is set, ours hold.

No published circular gives these numbers, so they are dated settings. The nearest office decides: a county's
own rule, else its province's, else the national one, else the default below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from madadkar.foundation.refusal import Refusal


class RuleCode(StrEnum):
    """What may be set; the end of the name is the unit."""

    FIRST_VISIT_DAYS = "first_visit_days"
    VISIT_MONTHS = "visit_months"
    VISIT_ALONE_ELDERLY_MONTHS = "visit_alone_elderly_months"
    VISIT_ORPHANS_MONTHS = "visit_orphans_months"
    VISIT_RURAL_MONTHS = "visit_rural_months"
    PLAN_DAYS = "plan_days"
    REVIEW_MONTHS = "review_months"
    ASSESSMENT_FRESH_MONTHS = "assessment_fresh_months"
    COVERED_LEAST_MONTHS = "covered_least_months"
    INCOME_ONE_RIAL = "income_one_rial"
    INCOME_EACH_MORE_RIAL = "income_each_more_rial"
    DELEGATION_RECEIVE_DAYS = "delegation_receive_days"
    DELEGATION_ANSWER_DAYS = "delegation_answer_days"
    DELEGATION_BEGIN_DAYS = "delegation_begin_days"
    CENTRE_AID_RIAL = "centre_aid_rial"
    VOICE_ANSWER_DAYS = "voice_answer_days"
    APPEAL_DAYS = "appeal_days"


RULE_NAMES = {
    RuleCode.FIRST_VISIT_DAYS: "نخستین بازدید پس از رسیدن پرونده به بازدید (روز)",
    RuleCode.VISIT_MONTHS: "فاصله بازدیدها (ماه)",
    RuleCode.VISIT_ALONE_ELDERLY_MONTHS: "فاصله بازدید از سالمند تنها (ماه)",
    RuleCode.VISIT_ORPHANS_MONTHS: "فاصله بازدید از خانواده ایتام (ماه)",
    RuleCode.VISIT_RURAL_MONTHS: "فاصله بازدید در روستا (ماه)",
    RuleCode.PLAN_DAYS: "مهلت برنامه خانوار پس از پذیرش (روز)",
    RuleCode.REVIEW_MONTHS: "فاصله بازنگری‌ها (ماه)",
    RuleCode.ASSESSMENT_FRESH_MONTHS: "اعتبار سنجش برای آمادگی خروج (ماه)",
    RuleCode.COVERED_LEAST_MONTHS: "کمترین زمان همراهی پیش از خروج (ماه)",
    RuleCode.INCOME_ONE_RIAL: "درآمد ماهانه بسنده برای یک نفر (ریال)",
    RuleCode.INCOME_EACH_MORE_RIAL: "درآمد ماهانه بسنده برای هر نفر دیگر (ریال)",
    RuleCode.DELEGATION_RECEIVE_DAYS: "مهلت مرکز برای دریافت پرونده فرستاده‌شده (روز)",
    RuleCode.DELEGATION_ANSWER_DAYS: "مهلت مرکز برای پذیرفتن یا نپذیرفتن پرونده (روز)",
    RuleCode.DELEGATION_BEGIN_DAYS: "مهلت مرکز برای تحویل و آغاز کار (روز)",
    RuleCode.VOICE_ANSWER_DAYS: "مهلت پاسخ به شکایت و پیشنهاد (روز)",
    RuleCode.APPEAL_DAYS: "مهلت اعتراض خانوار پس از رسیدن نامه (روز)",
    RuleCode.CENTRE_AID_RIAL: "کمک موردی که مرکز خود درباره آن تصمیم می‌گیرد، تا (ریال)",
}

DEFAULTS: Mapping[RuleCode, int] = {
    RuleCode.FIRST_VISIT_DAYS: 10,
    RuleCode.VISIT_MONTHS: 12,
    RuleCode.VISIT_ALONE_ELDERLY_MONTHS: 3,
    RuleCode.VISIT_ORPHANS_MONTHS: 6,
    RuleCode.VISIT_RURAL_MONTHS: 6,
    RuleCode.PLAN_DAYS: 30,
    RuleCode.REVIEW_MONTHS: 6,
    RuleCode.ASSESSMENT_FRESH_MONTHS: 6,
    RuleCode.COVERED_LEAST_MONTHS: 6,
    RuleCode.INCOME_ONE_RIAL: 80_000_000,
    RuleCode.INCOME_EACH_MORE_RIAL: 30_000_000,
    RuleCode.DELEGATION_RECEIVE_DAYS: 3,
    RuleCode.DELEGATION_ANSWER_DAYS: 7,
    RuleCode.DELEGATION_BEGIN_DAYS: 14,
    RuleCode.VOICE_ANSWER_DAYS: 15,
    RuleCode.APPEAL_DAYS: 30,
    RuleCode.CENTRE_AID_RIAL: 20_000_000,
}
"""Ours; no published rule was found."""

_MOST = {"days": 365, "months": 60, "rial": 10_000_000_000}


def most(*, code: RuleCode) -> int:
    """The largest value that is still meant and not mistyped."""
    return _MOST[code.value.rsplit("_", 1)[1]]


def check_value(*, code: RuleCode, value: int) -> None:
    """Refuse a term of nothing, or one longer than anybody means. Raises Refusal("rule_out_of_range")."""
    if not 1 <= value <= most(code=code):
        raise Refusal("rule_out_of_range", most=most(code=code))


Set = Mapping[tuple[int, RuleCode], int]
"""What offices have set on a day: by office and code."""


def value_for(*, code: RuleCode, offices: Sequence[int], set_by: Set) -> int:
    """The rule for an office: `offices` is itself, then those it reports to, nearest first."""
    return next((set_by[one, code] for one in offices if (one, code) in set_by), DEFAULTS[code])


def enough_income_rial(*, member_count: int, one_rial: int, each_more_rial: int) -> int:
    """The monthly income a household of this many needs to live by itself."""
    return one_rial + each_more_rial * max(member_count - 1, 0)
