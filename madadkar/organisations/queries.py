"""Who may work where on a day, which offices lie under which, and which centres are at work."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connections
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat

from madadkar.foundation.listing import in_persian_order
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import (
    Centre,
    CentreStanding,
    Founding,
    Office,
    Post,
    SignInThrottle,
    Staff,
)
from madadkar.organisations.rules import ROLE_RIGHTS, STANDING_NAMES, Right, Role, Standing

COMMAND_LINE = "خط فرمان"
LICENCE_ENDS_SOON = timedelta(days=60)

# An office and all offices that report to it, through however many steps.
_SUBTREE = """
with recursive under(id) as (
  select id from organisations_office where id = any (%s)
  union
  select o.id from organisations_office o join under u on o.parent_id = u.id
)
select id from under order by id
"""

# An office and all offices above it, with how many steps they are away.
_ABOVE = """
with recursive above(id, parent_id, steps) as (
  select id, parent_id, 0 from organisations_office where id = %s
  union all
  select o.id, o.parent_id, a.steps + 1 from organisations_office o join above a on o.id = a.parent_id
)
select id from above order by steps
"""


def holds_on(*, on: date) -> Q:
    """The condition that a dated fact holds on a day."""
    return Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))


def current_posts(*, staff_id: int, on: date) -> list[Post]:
    """The posts that let somebody work on a day: in an open office and, in a centre, while it is active."""
    at_work = CentreStanding.objects.filter(
        holds_on(on=on), centre=OuterRef("centre"), standing=Standing.ACTIVE.value
    )
    posts = (
        Post.objects.filter(holds_on(on=on), staff_id=staff_id, staff__is_active=True)
        .filter(Q(office__closed_on__isnull=True) | Q(office__closed_on__gt=on))
        .filter(Q(centre__isnull=True) | Exists(at_work))
        .select_related("staff", "office__agency", "centre", "partner")
    )
    return list(posts.order_by("office__name", "id"))


def why_no_post(*, staff_id: int, on: date) -> Refusal:
    """Why somebody has no post that lets them work today, in the code of a refusal.

    Its codes: centre_may_not_work (their centre is suspended or its permit revoked since a day),
    no_post_today.
    """
    held = Post.objects.filter(
        holds_on(on=on), staff_id=staff_id, staff__is_active=True, centre__isnull=False
    ).values("centre")
    idle = CentreStanding.objects.filter(holds_on(on=on), centre__in=held)
    idle = idle.exclude(standing=Standing.ACTIVE.value).select_related("centre__office")
    found = idle.order_by("-valid_from").first()
    if found is None:
        return Refusal("no_post_today")
    return Refusal(
        "centre_may_not_work",
        centre=found.centre.name,
        standing=STANDING_NAMES[Standing(found.standing)],
        since=found.valid_from,
        office=found.centre.office.name,
    )


def scope_of(*, post: Post, on: date) -> Scope:
    """What the holder of a post sees and may do on this day; nothing when the post does not hold then.

    A role without SEE_FAMILIES (partner, administrator) has no office's families in sight, so that
    row-level security too shows it none.
    """
    if not _holds(post, on):
        return Scope(actor_id=post.staff_id, actor_name=post.staff.full_name)
    rights = ROLE_RIGHTS[Role(post.role)]
    sees = Right.SEE_FAMILIES in rights
    return Scope(
        actor_id=post.staff_id,
        actor_name=post.staff.full_name,
        agency_id=post.office.agency_id,
        office_ids=office_subtree_ids(office_id=post.office_id) if sees else (),
        home_office_id=post.office_id,
        centre_id=post.centre_id,
        sees_medical=Right.SEE_MEDICAL in rights,
        rights=frozenset(right.value for right in rights),
    )


def _holds(post: Post, on: date) -> bool:
    return post.valid_from <= on and (post.valid_until is None or on < post.valid_until)


def command_scope(*, office: Office) -> Scope:
    """The command line's own actor, with a head's rights over an office and all under it."""
    return Scope(
        actor_name=COMMAND_LINE,
        agency_id=office.agency_id,
        office_ids=office_subtree_ids(office_id=office.pk),
        home_office_id=office.pk,
        sees_medical=True,
        rights=frozenset(right.value for right in ROLE_RIGHTS[Role.HEAD]),
    )


def installer_scope() -> Scope:
    """The command line's own actor where there is no office yet: it may set up offices, staff and places."""
    rights = ROLE_RIGHTS[Role.ADMINISTRATOR]
    return Scope(actor_name=COMMAND_LINE, rights=frozenset(right.value for right in rights))


