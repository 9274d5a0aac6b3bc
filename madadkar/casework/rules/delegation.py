"""How a file is handed to a centre: step by step, each with its clock, for all services or named ones."""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum, StrEnum

from madadkar.casework.rules.office_rules import RuleCode
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.sight import Matter
from madadkar.foundation.states import Moves


class DelegationStep(StrEnum):
    """How far the handing of a file to a centre has come; the last three end it."""

    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    IN_WORK = "in_work"
    REFUSED = "refused"
    RETURNED = "returned"
    RECALLED = "recalled"


DELEGATION_STEP_NAMES = {
    DelegationStep.SENT: "فرستاده شد",
    DelegationStep.RECEIVED: "به مرکز رسید",
    DelegationStep.ACCEPTED: "مرکز پذیرفت",
    DelegationStep.IN_WORK: "در دست مرکز",
    DelegationStep.REFUSED: "مرکز نپذیرفت",
    DelegationStep.RETURNED: "مرکز بازگرداند",
    DelegationStep.RECALLED: "اداره پس گرفت",
}

DELEGATION_MOVES = Moves(
    {
        DelegationStep.SENT: {DelegationStep.RECEIVED, DelegationStep.RECALLED},
        DelegationStep.RECEIVED: {
            DelegationStep.ACCEPTED,
            DelegationStep.REFUSED,
            DelegationStep.RECALLED,
        },
        DelegationStep.ACCEPTED: {
            DelegationStep.IN_WORK,
            DelegationStep.RETURNED,
            DelegationStep.RECALLED,
        },
        DelegationStep.IN_WORK: {DelegationStep.RETURNED, DelegationStep.RECALLED},
        DelegationStep.REFUSED: (),
        DelegationStep.RETURNED: (),
        DelegationStep.RECALLED: (),
    }
)
"""Every step a delegation may take. What a roster or paper tells of is in work from its first day."""

ENDED = DELEGATION_MOVES.final
"""The file is with its office again; the centre sees nothing of the family from that instant."""

WAITING = (DelegationStep.SENT, DelegationStep.RECEIVED, DelegationStep.ACCEPTED)
"""Under way to the centre: each of these has its clock."""

CENTRE_STEPS = frozenset(
    {
        DelegationStep.RECEIVED,
        DelegationStep.ACCEPTED,
        DelegationStep.REFUSED,
        DelegationStep.IN_WORK,
        DelegationStep.RETURNED,
    }
)
"""The steps a centre takes itself; recalling is the office's."""

NEEDS_REASON = frozenset({DelegationStep.REFUSED, DelegationStep.RETURNED, DelegationStep.RECALLED})
"""Steps that must say why."""

TERMS = {
    DelegationStep.SENT: RuleCode.DELEGATION_RECEIVE_DAYS,
    DelegationStep.RECEIVED: RuleCode.DELEGATION_ANSWER_DAYS,
    DelegationStep.ACCEPTED: RuleCode.DELEGATION_BEGIN_DAYS,
}
"""The office's rule that says how many days each step may wait before it is overdue."""


class Service(IntEnum):
    """What a centre may do for a family; the numbers stand in the database and are never reused."""

    AID = 1
    TREATMENT = 2
    EDUCATION = 3
    HOUSING = 4
    EMPLOYMENT = 5
    CULTURE = 6
    LEGAL = 7
    FOOD = 8
    SOCIAL_WORK = 9


SERVICE_NAMES = {
    Service.SOCIAL_WORK: "مددکاری",
    Service.AID: "کمک غیرمستمر",
    Service.TREATMENT: "درمان",
    Service.EDUCATION: "امور تحصیلی",
    Service.HOUSING: "مسکن",
    Service.EMPLOYMENT: "اشتغال",
    Service.CULTURE: "امور فرهنگی",
    Service.LEGAL: "معاضدت حقوقی",
    Service.FOOD: "اطعام و سبد غذا",
}
ALL_SERVICES = "همه خدمات"


OPENED_BY: dict[Matter, frozenset[Service]] = {
    Matter.WALK: frozenset({Service.SOCIAL_WORK}),
    Matter.HEALTH: frozenset({Service.SOCIAL_WORK, Service.TREATMENT}),
    Matter.MONEY: frozenset({Service.SOCIAL_WORK, Service.AID}),
    Matter.WHOLE: frozenset(),
}
"""Which named services open a matter of the family to their centre (`sql/delegated_sight.sql` says the same).

Who the family is and how to reach it opens with any service, everything with all; one's own is one's own."""


def matters_of(*, services: Collection[int]) -> frozenset[Matter]:
    """What a centre sees of a family that was handed to it for these services; none named: for all."""
    if not services:
        return frozenset(Matter) - {Matter.OWN}
    opened = {matter for matter, openers in OPENED_BY.items() if openers & set(services)}
    return frozenset({Matter.REACH} | opened)


def services_overlap(*, one: Collection[int], other: Collection[int]) -> bool:
    """Whether two scopes name a service in common; an empty scope means all of them."""
    return not one or not other or bool(set(one) & set(other))


def services_in_words(*, services: Collection[int]) -> str:
    """«همه خدمات» or the names of the services, in the order they are offered."""
    if not services:
        return ALL_SERVICES
    return "، ".join(name for service, name in SERVICE_NAMES.items() if service in services)


def check_step(*, current: DelegationStep, wanted: DelegationStep) -> None:
    """Refuse a step that is not in the table. Raises Refusal("delegation_step_not_allowed")."""
    if not DELEGATION_MOVES.is_allowed(current, wanted):
        now, to = DELEGATION_STEP_NAMES[current], DELEGATION_STEP_NAMES[wanted]
        raise Refusal("delegation_step_not_allowed", now=now, to=to)
