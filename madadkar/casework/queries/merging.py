"""Which of two households stays when they are found to be one family."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from madadkar.casework.models import CaseFile, FileStanding
from madadkar.casework.rules import FileState
from madadkar.casework.rules.merging import Claim, claim
from madadkar.foundation.scope import Scope


def file_claims(*, household_ids: Collection[int], scope: Scope) -> dict[int, Claim]:
    """How strongly each household's file claims to stay; a household without a file has no claim."""
    files = CaseFile.objects.seen_by(scope).filter(household_id__in=household_ids)
    standings = FileStanding.objects.seen_by(scope).filter(household_id__in=household_ids, valid_until=None)
    states = dict(standings.values_list("case_file_id", "state"))
    return {
        file.household_id: claim(
            state=FileState(states[file.pk]) if file.pk in states else None,
            opened_on=file.opened_on,
            file_id=file.pk,
        )
        for file in files
    }


def staying_household(*, household_id: int, other_id: int, claims: Mapping[int, Claim]) -> int:
    """The household that stays: whose file claims more, else the only one with a file, else the first."""
    with_files = [one for one in (household_id, other_id) if one in claims]
    return min(with_files, key=lambda one: claims[one], default=household_id)
