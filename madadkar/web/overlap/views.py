"""The cases of two agencies: by step, one whole, and its minutes on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from madadkar.casework.registers import family_rows
from madadkar.foundation.audit import record
from madadkar.foundation.persian import persian_digits
from madadkar.foundation.refusal import Refusal
from madadkar.organisations.rules import Right
from madadkar.overlap.actions.finding import find_overlaps
from madadkar.overlap.actions.proposing import answer_proposal
from madadkar.overlap.models import CoverageFact, OverlapCase, OverlapSide
from madadkar.overlap.queries.cases import CaseView, cases, cover_of, overlap_case, state_counts
from madadkar.overlap.rules.life import ENDED, OVERLAP_STATE_NAMES, Answer, OverlapState, due_on
from madadkar.overlap.rules.minutes import services_in_words
from madadkar.web.deed_page import Words, deed_page, typed
from madadkar.web.doors import Visit, needs
from madadkar.web.forms import PersianForm
from madadkar.web.numbers import number_told
from madadkar.web.paper import pdf_answer
from madadkar.web.refusals import sentence

_PAGE = 25
_FIND = (
    "خانوارهایی که کارشناسان تطبیق در دو نهاد یکی دانسته‌اند و امروز هر دو نهاد پوششان می‌دهند، "
    "پرونده مشترک می‌شوند. هر شب نیز خود سامانه همین کار را می‌کند."
)


@dataclass(frozen=True)
class Row:
    """One case of the list: the reader's own family, the other side's cover, and until when."""

    case: OverlapCase
    side: OverlapSide | None
    head: str
    other: CoverageFact | None
    due: date | None
    is_overdue: bool


@needs(Right.SEE_OVERLAPS)
@require_http_methods(["GET", "POST"])
def overlaps(request: Visit, overlap_state: str = "") -> HttpResponse:
    """The cases at one step, the longest waiting first; a head agrees to chosen proposals at once."""
    counts = state_counts(scope=request.scope)
    at = _state_of(overlap_state, counts)
    if request.method == "POST":
        return _agreed(request, at)
    page = Paginator(cases(scope=request.scope, state=at), _PAGE).get_page(request.GET.get("page"))
    told = {
        "at": at.value,
        "at_words": OVERLAP_STATE_NAMES[at],
        "states": [(one.value, name, counts.get(one, 0)) for one, name in OVERLAP_STATE_NAMES.items()],
        "page": page,
        "rows": _rows(request, list(page.object_list)),
        "is_found_any": bool(counts),
        "may_find": request.scope.may(Right.WORK_OVERLAPS),
        "may_agree": at is OverlapState.PROPOSED and request.scope.may(Right.DECIDE_OVERLAPS),
    }
    response = render(request, "overlap/overlaps.html", told)
    response["Cache-Control"] = "no-store"
    return response


def _state_of(said: str, counts: dict[OverlapState, int]) -> OverlapState:
    if said:
        if said not in {state.value for state in OverlapState}:
            raise Refusal("page_unknown")
        return OverlapState(said)
    return next((state for state in OverlapState if counts.get(state)), OverlapState.PROPOSED)


def _rows(request: Visit, found: list[OverlapCase]) -> list[Row]:
    sides = {case.pk: next(iter(case.own_sides), None) for case in found}  # type: ignore[attr-defined]  # prefetched
    ids = [side.household_id for side in sides.values() if side is not None]
    families = family_rows(household_ids=ids, scope=request.scope, on=request.today)
    heads = {family.household_id: family.head_name for family in families}
    rows = []
    for case in found:
        side = sides[case.pk]
        due = due_on(state=OverlapState(case.state), since=case.state_since)
        others = [fact for fact in case.facts.all() if fact.agency_id != request.scope.agency_id]
        head = heads.get(side.household_id, "") if side is not None else ""
        is_overdue = due is not None and due < request.today
        rows.append(Row(case, side, head, next(iter(others), None), due, is_overdue))
    return rows


def _agreed(request: Visit, at: OverlapState) -> HttpResponse:
    """A head's own word for many proposals; what another answered meanwhile stays as it is."""
    request.scope.check(Right.DECIDE_OVERLAPS)
    asked = [one.partition(".") for one in request.POST.getlist("chosen")]
    read = [(number_told(case_id), number_told(proposal)) for case_id, _, proposal in asked]
    chosen = [(case_id, proposal) for case_id, proposal in read if case_id and proposal][:_PAGE]
    done, told = 0, ""
    said: dict[str, Any] = {"answer": Answer.AGREES, "reason": "", "by": request.scope, "at": request.now}
    for case_id, proposal in chosen:
        try:
            answer_proposal(case_id=case_id, proposal=proposal, **said)
            done += 1
        except Refusal as refusal:
            told = sentence(refusal)
    if done:
        messages.success(request, f"با {persian_digits(done)} پیشنهاد موافقت شد.")
    if told or not chosen:
        messages.info(request, told or "پیشنهادی برگزیده نشده است.")
    return redirect(reverse("overlaps-at", args=[at.value]))


