"""The walk with a family on its pages: from a visit to the exit, by whoever may, once however often sent."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from madadkar.casework.models import (
    Assessment,
    CaseFile,
    ExitProposal,
    FileStanding,
    Goal,
    HomeVisit,
    Plan,
    PlanStep,
    VisitReport,
)
from madadkar.casework.rules.assessment_matrix import DOMAIN_NAMES, Domain
from madadkar.foundation.jalali import format_day
from madadkar.organisations.models import Centre, CentreStanding, Office
from madadkar.organisations.rules import Role
from madadkar.web.medical import HIDDEN
from tests.databases import as_owner
from tests.house.walked import walk_with, walked
from tests.registry import people
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db
PAGES = (
    ("visit", "visit_id"), ("visit-report", "visit_id"), ("visit-correct", "visit_id"),
    ("visit-missed", "visit_id"), ("visit-rearrange", "visit_id"), ("visit-cancel", "visit_id"),
    ("plan", "plan_id"), ("goal-add", "plan_id"), ("goal-remove", "goal_id"), ("step-add", "goal_id"),
    ("step-remove", "step_id"), ("step-finish", "step_id"), ("step-drop", "step_id"),
    ("plan-propose", "plan_id"), ("plan-drop", "plan_id"), ("exit", "proposal_id"),
    ("exit-withdraw", "proposal_id"), ("follow-up", "follow_up_id"),
)  # fmt: skip
OF_FILE = (
    "visit-new", "visit-ask", "assessments", "assess", "plans", "plan-begin", "review-hold", "readiness",
    "exit-propose", "case-file",
)  # fmt: skip


@pytest.fixture
def file(zanjan: Office) -> CaseFile:
    """Zahra's family, under cover."""
    with as_owner():
        return people.case_file(people.household(people.person("زهرا", "محمدی", zanjan)))


@pytest.fixture
def maryam(zanjan: Office) -> Client:
    """Its caseworker."""
    return visitor(Role.CASEWORKER, zanjan, name="مریم رضایی")


@pytest.fixture
def hamid(zanjan: Office) -> Client:
    """The head of the office."""
    return visitor(Role.HEAD, zanjan, name="حمید افشار")


def _send(client: Client, name: str, pk: int, **said: Any) -> HttpResponse:
    """What is typed, with what the page itself remembers."""
    url = reverse(name, args=[pk])
    page = client.get(url)
    assert page.status_code == 200, (name, page.status_code)
    form = page.context["form"]
    hidden = {field.name: field.value() for field in form.hidden_fields() if field.value() is not None}
    return client.post(url, {**hidden, **said})


def _went_on(answer: HttpResponse) -> str:
    if answer.status_code != 302:
        page = answer.content.decode()
        raise AssertionError(re.findall(r'class="field-error"[^>]*>([^<]+)|<li>([^<]+)</li>', page))
    return str(answer["Location"])


def _scores(low: int) -> dict[str, str]:
    return {domain.value: str(low + place % 2) for place, domain in enumerate(Domain)}


def _nour(zanjan: Office) -> Centre:
    nour = people.centre("c-1", zanjan)
    CentreStanding.objects.create(centre=nour, standing="active", valid_from=people.LONG_AGO)
    return nour


def _today() -> str:
    return format_day(timezone.localdate())


