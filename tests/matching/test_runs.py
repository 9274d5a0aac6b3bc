"""A comparison finds who resembles whom, once, and never asks again what was decided."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from madadkar.casework.models import Discretion
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.matching import registers
from madadkar.matching.actions import ask_run, decide_pair, do_run, undo_decision
from madadkar.matching.engine.persons import COLUMNS
from madadkar.matching.engine.reasons import reasons
from madadkar.matching.models import Decision, Link, Pair
from madadkar.matching.queries import links_between
from madadkar.matching.rules import PairState, RunKind, Verdict
from madadkar.organisations.rules import Role
from madadkar.registry.actions import merge_persons, unmerge_persons
from madadkar.registry.models import Membership, Merge, Person, Phone
from tests import databases
from tests.databases import as_owner
from tests.matching.ground import AT, Engine, Two, actor, compared, lay, pair_of
from tests.registry import people

pytestmark = pytest.mark.django_db
TODAY = AT.date()


def _said(two: Two, pair: Pair, verdict: Verdict, by: Scope | None = None) -> Pair:
    by = by or two.ours
    with within(by):
        return decide_pair(pair_id=pair.pk, verdict=verdict, note="", by=by, at=AT)


def _masoumehs(two: Two) -> tuple[Person, Person]:
    return two.known["masoumeh"], two.known["masoumeh_again"]


def test_one_register_compared_with_itself_leaves_a_pair_waiting(two: Two, engine: Engine) -> None:
    engine.says(*_masoumehs(two), 0.99)

    run = compared(two, RunKind.WITHIN)

    assert run.counts["new"] == 1
    assert pair_of(*_masoumehs(two)).state == PairState.WAITING


def test_a_second_run_finds_nothing_twice(two: Two, engine: Engine) -> None:
    engine.says(*_masoumehs(two), 0.99)
    compared(two, RunKind.WITHIN)
    engine.says(*_masoumehs(two), 0.4)

    again = compared(two, RunKind.WITHIN)

    assert (again.counts["new"], again.counts["refreshed"]) == (0, 1)
    assert float(pair_of(*_masoumehs(two)).probability) == 0.4


def test_a_job_taken_up_again_does_nothing_more(two: Two, engine: Engine) -> None:
    engine.says(*_masoumehs(two), 0.99)
    run = compared(two, RunKind.WITHIN)
    engine.says(two.known["hasan"], two.known["masoumeh"], 0.9)

    with within(two.ours):
        do_run(run_id=run.pk, by=two.ours, at=AT)

    with as_owner():
        assert Pair.objects.count() == 1


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_decided_pair_never_returns_also_after_both_records_change(
    two: Two, engine: Engine, verdict: Verdict
) -> None:
    engine.says(*_masoumehs(two), 0.99)
    compared(two, RunKind.WITHIN)
    _said(two, pair_of(*_masoumehs(two)), verdict)
    with as_owner():
        Person.objects.filter(pk__in=[one.pk for one in _masoumehs(two)]).update(last_key="اسکندرنیا")

    again = compared(two, RunKind.WITHIN)

    assert (again.counts["remembered"], again.counts["new"]) == (1, 0)
    assert pair_of(*_masoumehs(two)).state == verdict.value


def test_a_decision_follows_a_record_into_the_one_it_was_merged_into(two: Two, engine: Engine) -> None:
    masoumeh, again = _masoumehs(two)
    with as_owner():
        leila = Person.objects.get(first_name="لیلا")
    engine.says(masoumeh, leila, 0.7)
    compared(two, RunKind.WITHIN)
    _said(two, pair_of(masoumeh, leila), Verdict.DIFFERENT)
    with within(two.ours):
        merge_persons(kept_id=again.pk, absorbed_id=masoumeh.pk, reason="یک نفر", by=two.ours, at=AT)
    engine.says(again, leila, 0.7)

    counts = compared(two, RunKind.WITHIN).counts

    assert (counts["remembered"], counts["new"]) == (1, 0)
    with within(two.ours):
        unmerge_persons(merge_id=Merge.objects.get().pk, reason="نه", by=two.ours, at=AT)
    assert compared(two, RunKind.WITHIN).counts["new"] == 1


def test_records_brought_anew_and_alike_are_not_asked_about_again(two: Two, engine: Engine) -> None:
    masoumeh, again = _masoumehs(two)
    engine.says(masoumeh, again, 0.9)
    compared(two, RunKind.WITHIN)
    _said(two, pair_of(masoumeh, again), Verdict.DIFFERENT)
    with as_owner():
        whole = {field: getattr(again, field) for field in ("first_name", "last_name", "father_name")}
        Membership.objects.filter(person=again).delete()
        Person.objects.filter(pk=again.pk).delete()
        brought = people.person(
            whole["first_name"], whole["last_name"], two.emdad, father=whole["father_name"],
            national_code=None, birth_on=date(1981, 2, 3),
        )  # fmt: skip
    engine.says(masoumeh, brought, 0.9)

    counts = compared(two, RunKind.WITHIN).counts

    assert (counts["remembered"], counts["new"]) == (1, 0)


def test_a_waiting_pair_that_resembles_no_more_is_dropped_by_a_whole_run(two: Two, engine: Engine) -> None:
    engine.says(*_masoumehs(two), 0.9)
    compared(two, RunKind.WITHIN)
    engine.pairs.clear()

    assert compared(two, RunKind.WITHIN).counts["dropped"] == 1
    assert pair_of(*_masoumehs(two)).state == PairState.ASIDE


def test_between_agencies_the_sure_are_linked_and_the_doubtful_are_asked(two: Two, engine: Engine) -> None:
    engine.says(two.known["sakineh"], two.known["sakineh_there"], 0.999)
    engine.says(two.known["hasan"], two.known["hasan_there"], 0.3)
    engine.says(two.known["masoumeh"], two.known["hasan_there"], 0.02)

    run = compared(two, RunKind.BETWEEN)

    assert (run.counts["linked"], run.counts["new"]) == (1, 1)
    assert pair_of(two.known["masoumeh"], two.known["hasan_there"]).state == PairState.ASIDE
    with within(two.theirs):
        link = links_between(
            left_agency_id=two.behzisti.agency_id, right_agency_id=two.emdad.agency_id, on=TODAY
        ).get()
        assert {link.left_person_id, link.right_person_id} == {
            two.known["sakineh"].pk, two.known["sakineh_there"].pk,
        }  # fmt: skip


def test_nobody_is_linked_to_two_people_of_one_agency(two: Two, engine: Engine) -> None:
    engine.says(two.known["sakineh"], two.known["sakineh_there"], 0.999)
    compared(two, RunKind.BETWEEN)
    engine.pairs.clear()
    engine.says(two.known["sakineh"], two.known["hasan_there"], 0.999)

    run = compared(two, RunKind.BETWEEN)

    assert (run.counts["linked"], run.counts["new"]) == (0, 1)
    with as_owner():
        assert Link.objects.filter(valid_until__isnull=True).count() == 1


def test_a_link_follows_its_people_through_merges_and_back(two: Two, engine: Engine) -> None:
    masoumeh, again = _masoumehs(two)
    engine.says(masoumeh, two.known["sakineh_there"], 0.999)
    compared(two, RunKind.BETWEEN)
    with within(two.ours):
        merge = merge_persons(kept_id=again.pk, absorbed_id=masoumeh.pk, reason="یک نفر", by=two.ours, at=AT)
        assert Link.objects.get().left_person_id == again.pk
        unmerge_persons(merge_id=merge.pk, reason="نه", by=two.ours, at=AT)
        assert Link.objects.get().left_person_id == masoumeh.pk


def test_two_linked_records_made_one_keep_one_link(two: Two, engine: Engine) -> None:
    masoumeh, again = _masoumehs(two)
    engine.says(masoumeh, two.known["sakineh_there"], 0.999)
    engine.says(again, two.known["hasan_there"], 0.999)
    compared(two, RunKind.BETWEEN)
    with within(two.ours):
        merge_persons(kept_id=again.pk, absorbed_id=masoumeh.pk, reason="یک نفر", by=two.ours, at=AT)
        kept, ended = Link.objects.order_by("valid_until", "pk").reverse()

    assert {kept.ended_for, ended.ended_for} == {"", "merged"}


def test_people_who_moved_to_another_office_take_their_pairs_along(two: Two, engine: Engine) -> None:
    engine.says(two.known["sakineh"], two.known["sakineh_there"], 0.3)
    compared(two, RunKind.BETWEEN)
    with as_owner():
        tarom = people.office("emdad-tarom")
        Membership.objects.filter(person=two.known["sakineh"]).update(office=tarom)
        Person.objects.filter(pk=two.known["sakineh"].pk).update(office=tarom)

    with within(actor(tarom)) as by:
        assert Pair.objects.seen_by(by).count() == 1
    with within(two.ours):
        assert Pair.objects.count() == 0


def test_an_increment_looks_at_who_is_new_or_changed_alone(
    two: Two, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    came, gone = frozenset([two.known["hasan"].pk]), frozenset([two.known["sakineh"].pk])
    monkeypatch.setattr(registers, "changed_since", lambda **_: registers.Changed(came, gone))
    compared(two, RunKind.WITHIN)
    engine.says(*_masoumehs(two), 0.99)
    engine.says(two.known["hasan"], two.known["masoumeh"], 0.7)
    engine.says(two.known["hasan"], two.known["sakineh"], 0.7)

    counts = compared(two, RunKind.WITHIN, is_whole=False).counts

    assert (counts["new"], counts["changed"]) == (1, 1)
    assert pair_of(two.known["hasan"], two.known["masoumeh"]).state == PairState.WAITING


@pytest.mark.django_db(transaction=True)
def test_the_register_itself_tells_who_was_written_since() -> None:
    with as_owner():
        two = lay()
        since = _transaction_of_now()
        told = {"office_ids": [two.emdad.pk], "using": "default"}
        Person.objects.filter(pk=two.known["hasan"].pk).update(father_name="بهرامعلی")
        people.residence(Membership.objects.get(person=two.known["sakineh"]).household, text="خرمدره")
        Person.objects.filter(pk=two.known["masoumeh_again"].pk).update(merged_into=two.known["masoumeh"])
        changed = registers.changed_since(since=since, **told)

        assert changed is not None
        assert changed.came == {two.known["hasan"].pk, two.known["sakineh"].pk}
        assert changed.gone == {two.known["masoumeh_again"].pk}
        assert registers.changed_since(since=since + 10**6, **told) is None


@pytest.mark.django_db(transaction=True)
def test_who_was_being_written_while_a_comparison_read_is_looked_at_by_the_next() -> None:
    with as_owner():
        two = lay()
        with psycopg.connect(databases.url(connection.settings_dict["NAME"])) as clerk:
            clerk.execute(
                "update registry_person set father_name = 'بهرامعلی' where id = %s", [two.known["hasan"].pk]
            )
            Person.objects.filter(pk=two.known["sakineh"].pk).update(father_name="رمضان")
            since = registers.watermark(using="default")
            clerk.commit()
        changed = registers.changed_since(since=since, office_ids=[two.emdad.pk], using="default")

        assert changed is not None
        assert two.known["hasan"].pk in changed.came


def _transaction_of_now() -> int:
    """A watermark where nobody else writes: of another database, someone of the same cluster always may."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_current_xact_id()::text::bigint")
        return int(cursor.fetchone()[0])


