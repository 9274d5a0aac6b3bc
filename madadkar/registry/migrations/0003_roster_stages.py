"""A roster's rows as arrays, what people mended in them, and what an import must give back when undone."""

import django.db.models.deletion
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from madadkar.foundation.rowlevel import protected
from madadkar.foundation.sqlfile import sql_text


def _texts() -> ArrayField:
    return ArrayField(models.TextField(), default=list)


def _import(name: str) -> models.ForeignKey:
    return models.ForeignKey(
        "registry.RosterImport",
        django.db.models.deletion.CASCADE,
        related_name=name,
        db_index=False,
        db_constraint=False,
    )


def _office() -> models.ForeignKey:
    return models.ForeignKey(
        "organisations.Office",
        django.db.models.deletion.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )


def _id() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_sight_and_audit"), ("organisations", "0001_initial")]

    operations = [
        migrations.DeleteModel("RosterFinding"),
        migrations.RemoveIndex("rosterrow", "roster_row_by_outcome"),
        migrations.RemoveField("rosterrow", "cells"),
        migrations.RemoveField("rosterrow", "values"),
        migrations.AddField("rosterrow", "cells", _texts()),
        migrations.AddField("rosterrow", "values", _texts()),
        migrations.AddField("rosterrow", "findings", _texts()),
        migrations.AddField("rosterimport", "commits", models.JSONField(default=list)),
        migrations.CreateModel(
            "RosterMend",
            fields=[
                ("id", _id()),
                ("sheet", models.TextField()),
                ("row_number", models.IntegerField()),
                ("column", models.IntegerField(null=True)),
                ("text", models.TextField(blank=True)),
                ("mended_by_id", models.BigIntegerField(null=True)),
                ("mended_at", models.DateTimeField()),
                ("office", _office()),
                ("roster_import", _import("mends")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["roster_import", "sheet", "row_number", "column"],
                        nulls_distinct=False,
                        name="a_cell_mended_once",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            "RosterPrior",
            fields=[
                ("id", _id()),
                ("table_name", models.TextField()),
                ("row_id", models.BigIntegerField()),
                ("before", models.JSONField()),
                ("office", _office()),
                ("roster_import", _import("priors")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["roster_import", "table_name", "row_id"], name="a_prior_once_an_import"
                    )
                ]
            },
        ),
        protected("registry_rostermend", None),
        protected("registry_rosterprior", None),
        migrations.RunSQL(
            sql_text("madadkar.registry", "known_codes.sql"),
            "drop function registry_known_codes(bigint, text[])",
        ),
    ]