def test_a_visit_leads_to_a_report_an_assessment_a_plan_and_out(
    file: CaseFile, maryam: Client, hamid: Client
) -> None:
    on = _today()
    to_report = _went_on(_send(maryam, "visit-new", file.pk, kind="periodic", on=on, note=""))
    with as_owner():
        visit = HomeVisit.objects.get()
    assert to_report == reverse("visit-report", args=[visit.pk])
    unsigned = _send(maryam, "visit-report", visit.pk, on=on, observations="آرام‌اند.", signature="کسی دیگر")
    assert "برای امضا نام خود را" in unsigned.content.decode()
    signed = {
        "on": on,
        "observations": "آرام‌اند.",
        "signature": "مریم رضایی",
        "income_rial": "۵ میلیون تومان",
    }
    _went_on(_send(maryam, "visit-report", visit.pk, **signed))
    filled = {"on": on, "causes": ["economic"], "visit_id": visit.pk, "child_care": "0", **_scores(2)}
    _went_on(_send(maryam, "assess", file.pk, **filled))
    _went_on(_send(maryam, "plan-begin", file.pk))
    with as_owner():
        assert VisitReport.objects.get().income_rial == 50_000_000
        assert Assessment.objects.get().visit_id == visit.pk
        plan = Plan.objects.get()
    refused = _send(maryam, "plan-propose", plan.pk, commitments="به کلاس می‌رویم.")
    assert "درآمد، مسکن" in refused.content.decode()
    for place, domain in enumerate(Domain):
        if place % 2 == 0:
            told = {"domain": domain.value, "wish": f"هدف {place}", "target_score": "4"}
            _went_on(_send(maryam, "goal-add", plan.pk, **told))
    with as_owner():
        goals = list(Goal.objects.values_list("pk", flat=True))
    for goal in goals:
        due = format_day(timezone.localdate() + timedelta(days=30))
        _went_on(_send(maryam, "step-add", goal, what="گام", taken_by="family", due_on=due))
    _went_on(_send(maryam, "plan-propose", plan.pk, commitments="به کلاس می‌رویم."))
    assert maryam.get(reverse("plan-approve", args=[plan.pk])).status_code == 403
    _went_on(_send(hamid, "plan-approve", plan.pk))
    with as_owner():
        step = PlanStep.objects.order_by("pk")[0]
    _went_on(_send(maryam, "step-finish", step.pk, on=on, evidence="گواهی"))
    to_propose = _went_on(_send(maryam, "review-hold", file.pk, findings="خوب", outcome="propose_exit"))
    assert to_propose == reverse("exit-propose", args=[file.pk])
    short = _send(maryam, "exit-propose", file.pk, reason="self_reliant", note="")
    assert "هنوز آماده خروج نیست" in short.content.decode()
    _went_on(_send(maryam, "exit-propose", file.pk, reason="self_reliant", note="کارگاه دارد."))
    with as_owner():
        proposal = ExitProposal.objects.get()
    _went_on(_send(hamid, "exit-approve", proposal.pk, note=""))
    with as_owner():
        assert FileStanding.objects.get(valid_until=None).state == "inactive"
        asked = proposal.follow_ups.get(month=3)
    back = _went_on(_send(maryam, "follow-up", asked.pk, on=on, outcome="needs_help", note="کار نیست."))
    assert back == reverse("case-file", args=[file.pk])


def test_a_form_sent_twice_is_one_visit_and_leads_on(file: CaseFile, maryam: Client) -> None:
    url = reverse("visit-new", args=[file.pk])
    token = maryam.get(url).context["form"]["token"].value()
    tomorrow = format_day(timezone.localdate() + timedelta(days=1))
    said = {"kind": "periodic", "on": tomorrow, "note": "", "token": token}
    first, second = maryam.post(url, said), maryam.post(url, said)

    assert (first.status_code, second.status_code) == (302, 302)
    with as_owner():
        assert HomeVisit.objects.count() == 1


def test_two_heads_deciding_one_exit_get_one_result_and_a_clear_word(
    file: CaseFile, zanjan: Office, hamid: Client
) -> None:
    with as_owner():
        walk_with(file)
        proposal = ExitProposal.objects.get()
    other = visitor(Role.HEAD, zanjan, name="نرگس امینی")
    page = other.get(reverse("exit-approve", args=[proposal.pk]))
    seen = page.context["form"]["seen"].value()
    _went_on(_send(hamid, "exit-refuse", proposal.pk, note="هنوز زود است."))
    late = other.post(reverse("exit-approve", args=[proposal.pk]), {"note": "", "seen": seen})

    assert "پیش‌تر تصمیم گرفته شده است: پذیرفته نشد" in late.content.decode()
    with as_owner():
        assert ExitProposal.objects.get().decided_by_name == "حمید افشار"


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.HEAD, Role.CENTRE_WORKER])
def test_every_page_opens_for_who_walks_with_the_family(file: CaseFile, zanjan: Office, role: Role) -> None:
    with as_owner():
        walk_with(file)
        ids = walked(file)
        nour = _nour(zanjan)
        type(file.household).objects.filter(pk=file.household_id).update(found_by_centre=nour)
    client = visitor(role, zanjan, centre=nour)
    opened = {name: client.get(reverse(name, args=[ids[key]])).status_code for name, key in PAGES}
    opened |= {name: client.get(reverse(name, args=[file.pk])).status_code for name in OF_FILE}

    assert {name: status for name, status in opened.items() if status != 200} == {}