@needs(Right.WORK_OVERLAPS)
@require_http_methods(["GET", "POST"])
def overlap_find(request: Visit) -> HttpResponse:
    """Look for families of two agencies now."""

    def do(said: dict[str, Any]) -> str:
        found = find_overlaps(by=request.scope, at=request.now)
        messages.success(
            request,
            f"{persian_digits(found.new)} پرونده مشترک تازه؛ "
            f"{persian_digits(found.allowed)} به حکم قاعده مجاز، "
            f"{persian_digits(found.proposed)} پیشنهاد تازه، {persian_digits(found.closed)} پایان‌یافته.",
        )
        return reverse("overlaps")

    words = Words(title="یافتن هم‌پوشانی‌ها", button="اکنون یافته شود", back=reverse("overlaps"), intro=_FIND)
    return deed_page(request, form=PersianForm(typed(request)), do=do, words=words)


@needs(Right.SEE_OVERLAPS)
@require_safe
def overlap(request: Visit, overlap_id: int) -> HttpResponse:
    """One case: both covers, the rule, whose turn it is, what was said and signed, and what comes next."""
    found = overlap_case(case_id=overlap_id, scope=request.scope)
    families = family_rows(household_ids=[found.side.household_id], scope=request.scope, on=request.today)
    state = OverlapState(found.case.state)
    told = {
        "view": found,
        "case": found.case,
        "family": families[0] if families else None,
        "covers": _covers(found),
        "paragraphs": found.minutes.text.split("\n") if found.minutes else [],
        "due": due_on(state=state, since=found.case.state_since),
        "today": request.today,
        "deeds": _deeds(request, found, state),
    }
    response = render(request, "overlap/overlap.html", told)
    response["Cache-Control"] = "no-store"
    return response


def _covers(found: CaseView) -> list[tuple[CoverageFact, str, bool]]:
    """Each side's cover, the services in words, and whether it is to lead."""
    return [
        (
            fact,
            services_in_words(services=cover_of(fact=fact).services),
            found.leading is not None and found.leading.pk == fact.agency_id,
        )
        for fact in found.facts
    ]


_HANDING = (("overlap-hand-over", "تحویل پرونده"),)
_DEEDS: dict[OverlapState, tuple[tuple[str, str], ...]] = {
    OverlapState.FOUND: (("overlap-propose", "پیشنهاد راه‌حل"),),
    OverlapState.PROPOSED: (("overlap-answer", "پاسخ به پیشنهاد"),),
    OverlapState.DISAGREED: (("overlap-propose", "پیشنهاد دیگر"),),
    OverlapState.AGREED: (("overlap-sign", "خواندن و امضا"), ("overlap-write", "بازنویسی متن")),
    OverlapState.DECIDED: (("overlap-consent", "پاسخ خانوار"), *_HANDING),
    OverlapState.HANDED_OVER: (("overlap-take-over", "پذیرفتن پرونده"),),
    OverlapState.TAKEN_OVER: (("overlap-follow-up", "پیگیری پایان پوشش"),),
}
_OF_WORKERS = frozenset({"overlap-consent"})
_OF_BOTH = frozenset({OverlapState.TAKEN_OVER})


def _deeds(request: Visit, found: CaseView, state: OverlapState) -> list[tuple[str, str]]:
    """What the reader may do now, the most expected first: address and words."""
    scope = request.scope
    told = []
    if found.is_our_turn or state in _OF_BOTH:
        is_agreed_by_family = state is OverlapState.DECIDED and found.side.is_consent
        for name, words in _HANDING if is_agreed_by_family else _DEEDS.get(state, ()):
            if scope.may(Right.WORK_OVERLAPS if name in _OF_WORKERS else Right.DECIDE_OVERLAPS):
                told.append((reverse(name, args=[found.case.pk]), words))
    if found.may_withdraw_consent and scope.may(Right.WORK_OVERLAPS):
        told.append((reverse("overlap-consent", args=[found.case.pk]), "خانوار از رضایت برگشت"))
    if state not in ENDED and scope.may(Right.DECIDE_OVERLAPS):
        told.append((reverse("overlap-dispute", args=[found.case.pk]), "یک خانوار نیستند"))
    return told


@needs(Right.SEE_OVERLAPS)
@require_safe
def overlap_minutes(request: Visit, overlap_id: int) -> HttpResponse:
    """The joint minutes as PDF; a draft until both sides signed."""
    found = overlap_case(case_id=overlap_id, scope=request.scope)
    if found.minutes is None:
        raise Refusal("nothing_to_sign", state=OVERLAP_STATE_NAMES[OverlapState(found.case.state)])
    content = {
        "view": found,
        "case": found.case,
        "paragraphs": found.minutes.text.split("\n"),
        "signed": [
            (fact, next((one for one in found.signatures if one.agency_id == fact.agency_id), None))
            for fact in found.facts
        ],
    }
    title = f"صورت‌جلسه مشترک {persian_digits(found.case.pk)}"
    answer = pdf_answer(template="paper/joint_minutes.html", content=content, title=title)
    record("overlap.export_minutes", by=request.scope, at=request.now, subject=found.side, case=found.case.pk)
    return answer
