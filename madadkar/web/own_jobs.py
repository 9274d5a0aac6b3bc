"""Long jobs as the person who asked for them may open them."""

from __future__ import annotations

from madadkar.foundation.models import Job
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope


def own_job(*, job_id: int, scope: Scope) -> Job:
    """A job this person asked for. Raises Refusal("job_unknown") for any other."""
    found = Job.objects.filter(pk=job_id, requested_by_id=scope.actor_id).first()
    if found is None:
        raise Refusal("job_unknown")
    return found
