"""The life of a file: its moves, only ever appended, and the requests that came for its family."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from madadkar.foundation.atonce import AtOnce
from madadkar.foundation.rowlevel import BY_HOUSEHOLD, audited, kept_within_agency, protected
from madadkar.foundation.sqlfile import sql_text

_FILE = {"case_file_id, household_id, agency_id": "casework_casefile (id, household_id, agency_id)"}


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_cheaper_invariants"),
    ]

    operations = [
        AtOnce(
            migrations.CreateModel(
                name="FileMove",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "from_state",
                        models.TextField(
                            blank=True,
                            choices=[
                                ("requested", "درخواست"),
                                ("emergency", "کمک فوری، پرونده ناتمام"),
                                ("inquiry", "استعلام"),
                                ("visit", "بازدید و تحقیق"),
                                ("documents", "تکمیل مدارک"),
                                ("committee", "در نوبت کمیته"),
                                ("waiting", "پشت نوبت"),
                                ("refused", "رد شده"),
                                ("closed", "مختومه پیش از پذیرش"),
                                ("active", "فعال"),
                                ("review", "در بازنگری"),
                                ("suspended", "تعلیق"),
                                ("inactive", "غیرفعال"),
                            ],
                        ),
                    ),
                    (
                        "to_state",
                        models.TextField(
                            choices=[
                                ("requested", "درخواست"),
                                ("emergency", "کمک فوری، پرونده ناتمام"),
                                ("inquiry", "استعلام"),
                                ("visit", "بازدید و تحقیق"),
                                ("documents", "تکمیل مدارک"),
                                ("committee", "در نوبت کمیته"),
                                ("waiting", "پشت نوبت"),
                                ("refused", "رد شده"),
                                ("closed", "مختومه پیش از پذیرش"),
                                ("active", "فعال"),
                                ("review", "در بازنگری"),
                                ("suspended", "تعلیق"),
                                ("inactive", "غیرفعال"),
                            ]
                        ),
                    ),
                    (
                        "reason",
                        models.TextField(
                            choices=[
                                ("asked", "درخواست"),
                                ("asked_again", "درخواست دوباره"),
                                ("urgent", "نیاز فوری"),
                                ("proceeding", "روال کار"),
                                ("incomplete", "ناتمام بودن پرونده"),
                                ("accepted", "پذیرش"),
                                ("appeal_upheld", "پذیرش اعتراض"),
                                ("reviewed", "پایان بازنگری"),
                                ("suspension_lifted", "رفع تعلیق"),
                                ("exit_taken_back", "برگشت خروج"),
                                ("review_due", "موعد بازنگری"),
                                ("news", "خبر تازه از خانوار"),
                                ("no_credit", "نبود اعتبار"),
                                ("withdrawn", "انصراف"),
                                ("known_already", "پرونده دارد"),
                                ("visit_refused", "نپذیرفتن بازدید"),
                                ("no_show", "عدم مراجعه"),
                                ("papers_missing", "نقص مدارک"),
                                ("doubt", "نیاز به روشن شدن وضع"),
                                ("self_reliant", "خوداتکایی"),
                                ("employed", "اشتغال"),
                                ("insured", "بیمه\u200cپردازی اجباری"),
                                ("married", "ازدواج"),
                                ("died", "فوت"),
                                ("moved_away", "انتقال یا مهاجرت"),
                                ("income_above", "درآمد بالاتر از ضابطه"),
                                ("other_body", "پوشش نهاد دیگر"),
                                ("not_entitled", "عدم استحقاق"),
                                ("term_over", "پایان حمایت مدت\u200cدار"),
                                ("own_wish", "درخواست خود خانوار"),
                                ("dormant", "راکد"),
                                ("closed", "مختومه"),
                                ("unsaid", "ذکر نشده"),
                            ]
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                    ("on", models.DateField()),
                    ("at", models.DateTimeField()),
                    ("moved_by_name", models.TextField(blank=True)),
                    ("is_correction", models.BooleanField(default=False)),
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
                        "household",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="registry.household",
                        ),
                    ),
                    (
                        "moved_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
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
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Request",
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
                                ("self", "درخواست خود خانوار"),
                                ("referral", "معرفی یک نهاد"),
                                ("neighbour", "گزارش همسایه یا مردم"),
                                ("centre", "شناسایی مرکز نیکوکاری"),
                                ("emergency", "فوری"),
                            ]
                        ),
                    ),
                    ("said", models.TextField()),
                    ("came_on", models.DateField()),
                    ("referrer", models.TextField(blank=True)),
                    ("immediate_aid", models.TextField(blank=True)),
                    ("immediate_aid_rial", models.BigIntegerField(blank=True, null=True)),
                    ("complete_by", models.DateField(blank=True, null=True)),
                    ("received_at", models.DateTimeField()),
                    ("token", models.UUIDField()),
                    ("answered_on", models.DateField(blank=True, null=True)),
                    ("answer", models.TextField(blank=True)),
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
                        "found_by_centre",
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
                        "received_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("token",), name="one_request_a_form"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("immediate_aid_rial__isnull", True),
                                ("immediate_aid_rial__gt", 0),
                                _connector="OR",
                            ),
                            name="immediate_aid_is_positive_rial",
                        ),
                    ],
                },
            ),
            migrations.RemoveConstraint(
                model_name="coverage",
                name="coverage_ends_after_it_begins",
            ),
            migrations.RemoveConstraint(
                model_name="delegation",
                name="delegation_ends_after_it_begins",
            ),
            migrations.RemoveConstraint(
                model_name="filestanding",
                name="file_standing_ends_after_it_begins",
            ),
            migrations.RemoveConstraint(
                model_name="pensionreceipt",
                name="pension_receipt_ends_after_it_begins",
            ),
            migrations.AddField(
                model_name="coverage",
                name="planned_until",
                field=models.DateField(blank=True, null=True),
            ),
            migrations.AlterField(
                model_name="filestanding",
                name="reason",
                field=models.TextField(
                    choices=[
                        ("asked", "درخواست"),
                        ("asked_again", "درخواست دوباره"),
                        ("urgent", "نیاز فوری"),
                        ("proceeding", "روال کار"),
                        ("incomplete", "ناتمام بودن پرونده"),
                        ("accepted", "پذیرش"),
                        ("appeal_upheld", "پذیرش اعتراض"),
                        ("reviewed", "پایان بازنگری"),
                        ("suspension_lifted", "رفع تعلیق"),
                        ("exit_taken_back", "برگشت خروج"),
                        ("review_due", "موعد بازنگری"),
                        ("news", "خبر تازه از خانوار"),
                        ("no_credit", "نبود اعتبار"),
                        ("withdrawn", "انصراف"),
                        ("known_already", "پرونده دارد"),
                        ("visit_refused", "نپذیرفتن بازدید"),
                        ("no_show", "عدم مراجعه"),
                        ("papers_missing", "نقص مدارک"),
                        ("doubt", "نیاز به روشن شدن وضع"),
                        ("self_reliant", "خوداتکایی"),
                        ("employed", "اشتغال"),
                        ("insured", "بیمه\u200cپردازی اجباری"),
                        ("married", "ازدواج"),
                        ("died", "فوت"),
                        ("moved_away", "انتقال یا مهاجرت"),
                        ("income_above", "درآمد بالاتر از ضابطه"),
                        ("other_body", "پوشش نهاد دیگر"),
                        ("not_entitled", "عدم استحقاق"),
                        ("term_over", "پایان حمایت مدت\u200cدار"),
                        ("own_wish", "درخواست خود خانوار"),
                        ("dormant", "راکد"),
                        ("closed", "مختومه"),
                        ("unsaid", "ذکر نشده"),
                    ]
                ),
            ),
            migrations.AlterField(
                model_name="filestanding",
                name="state",
                field=models.TextField(
                    choices=[
                        ("requested", "درخواست"),
                        ("emergency", "کمک فوری، پرونده ناتمام"),
                        ("inquiry", "استعلام"),
                        ("visit", "بازدید و تحقیق"),
                        ("documents", "تکمیل مدارک"),
                        ("committee", "در نوبت کمیته"),
                        ("waiting", "پشت نوبت"),
                        ("refused", "رد شده"),
                        ("closed", "مختومه پیش از پذیرش"),
                        ("active", "فعال"),
                        ("review", "در بازنگری"),
                        ("suspended", "تعلیق"),
                        ("inactive", "غیرفعال"),
                    ]
                ),
            ),
            migrations.AddConstraint(
                model_name="coverage",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("valid_until__isnull", True),
                        ("valid_until__gte", models.F("valid_from")),
                        _connector="OR",
                    ),
                    name="coverage_ends_not_before_it_begins",
                ),
            ),
            migrations.AddConstraint(
                model_name="delegation",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("valid_until__isnull", True),
                        ("valid_until__gte", models.F("valid_from")),
                        _connector="OR",
                    ),
                    name="delegation_ends_not_before_it_begins",
                ),
            ),
            migrations.AddConstraint(
                model_name="filestanding",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("valid_until__isnull", True),
                        ("valid_until__gte", models.F("valid_from")),
                        _connector="OR",
                    ),
                    name="file_standing_ends_not_before_it_begins",
                ),
            ),
            migrations.AddConstraint(
                model_name="pensionreceipt",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("valid_until__isnull", True),
                        ("valid_until__gte", models.F("valid_from")),
                        _connector="OR",
                    ),
                    name="pension_receipt_ends_not_before_it_begins",
                ),
            ),
        ),
        kept_within_agency("casework_filemove", _FILE),
        kept_within_agency("casework_request", _FILE),
        protected("casework_filemove", BY_HOUSEHOLD),
        protected("casework_request", BY_HOUSEHOLD),
        audited("casework_filemove"),
        audited("casework_request"),
        migrations.RunSQL(
            sql_text("madadkar.casework", "moves_append_only.sql"),
            "drop trigger moves_append_only on casework_filemove; drop function casework_moves_append_only();",
        ),
    ]
