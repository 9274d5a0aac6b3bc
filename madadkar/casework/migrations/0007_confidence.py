"""Notes, documents, tasks, and who may open what is confidential."""

import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import madadkar.foundation.models
from madadkar.foundation.atonce import AtOnce
from madadkar.foundation.rowlevel import BY_HOUSEHOLD, audited, kept_within_agency, protected
from madadkar.foundation.sqlfile import sql_text

_FILE = {"case_file_id, household_id, agency_id": "casework_casefile (id, household_id, agency_id)"}
_POLICY = sql_text("madadkar.casework", "confided_policy.sql")


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_committee")]

    operations = [
        AtOnce(
            migrations.CreateModel(
                name="Document",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "confidence",
                        models.TextField(
                            blank=True,
                            choices=[("medical", "محرمانه پزشکی"), ("legal", "محرمانه حقوقی")],
                            default="",
                        ),
                    ),
                    ("author_name", models.TextField(blank=True)),
                    ("for_centre", models.BooleanField(default=False)),
                    ("made_at", models.DateTimeField()),
                    ("token", models.UUIDField(unique=True)),
                    (
                        "kind",
                        models.TextField(
                            choices=[
                                ("identity", "کارت ملی"),
                                ("birth_certificate", "شناسنامه"),
                                ("housing", "سند یا اجاره\u200cنامه مسکن"),
                                ("income", "گواهی درآمد"),
                                ("insurance", "بیمه"),
                                ("education", "گواهی تحصیل"),
                                ("medical", "مدرک پزشکی (محرمانه)"),
                                ("legal", "مدرک حقوقی (محرمانه)"),
                                ("photo", "عکس (با رضایت خانواده)"),
                                ("letter", "نامه"),
                                ("other", "مدرک دیگر"),
                            ]
                        ),
                    ),
                    ("title", models.TextField(blank=True)),
                    ("issued_on", models.DateField(blank=True, null=True)),
                    ("expires_on", models.DateField(blank=True, null=True)),
                    ("media_type", models.TextField()),
                    ("byte_count", models.PositiveIntegerField()),
                    ("sha256", models.TextField()),
                    ("visit_id", models.BigIntegerField(blank=True, null=True)),
                    ("consent_by", models.TextField(blank=True)),
                    ("consent_on", models.DateField(blank=True, null=True)),
                    ("consent_withdrawn_at", models.DateTimeField(blank=True, null=True)),
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
                        "author",
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
                        "by_centre",
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
                        "office",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.office",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="registry.person",
                        ),
                    ),
                    (
                        "replaced_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="casework.document",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("expires_on__isnull", False), ("replaced_by__isnull", True)),
                            fields=["office", "expires_on"],
                            name="document_by_expiry",
                        ),
                        models.Index(
                            condition=models.Q(("visit_id__isnull", False)),
                            fields=["visit_id"],
                            name="document_by_visit",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "photo"), _negated=True),
                                models.Q(
                                    models.Q(("consent_by", ""), _negated=True), ("consent_on__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="a_photograph_is_kept_by_consent",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("expires_on__isnull", True),
                                ("issued_on__isnull", True),
                                ("expires_on__gt", models.F("issued_on")),
                                _connector="OR",
                            ),
                            name="document_ends_after_it_was_issued",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DocumentContent",
                fields=[
                    (
                        "document",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            primary_key=True,
                            related_name="content",
                            serialize=False,
                            to="casework.document",
                        ),
                    ),
                    ("content", models.BinaryField()),
                ],
            ),
            migrations.CreateModel(
                name="FileAssignment",
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
                        "confidence",
                        models.TextField(choices=[("medical", "محرمانه پزشکی"), ("legal", "محرمانه حقوقی")]),
                    ),
                    ("reason", models.TextField(blank=True)),
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
                    (
                        "staff",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["case_file"], name="file_assignment_by_file"),
                        models.Index(fields=["household"], name="file_assignment_by_household"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_until__isnull", True),
                                ("valid_until__gte", models.F("valid_from")),
                                _connector="OR",
                            ),
                            name="file_assignment_ends_not_before_it_begins",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            expressions=[
                                ("case_file", "="),
                                ("staff", "="),
                                ("confidence", "="),
                                (
                                    madadkar.foundation.models.DateRange(
                                        "valid_from",
                                        "valid_until",
                                        django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    ),
                                    "&&",
                                ),
                            ],
                            name="one_assignment_a_kind_a_person_at_a_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="FileTask",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("words", models.TextField()),
                    ("due_on", models.DateField(blank=True, null=True)),
                    ("given_by_name", models.TextField(blank=True)),
                    ("given_at", models.DateTimeField()),
                    ("done_at", models.DateTimeField(blank=True, null=True)),
                    ("done_by_name", models.TextField(blank=True)),
                    ("outcome", models.TextField(blank=True)),
                    ("token", models.UUIDField(unique=True)),
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
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("done_at__isnull", True)),
                            fields=["owner", "due_on"],
                            name="open_task_by_owner",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="GlassBreak",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("staff_name", models.TextField()),
                    ("reason", models.TextField()),
                    ("broken_at", models.DateTimeField()),
                    ("ends_at", models.DateTimeField()),
                    ("read_at", models.DateTimeField(blank=True, null=True)),
                    ("read_by_name", models.TextField(blank=True)),
                    ("token", models.UUIDField(unique=True)),
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
                        "office",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.office",
                        ),
                    ),
                    (
                        "staff",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "indexes": [models.Index(fields=["staff", "ends_at"], name="glass_by_who_broke_it")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_at__gt", models.F("broken_at")),
                                (
                                    "ends_at__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("broken_at"),
                                        "+",
                                        models.Value(datetime.timedelta(seconds=10800)),
                                    ),
                                ),
                            ),
                            name="broken_glass_is_whole_again_in_time",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Note",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "confidence",
                        models.TextField(
                            blank=True,
                            choices=[("medical", "محرمانه پزشکی"), ("legal", "محرمانه حقوقی")],
                            default="",
                        ),
                    ),
                    ("author_name", models.TextField(blank=True)),
                    ("for_centre", models.BooleanField(default=False)),
                    ("made_at", models.DateTimeField()),
                    ("token", models.UUIDField(unique=True)),
                    (
                        "kind",
                        models.TextField(
                            choices=[
                                ("general", "عمومی"),
                                ("social", "اجتماعی"),
                                ("financial", "مالی"),
                                ("medical", "پزشکی (محرمانه)"),
                                ("legal", "حقوقی (محرمانه)"),
                            ]
                        ),
                    ),
                    ("text", models.TextField()),
                    ("on", models.DateField()),
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
                        "author",
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
                        "by_centre",
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
                        "case_file",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="casework.casefile",
                        ),
                    ),
                    (
                        "corrects",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="corrected_by",
                            to="casework.note",
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
                    "abstract": False,
                },
            ),
        ),
        kept_within_agency("casework_note", _FILE),
        kept_within_agency("casework_document", _FILE),
        kept_within_agency("casework_fileassignment", _FILE),
        kept_within_agency("casework_glassbreak", _FILE),
        kept_within_agency("casework_filetask", _FILE),
        protected("casework_fileassignment", BY_HOUSEHOLD),
        protected("casework_glassbreak", None),
        migrations.RunSQL(sql_text("madadkar.casework", "confidence.sql")),
        migrations.RunSQL(_POLICY.format(table="casework_note")),
        migrations.RunSQL(_POLICY.format(table="casework_document")),
        audited("casework_note"),
        audited("casework_document"),
        audited("casework_fileassignment"),
        audited("casework_glassbreak"),
        audited("casework_filetask"),
    ]
