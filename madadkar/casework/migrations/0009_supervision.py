"""Inspections, samples of files, what is put right, and scores of centres."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import madadkar.foundation.models
from madadkar.foundation.atonce import AtOnce
from madadkar.foundation.rowlevel import audited, kept_within_agency, protected
from madadkar.foundation.sqlfile import sql_text

_FILE = {"case_file_id, household_id, agency_id": "casework_casefile (id, household_id, agency_id)"}
_OF_OWN_CENTRE = ("centre_id", "app_sighted_centre_ids")


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0008_delegation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce(
            migrations.CreateModel(
                name="FileReview",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("drawn_on", models.DateField()),
                    ("population", models.PositiveIntegerField()),
                    ("population_digest", models.TextField()),
                    ("confidence", models.PositiveSmallIntegerField()),
                    ("margin", models.PositiveSmallIntegerField()),
                    ("size", models.PositiveIntegerField()),
                    ("seed", models.BigIntegerField()),
                    ("drawn_by_name", models.TextField(blank=True)),
                    ("finished_on", models.DateField(blank=True, null=True)),
                    ("conclusion", models.TextField(blank=True)),
                    ("token", models.UUIDField()),
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
                        "centre",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.centre",
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
                    "constraints": [
                        models.UniqueConstraint(fields=("token",), name="one_file_review_a_form"),
                        models.CheckConstraint(
                            condition=models.Q(("size__gt", 0), ("size__lte", models.F("population"))),
                            name="file_review_samples_part_of_its_population",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Inspection",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "state",
                        models.TextField(
                            choices=[
                                ("planned", "برنامه\u200cریزی شده"),
                                ("held", "انجام شده"),
                                ("cancelled", "لغو شده"),
                            ]
                        ),
                    ),
                    ("planned_on", models.DateField()),
                    ("held_on", models.DateField(blank=True, null=True)),
                    ("held_by_name", models.TextField(blank=True)),
                    ("points", models.JSONField(default=dict)),
                    ("findings", models.TextField(blank=True)),
                    ("token", models.UUIDField()),
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
                        "centre",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.centre",
                        ),
                    ),
                    (
                        "inspector",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
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
                    "constraints": [
                        models.UniqueConstraint(fields=("token",), name="one_inspection_a_form"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("held_on__isnull", False), ("state", "held")),
                                models.Q(
                                    models.Q(("state", "held"), _negated=True), ("held_on__isnull", True)
                                ),
                                _connector="OR",
                            ),
                            name="held_inspection_has_its_day",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CorrectiveAction",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("what", models.TextField()),
                    ("due_on", models.DateField()),
                    (
                        "state",
                        models.TextField(
                            choices=[
                                ("open", "باید انجام شود"),
                                ("done", "انجام شده، در انتظار بررسی"),
                                ("checked", "بررسی و پذیرفته شده"),
                                ("dropped", "کنار گذاشته شده"),
                            ]
                        ),
                    ),
                    ("asked_on", models.DateField()),
                    ("asked_by_name", models.TextField(blank=True)),
                    ("done_on", models.DateField(blank=True, null=True)),
                    ("done_by_name", models.TextField(blank=True)),
                    ("done_note", models.TextField(blank=True)),
                    ("checked_on", models.DateField(blank=True, null=True)),
                    ("checked_by_name", models.TextField(blank=True)),
                    ("check_note", models.TextField(blank=True)),
                    ("token", models.UUIDField()),
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
                        "centre",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.centre",
                        ),
                    ),
                    (
                        "checked_by",
                        models.ForeignKey(
                            blank=True,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "done_by",
                        models.ForeignKey(
                            blank=True,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
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
                    (
                        "review",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="corrections",
                            to="casework.filereview",
                        ),
                    ),
                    (
                        "inspection",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="corrections",
                            to="casework.inspection",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("token",), name="one_corrective_action_a_form"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("checked_by__isnull", True),
                                ("done_by__isnull", True),
                                models.Q(("checked_by", models.F("done_by")), _negated=True),
                                _connector="OR",
                            ),
                            name="nobody_checks_what_they_did",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SampledFile",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "verdict",
                        models.TextField(
                            blank=True,
                            choices=[
                                ("in_order", "درست است"),
                                ("lacking", "کاستی دارد"),
                                ("grave", "کاستی جدی دارد"),
                            ],
                        ),
                    ),
                    ("findings", models.TextField(blank=True)),
                    ("looked_on", models.DateField(blank=True, null=True)),
                    ("looked_by_name", models.TextField(blank=True)),
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
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="casework.casefile",
                        ),
                    ),
                    (
                        "centre",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.centre",
                        ),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            db_constraint=False,
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
                    (
                        "review",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="files",
                            to="casework.filereview",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("review", "case_file"), name="a_file_once_in_a_review"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ScoringScheme",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("valid_from", models.DateField()),
                    ("valid_until", models.DateField(blank=True, null=True)),
                    ("weights", models.JSONField()),
                    ("grades", models.JSONField()),
                    ("set_by_name", models.TextField(blank=True)),
                    (
                        "office",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.office",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_until__isnull", True),
                                ("valid_until__gt", models.F("valid_from")),
                                _connector="OR",
                            ),
                            name="scoring_scheme_ends_after_it_begins",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            expressions=[
                                ("office", "="),
                                (
                                    madadkar.foundation.models.DateRange(
                                        "valid_from",
                                        "valid_until",
                                        django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    ),
                                    "&&",
                                ),
                            ],
                            name="one_scoring_scheme_an_office_at_a_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CentreScore",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("on", models.DateField()),
                    ("points", models.DecimalField(decimal_places=1, max_digits=4)),
                    ("grade", models.TextField(blank=True)),
                    ("parts", models.JSONField()),
                    ("missing", models.JSONField(default=list)),
                    ("scored_by_name", models.TextField(blank=True)),
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
                        "centre",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.centre",
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
                    (
                        "scheme",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="casework.scoringscheme",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("centre", "on"), name="one_score_a_centre_a_day"),
                        models.CheckConstraint(
                            condition=models.Q(("points__gte", 0), ("points__lte", 100)),
                            name="score_is_of_a_hundred",
                        ),
                    ],
                },
            ),
        ),
        migrations.RunSQL(
            sql_text("madadkar.casework", "own_centre.sql"),
            "drop function app_sighted_centre_ids(); drop function app_hidden_centre_ids();",
        ),
        kept_within_agency("casework_inspection"),
        kept_within_agency("casework_filereview"),
        kept_within_agency("casework_correctiveaction"),
        kept_within_agency("casework_centrescore"),
        kept_within_agency("casework_sampledfile", _FILE),
        protected("casework_inspection", _OF_OWN_CENTRE),
        protected("casework_filereview", _OF_OWN_CENTRE),
        protected("casework_correctiveaction", _OF_OWN_CENTRE),
        protected("casework_centrescore", _OF_OWN_CENTRE),
        protected("casework_sampledfile", None),
        audited("casework_inspection"),
        audited("casework_filereview"),
        audited("casework_correctiveaction"),
        audited("casework_sampledfile"),
        audited("casework_scoringscheme"),
        audited("casework_centrescore"),
    ]
