"""Discreet support, hidden from all but a few, and the turns of families that wait."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import madadkar.foundation.models
from madadkar.foundation.rowlevel import BY_HOUSEHOLD, audited, kept_within_agency, protected
from madadkar.foundation.sqlfile import sql_text

_FILE = {"case_file_id, household_id, agency_id": "casework_casefile (id, household_id, agency_id)"}


class Migration(migrations.Migration):
    dependencies = [("casework", "0010_groups_and_voice")]

    operations = [
        migrations.CreateModel(
            name="Discretion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("created_by_import_id", models.BigIntegerField(blank=True, null=True)),
                ("reason", models.TextField()),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
                    ),
                ),
                (
                    "case_file",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.casefile",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.household",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.office",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["valid_until", "office"], name="discretion_by_its_end"),
                    models.Index(fields=["case_file"], name="discretion_by_file"),
                    models.Index(fields=["household"], name="discretion_by_household"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="discretion_ends_not_before_it_begins",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("case_file", "="),
                            (
                                madadkar.foundation.models.DateRange(
                                    "valid_from",
                                    "valid_until",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="one_discretion_a_file_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_until__isnull", False)),
                        name="discretion_always_has_an_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WaitingTurn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("created_by_import_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "بی\u200cدرنگ با نخستین اعتبار"), (2, "پیش از نوبت"), (3, "به نوبت")]
                    ),
                ),
                ("reason", models.TextField()),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
                    ),
                ),
                (
                    "case_file",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.casefile",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.household",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.office",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case_file"], name="waiting_turn_by_file"),
                    models.Index(fields=["household"], name="waiting_turn_by_household"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="waiting_turn_ends_not_before_it_begins",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("case_file", "="),
                            (
                                madadkar.foundation.models.DateRange(
                                    "valid_from",
                                    "valid_until",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="one_waiting_turn_a_file_at_a_time",
                    ),
                ],
            },
        ),
        kept_within_agency("casework_discretion", _FILE),
        kept_within_agency("casework_waitingturn", _FILE),
        protected("casework_discretion", BY_HOUSEHOLD),
        protected("casework_waitingturn", BY_HOUSEHOLD),
        audited("casework_discretion"),
        audited("casework_waitingturn"),
        migrations.RunSQL(
            sql_text("madadkar.casework", "discretion.sql"),
            sql_text("madadkar.casework", "discretion_undone.sql"),
        ),
    ]
