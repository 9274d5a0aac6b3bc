"""Cases in sight, one case whole, and how many stand at each step."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet

from madadkar.casework.rules import CoverageKind
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Agency
from madadkar.overlap.models import (
    CoverageFact,
    JointMinutes,
    JointSignature,
    OverlapCase,
    OverlapSide,
    OverlapStep,
    SideAnswer,
)
from madadkar.overlap.rules.kinds import Cover
from madadkar.overlap.rules.life import HANDING_OVER, UNDECIDED, OverlapState
from madadkar.overlap.rules.solutions import Verdict, leads
from madadkar.overlap.rules.turns import Standing


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """One case as one of its sides sees it: its own file, both covers, and all that was said on the way."""

    case: OverlapCase
    side: OverlapSide
    facts: list[CoverageFact]
    steps: list[OverlapStep]
    answers: list[SideAnswer]
    minutes: JointMinutes | None
    signatures: list[JointSignature]
    leading: Agency | None

    @property
    def own(self) -> Agency:
        """The reader's agency."""
        return self.side.agency

    @property
    def other(self) -> Agency:
        """The other side's agency."""
        return next(fact.agency for fact in self.facts if fact.agency_id != self.side.agency_id)

    @property
    def is_leading(self) -> bool:
        """Whether the reader's agency is to lead."""
        return self.leading is not None and self.leading.pk == self.side.agency_id

    @property
    def may_withdraw_consent(self) -> bool:
        """Whether the family, which had agreed to leave the reader's side, may still say that it does not."""
        is_under_way = OverlapState(self.case.state) in HANDING_OVER
        return is_under_way and bool(self.side.is_consent) and not self.is_leading

    @property
    def answer(self) -> SideAnswer | None:
        """What the reader's side said of the present proposal."""
        return next((one for one in self.answers if one.agency_id == self.side.agency_id), None)

    @property
    def has_signed(self) -> bool:
        """Whether the reader's side has signed the present text."""
        return any(one.agency_id == self.side.agency_id for one in self.signatures)

    @property
    def is_signed(self) -> bool:
        """Whether both sides have signed the present text."""
        return self.minutes is not None and len(self.signatures) == len(self.facts)

    @property
    def is_set_aside(self) -> bool:
        """Whether both signed, and the family's word has taken the decision back since."""
        return self.is_signed and OverlapState(self.case.state) in UNDECIDED | {OverlapState.NOT_SAME}

    @property
    def standing(self) -> Standing:
        """Where it stands, for the rule of turns."""
        return standing_of(
            case=self.case,
            facts=self.facts,
            answers=self.answers,
            signatures=self.signatures,
            leading=self.leading,
        )

    @property
    def is_our_turn(self) -> bool:
        """Whether the case waits for the reader's side."""
        return self.side.agency_id in self.standing.waits_for


def standing_of(
    *,
    case: OverlapCase,
    facts: list[CoverageFact],
    answers: list[SideAnswer],
    signatures: list[JointSignature],
    leading: Agency | None,
) -> Standing:
    """Where a case stands, from the rows of its present proposal and text."""
    return Standing(
        state=OverlapState(case.state),
        agencies=[fact.agency_id for fact in facts],
        answered=[one.agency_id for one in answers],
        signed=[one.agency_id for one in signatures],
        leading=leading.pk if leading else None,
    )


def cases(*, scope: Scope, state: OverlapState | None = None) -> QuerySet[OverlapCase]:
    """The cases in sight, the longest waiting first, each with its covers and the reader's own side."""
    found: QuerySet[OverlapCase] = OverlapCase.objects.seen_by(scope)
    if state is not None:
        found = found.filter(state=state.value)
    own = OverlapSide.objects.seen_by(scope).select_related("case_file", "agency")
    return found.prefetch_related(
        Prefetch("facts", CoverageFact.objects.select_related("agency").order_by("agency_id")),
        Prefetch("sides", own, to_attr="own_sides"),
    ).order_by("state_since", "pk")


def state_counts(*, scope: Scope) -> dict[OverlapState, int]:
    """How many cases in sight stand at each step."""
    counted = OverlapCase.objects.seen_by(scope).values_list("state").annotate(Count("pk"))
    return {OverlapState(state): number for state, number in counted}


def overlap_case(*, case_id: int, scope: Scope) -> CaseView:
    """One case whole. Raises Refusal("overlap_unknown") for one that is not in sight."""
    case: OverlapCase | None = OverlapCase.objects.seen_by(scope).filter(pk=case_id).first()
    side = OverlapSide.objects.seen_by(scope).filter(case_id=case_id, agency_id=scope.agency_id)
    own = side.select_related("agency", "case_file").first()
    if case is None or own is None:
        raise Refusal("overlap_unknown")
    minutes = case.minutes.filter(round=case.round).order_by("-version").first()
    return CaseView(
        case=case,
        side=own,
        facts=list(case.facts.select_related("agency").order_by("agency_id")),
        steps=list(case.steps.select_related("agency").order_by("pk")),
        answers=list(case.answers.filter(round=case.round).select_related("agency").order_by("pk")),
        minutes=minutes,
        signatures=list(minutes.signatures.select_related("agency").order_by("pk")) if minutes else [],
        leading=leading_agency(case=case),
    )


def cases_of_file(*, file_id: int, scope: Scope) -> QuerySet[OverlapCase]:
    """The cases of one file in sight, the latest first."""
    own = OverlapSide.objects.seen_by(scope).filter(case_file_id=file_id).values("case_id")
    facts = Prefetch("facts", CoverageFact.objects.select_related("agency"))
    found: QuerySet[OverlapCase] = OverlapCase.objects.seen_by(scope).filter(pk__in=own)
    return found.prefetch_related(facts).order_by("-pk")


def leading_agency(*, case: OverlapCase) -> Agency | None:
    """The agency that is to lead by what is proposed; None where both stay or nothing is proposed."""
    code = leads(verdict=Verdict(case.verdict)) if case.verdict else None
    return Agency.objects.filter(code=code).first() if code else None


def last_step(*, case_id: int) -> int:
    """The number of the last step of a case: what a page has seen of it."""
    return (
        OverlapStep.objects.filter(case_id=case_id).order_by("-pk").values_list("pk", flat=True).first() or 0
    )


def cover_of(*, fact: CoverageFact) -> Cover:
    """What one side told of its cover, as the rules read it."""
    return Cover(
        agency_id=fact.agency_id,
        kind=CoverageKind(fact.kind),
        since=fact.valid_from,
        until=fact.valid_until,
        services=frozenset(fact.services),
        member_count=fact.member_count,
    )
