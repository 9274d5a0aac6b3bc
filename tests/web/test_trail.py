"""The trail of deeds on the page: whose, of what kind, and that every deed has its words."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from madadkar.foundation.audit import Fault, Proof, keep_proof, record
from madadkar.foundation.jalali import format_day
from madadkar.foundation.scope import within
from madadkar.organisations.models import Office
from madadkar.organisations.rules import Role
from madadkar.web.deeds import DEED_NAMES, deed_name, kind_of
from tests.databases import as_owner as as_the_owner
from tests.house.sources import python_files, tree
from tests.registry import people
from tests.web.visitors import visitor


@pytest.fixture
def office(as_owner: Callable[[], AbstractContextManager[None]]) -> Office:
    with as_owner():
        return people.office()


def do(deed: str, office: Office, *, days_ago: int = 0, reason: str = "") -> None:
    """One event of an office."""
    scope = people.scope(office)
    with within(scope):
        record(deed, by=scope, at=timezone.now() - timedelta(days=days_ago), reason=reason)


def told_to(role: Role, office: Office, **asked: str) -> list[str]:
    """The deeds that somebody reads on the page."""
    answer = visitor(role, office).get(reverse("audit"), asked)
    assert answer.status_code == 200
    return [one.deed for one in answer.context["told"]]


def test_an_auditor_reads_what_was_done_in_the_office_newest_first(office: Office) -> None:
    do("casework.open_file", office)
    do("registry.export_register", office)

    assert told_to(Role.AUDITOR, office)[:2] == [
        "خروجی فهرست خانوارها گرفته شد",
        "پرونده تازه باز شد",
    ]


def test_another_offices_deeds_stay_there(office: Office) -> None:
    with as_the_owner():
        elsewhere = people.office("emdad-isfahan")
    do("casework.open_file", elsewhere)

    assert told_to(Role.AUDITOR, office) == []


def test_those_without_the_right_read_no_trail(office: Office) -> None:
    assert visitor(Role.CASEWORKER, office).get(reverse("audit")).status_code == 403


def test_the_trail_narrows_by_kind_deed_actor_and_day(office: Office) -> None:
    do("casework.open_file", office, days_ago=10)
    do("registry.export_register", office)
    do("registry.read_family", office)
    today = format_day(timezone.localdate())

    assert told_to(Role.AUDITOR, office, kind="export") == [deed_name("registry.export_register")]
    assert told_to(Role.AUDITOR, office, kind="read") == [deed_name("registry.read_family")]
    assert told_to(Role.AUDITOR, office, kind="change") == [deed_name("casework.open_file")]
    assert told_to(Role.AUDITOR, office, deed="casework.open_file") == [deed_name("casework.open_file")]
    assert told_to(Role.AUDITOR, office, actor="حسن") == []
    assert len(told_to(Role.AUDITOR, office, on_from=today)) == 2
    assert told_to(Role.AUDITOR, office, on_until=today, kind="change") == [deed_name("casework.open_file")]


def test_a_long_trail_goes_on_page_by_page(office: Office) -> None:
    for _ in range(60):
        do("casework.open_file", office)
    auditor = visitor(Role.AUDITOR, office)

    first = auditor.get(reverse("audit"))
    second = auditor.get(reverse("audit"), {"before": first.context["before"]})

    assert (len(first.context["told"]), len(second.context["told"])) == (50, 10)


def test_a_day_that_cannot_be_read_is_said_beside_its_field(office: Office) -> None:
    page = visitor(Role.AUDITOR, office).get(reverse("audit"), {"on_from": "دیروز"}).content.decode()

    assert "خوانده نمی‌شود" in page


def test_the_page_says_up_to_where_the_chain_was_proved(office: Office) -> None:
    do("casework.open_file", office)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # the link is sealed as at the end of a transaction
    assert (
        "نخستین سنجش هنوز نرسیده است" in visitor(Role.AUDITOR, office).get(reverse("audit")).content.decode()
    )

    with as_the_owner():
        keep_proof(proof=Proof(1200, []), at=timezone.now(), using="default")
    assert "تا مهر ۱٬۲۰۰" in visitor(Role.AUDITOR, office).get(reverse("audit")).content.decode()

    with as_the_owner():
        fault = Fault(7, "link_altered", "")
        keep_proof(proof=Proof(1201, [fault]), at=timezone.now(), using="default")
    assert "۱ ناسازگاری" in visitor(Role.AUDITOR, office).get(reverse("audit")).content.decode()


def deeds_recorded() -> Iterator[str]:
    """Every deed named in the house's own calls of `record`."""
    for path in python_files("madadkar"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value)


def test_every_deed_of_the_house_has_its_words() -> None:
    assert sorted(set(deeds_recorded()) - set(DEED_NAMES)) == []


def test_reads_exports_and_sign_ins_are_told_apart_from_changes() -> None:
    assert kind_of("registry.read_family") == "read"
    assert kind_of("reports.export_figure") == "export"
    assert kind_of("organisations.sign_in") == "sign"
    assert kind_of("casework.open_file") == "change"