def test_the_engine_is_given_keys_and_jalali_days(two: Two, tmp_path: Path) -> None:
    with as_owner():
        sakineh = two.known["sakineh"]
        household = Membership.objects.get(person=sakineh).household
        people.residence(household, text="روستای خرمدره")
        Phone.objects.create(
            agency_id=sakineh.agency_id, office=two.emdad, person=sakineh, number="09120000007", kind="mobile"
        )
        count = registers.copy_out(
            path=tmp_path / "list.csv", office_ids=[two.emdad.pk], on=TODAY, using="default"
        )
        path = tmp_path / "only.csv"
        told = {"path": path, "office_ids": [two.emdad.pk], "on": TODAY, "using": "default"}
        assert registers.copy_out(**told, only=[sakineh.pk]) == 1
        assert registers.copy_out(**told, only=[]) == 0
        assert registers.copy_out(**told, without=[sakineh.pk]) == count - 1
    lines = (tmp_path / "list.csv").read_text().splitlines()
    row = dict(zip(COLUMNS, next(line for line in lines if "9991234560" in line).split(","), strict=True))

    assert count == len(lines) - 1
    assert (row["first"], row["birth"], row["place"]) == ("سکینه", "13540215", "خرمدره")
    assert (row["phone"], row["size"], row["is_head"]) == ("09120000007", "1", "t")


