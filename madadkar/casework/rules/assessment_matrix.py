"""The Self-Sufficiency Matrix (ماتریس خودکفایی) in Persian: domains of a family's life, each scored 1 to 5.

The field's own instrument (Snohomish County 2004, Arizona 2010, and many local versions) scores each domain
from 1, in crisis, to 5, needs no help, each score by a sentence. Sentences here are ours, written for Iranian
families; a score is what the sentence says, not a feeling.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from madadkar.foundation.refusal import Refusal


class Domain(StrEnum):
    """One side of a family's life."""

    INCOME = "income"
    EMPLOYMENT = "employment"
    HOUSING = "housing"
    FOOD = "food"
    HEALTH = "health"
    MIND = "mind"
    EDUCATION = "education"
    CHILD_CARE = "child_care"
    FAMILY = "family"
    SOCIAL = "social"
    LEGAL = "legal"
    MOBILITY = "mobility"


DOMAIN_NAMES = {
    Domain.INCOME: "درآمد",
    Domain.EMPLOYMENT: "کار",
    Domain.HOUSING: "مسکن",
    Domain.FOOD: "خوراک",
    Domain.HEALTH: "سلامت و بیمه",
    Domain.MIND: "روان و اعتیاد",
    Domain.EDUCATION: "تحصیل و مهارت",
    Domain.CHILD_CARE: "مراقبت از کودکان",
    Domain.FAMILY: "روابط خانواده",
    Domain.SOCIAL: "پیوندهای اجتماعی",
    Domain.LEGAL: "امور حقوقی و هویتی",
    Domain.MOBILITY: "رفت‌وآمد",
}

LEAST, MOST = 1, 5
WEAK = 2
"""A domain scored this or lower is weak: the plan must have a goal for it."""

SCORE_NAMES = {1: "بحران", 2: "آسیب‌پذیر", 3: "پایدار با کمک", 4: "رو به خوداتکایی", 5: "خوداتکا"}

MEDICAL = frozenset({Domain.HEALTH, Domain.MIND})
"""Domains that tell of illness or addiction: read by who may see what is medical."""

MAY_BE_NOTHING = frozenset({Domain.CHILD_CARE})
"""Domains that a family may not have: no children at home."""

