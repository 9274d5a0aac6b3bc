"""Centres are scored, by a scheme that an office sets and dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from madadkar.casework.actions.supervision.inspecting import supervised_centre
from madadkar.casework.models import CentreScore, ScoringScheme
from madadkar.casework.queries.scoring import Scheme, scheme_of, score_parts
from madadkar.casework.rules.supervision import Measured, Part, check_scheme, score
from madadkar.foundation.audit import record
from madadkar.foundation.jalali import tehran_day
from madadkar.foundation.persian import clean
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Centre, Office
from madadkar.organisations.queries import active_centres
from madadkar.organisations.rules import Right
from madadkar.registry.actions.keeping import holding_from


@transaction.atomic
def set_scheme(
    *,
    weights: Mapping[Part, int],
    grades: Mapping[str, int],
    on: date,
    by: Scope,
    at: datetime,
) -> ScoringScheme:
    """The actor's own office weighs the parts otherwise from a day on; scores already given stand.

    Raises Refusal: not_permitted, weights_not_a_hundred, grades_wrong, day_gone_by, changed_since.
    """
    by.check(Right.SUPERVISE_CENTRES)
    named = {clean(name): bound for name, bound in grades.items() if clean(name)}
    check_scheme(weights=weights, grades=named)
    if on < tehran_day(at):
        raise Refusal("day_gone_by", today=tehran_day(at))
    office = Office.objects.select_for_update().get(pk=by.home_office_id or 0)
    told = {
        "weights": {part.value: weight for part, weight in weights.items()},
        "grades": named,
        "set_by_name": by.actor_name,
    }
    scheme = _begun_that_day(office, on) or ScoringScheme(office=office, valid_from=on)
    for name, value in told.items():
        setattr(scheme, name, value)
    scheme.save()
    record("casework.set_scoring_scheme", by=by, at=at, subject=office, on=on, weights=scheme.weights)
    return scheme


def _begun_that_day(office: Office, on: date) -> ScoringScheme | None:
    """The scheme that begins that very day, to be set anew; an earlier one ends."""
    present = holding_from(facts=ScoringScheme.objects.filter(office=office), on=on)
    if present is None or present.valid_from == on:
        return present
    if present.valid_from > on:
        raise Refusal("changed_since", since=present.valid_from)
    present.valid_until = on
    present.save(update_fields=["valid_until"])
    return None


@transaction.atomic
def score_centre(*, centre_id: int, by: Scope, at: datetime) -> CentreScore:
    """One centre's score today, made of what could be counted. A second asking on the day counts anew.

    Raises Refusal: not_permitted, body_unknown, nothing_to_score.
    """
    centre = supervised_centre(centre_id=centre_id, by=by)
    on = tehran_day(at)
    scheme = scheme_of(office_id=centre.office_id, on=on)
    made = _scored(centre, score_parts(centre_ids=[centre.pk], on=on)[centre.pk], scheme, on, by)
    if made is None:
        raise Refusal("nothing_to_score")
    _keep([made])
    kept = CentreScore.objects.get(centre=centre, on=on)
    record("casework.score_centre", by=by, at=at, subject=centre, points=str(kept.points), grade=kept.grade)
    return kept


@transaction.atomic
def score_centres(*, by: Scope, at: datetime) -> int:
    """Every centre at work under the actor's offices is scored today; answers how many had anything to count.

    Raises Refusal: not_permitted.
    """
    by.check(Right.SUPERVISE_CENTRES)
    on = tehran_day(at)
    centres = list(active_centres(on=on, office_ids=by.office_ids).select_related("office").order_by("pk"))
    parts = score_parts(centre_ids=[centre.pk for centre in centres], on=on)
    schemes = {
        office_id: scheme_of(office_id=office_id, on=on)
        for office_id in {centre.office_id for centre in centres}
    }
    made = [_scored(centre, parts[centre.pk], schemes[centre.office_id], on, by) for centre in centres]
    counted = [one for one in made if one is not None]
    _keep(counted)
    record("casework.score_centres", by=by, at=at, centres=len(centres), scored=len(counted))
    return len(counted)


def _scored(
    centre: Centre, measured: list[Measured], scheme: Scheme, on: date, by: Scope
) -> CentreScore | None:
    result = score(measured=measured, weights=scheme.weights, grades=scheme.grades)
    if result is None:
        return None
    return CentreScore(
        agency_id=centre.office.agency_id,
        office_id=centre.office_id,
        centre=centre,
        on=on,
        points=result.points,
        grade=result.grade,
        parts=list(result.parts),
        missing=[part.value for part in result.missing],
        scheme=scheme.row,
        scored_by_name=by.actor_name,
    )


def _keep(scores: list[CentreScore]) -> None:
    """Write the scores; one a centre a day, so that the day's last is the day's."""
    CentreScore.objects.bulk_create(
        scores,
        update_conflicts=True,
        unique_fields=["centre", "on"],
        update_fields=["points", "grade", "parts", "missing", "scheme", "scored_by_name"],
    )
