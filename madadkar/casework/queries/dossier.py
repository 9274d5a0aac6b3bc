"""What whoever decides on a family must have read: its request, last visits, how it stands, and its plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from madadkar.casework.models import Assessment, HomeVisit, Plan, Request
from madadkar.casework.queries.assessments import last_assessment
from madadkar.casework.queries.plans import in_force, plans_of
from madadkar.casework.queries.visits import visits_of
from madadkar.casework.rules.assessment_matrix import (
    DOMAIN_NAMES,
    NEED_CAUSE_NAMES,
    SCORE_NAMES,
    WEAK,
    NeedCause,
    anchor,
)
from madadkar.foundation.scope import Scope

SHOWN_VISITS = 3


@dataclass(frozen=True)
class DomainLine:
    """How a family stands in one domain, with the sentence its score stands for."""

    name: str
    score: int
    score_name: str
    sentence: str
    note: str

    @property
    def is_weak(self) -> bool:
        """Whether the plan must have a goal for it."""
        return self.score <= WEAK


@dataclass(frozen=True)
class Dossier:
    """A file in short, beside its history."""

    request: Request | None
    visits: list[HomeVisit]
    assessment: Assessment | None
    plan: Plan | None

    @property
    def domains(self) -> list[DomainLine]:
        """The last assessment line by line, the weakest first."""
        if self.assessment is None:
            return []
        notes = self.assessment.notes
        lines = [
            DomainLine(
                DOMAIN_NAMES[domain],
                score,
                SCORE_NAMES[score],
                anchor(domain=domain, score=score),
                str(notes.get(domain.value, "")),
            )
            for domain, score in self.assessment.scores.items()
        ]
        return sorted(lines, key=lambda line: line.score)

    @property
    def causes(self) -> list[str]:
        """Why the family is in need, in words."""
        if self.assessment is None:
            return []
        return [NEED_CAUSE_NAMES[NeedCause(one)] for one in self.assessment.causes]


def dossier(*, file_id: int, scope: Scope, on: date) -> Dossier:
    """The file in short as of now, in a constant number of questions; `on` leaves out later visits."""
    requests = Request.objects.seen_by(scope).filter(case_file=file_id, came_on__lte=on)
    known = visits_of(file_id=file_id, scope=scope)
    made = sorted(
        (one for one in known if one.came_on and one.came_on <= on),
        key=lambda one: (one.came_on, one.pk),
        reverse=True,
    )
    return Dossier(
        request=requests.order_by("-came_on", "-id").first(),
        visits=made[:SHOWN_VISITS],
        assessment=last_assessment(file_id=file_id, scope=scope),
        plan=in_force(plans=plans_of(file_id=file_id, scope=scope)),
    )