ANCHORS: Mapping[Domain, tuple[str, str, str, str, str]] = {
    Domain.INCOME: (
        "درآمدی ندارد.",
        "درآمد دارد، ولی خرج خوراک و اجاره ماه را نمی‌رساند.",
        "با مستمری و کمک دیگران خرج ماه را می‌رساند.",
        "بیشتر خرج خود را خود درمی‌آورد و بدهی سنگین ندارد.",
        "از درآمد خود زندگی می‌کند و اندکی هم کنار می‌گذارد.",
    ),
    Domain.EMPLOYMENT: (
        "هیچ‌کس کار نمی‌کند و کسی آماده کار نیست.",
        "گاه‌گاه کار روزمزد یا فصلی پیدا می‌شود.",
        "کاری ناپایدار یا بی‌بیمه دارد، یا سخت در پی کار است.",
        "یک نفر کار پیوسته دارد، ولی درآمدش هنوز بس نیست.",
        "کار پایدار و بیمه‌دار دارد، یا به سبب سن و بیماری نیازی به کار نیست و درآمدش پابرجاست.",
    ),
    Domain.HOUSING: (
        "سرپناه ندارد یا در آستانه بیرون شدن است.",
        "خانه ناایمن است، یا چند خانواده در یک جا تنگ زندگی می‌کنند.",
        "خانه اجاره‌ای یا امانتی است و با کمک می‌ماند.",
        "خانه‌ای امن و درخور دارد و اجاره را خود می‌دهد.",
        "خانه‌ای امن از آن خود دارد، یا سال‌هاست آسوده مستأجر است.",
    ),
    Domain.FOOD: (
        "بعضی روزها خوراک کافی در خانه نیست.",
        "برای خوراک چشم به بسته و کمک دیگران دارد.",
        "خوراک روزانه هست، ولی میوه و گوشت و لبنیات کم است.",
        "خوراک کافی دارد و کم‌وبیش گوناگون است.",
        "خوراک کافی و سالم دارد و خود تهیه می‌کند.",
    ),
    Domain.HEALTH: (
        "بیماری درمان‌نشده دارد و بیمه ندارد.",
        "بیمه دارد، ولی از پس هزینه یا راه درمان برنمی‌آید.",
        "درمان پیش می‌رود، با کمک در هزینه‌ها.",
        "بیمه و پزشک دارد و هزینه‌ها را بیشتر خود می‌دهد.",
        "تندرست است، یا بیماری مهار شده و خانواده خود از پس آن برمی‌آید.",
    ),
    Domain.MIND: (
        "خطر آسیب به خود یا دیگران، یا مصرف روزانه مواد در خانه است.",
        "افسردگی یا مصرف مواد زندگی روزانه را مختل کرده است.",
        "در درمان است و گاه‌گاه دشواری دارد.",
        "حالش خوب است و برای روزهای سخت پشتیبان دارد.",
        "نشانی از دشواری روانی یا مصرف مواد نیست.",
    ),
    Domain.EDUCATION: (
        "کودکی از درس بازمانده است، یا سواد خواندن و نوشتن نیست.",
        "در خطر ترک تحصیل است، یا مهارتی برای کار ندارد.",
        "درس می‌خواند یا مهارتی می‌آموزد، با کمک.",
        "درس یا مهارت خود را خوب پیش می‌برد.",
        "همه کودکان در درس پیش می‌روند و بزرگ‌ترها مهارت کار دارند.",
    ),
    Domain.CHILD_CARE: (
        "کودک بی‌مراقب می‌ماند، یا ناچار کار می‌کند.",
        "مراقبت هست، ولی همیشگی یا ایمن نیست.",
        "خویشان یا همسایگان کمک می‌کنند، تا وقتی که بتوانند.",
        "مراقبتی مطمئن دارد و گاهی کمک می‌خواهد.",
        "کودکان مراقبت خوب و همیشگی دارند.",
    ),
    Domain.FAMILY: (
        "خشونت یا رهاشدگی در خانه هست.",
        "کشمکش بسیار است و کسی پشت دیگری نیست.",
        "با هم کنار می‌آیند و برای بهتر شدن کمک می‌گیرند.",
        "پشت هم‌اند و دشواری‌ها را بیشتر خود می‌گشایند.",
        "خانه آرام است و همه پشتیبان یکدیگرند.",
    ),
    Domain.SOCIAL: (
        "تنهاست و با کسی رفت‌وآمد ندارد.",
        "کسی را دارد، ولی کمکی از آنان برنمی‌آید.",
        "همسایه یا خویشی هست که در سختی یاری کند.",
        "در مسجد، گروه همیار یا محله رفت‌وآمد دارد.",
        "پیوندهای خوب دارد و خود نیز به دیگران کمک می‌کند.",
    ),
    Domain.LEGAL: (
        "حکم یا دعوایی زندگی را تهدید می‌کند، یا کسی شناسنامه ندارد.",
        "پرونده‌ای باز دارد و وکیل یا راهنمایی ندارد.",
        "پرونده‌ای باز دارد و با کمک پیش می‌رود.",
        "کارهای حقوقی رو به پایان است.",
        "گرفتاری حقوقی ندارد و مدارک همه کامل است.",
    ),
    Domain.MOBILITY: (
        "به درمان، مدرسه و بازار راهی ندارد.",
        "راه هست، ولی دور، گران یا نامطمئن.",
        "با کمک دیگران یا با صرف وقت بسیار می‌رسد.",
        "بیشتر وقت‌ها به آسانی می‌رسد.",
        "هر وقت لازم باشد خود می‌رود و می‌آید.",
    ),
}


class NeedCause(StrEnum):
    """Of what kind the cause of need is; several may meet."""

    ECONOMIC = "economic"
    SOCIAL = "social"
    EDUCATIONAL = "educational"
    CULTURAL = "cultural"


NEED_CAUSE_NAMES = {
    NeedCause.ECONOMIC: "اقتصادی",
    NeedCause.SOCIAL: "اجتماعی",
    NeedCause.EDUCATIONAL: "آموزشی",
    NeedCause.CULTURAL: "فرهنگی",
}

Scores = Mapping[Domain, int]


def weak_domains(*, scores: Scores) -> list[Domain]:
    """The domains that demand a goal, in the instrument's order."""
    return [domain for domain in Domain if domain in scores and scores[domain] <= WEAK]


def check_scores(*, scores: Scores) -> None:
    """Every domain the family has is scored, and every score has its sentence.

    Raises Refusal: score_missing, score_out_of_range.
    """
    missing = [domain for domain in Domain if domain not in scores and domain not in MAY_BE_NOTHING]
    if missing:
        raise Refusal("score_missing", domains="، ".join(DOMAIN_NAMES[one] for one in missing))
    if any(not LEAST <= score <= MOST for score in scores.values()):
        raise Refusal("score_out_of_range")


def anchor(*, domain: Domain, score: int) -> str:
    """The sentence a score stands for."""
    return ANCHORS[domain][score - 1]


def mean_tenths(*, scores: Scores) -> int:
    """The mean of the scores in tenths, half upwards; 0 where nothing was scored."""
    if not scores:
        return 0
    return (sum(scores.values()) * 20 + len(scores)) // (2 * len(scores))
