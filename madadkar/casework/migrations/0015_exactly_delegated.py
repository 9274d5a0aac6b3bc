"""A centre of named services sees what belongs to them, and no more of the family than who and where it is."""

from django.db import migrations

from madadkar.foundation.rowlevel import BY_HOUSEHOLD, BY_PERSON, seen_by_matter
from madadkar.foundation.sight import OWN_CENTRE, Matter, Sight
from madadkar.foundation.sqlfile import sql_text

_VISITS = "select id from casework_homevisit where centre_id = (select app_centre_id())"
_GROUPS = "select id from casework_enablinggroup where centre_id = (select app_centre_id())"
_SESSIONS = f"select id from casework_groupsession where group_id in ({_GROUPS})"  # noqa: S608 - constants
_WALK = BY_HOUSEHOLD.of(Matter.WALK)
_WHOLE = BY_HOUSEHOLD.of(Matter.WHOLE)
_OWN = BY_HOUSEHOLD.of(Matter.OWN, **OWN_CENTRE)

_SIGHTS: dict[str, Sight] = {
    "registry_bankaccount": BY_PERSON.of(Matter.MONEY),
    "registry_merge": Sight("kept_id", "app_sighted_person_ids", Matter.WHOLE),
    "registry_householdmerge": Sight("kept_id", "app_sighted_household_ids", Matter.WHOLE),
    "registry_formeroffice": _WHOLE,
    "casework_pensionreceipt": BY_HOUSEHOLD.of(Matter.MONEY),
    "casework_filemove": _WALK,
    "casework_request": BY_HOUSEHOLD.of(
        Matter.WHOLE, own_by="found_by_centre", own="found_by_centre_id = (select app_centre_id())"
    ),
    "casework_assessment": _WALK,
    "casework_plan": _WALK,
    "casework_goal": _WALK,
    "casework_planstep": _WALK,
    "casework_review": _WALK,
    "casework_exitproposal": _WALK,
    "casework_followup": _WALK,
    "casework_homevisit": BY_HOUSEHOLD.of(Matter.WALK, **OWN_CENTRE),
    "casework_visitreport": BY_HOUSEHOLD.of(Matter.WALK, own_by="visit__centre", own=f"visit_id in ({_VISITS})"),
    "casework_groupmember": BY_HOUSEHOLD.of(Matter.WALK, own_by="group__centre", own=f"group_id in ({_GROUPS})"),
    "casework_groupattendance": BY_HOUSEHOLD.of(
        Matter.WALK, own_by="session__group__centre", own=f"session_id in ({_SESSIONS})"
    ),
    "casework_appeal": _WHOLE,
    "casework_letter": _WHOLE,
    "casework_agendaitem": _WHOLE,
    "casework_itemvoice": _WHOLE,
    "casework_declaredkin": _WHOLE,
    "casework_discretion": _WHOLE,
    "casework_waitingturn": _WHOLE,
    "casework_fileassignment": _WHOLE,
    "casework_delegation": _OWN,
    "casework_centredecision": _OWN,
}  # fmt: skip


_TASKS_BEFORE = """
alter policy in_sight on casework_filetask using (
    office_id = any ((select app_office_ids())::bigint[])
    and ((select app_centre_id() is null)
         or (centre_id = (select app_centre_id())
             and household_id = any ((select app_sighted_household_ids())::bigint[]))));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0014_withheld_from_matching"),
        ("registry", "0010_former_offices"),
    ]

    operations = [
        migrations.RunSQL(
            sql_text("madadkar.casework", "delegated_sight.sql"),
            sql_text("madadkar.casework", "delegated_sight_undone.sql"),
        ),
        *(seen_by_matter(table, sight) for table, sight in _SIGHTS.items()),
        migrations.RunSQL(seen_by_matter("casework_filetask", _OWN).sql, _TASKS_BEFORE),
        seen_by_matter("registry_circumstance", BY_PERSON.of(Matter.HEALTH), medical=True),
    ]