def test_whoever_may_not_set_thresholds_may_not_compare_two_agencies(two: Two) -> None:
    intake = actor(two.emdad, Role.INTAKE)
    with within(intake), pytest.raises(Refusal) as refusal:
        ask_run(
            kind=RunKind.BETWEEN, other_office_id=two.behzisti.pk, is_whole=True, token=uuid4(), by=intake,
            at=AT,
        )  # fmt: skip

    assert refusal.value.code == "not_permitted"


def test_a_form_sent_twice_asks_for_one_run(two: Two) -> None:
    token = uuid4()
    asked = {"kind": RunKind.WITHIN, "other_office_id": None, "is_whole": True, "token": token, "at": AT}
    with within(two.ours), pytest.raises(Refusal) as refusal:
        ask_run(**asked, by=two.ours)  # type: ignore[arg-type]  # one form, twice
        ask_run(**asked, by=two.ours)  # type: ignore[arg-type]  # as above

    assert refusal.value.code == "done_already"


def test_an_undone_decision_waits_again_and_stays_in_memory(two: Two, engine: Engine) -> None:
    engine.says(*_masoumehs(two), 0.9)
    compared(two, RunKind.WITHIN)
    pair = _said(two, pair_of(*_masoumehs(two)), Verdict.DIFFERENT)
    with within(two.ours):
        undone = undo_decision(decision_id=Decision.objects.get().pk, by=two.ours, at=AT + timedelta(hours=1))

    assert undone.state == PairState.WAITING
    assert pair_of(*_masoumehs(two)).pk == pair.pk
    with as_owner(), pytest.raises(Exception, match="remembered for ever"):
        Decision.objects.all().delete()


