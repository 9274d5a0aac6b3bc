"""What a clerk says of two records, and takes back: one word a side, remembered for ever."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from madadkar.foundation.audit import record
from madadkar.foundation.persian import clean_lines
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.matching.actions.links import ended, link_pair
from madadkar.matching.models import Decision, Link, Pair
from madadkar.matching.rules import VERDICT_NAMES, LinkEnd, PairState, Side, Verdict, side_of, state_of
from madadkar.organisations.rules import Right


@transaction.atomic
def decide_pair(*, pair_id: int, verdict: Verdict, note: str, by: Scope, at: datetime) -> Pair:
    """Somebody says of two records whether they are one person's: for their own side, or for both.

    Of two agencies both have to say same, and then the two are linked; either may say different.

    Raises Refusal: not_permitted, pair_unknown, pair_gone (a record was merged meanwhile),
    pair_decided_already (with who and what), done_already (by oneself, the same), person_linked_already.
    """
    by.check(Right.MATCH_PEOPLE)
    pair = _taken(pair_id, by)
    if pair.is_gone:
        raise Refusal("pair_gone")
    side = side_of(
        sees_left=pair.left_office_id in by.office_ids, sees_right=pair.right_office_id in by.office_ids
    )
    _check_unsaid(pair, side, verdict, by)
    _forget_disputed(pair, side, by, at)
    _say(pair, side, verdict.value)
    decision = _remembered(pair, side, verdict, note, by, at)
    _follow(pair, by, at)
    record(
        "matching.decide_pair", by=by, at=at, subject=pair, office_id=decision.office_id,
        verdict=verdict.value, side=side.value, state=pair.state,
    )  # fmt: skip
    return pair


@transaction.atomic
def undo_decision(*, decision_id: int, by: Scope, at: datetime) -> Pair:
    """What was said of a pair is taken back: it waits again, and a link that came of it holds no longer.

    Raises Refusal: not_permitted, decision_unknown, decision_undone_already, decision_merged (the two records
    were made one since: that has to be undone first).
    """
    by.check(Right.MATCH_PEOPLE)
    decision = Decision.objects.seen_by(by).select_for_update().filter(pk=decision_id).first()
    if decision is None:
        raise Refusal("decision_unknown")
    pair = _taken(decision.pair_id, by)
    decision.refresh_from_db()
    if decision.undone_at is not None:
        raise Refusal("decision_undone_already", by=decision.undone_by_name)
    if pair.is_gone:
        raise Refusal("decision_merged")
    decision.undone_at, decision.undone_by_name = at, by.actor_name
    decision.save(update_fields=["undone_at", "undone_by_name"])
    _say(pair, Side(decision.side), "")
    _follow(pair, by, at)
    record(
        "matching.undo_decision", by=by, at=at, subject=pair, office_id=decision.office_id,
        verdict=decision.verdict, state=pair.state,
    )  # fmt: skip
    return pair


def _taken(pair_id: int, by: Scope) -> Pair:
    pair = Pair.objects.seen_by(by).select_for_update(of=("self",)).filter(pk=pair_id).first()
    if pair is None:
        raise Refusal("pair_unknown")
    assert isinstance(pair, Pair)
    return pair


def _check_unsaid(pair: Pair, side: Side, verdict: Verdict, by: Scope) -> None:
    """Unsure may be settled; any other word stands until it is taken back; one's own, said twice, is one."""
    said = {Side.LEFT: pair.left_verdict, Side.RIGHT: pair.right_verdict}
    own = [said[side]] if side in said else list(said.values())
    spoken = next((verdict for verdict in own if verdict not in ("", Verdict.UNSURE)), "")
    if spoken:
        who = pair.decisions.filter(undone_at__isnull=True, side=side.value).order_by("-pk").first()
        if (
            who is not None
            and by.actor_id is not None
            and (who.staff_id, who.verdict) == (by.actor_id, verdict)
        ):
            raise Refusal("done_already")
        said_by = who.staff_name if who else "همکار شما"
        raise Refusal("pair_decided_already", by=said_by, verdict=VERDICT_NAMES[Verdict(spoken)])


def _forget_disputed(pair: Pair, side: Side, by: Scope, at: datetime) -> None:
    """An own word that no longer counts (unsure, or the other side disputed the link) stands undone."""
    standing = pair.decisions.filter(undone_at__isnull=True, side=side.value)
    standing.update(undone_at=at, undone_by_name=by.actor_name)


def _say(pair: Pair, side: Side, verdict: str) -> None:
    if side in (Side.LEFT, Side.BOTH):
        pair.left_verdict = verdict
    if side in (Side.RIGHT, Side.BOTH):
        pair.right_verdict = verdict
    pair.state = state_of(left=pair.left_verdict, right=pair.right_verdict).value
    pair.save(update_fields=["left_verdict", "right_verdict", "state"])


def _remembered(pair: Pair, side: Side, verdict: Verdict, note: str, by: Scope, at: datetime) -> Decision:
    of = "right" if side is Side.RIGHT else "left"
    return Decision.objects.create(
        agency_id=getattr(pair, f"{of}_agency_id"),
        office_id=getattr(pair, f"{of}_office_id"),
        pair=pair,
        side=side.value,
        verdict=verdict.value,
        note=clean_lines(note),
        left_look=pair.left_look,
        right_look=pair.right_look,
        staff_id=by.actor_id,
        staff_name=by.actor_name,
        decided_at=at,
    )


def _follow(pair: Pair, by: Scope, at: datetime) -> None:
    """Of two agencies: a pair said to be one person is linked; one that is not, or not any more, is not."""
    if pair.left_agency_id == pair.right_agency_id:
        return
    link = Link.objects.select_for_update().filter(pair=pair, valid_until__isnull=True).first()
    if pair.state == PairState.SAME:
        if link is None:
            link_pair(pair=pair, by=by, at=at)
    elif link is not None and pair.state == PairState.DIFFERENT:
        ended(link=link, why=LinkEnd.DECIDED, reason="", by=by, at=at)
    elif link is not None and not link.is_by_model:
        ended(link=link, why=LinkEnd.UNDONE, reason="", by=by, at=at)
