"""Every table that leads to a person shows nothing to who has no scope, on the web role's own connection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from madadkar.casework.models import CaseFile, Delegation
from madadkar.casework.rules.delegation import Service, matters_of
from madadkar.foundation.scope import NOBODY, Scope, tell_database
from madadkar.foundation.sight import Matter
from madadkar.organisations.models import Office
from madadkar.project.database import WEB_ROLE
from madadkar.registry.models import Household, Person
from tests.databases import as_owner, laid_once
from tests.house.ground import lay

pytestmark = pytest.mark.django_db

_TABLES = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'm', 'v', 'f') and n.nspname = 'public' and c.relname not like 'pg\\_%%'
order by 1
"""
_KEYS = "select conrelid::regclass::text, confrelid::regclass::text from pg_constraint where contype = 'f'"
_COLUMNS = "select table_name, column_name from information_schema.columns where table_schema = 'public'"
_CHECKS = (
    "select conrelid::regclass::text, array_agg(conname::text) from pg_constraint"
    " where contype in ('c', 'f') and conrelid::regclass::text = any (%s) group by 1"
)
_WITH_THEM = "select household_id from casework_delegation where centre_id = %s and valid_until is null"
_POLICIES = "select relname, relrowsecurity from pg_class where relname = any (%s)"
_ROOTS = frozenset({"registry_person", "registry_household", "registry_rosterimport"})
_TELLING = frozenset({"person_id", "household_id", "case_file_id", "roster_import_id", "case_id", "file_id"})
# They lead to no person by key, but tell of families all the same.
_TOLD_OF = frozenset(
    {"foundation_auditevent", "foundation_auditchange", "foundation_job"}
    | {
        f"casework_{name}"
        for name in ("committee", "committeeseat", "committeesession", "attendance", "letterbook")
    }
    | {f"casework_{name}" for name in ("inspection", "filereview", "correctiveaction", "centrescore")}
    | {"overlap_overlapcase"}
    | {f"casework_{name}" for name in ("enablinggroup", "groupsession", "survey", "delegationbatch")}
    | {
        f"matching_{name}"
        for name in ("run", "pair", "decision", "link", "recheck", "comparisonagreement", "foreignroster")
    }
)
# The hash chain: numbers of rows and digests, nothing of anybody; how centres are scored.
_TELL_NOTHING = frozenset(
    {
        "foundation_auditlink",
        "casework_scoringscheme",
        "casework_officerule",
        "overlap_overlaprule",
        "matching_threshold",
    }
)


def _asked(question: str, *arguments: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, arguments or None)
        return list(cursor.fetchall())


def _leading_to_a_person() -> set[str]:
    """Tables whose keys lead to a person: the database's keys, the models', and telling names of columns."""
    keys = set(_asked(_KEYS))
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.concrete and field.is_relation and field.related_model:
                keys.add((model._meta.db_table, field.related_model._meta.db_table))  # type: ignore[union-attr]  # a model
    leading = set(_ROOTS) | {table for table, column in _asked(_COLUMNS) if column in _TELLING}
    while more := {child for child, parent in keys if parent in leading} - leading:
        leading |= more
    return leading | _TOLD_OF


def _fill() -> None:
    """One row in every table about a family that is empty yet, its keys taken from the first family."""
    office, household = Office.objects.get(code="emdad-zanjan"), Household.objects.order_by("pk")[0]
    first, second = Person.objects.order_by("pk")[:2]
    known = {
        "office_id": office.pk, "agency_id": office.agency_id, "household_id": household.pk,
        "person_id": first.pk, "kept_id": first.pk, "absorbed_id": second.pk,
        "case_file_id": CaseFile.objects.get(household=household).pk, "roster_import_id": 1, "id": 1,
        "sheba": f"IR{0:024}", "ends_at": "2020-01-01 01:00Z",
        "left_office_id": office.pk, "right_office_id": office.pk, "left_person_id": first.pk,
        "right_person_id": second.pk, "pair_id": 1, "run_id": 1,
    }  # fmt: skip
    _let_samples_be_senseless()
    for table in sorted(_leading_to_a_person(), key=lambda name: (name != "registry_rosterimport", name)):
        if not _asked(f"select exists (select from {table})")[0][0]:
            _insert_one(table, known)


def _let_samples_be_senseless() -> None:
    """A sample row need not make sense: checks and keys are let go for the test's own transaction."""
    leading = list(_leading_to_a_person())
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for table, checks in _asked(_CHECKS, leading):
            dropped = ", ".join(f"drop constraint {check}" for check in checks)
            cursor.execute(f"alter table {table} {dropped}")
        cursor.execute("set constraints all deferred")


