"""Whether an actor may look after a body or a person: their own office stands over it."""

from __future__ import annotations

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Post, Staff
from madadkar.organisations.queries import COMMAND_LINE, reached_office_ids


def is_command_line(scope: Scope) -> bool:
    """Whether somebody at the machine itself acts, who may set up what nobody stands over yet."""
    return scope.actor_id is None and scope.actor_name == COMMAND_LINE


def check_reach(*, by: Scope, office_id: int) -> None:
    """Refuse with `body_unknown` what lies outside the actor's own offices."""
    if not is_command_line(by) and office_id not in reached_office_ids(scope=by):
        raise Refusal("body_unknown")


def check_looks_after(*, by: Scope, staff: Staff) -> None:
    """Refuse to touch an account that also works, or will work, in an office the actor does not look after.

    Otherwise whoever resets a password could take over a higher post. Raises Refusal: staff_unknown,
    staff_works_elsewhere.
    """
    if is_command_line(by):
        return
    reached = set(reached_office_ids(scope=by))
    offices = set(Post.objects.filter(staff=staff).values_list("office_id", flat=True))
    if not offices & reached:
        raise Refusal("staff_unknown")
    open_posts = Post.objects.filter(staff=staff, valid_until__isnull=True).exclude(office_id__in=reached)
    if open_posts.exists():
        raise Refusal("staff_works_elsewhere", name=staff.full_name)
