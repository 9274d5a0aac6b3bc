"""One of everything that watches over a centre, of groups and of voices, for the walk of the whole house."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.utils import timezone

from madadkar.casework.models import (
    CaseFile,
    CorrectiveAction,
    EnablingGroup,
    FileReview,
    GroupMember,
    Inspection,
    SampledFile,
    Survey,
    SurveyAnswer,
    Voice,
)
from madadkar.organisations.models import Centre, Founding, Staff
from madadkar.registry.models import Person

LONG_AGO = date(2015, 3, 21)
_DRAWN = {
    "drawn_on": LONG_AGO, "population": 1, "population_digest": "", "confidence": 95, "margin": 10, "size": 1,
    "seed": 1,
}  # fmt: skip


def oversee(centre: Centre, head: Staff) -> None:
    """What an office says of its centre, a centre that may come to be, and what somebody said to it."""
    office = centre.office
    of_centre = {"agency": office.agency, "office": office, "centre": centre}
    Inspection.objects.create(
        **of_centre, state="planned", planned_on=LONG_AGO, inspector=head, token=uuid4()
    )
    FileReview.objects.create(**of_centre, **_DRAWN, token=uuid4())
    CorrectiveAction.objects.create(
        **of_centre, what="رسیدها", due_on=LONG_AGO, state="open", asked_on=LONG_AGO, token=uuid4()
    )
    Founding.objects.create(
        office=office, name="مرکز امید", kind="neighbourhood", state="idea", since=LONG_AGO, token=uuid4()
    )
    owned = {"agency": office.agency, "office": office}
    Voice.objects.create(
        **owned, kind="complaint", said="دیر آمدند", code_digest=uuid4().hex, token=uuid4(), state="received",
        received_at=timezone.now(), received_on=LONG_AGO, due_on=LONG_AGO,
    )  # fmt: skip
    Survey.objects.create(
        **owned, **_DRAWN, service="coverage", served_from=LONG_AGO, served_until=timezone.localdate(),
        token=uuid4(),
    )  # fmt: skip


def gather(file: CaseFile, head: Person, centre: Centre, *, is_centres: bool) -> None:
    """A family in a sample, in a survey, and in a group of its own, held by the centre or by the office."""
    owned = {"agency": file.agency, "office": file.office}
    of_file = {**owned, "case_file": file, "household": file.household}
    SampledFile.objects.create(**of_file, review=FileReview.objects.get(centre=centre), centre=centre)
    SurveyAnswer.objects.create(**of_file, survey=Survey.objects.get(office=file.office), outcome="waiting")
    group = EnablingGroup.objects.create(
        **owned, name="خیاطی", purpose="skill", centre=centre if is_centres else None,
        facilitator_name="زهرا", began_on=LONG_AGO, token=uuid4(),
    )  # fmt: skip
    GroupMember.objects.create(
        **owned, group=group, person=head, household=file.household, valid_from=LONG_AGO
    )


def overseen(file: CaseFile) -> dict[str, object]:
    """What the addresses of these screens take, from one office and one of its families."""
    sampled = SampledFile.objects.get(case_file=file)
    centre = sampled.centre
    member = GroupMember.objects.get(household=file.household)
    return {
        "inspection_id": Inspection.objects.get(centre=centre).pk, "file_review_id": sampled.review_id,
        "correction_id": CorrectiveAction.objects.get(centre=centre).pk, "sampled_id": sampled.pk,
        "founding_id": Founding.objects.get(office=centre.office).pk, "founding_state": "board",
        "behind": "files",
        "voice_id": Voice.objects.get(office=file.office).pk, "group_id": member.group_id,
        "group_member_id": member.pk, "survey_id": Survey.objects.get(office=file.office).pk,
        "survey_answer_id": SurveyAnswer.objects.get(case_file=file).pk,
    }  # fmt: skip
