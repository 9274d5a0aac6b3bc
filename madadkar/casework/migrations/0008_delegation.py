"""Delegation by steps, for named services, in bulk; and what a centre decides alone."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from madadkar.foundation.atonce import AtOnce
from madadkar.foundation.bysets import Key, Period, kept_by_sets
from madadkar.foundation.rowlevel import BY_HOUSEHOLD, audited, kept_within_agency, protected
from madadkar.foundation.sqlfile import sql_text

_FILE = {"case_file_id, household_id, agency_id": "casework_casefile (id, household_id, agency_id)"}
_KEYS = [
    Key(
        "delegation_office_of_the_same_agency",
        ("office_id", "agency_id"),
        "organisations_office",
        ("id", "agency_id"),
    ),
    Key(
        "delegation_case_file_of_the_same_agency",
        ("case_file_id", "household_id", "agency_id"),
        "casework_casefile",
        ("id", "household_id", "agency_id"),
    ),
]
_ONE_FOR_ALL = kept_by_sets(
    "casework_delegation", _KEYS, [Period("one_centre_a_file_at_a_time", ("case_file_id",))]
)
_ONE_A_SERVICE = kept_by_sets(
    "casework_delegation",
    _KEYS,
    [Period("one_centre_a_service_of_a_file_at_a_time", ("case_file_id",), of="services")],
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_confidence")]

    operations = [
        migrations.RunSQL(_ONE_FOR_ALL.reverse_sql, _ONE_FOR_ALL.sql),
        AtOnce(
            migrations.CreateModel(
                name="CentreDecision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "kind",
                        models.TextField(
                            choices=[
                                ("aid", "کمک موردی"),
                                ("visit_plan", "برنامه بازدید"),
                                ("programme", "برنامه آموزشی یا فرهنگی"),
                                ("referral", "ارجاع به نهاد دیگر"),
                                ("coverage", "تغییر نوع پوشش"),
                                ("suspension", "تعلیق"),
                                ("exit", "خروج از پوشش"),
                            ]
                        ),
                    ),
                    ("rial", models.BigIntegerField(blank=True, null=True)),
                    ("most_rial", models.BigIntegerField()),
                    ("said", models.TextField()),
                    (
                        "state",
                        models.TextField(
                            choices=[
                                ("alone", "تصمیم خود مرکز"),
                                ("waiting", "در انتظار اداره"),
                                ("approved", "اداره پذیرفت"),
                                ("refused", "اداره نپذیرفت"),
                            ]
                        ),
                    ),
                    ("asked_at", models.DateTimeField()),
                    ("asked_by_name", models.TextField(blank=True)),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ("answered_by_name", models.TextField(blank=True)),
                    ("answer", models.TextField(blank=True)),
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
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("token",), name="one_decision_a_form"),
                        models.CheckConstraint(
                            condition=models.Q(("rial__isnull", True), ("rial__gt", 0), _connector="OR"),
                            name="decided_amount_is_positive_rial",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DelegationBatch",
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
                                ("previewed", "پیش\u200cنمایش"),
                                ("sent", "فرستاده شد"),
                                ("recalled", "پس گرفته شد"),
                                ("dropped", "کنار گذاشته شد"),
                            ]
                        ),
                    ),
                    ("token", models.UUIDField()),
                    ("asked", models.JSONField(default=dict)),
                    (
                        "services",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(), default=list, size=None
                        ),
                    ),
                    ("terms", models.TextField(blank=True)),
                    ("reason", models.TextField()),
                    ("file_count", models.PositiveIntegerField(default=0)),
                    ("no_room_count", models.PositiveIntegerField(default=0)),
                    ("sent_count", models.PositiveIntegerField(default=0)),
                    ("recalled_count", models.PositiveIntegerField(default=0)),
                    ("made_at", models.DateTimeField()),
                    ("made_by_name", models.TextField(blank=True)),
                    ("sent_at", models.DateTimeField(blank=True, null=True)),
                    ("sent_by_name", models.TextField(blank=True)),
                    ("recalled_at", models.DateTimeField(blank=True, null=True)),
                    ("recalled_by_name", models.TextField(blank=True)),
                    ("recall_reason", models.TextField(blank=True)),
                    ("job_id", models.BigIntegerField(blank=True, null=True)),
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
                    "constraints": [models.UniqueConstraint(fields=("token",), name="one_preview_a_form")],
                },
            ),
            migrations.CreateModel(
                name="BatchLine",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("seen_standing_id", models.BigIntegerField(blank=True, null=True)),
                    ("seen_residence_id", models.BigIntegerField(blank=True, null=True)),
                    (
                        "outcome",
                        models.TextField(
                            blank=True,
                            choices=[
                                ("no_room", "نزدیک این خانوار مرکزی با ظرفیت خالی نیست"),
                                ("centre_closed", "مرکز دیگر فعال نیست یا مجوزش پایان یافته"),
                                ("file_changed", "وضع پرونده پس از پیش\u200cنمایش تغییر کرد"),
                                ("home_changed", "خانوار پس از پیش\u200cنمایش جابه\u200cجا شد"),
                                ("delegated", "پرونده در این فاصله به مرکزی سپرده شد"),
                            ],
                            default="",
                        ),
                    ),
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
                        "centre",
                        models.ForeignKey(
                            blank=True,
                            db_index=False,
                            null=True,
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
                        "batch",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="lines",
                            to="casework.delegationbatch",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("batch", "case_file"), name="a_file_once_a_batch")
                    ],
                },
            ),
            migrations.RemoveConstraint(
                model_name="delegation",
                name="one_centre_a_file_at_a_time",
            ),
            migrations.AddField(
                model_name="delegation",
                name="answered_at",
                field=models.DateTimeField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="delegation",
                name="begun_at",
                field=models.DateTimeField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="delegation",
                name="end_reason",
                field=models.TextField(blank=True, db_default=""),
            ),
            migrations.AddField(
                model_name="delegation",
                name="ended_at",
                field=models.DateTimeField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="delegation",
                name="minutes",
                field=models.TextField(blank=True, db_default=""),
            ),
            migrations.AddField(
                model_name="delegation",
                name="minutes_by_name",
                field=models.TextField(blank=True, db_default=""),
            ),
            migrations.AddField(
                model_name="delegation",
                name="received_at",
                field=models.DateTimeField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="delegation",
                name="sent_at",
                field=models.DateTimeField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="delegation",
                name="services",
                field=django.contrib.postgres.fields.ArrayField(
                    base_field=models.PositiveSmallIntegerField(),
                    db_default=django.db.models.expressions.RawSQL("'{}'::smallint[]", []),
                    default=list,
                    size=None,
                ),
            ),
            migrations.AddField(
                model_name="delegation",
                name="step",
                field=models.TextField(
                    choices=[
                        ("sent", "فرستاده شد"),
                        ("received", "به مرکز رسید"),
                        ("accepted", "مرکز پذیرفت"),
                        ("in_work", "در دست مرکز"),
                        ("refused", "مرکز نپذیرفت"),
                        ("returned", "مرکز بازگرداند"),
                        ("recalled", "اداره پس گرفت"),
                    ],
                    db_default="in_work",
                    default="in_work",
                ),
            ),
            migrations.AddField(
                model_name="delegation",
                name="step_by_name",
                field=models.TextField(blank=True, db_default=""),
            ),
            migrations.AddField(
                model_name="delegation",
                name="terms",
                field=models.TextField(blank=True, db_default=""),
            ),
            migrations.AddField(
                model_name="delegation",
                name="batch",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="delegations",
                    to="casework.delegationbatch",
                ),
            ),
            migrations.AddIndex(
                model_name="delegation",
                index=models.Index(
                    condition=models.Q(("batch__isnull", False)), fields=["batch"], name="delegation_by_batch"
                ),
            ),
            migrations.AddConstraint(
                model_name="delegation",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("step__in", ["refused", "returned", "recalled"]), _negated=True),
                        ("valid_until__isnull", False),
                        _connector="OR",
                    ),
                    name="a_delegation_given_back_has_ended",
                ),
            ),
        ),
        _ONE_A_SERVICE,
        kept_within_agency("casework_delegationbatch"),
        kept_within_agency("casework_batchline", _FILE),
        kept_within_agency("casework_centredecision", _FILE),
        protected("casework_delegationbatch", None),
        protected("casework_batchline", None),
        protected("casework_centredecision", BY_HOUSEHOLD),
        migrations.RunSQL(
            sql_text("madadkar.casework", "recall_of_centre.sql"),
            "drop function casework_recall_of_centre(bigint, text, timestamptz, text);",
        ),
        audited("casework_delegationbatch"),
        audited("casework_batchline"),
        audited("casework_centredecision"),
    ]
