"""The trail: every change by trigger, every deed by name, one link a transaction, and no quiet alteration."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection, connections, transaction

from madadkar.foundation import audit
from madadkar.foundation.models import AuditChange, AuditEvent, AuditLink
from madadkar.foundation.scope import within
from madadkar.registry.models import Person
from tests.databases import as_owner
from tests.foundation.ground import Ground, lay_ground

AT = datetime(2024, 5, 1, 8, 30, tzinfo=UTC)
_LAST = {
    "last_event": "(select max(id) from foundation_auditevent)",
    "last_change": "(select max(id) from foundation_auditchange)",
    "last_link": "(select max(seq) from foundation_auditlink)",
}
committing = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def do_a_deed(ground: Ground, first: str = "زهرا") -> Person:
    """Maryam registers somebody, as an action would."""
    with within(ground.scope(ground.abhar)) as scope:
        person = ground.person(ground.abhar, first)
        audit.record("registry.add_person", by=scope, at=AT, subject=person, how="by hand")
        return person


def as_owner_do(statement: str) -> None:
    """What somebody with the owner's keys might try: past the append-only triggers."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for table in ("event", "change", "link"):
            cursor.execute(f"alter table foundation_audit{table} disable trigger user")
        cursor.execute(statement)
        for table in ("event", "change", "link"):
            cursor.execute(f"alter table foundation_audit{table} enable trigger user")


@committing
def test_a_deed_and_its_changes_share_one_link() -> None:
    ground = lay_ground()
    before = AuditLink.objects.count()

    person = do_a_deed(ground)

    with as_owner():
        event = AuditEvent.objects.get(deed="registry.add_person")
        change = AuditChange.objects.get(table_name="registry_person")
        link = AuditLink.objects.get(first_event_id=event.pk)
    assert (event.actor_name, event.subject_id, event.facts) == ("مریم", person.pk, {"how": "by hand"})
    assert (change.operation, change.row_count, change.actor_id) == ("insert", 1, 7)
    assert change.rows["new"][0]["first_name"] == "زهرا"
    assert AuditLink.objects.count() == before + 1
    assert link.first_change_id <= change.pk <= link.last_change_id
    assert audit.faults() == []


@pytest.mark.django_db
def test_raw_sql_is_told_to_the_trail_with_before_and_after() -> None:
    ground = lay_ground()
    with within(ground.scope(ground.abhar)), connection.cursor() as cursor:
        ground.person(ground.abhar)
        cursor.execute("update registry_person set father_name = 'حسن'")

    with as_owner():
        change = AuditChange.objects.get(operation="update")
    assert change.rows["old"][0]["father_name"] == ""
    assert change.rows["new"][0]["father_name"] == "حسن"


@pytest.mark.django_db
def test_a_bulk_write_is_one_change_with_a_digest() -> None:
    ground = lay_ground()
    with within(ground.scope(ground.abhar)):
        template = ground.person(ground.abhar)
        Person.objects.bulk_create(
            [Person(**{**vars_of(template), "first_name": f"زهرا {n}"}) for n in range(200)]
        )

    with as_owner():
        change = AuditChange.objects.get(row_count=200)
    assert change.rows is None
    assert len(bytes(change.digest)) == 32


def vars_of(person: Person) -> dict[str, object]:
    """The person's columns but the key."""
    return {
        field.attname: getattr(person, field.attname) for field in Person._meta.fields if field.name != "id"
    }


@committing
@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        ("update foundation_auditevent set reason = 'x' where id = {last_event}",
         "contents_altered"),
        ("delete from foundation_auditevent where id = {last_event}",
         "contents_altered"),
        ("update foundation_auditchange set rows = '{{}}' where id = {last_change}",
         "contents_altered"),
        ("delete from foundation_auditlink where seq = (select max(seq) - 1 from foundation_auditlink)",
         "link_missing"),
        ("update foundation_auditlink set root = '\\x00' where seq = {last_link}",
         "link_altered"),
    ],
)  # fmt: skip
def test_verify_says_where_the_chain_breaks(tampering: str, fault: str) -> None:
    ground = lay_ground()
    for first in ("زهرا", "لیلا", "مینا"):
        do_a_deed(ground, first)
    assert audit.faults() == []

    as_owner_do(tampering.format_map(_LAST))

    assert fault in {found.fault for found in audit.faults()}