def _insert_one(table: str, known: dict[str, Any]) -> None:
    asked = _asked(
        "select column_name, data_type from information_schema.columns where table_schema = 'public'"
        " and table_name = %s and (is_nullable = 'NO' or column_name = any (%s))",
        table,
        list(known),
    )
    names = [name for name, _ in asked]
    values = [known.get(name, _SAMPLE.get(kind, "1")) for name, kind in asked]
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        quoted = ", ".join(f'"{name}"' for name in names)
        cursor.execute(f"insert into {table} ({quoted}) overriding system value values ({marks})", values)


_SAMPLE = {
    "jsonb": "{}",
    "ARRAY": "{}",
    "boolean": "false",
    "date": "2020-01-01",
    "timestamp with time zone": "2020-01-01",
    "bytea": b"",
    "uuid": "00000000-0000-0000-0000-000000000001",
}


@pytest.fixture(scope="module")
def laid(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """An office with families, and a row in every table about them."""
    with laid_once(django_db_blocker):
        lay()
        with as_owner():
            _fill()
        yield


def test_every_table_that_leads_to_a_person_has_its_policy() -> None:
    leading = _leading_to_a_person()
    bare = [table for table, is_on in _asked(_POLICIES, sorted(leading)) if not is_on]

    assert len(leading) >= 19
    assert bare == []


def test_the_web_role_can_neither_step_round_a_policy_nor_own_a_table() -> None:
    role = _asked("select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = %s", WEB_ROLE)
    owned = _asked("select relname from pg_class where relowner = %s::regrole", WEB_ROLE)

    assert role == [(False, False, False)]
    assert owned == []
    assert _asked("select current_user") == [(WEB_ROLE,)]


def test_without_a_scope_no_table_about_a_family_shows_a_row(laid: None) -> None:
    leading = sorted(_leading_to_a_person())
    with as_owner():
        empty = [table for table in leading if not _asked(f"select exists (select from {table})")[0][0]]
    tell_database(NOBODY)

    shown = [table for table in leading if _asked(f"select exists (select from {table})")[0][0]]

    assert empty == [], "a sample is wanting: the test would prove nothing"
    assert shown == []


def test_no_other_table_has_rows_of_families_unknown_to_this_test() -> None:
    """A new table has to be of those that lead to a person, or of those known to tell nothing of anybody."""
    beginnings = ("auth_", "django_", "procrastinate_", "organisations_", "places_")
    leading = _leading_to_a_person()
    others = {
        table for (table,) in _asked(_TABLES) if table not in leading and not table.startswith(beginnings)
    }

    assert others - _TELL_NOTHING <= {"registry_namekey", "registry_namedeletion", "registry_columnmemory"}


@pytest.mark.parametrize("what", ["another_office", "no_family", "a_centre_without_families"])
def test_a_scope_elsewhere_shows_no_row_of_this_office(laid: None, what: str) -> None:
    office = Office.objects.get(code="emdad-zanjan")
    scope = {
        "another_office": Scope(actor_id=1, office_ids=(office.pk + 1000,)),
        "no_family": Scope(actor_id=1, home_office_id=office.pk),
        "a_centre_without_families": Scope(actor_id=10**9, office_ids=(office.pk,), centre_id=10**9),
    }[what]
    tell_database(scope)

    own = {"foundation_job"} if what == "a_centre_without_families" else set()
    shown = {
        table for table in _leading_to_a_person() if _asked(f"select exists (select from {table})")[0][0]
    }

    assert shown - own == set()


def test_a_centre_sees_its_own_families_in_every_table_and_no_other(laid: None) -> None:
    office = Office.objects.get(code="emdad-zanjan")
    centre = office.centres.get(code="emdad-zanjan-1")
    with as_owner():
        own = {row[0] for row in _asked(_WITH_THEM, centre.pk)}
    tell_database(Scope(actor_id=10**9, office_ids=(office.pk,), centre_id=centre.pk))

    assert {row[0] for row in _asked("select id from registry_household")} == own
    leading = _leading_to_a_person()
    for table, column in _asked(_COLUMNS):
        if column == "household_id" and table in leading:
            assert {row[0] for row in _asked(f"select household_id from {table}")} <= own, table
    members = {row[0] for row in _asked("select person_id from registry_membership")}
    for table, column in _asked(_COLUMNS):
        if column == "person_id" and table in leading:
            told = _asked(f"select person_id from {table} where person_id is not null")
            assert {row[0] for row in told} <= members, table


# What a centre of named services sees of a family: who it is, where it lives, whether it is covered.
_REACHED = frozenset(
    {f"registry_{name}" for name in ("household", "person", "membership", "residence", "phone")}
    | {f"casework_{name}" for name in ("casefile", "filestanding", "coverage")}
)
# Told to every centre of the family (here: written for the centre), and what is the centre's own.
_TOLD = frozenset({"casework_note", "casework_document", "casework_documentcontent"})
_ITS_OWN = frozenset(
    {f"casework_{name}" for name in ("delegation", "centredecision", "filetask")}
    | {f"casework_{name}" for name in ("enablinggroup", "groupsession", "groupmember", "groupattendance")}
    | {f"casework_{name}" for name in ("inspection", "filereview", "correctiveaction", "centrescore")}
    | {"foundation_job"}
)
# Judged by a group, by the centre itself, or by a policy of their own beside the family's reach.
_JUDGED_OTHERWISE = frozenset(
    {f"casework_{name}" for name in ("enablinggroup", "groupsession", "note", "document")}
    | {f"casework_{name}" for name in ("inspection", "filereview", "correctiveaction", "centrescore")}
)


def test_a_centre_of_named_services_reaches_the_family_and_sees_nothing_else(laid: None) -> None:
    """The first family has a row in every table; its centre is now asked for food alone."""
    office = Office.objects.get(code="emdad-zanjan")
    nour = office.centres.get(code="emdad-zanjan-1")
    with as_owner():
        Delegation.objects.filter(centre=nour, valid_until=None).update(services=[Service.FOOD.value])
    tell_database(Scope(actor_id=10**9, office_ids=(office.pk,), centre_id=nour.pk, sees_medical=True))
    leading = _leading_to_a_person()

    shown = {table for table in leading if _asked(f"select exists (select from {table})")[0][0]}

    assert shown - _ITS_OWN == _REACHED | _TOLD
    assert {
        f"casework_{name}" for name in ("delegation", "centredecision", "filetask", "groupmember")
    } <= shown
    assert _asked("select distinct centre_id from casework_delegation") == [(nour.pk,)]


def test_every_table_of_a_family_says_in_both_places_by_what_a_centre_sees_it() -> None:
    """What the model says and what the table's policy says are one; nothing is within reach by default."""
    models = {one._meta.db_table: getattr(one, "sight_by", None) for one in apps.get_models()}
    closed = {"overlap_overlapside"}  # by a policy beside: centres see no case of two sides
    told = {table: sight for table, sight in models.items() if sight is not None and table not in closed}
    asked = dict(_asked("select tablename::text, qual from pg_policies where policyname = 'in_sight'"))
    policies = {table: asked[table].replace("'::text", "'") for table in told}
    reached = {table for table, sight in told.items() if sight.matter is Matter.REACH}

    assert [table for table, sight in told.items() if f"{sight.call} AS" not in policies[table]] == []
    assert [t for t, sight in told.items() if sight.own and f"{sight.reach} AS" not in policies[t]] == []
    assert reached - _JUDGED_OTHERWISE == _REACHED


_SCOPES_OF_SERVICES = ((), *((one,) for one in Service))


@pytest.mark.parametrize("matter", list(Matter))
def test_named_services_open_in_the_database_what_the_rules_say(laid: None, matter: Matter) -> None:
    office = Office.objects.get(code="emdad-zanjan")
    yas = office.centres.get(code="emdad-zanjan-2")
    opened = set()
    for services in _SCOPES_OF_SERVICES:
        with as_owner():
            Delegation.objects.filter(centre=yas).update(services=list(services))
        tell_database(Scope(actor_id=1, office_ids=(office.pk,), centre_id=yas.pk))
        if _asked("select cardinality(app_sighted_household_ids(%s)) > 0", matter.value)[0][0]:
            opened.add(services)

    assert opened == {one for one in _SCOPES_OF_SERVICES if matter in matters_of(services=one)}


def test_nobody_may_write_a_family_into_an_office_out_of_sight(laid: None) -> None:
    office = Office.objects.get(code="emdad-zanjan")
    tell_database(NOBODY)

    with pytest.raises(Exception, match="row-level security"), connection.cursor() as cursor:
        cursor.execute(
            "insert into registry_household (code, agency_id, office_id, issued_by_id)"
            " values ('x', %s, %s, %s)",
            [office.agency_id, office.pk, office.pk],
        )