def test_the_engine_itself_finds_who_is_on_both_registers(two: Two, settings: Any, tmp_path: Path) -> None:
    settings.MATCHING_ROOT = tmp_path / "shelf"
    run = compared(two, RunKind.BETWEEN)

    assert run.counts["linked"] >= 1
    pair = pair_of(two.known["sakineh"], two.known["sakineh_there"])
    assert pair.state == PairState.LINKED
    assert "کد ملی یکسان" in reasons(pair.levels)
    assert (tmp_path / "shelf").stat().st_mode & 0o077 == 0


def test_people_under_discreet_support_are_compared_with_no_other_agency(two: Two, engine: Engine) -> None:
    with as_owner():
        file = people.case_file(Membership.objects.get(person=two.known["sakineh"]).household)
        Discretion.objects.create(
            agency=file.agency, office=file.office, case_file=file, household=file.household, reason="آبرو",
            valid_from=TODAY - timedelta(days=5), valid_until=TODAY + timedelta(days=5),
        )  # fmt: skip
    engine.says(two.known["sakineh"], two.known["sakineh_there"], 0.999)

    assert compared(two, RunKind.BETWEEN).counts["found"] == 0
    assert compared(two, RunKind.BETWEEN, at=AT + timedelta(days=6)).counts["linked"] == 1