def office_by_code(*, code: str) -> Office:
    """The office of this code. Raises Refusal("office_unknown")."""
    office = Office.objects.select_related("agency", "place").filter(code=code.strip().lower()).first()
    if office is None:
        raise Refusal("office_unknown", code=code)
    return office


def office_subtree_ids(*, office_id: int) -> tuple[int, ...]:
    """An office and every office under it."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_SUBTREE, [[office_id]])
        return tuple(row[0] for row in cursor.fetchall())


def reached_office_ids(*, scope: Scope) -> tuple[int, ...]:
    """The offices an actor's own office stands over, itself first among them: what they may look after.

    This is about the bodies (offices, centres, staff), not the families: an administrator, who sees no
    family, looks after all of it; a centre's people look after no office.
    """
    if scope.home_office_id is None or scope.centre_id is not None:
        return ()
    if scope.home_office_id in scope.office_ids:
        return scope.office_ids
    return office_subtree_ids(office_id=scope.home_office_id)


def reached_offices(*, scope: Scope) -> QuerySet[Office]:
    """The offices an actor may look after, with agency and place, the highest first."""
    offices = Office.objects.filter(pk__in=reached_office_ids(scope=scope))
    return offices.select_related("agency", "place", "parent").order_by("parent_id", in_persian_order("name"))


def centres_in_sight(*, scope: Scope) -> QuerySet[Centre]:
    """The centres under an actor's offices; for a centre's people their own centre alone."""
    centres = Centre.objects.select_related("office", "place")
    if scope.centre_id is not None:
        return centres.filter(pk=scope.centre_id)
    return centres.filter(office_id__in=reached_office_ids(scope=scope))


def with_standing(*, centres: QuerySet[Centre], on: date) -> QuerySet[Centre]:
    """The centres, each with its `standing` on a day ("" before its first)."""
    standing = CentreStanding.objects.filter(holds_on(on=on), centre=OuterRef("pk")).values("standing")[:1]
    return centres.annotate(standing=Coalesce(Subquery(standing), Value(""), output_field=TextField()))


def active_centres(*, on: date, office_ids: tuple[int, ...]) -> QuerySet[Centre]:
    """The centres of these offices whose permit is in force on a day."""
    standing = CentreStanding.objects.filter(
        holds_on(on=on), centre=OuterRef("pk"), standing=Standing.ACTIVE.value
    )
    return Centre.objects.filter(Exists(standing), office_id__in=office_ids)


def centres_with_ending_licence(*, scope: Scope, on: date) -> QuerySet[Centre]:
    """The centres in sight whose licence ends within sixty days after a day."""
    return centres_in_sight(scope=scope).filter(
        licence_until__gt=on, licence_until__lte=on + LICENCE_ENDS_SOON
    )


def staff_in_reach(*, scope: Scope) -> QuerySet[Staff]:
    """Those who hold or held a post in an office the actor looks after."""
    held = Post.objects.filter(staff=OuterRef("pk"), office_id__in=reached_office_ids(scope=scope))
    return Staff.objects.filter(Exists(held)).order_by(in_persian_order("full_name"), "id")


def locked_staff(*, scope: Scope, on: date) -> QuerySet[Staff]:
    """Those in reach whom mistyped passwords keep out on a day."""
    locked = SignInThrottle.objects.filter(key=Concat(Value("name:"), OuterRef("username")))
    return staff_in_reach(scope=scope).filter(
        Exists(locked.filter(locked_until__date__gte=on)), is_active=True
    )


def postless_staff(*, scope: Scope, on: date) -> QuerySet[Staff]:
    """Those in reach with an open account who hold no post on a day."""
    held = Post.objects.filter(holds_on(on=on), staff=OuterRef("pk"))
    return staff_in_reach(scope=scope).filter(~Exists(held), is_active=True)


def one_step_staff(*, scope: Scope) -> QuerySet[Staff]:
    """Those in reach with an open account who have not made their second factor yet."""
    return staff_in_reach(scope=scope).filter(second_factor_confirmed_at__isnull=True, is_active=True)


def foundings_in_reach(*, scope: Scope) -> QuerySet[Founding]:
    """The centres being founded under an actor's offices, the longest in its step first."""
    foundings = Founding.objects.filter(office_id__in=reached_office_ids(scope=scope))
    return foundings.select_related("office", "place", "centre").order_by("since", "pk")


def offices_above(*, office_id: int) -> list[int]:
    """An office and those it reports to, the nearest first: whose settings it follows."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_ABOVE, [office_id])
        return [row[0] for row in cursor.fetchall()]
