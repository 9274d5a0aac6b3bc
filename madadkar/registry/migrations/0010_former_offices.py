"""Which office answered for a family on a day gone by."""

import django.db.models.deletion
from django.db import migrations, models

from madadkar.foundation.rowlevel import audited, kept_within_agency, protected
from madadkar.foundation.sqlfile import sql_text


def _key(to: str, **more: bool) -> models.ForeignKey:
    return models.ForeignKey(to, django.db.models.deletion.PROTECT, related_name="+", **more)


class Migration(migrations.Migration):
    dependencies = [("registry", "0009_fewer_indexes"), ("organisations", "0001_initial")]

    operations = [
        migrations.CreateModel(
            "FormerOffice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateField()),
                ("agency", _key("organisations.agency", db_constraint=False, db_index=False)),
                ("office", _key("organisations.office", db_constraint=False)),
                ("household", _key("registry.household", db_index=False)),
                ("answered_by", _key("organisations.office")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["household", "until"], name="one_office_gives_a_family_away_on_a_day"
                    )
                ],
            },
        ),
        kept_within_agency(
            "registry_formeroffice",
            {
                "household_id, agency_id": "registry_household (id, agency_id)",
                "answered_by_id, agency_id": "organisations_office (id, agency_id)",
            },
        ),
        protected("registry_formeroffice", ("household_id", "app_sighted_household_ids")),
        audited("registry_formeroffice"),
        migrations.RunSQL(
            sql_text("madadkar.registry", "offices_gone_to.sql"),
            "drop function registry_offices_gone_to(bigint[], date)",
        ),
    ]