def test_a_centres_worker_finds_nothing_of_a_family_that_is_not_theirs(
    file: CaseFile, zanjan: Office
) -> None:
    with as_owner():
        walk_with(file)
        ids = walked(file)
        nour = _nour(zanjan)
    worker = visitor(Role.CENTRE_WORKER, zanjan, centre=nour)
    urls = [reverse(name, args=[ids[key]]) for name, key in PAGES]
    urls += [reverse(name, args=[file.pk]) for name in OF_FILE]

    assert {worker.get(url).status_code for url in urls} == {404}
    assert {worker.post(url).status_code for url in urls} <= {404, 405}


def test_the_drawings_stand_beside_their_table(file: CaseFile, maryam: Client) -> None:
    with as_owner():
        walk_with(file)
    page = maryam.get(reverse("assessments", args=[file.pk])).content.decode()

    assert page.count("<svg") >= len(Domain)
    assert "<polyline" in page
    assert "خیاطی را خوب می‌داند" in page


def test_illness_and_addiction_are_read_by_who_may_see_what_is_medical(
    file: CaseFile, maryam: Client, zanjan: Office
) -> None:
    with as_owner():
        walk_with(file)
    finance = visitor(Role.FINANCE, zanjan, name="رضا کریمی")
    url = reverse("assessments", args=[file.pk])

    assert DOMAIN_NAMES[Domain.MIND] in maryam.get(url).content.decode()
    assert DOMAIN_NAMES[Domain.INCOME] in finance.get(url).content.decode()
    assert DOMAIN_NAMES[Domain.MIND] not in finance.get(url).content.decode()


def test_plans_readiness_and_visits_tell_nothing_medical_to_who_may_not_see_it(
    file: CaseFile, maryam: Client, zanjan: Office
) -> None:
    with as_owner():
        walk_with(file)
        ids = walked(file)
        Goal.objects.filter(plan__state="approved").update(domain="mind", wish="ترک اعتیاد پدر")
    finance = visitor(Role.FINANCE, zanjan, name="رضا کریمی")
    pages = {name: reverse(name, args=[file.pk]) for name in ("plans", "readiness", "case-file")}
    pages |= {name: reverse(name, args=[ids[f"{name}_id"]]) for name in ("plan", "visit")}
    told = "".join(maryam.get(url).content.decode() for url in pages.values())
    cut = {name: finance.get(url).content.decode() for name, url in pages.items()}

    for secret in ("ترک اعتیاد پدر", "خانه پاکیزه است", "قیرگونی"):
        assert secret in told
        assert [name for name, page in cut.items() if secret in page] == []
    said = [name for name, page in cut.items() if HIDDEN in page]
    assert {"plans", "readiness", "plan", "visit"} <= set(said)


def test_the_rules_of_an_office_are_shown_and_set_by_its_head(hamid: Client, maryam: Client) -> None:
    assert maryam.get(reverse("office-rules")).status_code == 403
    assert "فاصله بازدیدها" in hamid.get(reverse("office-rules")).content.decode()
    url = reverse("office-rule-set", args=["visit_months"])
    assert hamid.get(reverse("office-rule-set", args=["nothing"])).status_code == 404
    assert "حداکثر" in hamid.post(url, {"value": "۹۹"}).content.decode()
    assert hamid.post(url, {"value": "۴"}).status_code == 302
    assert "همین اداره" in hamid.get(reverse("office-rules")).content.decode()


def test_a_files_page_asks_the_same_however_much_was_walked(file: CaseFile, maryam: Client) -> None:
    url = reverse("case-file", args=[file.pk])
    with as_owner():
        walk_with(file)
    maryam.get(url)
    with CaptureQueriesContext(connection) as first:
        maryam.get(url)
    with as_owner():
        ids = walked(file)
        goal = Goal.objects.get(pk=ids["goal_id"])
        for number in range(5):
            step = {"agency_id": file.agency_id, "office_id": file.office_id, "case_file": file}
            step |= {"household_id": file.household_id, "due_on": timezone.localdate(), "goal": goal}
            PlanStep.objects.create(**step, what=f"گام {number}", taken_by="worker")
    with CaptureQueriesContext(connection) as second:
        maryam.get(url)

    assert len(second) == len(first)
