"""Keys and periods of the tables that rosters fill, proved once a statement instead of once a row."""

import django.db.models.deletion
from django.db import migrations, models

from madadkar.foundation.bysets import Key, Period, kept_by_sets, one_at_a_time

_FACTS = {
    "filestanding": "one_state_a_file_at_a_time",
    "coverage": "one_coverage_a_file_at_a_time",
    "pensionreceipt": "one_pension_receipt_a_file_at_a_time",
    "delegation": "one_centre_a_file_at_a_time",
}


def _office(model: str) -> Key:
    name = f"{model}_office_of_the_same_agency"
    return Key(name, ("office_id", "agency_id"), "organisations_office", ("id", "agency_id"))


def _file(model: str) -> Key:
    columns = ("case_file_id", "household_id", "agency_id")
    name = f"{model}_case_file_of_the_same_agency"
    return Key(name, columns, "casework_casefile", ("id", "household_id", "agency_id"))


_HOUSEHOLD = Key(
    "casefile_household_of_the_same_agency",
    ("household_id", "agency_id"),
    "registry_household",
    ("id", "agency_id"),
)
_ISSUER = Key("casefile_issued_by_an_office", ("issued_by_id",), "organisations_office")


def _without(model: str, *names: str) -> migrations.RunSQL:
    """Take away the foreign keys that are kept by sets from now on."""
    drops = ", ".join(f"drop constraint {name}" for name in names)
    return migrations.RunSQL(f"alter table casework_{model} {drops}", migrations.RunSQL.noop)


def _fact(model: str, period: str) -> list[migrations.operations.base.Operation]:
    return [
        _without(model, _office(model).name, _file(model).name),
        migrations.RemoveConstraint(model, period),
        migrations.AddConstraint(model, one_at_a_time(period, "case_file", may_be_empty=True)),
        kept_by_sets(
            f"casework_{model}", [_office(model), _file(model)], [Period(period, ("case_file_id",))]
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_sight_and_audit"), ("registry", "0006_cheaper_invariants")]

    operations = [
        _without("casefile", _office("casefile").name, _HOUSEHOLD.name),
        migrations.AlterField(
            "casefile",
            "issued_by",
            models.ForeignKey(
                "organisations.office",
                django.db.models.deletion.PROTECT,
                related_name="+",
                db_index=False,
                db_constraint=False,
            ),
        ),
        kept_by_sets("casework_casefile", [_office("casefile"), _HOUSEHOLD, _ISSUER]),
        *(operation for model, period in _FACTS.items() for operation in _fact(model, period)),
    ]
