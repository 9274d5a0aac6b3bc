"""How right the decisions and the score are: from blind second looks, and from pairs that clerks labelled."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Func, IntegerField, Q, QuerySet

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.foundation.shares import Share
from madadkar.matching.models import Pair, Recheck
from madadkar.matching.queries.thresholds import Bounds
from madadkar.matching.rules import PairState, Verdict

_CONFIDENCE = 95
_SAME = (PairState.SAME, PairState.LINKED)
STEPS = tuple(Decimal(step) / 100 for step in (1, 2, 5, *range(10, 100, 10), 95, 98, 99))
"""The thresholds whose trade is shown."""


@dataclass(frozen=True)
class Stratum:
    """Pairs of one kind, and how many of those looked at again were found to be one person."""

    code: str
    same: Share


@dataclass(frozen=True)
class Quality:
    """Precision: of pairs held for one, how many are. Recall: of pairs that are one, how many are held so."""

    held_same: Stratum
    held_different: Stratum
    never_asked: Stratum
    agreed: Share

    @property
    def precision(self) -> Share:
        """Of the pairs held for one person."""
        return self.held_same.same

    @property
    def recall(self) -> tuple[float, float, float] | None:
        """In percent with the least and the most it may be; None until every kind was looked at.

        Each kind's share is carried to all pairs of its kind; the bounds take the worst and the best of all
        three at once, so that they are wider than 95 percent would need.
        """
        found, *missed = self.held_same.same, self.held_different.same, self.never_asked.same
        if not found.whole or any(share.population and not share.whole for share in missed):
            return None
        at = _recall([(found.percent or 0.0) * found.population], [_of(share, None) for share in missed])
        least = _recall([_of(found, 0)], [_of(share, 1) for share in missed])
        most = _recall([_of(found, 1)], [_of(share, 0) for share in missed])
        return at, least, most


def _of(share: Share, bound: int | None) -> float:
    """How many pairs of a kind are one person, times a hundred: as found, at least (0), or at most (1)."""
    if not share.whole:
        return 0.0
    found = share.percent if bound is None else (share.bounds or (0.0, 0.0))[bound]
    return (found or 0.0) * share.population


def _recall(found: Sequence[float], missed: Sequence[float]) -> float:
    whole = sum(found) + sum(missed)
    return 100 * sum(found) / whole if whole else 100.0


def quality(*, scope: Scope) -> Quality:
    """What the blind second looks in sight say of all pairs in sight.

    Two records said to be one and merged since are one pair still held for one: they count among these.
    """
    populations = Counter(
        dict(
            Pair.objects.seen_by(scope)
            .filter(Q(is_gone=False) | Q(state=PairState.SAME.value))
            .values_list("state")
            .annotate(times=Count("pk"))
            .order_by()
        )
    )
    looked = Recheck.objects.seen_by(scope).exclude(second_verdict__in=["", Verdict.UNSURE.value])
    latest = {one.pair_id: one for one in looked.order_by("second_at", "pk")}.values()
    return Quality(
        held_same=_stratum("same", _SAME, populations, latest),
        held_different=_stratum("different", (PairState.DIFFERENT,), populations, latest),
        never_asked=_stratum("aside", (PairState.ASIDE,), populations, latest),
        agreed=_agreed(latest),
    )


def _stratum(
    code: str, states: Sequence[PairState], populations: Counter[str], looked: Collection[Recheck]
) -> Stratum:
    named = {state.value for state in states}
    seen = [one for one in looked if one.first_state in named]
    same = sum(1 for one in seen if one.second_verdict == Verdict.SAME)
    population = max(sum(populations[state] for state in named), len(seen))
    return Stratum(code, Share(same, len(seen), population, _CONFIDENCE))


def _agreed(looked: Collection[Recheck]) -> Share:
    """How often the second look said what a clerk had said first."""
    by_clerk = [one for one in looked if one.first_state in ("same", "different")]
    alike = sum(1 for one in by_clerk if one.first_state == one.second_verdict)
    return Share(alike, len(by_clerk), max(len(by_clerk), 10**9 if by_clerk else 0), _CONFIDENCE)


@dataclass(frozen=True)
class Trade:
    """What a threshold would do: `found`, `wrong` and `missed` count pairs whose truth is known, `above` all.

    The two shares are those of all pairs, each band of scores by its own labelled ones: clerks label what is
    between the thresholds, and shares of the labelled alone would tell of that middle. `is_whole`: every band
    that holds pairs has labelled ones.
    """

    at: Decimal
    found: int
    wrong: int
    missed: int
    above: int
    precision: float | None
    recall: float | None
    is_whole: bool


@dataclass(frozen=True)
class Band:
    """The pairs between two steps: all of them, those whose truth is known, and how many of these are one."""

    pairs: int
    known: int
    same: int

    @property
    def same_of_all(self) -> float:
        """How many of all its pairs are one person, by its labelled ones."""
        return self.pairs * self.same / self.known if self.known else 0.0

    @property
    def told_of(self) -> int:
        """How many pairs its labelled ones speak for."""
        return self.pairs if self.known else 0


def labelled(*, scope: Scope) -> list[tuple[Decimal, bool]]:
    """The score of each pair whose truth is known, and whether it is one person; the second look decides."""
    said = Pair.objects.seen_by(scope).filter(state__in=[PairState.SAME.value, PairState.DIFFERENT.value])
    truth = {pk: (score, state == PairState.SAME) for pk, score, state in _scored(said)}
    again = Recheck.objects.seen_by(scope).exclude(second_verdict__in=["", Verdict.UNSURE.value])
    for pk, score, verdict in again.order_by("second_at", "pk").values_list(
        "pair_id", "pair__probability", "second_verdict"
    ):
        truth[pk] = (score, verdict == Verdict.SAME)
    return list(truth.values())


def _scored(pairs: QuerySet[Pair]) -> list[tuple[int, Decimal, str]]:
    return list(pairs.values_list("pk", "probability", "state"))


def trades(*, scope: Scope, known: Sequence[tuple[Decimal, bool]]) -> list[Trade]:
    """The trade at every step, from the labelled pairs (see `labelled`) and all pairs in sight."""
    alive = Q(is_gone=False) | Q(state__in=[PairState.SAME.value, PairState.DIFFERENT.value])
    counted = (
        Pair.objects.seen_by(scope)
        .filter(alive)
        .annotate(band=_Band(F("probability")))
        .values_list("band")
        .annotate(times=Count("pk"))
        .order_by()
    )
    return traded(pairs=dict(counted), known=known)


class _Band(Func):
    """How many of the steps a score has reached."""

    template = f"width_bucket(%(expressions)s, array[{', '.join(map(str, STEPS))}]::numeric[])"
    output_field = IntegerField()


def traded(*, pairs: Mapping[int, int], known: Sequence[tuple[Decimal, bool]]) -> list[Trade]:
    """The trade at every step: `pairs` in each band (how many steps reached), and whose truth is known."""
    labels = Counter((bisect_right(STEPS, score), is_same) for score, is_same in known)
    bands = [
        Band(
            max(pairs.get(n, 0), labels[n, True] + labels[n, False]),
            labels[n, True] + labels[n, False],
            labels[n, True],
        )
        for n in range(len(STEPS) + 1)
    ]
    true = sum(band.same_of_all for band in bands)
    return [_trade(step, bands[number:], bands[:number], true) for number, step in enumerate(STEPS, 1)]


def _trade(step: Decimal, held: Sequence[Band], left: Sequence[Band], true: float) -> Trade:
    found, told_of = sum(band.same_of_all for band in held), sum(band.told_of for band in held)
    return Trade(
        at=step,
        found=sum(band.same for band in held),
        wrong=sum(band.known - band.same for band in held),
        missed=sum(band.same for band in left),
        above=sum(band.pairs for band in held),
        precision=100 * found / told_of if told_of else None,
        recall=100 * found / true if true else None,
        is_whole=all(band.known for band in (*held, *left) if band.pairs),
    )


def asked_between(*, bounds: Bounds, scope: Scope) -> int:
    """How many pairs in sight lie where a clerk is asked."""
    pairs = Pair.objects.seen_by(scope).filter(is_gone=False, probability__gte=bounds.lower)
    return int(pairs.filter(probability__lt=bounds.upper).count())


def rechecks_waiting(*, scope: Scope) -> QuerySet[Recheck]:
    """The drawn pairs that the reader may look at: not answered yet, and not first decided by themselves."""
    open_ones = Recheck.objects.seen_by(scope).filter(second_verdict="")
    return open_ones.exclude(first_staff_id=scope.actor_id or 0).order_by("pk")


def recheck_in_sight(*, recheck_id: int, scope: Scope) -> Recheck:
    """One drawn pair. Raises Refusal("recheck_unknown")."""
    found: Recheck | None = Recheck.objects.seen_by(scope).filter(pk=recheck_id).first()
    if found is None:
        raise Refusal("recheck_unknown")
    return found