@committing
def test_an_event_slipped_past_the_chain_is_found() -> None:
    do_a_deed(lay_ground())

    as_owner_do(
        "insert into foundation_auditevent select 9999, 1, at, actor_id, actor_name, deed,"
        " subject_type, subject_id, office_id, reason, facts from foundation_auditevent limit 1"
    )

    assert [found.fault for found in audit.faults()] == ["event_unlinked"]


@committing
def test_the_command_says_whole_or_broken(capsys: pytest.CaptureFixture[str]) -> None:
    do_a_deed(lay_ground())
    call_command("audit_verify")
    assert "زنجیره درست است" in capsys.readouterr().out

    as_owner_do("update foundation_auditevent set deed = 'x'")

    with pytest.raises(SystemExit):
        call_command("audit_verify")
    assert "دست خورده" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "update foundation_auditevent set reason = ''",
        "delete from foundation_auditevent",
        "truncate foundation_auditevent",
        "insert into foundation_auditlink values (1, 1, now(), 1, 1, 1, 1, '', '', '')",
        "update foundation_auditlink set seq = 0",
        "insert into foundation_auditchange (xid) values (1)",
    ],
)
def test_the_plain_role_can_only_append_events(statement: str) -> None:
    refused = pytest.raises(ProgrammingError, match="permission denied")

    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_even_the_owner_is_told_that_the_trail_is_append_only() -> None:
    ground = lay_ground()
    with within(ground.scope(ground.abhar)) as scope:
        audit.record("registry.add_person", by=scope, at=AT)

    refused = pytest.raises(IntegrityError, match="append-only")

    with refused, transaction.atomic(), as_owner(), connection.cursor() as cursor:
        cursor.execute("delete from foundation_auditevent")


@committing
def test_a_deed_that_fails_leaves_no_event() -> None:
    ground = lay_ground()

    with pytest.raises(ValueError, match="half way"), within(ground.scope(ground.abhar)) as scope:
        audit.record("registry.add_person", by=scope, at=AT)
        raise ValueError("half way")

    with as_owner():
        assert not AuditEvent.objects.exists()


@committing
def test_an_event_is_seen_only_within_its_office() -> None:
    ground = lay_ground()
    do_a_deed(ground)

    with within(ground.scope(ground.qeydar)):
        assert not AuditEvent.objects.exists()
    with within(ground.scope(ground.abhar)):
        assert AuditEvent.objects.count() == 1
        assert not AuditChange.objects.exists()


@committing
def test_a_deed_on_many_leaves_an_event_each_and_one_link() -> None:
    ground = lay_ground()
    links = AuditLink.objects.count()
    with within(ground.scope(ground.abhar)) as scope:
        for first in ("زهرا", "سکینه", "معصومه"):
            ground.person(ground.abhar, first)
        told = audit.record_many(
            "registry.add_person",
            by=scope,
            at=AT,
            subject=Person,
            subjects="select id, office_id, jsonb_build_object('how', %(how)s::text) from registry_person"
            " where office_id = %(office)s",
            parameters={"how": "in one go", "office": ground.abhar.pk},
        )

    with as_owner():
        events = list(AuditEvent.objects.filter(deed="registry.add_person").values("office_id", "facts"))
    assert told == len(events) >= 3
    assert events[0] == {"office_id": ground.abhar.pk, "facts": {"how": "in one go"}}
    assert AuditLink.objects.count() == links + 1
    assert audit.faults() == []


@committing
def test_what_a_savepoint_took_back_does_not_keep_the_rest_from_its_link() -> None:
    ground = lay_ground()
    with within(ground.scope(ground.abhar)) as scope:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            audit.record("registry.add_person", by=scope, at=AT)
            _ = 1 / 0
        audit.record("registry.change_person", by=scope, at=AT)
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
        audit.record("registry.record_death", by=scope, at=AT)

    with as_owner():
        kept = set(AuditEvent.objects.filter(at=AT).values_list("deed", flat=True))
    assert kept == {"registry.change_person", "registry.record_death"}
    assert audit.faults() == []
