"""Delegation by steps, for named services, in bulk; and what a centre decides alone."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import madadkar.casework.models.delegations
import madadkar.foundation.models
from madadkar.foundation.rowlevel import BY_HOUSEHOLD, audited, kept_within_agency, protected
from madadkar.foundation.sqlfile import sql_text

_FILE = {"case_file_id, household_id, agency_id": "casework_casefile (id, household_id, agency_id)"}


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_confidence")]

    operations = [
        migrations.RunSQL(
            sql_text("madadkar.casework", "service_span.sql"),
            "drop function casework_service_span(smallint[]);",
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
            ],
        ),
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
            ],
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
            ],
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
        migrations.AlterField(
            model_name="officerule",
            name="code",
            field=models.TextField(
                choices=[
                    ("first_visit_days", "نخستین بازدید پس از رسیدن پرونده به بازدید (روز)"),
                    ("visit_months", "فاصله بازدیدها (ماه)"),
                    ("visit_alone_elderly_months", "فاصله بازدید از سالمند تنها (ماه)"),
                    ("visit_orphans_months", "فاصله بازدید از خانواده ایتام (ماه)"),
                    ("visit_rural_months", "فاصله بازدید در روستا (ماه)"),
                    ("plan_days", "مهلت برنامه خانوار پس از پذیرش (روز)"),
                    ("review_months", "فاصله بازنگری\u200cها (ماه)"),
                    ("assessment_fresh_months", "اعتبار سنجش برای آمادگی خروج (ماه)"),
                    ("covered_least_months", "کمترین زمان همراهی پیش از خروج (ماه)"),
                    ("income_one_rial", "درآمد ماهانه بسنده برای یک نفر (ریال)"),
                    ("income_each_more_rial", "درآمد ماهانه بسنده برای هر نفر دیگر (ریال)"),
                    ("delegation_receive_days", "مهلت مرکز برای دریافت پرونده فرستاده\u200cشده (روز)"),
                    ("delegation_answer_days", "مهلت مرکز برای پذیرفتن یا نپذیرفتن پرونده (روز)"),
                    ("delegation_begin_days", "مهلت مرکز برای تحویل و آغاز کار (روز)"),
                    ("centre_aid_rial", "کمک موردی که مرکز خود درباره آن تصمیم می\u200cگیرد، تا (ریال)"),
                ]
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="agency",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.agency",
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="case_file",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="casework.casefile",
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="centre",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.centre",
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="household",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.household",
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="office",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.office",
            ),
        ),
        migrations.AddField(
            model_name="centredecision",
            name="agency",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.agency",
            ),
        ),
        migrations.AddField(
            model_name="centredecision",
            name="case_file",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="casework.casefile",
            ),
        ),
        migrations.AddField(
            model_name="centredecision",
            name="centre",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.centre"
            ),
        ),
        migrations.AddField(
            model_name="centredecision",
            name="household",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.household",
            ),
        ),
        migrations.AddField(
            model_name="centredecision",
            name="office",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.office",
            ),
        ),
        migrations.AddField(
            model_name="delegationbatch",
            name="agency",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.agency",
            ),
        ),
        migrations.AddField(
            model_name="delegationbatch",
            name="office",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.office",
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="batch",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="casework.delegationbatch",
            ),
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
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("case_file", "="),
                    (madadkar.casework.models.delegations.ServiceSpan("services"), "&&"),
                    (
                        madadkar.foundation.models.DateRange(
                            "valid_from", "valid_until", django.contrib.postgres.fields.ranges.RangeBoundary()
                        ),
                        "&&",
                    ),
                ],
                name="one_centre_a_service_of_a_file_at_a_time",
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
        migrations.AddConstraint(
            model_name="centredecision",
            constraint=models.UniqueConstraint(fields=("token",), name="one_decision_a_form"),
        ),
        migrations.AddConstraint(
            model_name="centredecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("rial__isnull", True), ("rial__gt", 0), _connector="OR"),
                name="decided_amount_is_positive_rial",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegationbatch",
            constraint=models.UniqueConstraint(fields=("token",), name="one_preview_a_form"),
        ),
        migrations.AddConstraint(
            model_name="batchline",
            constraint=models.UniqueConstraint(fields=("batch", "case_file"), name="a_file_once_a_batch"),
        ),
        kept_within_agency("casework_delegationbatch"),
        kept_within_agency("casework_batchline", _FILE),
        kept_within_agency("casework_centredecision", _FILE),
        protected("casework_delegationbatch", None),
        protected("casework_batchline", None),
        protected("casework_centredecision", BY_HOUSEHOLD),
        audited("casework_delegationbatch"),
        audited("casework_batchline"),
        audited("casework_centredecision"),
    ]
