"""Papers of a family: who sees them, whose consent they need, and that each opening is told."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import Error as DatabaseError
from django.utils import timezone
from PIL import Image

from madadkar.casework.actions.walk.documents import Paper, add_document, read_document, withdraw_consent
from madadkar.casework.models import CaseFile, Delegation, Document, DocumentContent, HomeVisit
from madadkar.casework.queries.documents import document_duties, documents_of
from madadkar.casework.rules.confidence import DocumentKind
from madadkar.foundation.models import AuditChange, AuditEvent
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope, within
from madadkar.organisations.models import Office, Staff
from madadkar.organisations.rules import Role
from madadkar.registry.models import Person
from tests.registry import people

pytestmark = pytest.mark.django_db
Ground = Callable[[], AbstractContextManager[None]]


def _drawn(colour: str = "white") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(written, "PNG")
    return written.getvalue()


@pytest.fixture
def zanjan(as_owner: Ground) -> Office:
    with as_owner():
        return people.office()


@pytest.fixture
def maryam(zanjan: Office, as_owner: Ground) -> Scope:
    with as_owner():
        staff = Staff.objects.create(username="maryam", full_name="مریم رضایی")
    return replace(people.scope(zanjan, role=Role.CASEWORKER), actor_id=staff.pk, actor_name="مریم رضایی")


@pytest.fixture
def saeed(zanjan: Office, as_owner: Ground) -> Scope:
    with as_owner():
        staff = Staff.objects.create(username="saeed", full_name="سعید موسوی")
    return replace(people.scope(zanjan, role=Role.CASEWORKER), actor_id=staff.pk, actor_name="سعید موسوی")


@pytest.fixture
def file(zanjan: Office, maryam: Scope, as_owner: Ground) -> CaseFile:
    with as_owner():
        made = people.case_file(people.household(people.person("زهرا", "محمدی", zanjan)))
        CaseFile.objects.filter(pk=made.pk).update(caseworker_id=maryam.actor_id)
    return made


def _kept(
    file: CaseFile, by: Scope, *, content: bytes | None = None, token: UUID | None = None, **paper: object
) -> Document:
    said = {"kind": DocumentKind.INSURANCE, **paper}
    with within(by):
        return add_document(
            file_id=file.pk, paper=Paper(**said), content=content or _drawn(), token=token or uuid4(),
            by=by, at=timezone.now(),
        )  # fmt: skip


def _seen(file: CaseFile, by: Scope) -> set[str]:
    """The kinds of papers somebody sees; the question of the pages, raw SQL and the bytes agree."""
    with within(by):
        asked = {paper.pk for paper in documents_of(file_id=file.pk, scope=by)}
        raw, bytes_of = (
            _ids("select id from casework_document"),
            _ids("select document_id from casework_documentcontent"),
        )
        kinds = set(Document.objects.filter(pk__in=asked).values_list("kind", flat=True))
    assert asked == raw
    assert bytes_of <= raw
    return kinds


def _ids(question: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return {row[0] for row in cursor.fetchall()}


def test_a_medical_paper_and_its_bytes_are_seen_by_who_kept_it_alone(
    file: CaseFile, maryam: Scope, saeed: Scope
) -> None:
    paper = _kept(file, maryam, kind=DocumentKind.MEDICAL)
    _kept(file, maryam)

    assert _seen(file, maryam) == {"medical", "insurance"}
    assert _seen(file, saeed) == {"insurance"}
    with within(saeed), pytest.raises(Refusal, match="document_unknown"):
        read_document(document_id=paper.pk, by=saeed, at=timezone.now())
    with within(saeed):
        assert not DocumentContent.objects.filter(pk=paper.pk).exists()


def test_a_centre_sees_the_papers_meant_for_it(
    file: CaseFile, zanjan: Office, maryam: Scope, as_owner: Ground
) -> None:
    with as_owner():
        nour = people.centre("c-nour", zanjan)
        Delegation.objects.create(
            agency=zanjan.agency, office=zanjan, case_file=file, household=file.household, centre=nour,
            valid_from=people.LONG_AGO,
        )  # fmt: skip
    parvin = people.scope(zanjan, role=Role.CENTRE_WORKER, of_centre=nour)
    _kept(file, maryam)
    assert _seen(file, parvin) == set()
    _kept(file, maryam, kind=DocumentKind.EDUCATION, for_centre=True)

    assert _seen(file, parvin) == {"education"}


def test_opening_a_paper_is_told_to_the_trail(file: CaseFile, maryam: Scope, saeed: Scope) -> None:
    paper = _kept(file, maryam)
    with within(saeed):
        found, content = read_document(document_id=paper.pk, by=saeed, at=timezone.now())
        event = AuditEvent.objects.get(deed="casework.read_document")

    assert Image.open(io.BytesIO(content)).size == (30, 20)
    assert len(content) == found.byte_count
    assert (event.actor_id, event.facts["document"]) == (saeed.actor_id, paper.pk)


def test_the_trail_keeps_the_digest_of_a_paper_and_not_its_bytes(
    file: CaseFile, maryam: Scope, as_owner: Ground
) -> None:
    paper = _kept(file, maryam)
    with as_owner():
        tables = set(AuditChange.objects.values_list("table_name", flat=True))
        event = AuditEvent.objects.get(deed="casework.add_document")

    assert "casework_document" in tables
    assert "casework_documentcontent" not in tables
    assert event.facts["sha256"] == paper.sha256


@pytest.mark.parametrize(
    "change", ["update casework_documentcontent set content = ''", "delete from casework_documentcontent"]
)
def test_the_bytes_of_a_paper_stay_as_they_were_kept(file: CaseFile, maryam: Scope, change: str) -> None:
    _kept(file, maryam)
    with pytest.raises(DatabaseError), within(maryam), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.parametrize("said", [{}, {"consent_by": "زهرا"}, {"consent_on": date(2026, 1, 1)}])
def test_a_photograph_is_not_kept_without_somebodys_yes(
    file: CaseFile, maryam: Scope, said: dict[str, object]
) -> None:
    with pytest.raises(Refusal, match="consent_missing"):
        _kept(file, maryam, kind=DocumentKind.PHOTO, **said)


def test_a_photograph_whose_consent_is_withdrawn_is_shown_to_nobody(
    file: CaseFile, maryam: Scope, saeed: Scope
) -> None:
    photo = _kept(
        file, maryam, kind=DocumentKind.PHOTO, consent_by="زهرا محمدی", consent_on=timezone.localdate()
    )
    with within(saeed):
        withdraw_consent(document_id=photo.pk, by=saeed, at=timezone.now())

    for who in (maryam, saeed):
        with within(who), pytest.raises(Refusal, match="consent_withdrawn"):
            read_document(document_id=photo.pk, by=who, at=timezone.now())
        with within(who):
            assert _ids("select document_id from casework_documentcontent") == set()
    with within(saeed), pytest.raises(Refusal, match="done_before"):
        withdraw_consent(document_id=photo.pk, by=saeed, at=timezone.now())


def test_only_a_photograph_has_a_consent_to_withdraw(file: CaseFile, maryam: Scope) -> None:
    paper = _kept(file, maryam)
    with within(maryam), pytest.raises(Refusal, match="no_consent_asked"):
        withdraw_consent(document_id=paper.pk, by=maryam, at=timezone.now())


def test_a_paper_that_ends_soon_waits_for_the_caseworker_until_a_newer_one_stands_for_it(
    file: CaseFile, maryam: Scope, saeed: Scope
) -> None:
    today = timezone.localdate()
    older = _kept(file, maryam, expires_on=today + timedelta(days=30))
    _kept(file, maryam, expires_on=today + timedelta(days=31))

    with within(maryam):
        (duty,) = document_duties(scope=maryam, on=today)
    with within(saeed):
        assert document_duties(scope=saeed, on=today) == [], "not their file"
    assert duty.due_on == today + timedelta(days=30)
    _kept(file, maryam, replaces=older.pk, expires_on=today + timedelta(days=400))
    with within(maryam):
        assert document_duties(scope=maryam, on=today) == []


def test_a_paper_of_another_kind_does_not_stand_for_it(file: CaseFile, maryam: Scope) -> None:
    older = _kept(file, maryam)
    with pytest.raises(Refusal, match="document_unknown"):
        _kept(file, maryam, kind=DocumentKind.IDENTITY, replaces=older.pk)


def test_a_paper_is_of_somebody_of_the_family(file: CaseFile, maryam: Scope, as_owner: Ground) -> None:
    with as_owner():
        stranger = people.person("مینا", "صادقی", file.office)
        head = Person.objects.get(memberships__household=file.household)
    with pytest.raises(Refusal, match="person_unknown"):
        _kept(file, maryam, person_id=stranger.pk)

    assert _kept(file, maryam, person_id=head.pk).person_id == head.pk


def test_a_paper_is_of_a_visit_to_the_same_family(file: CaseFile, maryam: Scope, as_owner: Ground) -> None:
    with as_owner():
        other = people.case_file(people.household(people.person("مینا", "صادقی", file.office)))
        visit = HomeVisit.objects.create(
            agency_id=other.agency_id, office_id=other.office_id, case_file=other, household=other.household,
            kind="periodic", state="due", asked_at=timezone.now(), token=uuid4(),
        )  # fmt: skip

    with pytest.raises(Refusal, match="visit_unknown"):
        _kept(file, maryam, visit_id=visit.pk)
    assert _kept(other, maryam, visit_id=visit.pk).visit_id == visit.pk


def test_a_form_sent_twice_is_one_paper(file: CaseFile, maryam: Scope) -> None:
    token = uuid4()
    _kept(file, maryam, token=token)
    with pytest.raises(Refusal, match="done_already"):
        _kept(file, maryam, token=token)


def test_a_paper_that_ends_before_it_was_issued_is_refused(file: CaseFile, maryam: Scope) -> None:
    day = date(2026, 1, 1)
    with pytest.raises(Refusal, match="document_ends_before_it_starts"):
        _kept(file, maryam, issued_on=day, expires_on=day)


@pytest.mark.parametrize("role", [Role.FINANCE, Role.AUDITOR, Role.DIRECTOR, Role.CENTRE_MANAGER])
def test_who_does_not_walk_with_families_keeps_no_papers(file: CaseFile, zanjan: Office, role: Role) -> None:
    with pytest.raises(Refusal, match="not_permitted"):
        _kept(file, people.scope(zanjan, role=role))
