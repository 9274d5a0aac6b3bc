"""Enabling groups with their sessions, and the voice of the clients."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import madadkar.foundation.models
from madadkar.foundation.atonce import AtOnce
from madadkar.foundation.rowlevel import BY_HOUSEHOLD, audited, kept_within_agency, protected
from madadkar.foundation.sqlfile import sql_text

_FILE = {"case_file_id, household_id, agency_id": "casework_casefile (id, household_id, agency_id)"}
_MEMBER = {
    "person_id, agency_id": "registry_person (id, agency_id)",
    "household_id, agency_id": "registry_household (id, agency_id)",
}
_ABOUT = {"about_file_id, about_household_id, agency_id": "casework_casefile (id, household_id, agency_id)"}
_BY_GROUP_ITSELF = ("id", "app_sighted_group_ids")
_BY_GROUP = ("group_id", "app_sighted_group_ids")
_UNDO_VOICE = """
drop function voice_raise(
  bigint, bigint, text, text, text, text, text, uuid, timestamptz, date, date);
drop function voice_by_code(text);
drop function voice_token_used(uuid);
drop function voice_object(text, text, date);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0009_supervision"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce(
            migrations.CreateModel(
                name="EnablingGroup",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.TextField()),
                    (
                        "purpose",
                        models.TextField(
                            choices=[
                                ("skill", "مهارت\u200cآموزی"),
                                ("livelihood", "کسب\u200cوکار و معیشت"),
                                ("saving", "پس\u200cانداز و وام خانگی"),
                                ("parenting", "فرزندپروری"),
                                ("support", "همدلی و پشتیبانی"),
                                ("health", "سلامت"),
                                ("legal", "آگاهی حقوقی"),
                            ]
                        ),
                    ),
                    ("facilitator_name", models.TextField(blank=True)),
                    ("meets_at", models.TextField(blank=True)),
                    ("began_on", models.DateField()),
                    ("ended_on", models.DateField(blank=True, null=True)),
                    ("outcome", models.TextField(blank=True)),
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
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.centre",
                        ),
                    ),
                    (
                        "facilitator",
                        models.ForeignKey(
                            blank=True,
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
                        "place",
                        models.ForeignKey(
                            blank=True,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="places.place",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("token",), name="one_group_a_form"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ended_on__isnull", True),
                                ("ended_on__gte", models.F("began_on")),
                                _connector="OR",
                            ),
                            name="group_ends_not_before_it_begins",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="GroupMember",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("valid_from", models.DateField()),
                    ("valid_until", models.DateField(blank=True, null=True)),
                    (
                        "benefit",
                        models.TextField(
                            blank=True,
                            choices=[
                                ("work", "کار یا درآمد یافت"),
                                ("skill", "مهارت آموخت"),
                                ("saving", "پس\u200cانداز یا وام گرفت"),
                                ("well_being", "حال و پیوندهایش بهتر شد"),
                                ("little", "بهره کمی برد"),
                                ("left_early", "نیمه\u200cکاره رفت"),
                            ],
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
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
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="members",
                            to="casework.enablinggroup",
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
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="registry.person",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_until__isnull", True),
                                ("valid_until__gte", models.F("valid_from")),
                                _connector="OR",
                            ),
                            name="group_member_ends_not_before_it_begins",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            expressions=[
                                ("group", "="),
                                ("person", "="),
                                (
                                    madadkar.foundation.models.DateRange(
                                        "valid_from",
                                        "valid_until",
                                        django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    ),
                                    "&&",
                                ),
                            ],
                            name="once_in_a_group_at_a_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="GroupSession",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("held_on", models.DateField()),
                    ("subject", models.TextField()),
                    ("outcome", models.TextField(blank=True)),
                    ("held_by_name", models.TextField(blank=True)),
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
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sessions",
                            to="casework.enablinggroup",
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
                        models.UniqueConstraint(fields=("token",), name="one_group_session_a_form")
                    ],
                },
            ),
            migrations.CreateModel(
                name="GroupAttendance",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "presence",
                        models.TextField(
                            choices=[("present", "حاضر"), ("absent", "غایب"), ("excused", "غایب با اطلاع")]
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
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="registry.person",
                        ),
                    ),
                    (
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attendances",
                            to="casework.groupsession",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("session", "person"), name="one_attendance_a_session")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Survey",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "service",
                        models.TextField(
                            choices=[
                                ("visit", "بازدید منزل"),
                                ("coverage", "آغاز پوشش"),
                                ("pension", "برقراری مستمری"),
                                ("delegation", "واگذاری به مرکز نیکوکاری"),
                                ("group", "نشست گروه همیار"),
                            ]
                        ),
                    ),
                    ("served_from", models.DateField()),
                    ("served_until", models.DateField()),
                    ("drawn_on", models.DateField()),
                    ("population", models.PositiveIntegerField()),
                    ("population_digest", models.TextField()),
                    ("confidence", models.PositiveSmallIntegerField()),
                    ("margin", models.PositiveSmallIntegerField()),
                    ("size", models.PositiveIntegerField()),
                    ("seed", models.BigIntegerField()),
                    ("drawn_by_name", models.TextField(blank=True)),
                    ("closed_on", models.DateField(blank=True, null=True)),
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
                            blank=True,
                            null=True,
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
                        models.UniqueConstraint(fields=("token",), name="one_survey_a_form"),
                        models.CheckConstraint(
                            condition=models.Q(("served_until__gt", models.F("served_from"))),
                            name="survey_asks_about_a_day_at_least",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SurveyAnswer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "outcome",
                        models.TextField(
                            choices=[
                                ("waiting", "هنوز پرسیده نشده"),
                                ("answered", "پاسخ داد"),
                                ("declined", "نخواست پاسخ دهد"),
                                ("unreached", "در دسترس نبود"),
                            ]
                        ),
                    ),
                    (
                        "asked_by",
                        models.TextField(blank=True, choices=[("phone", "تلفن"), ("visit", "بازدید")]),
                    ),
                    ("score", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("comment", models.TextField(blank=True)),
                    ("asked_on", models.DateField(blank=True, null=True)),
                    ("asked_by_name", models.TextField(blank=True)),
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
                        "survey",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answers",
                            to="casework.survey",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("survey", "case_file"), name="a_family_once_in_a_survey"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("outcome", "answered"), ("score__gte", 1), ("score__lte", 5)),
                                models.Q(
                                    models.Q(("outcome", "answered"), _negated=True), ("score__isnull", True)
                                ),
                                _connector="OR",
                            ),
                            name="an_answer_has_its_score",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Voice",
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
                            choices=[("complaint", "شکایت"), ("suggestion", "پیشنهاد"), ("thanks", "قدردانی")]
                        ),
                    ),
                    ("said", models.TextField()),
                    ("speaker", models.TextField(blank=True)),
                    ("phone", models.TextField(blank=True)),
                    ("code_digest", models.TextField()),
                    ("token", models.UUIDField()),
                    (
                        "state",
                        models.TextField(
                            choices=[
                                ("received", "رسیده"),
                                ("in_hand", "در دست پیگیری"),
                                ("answered", "پاسخ داده شده"),
                                ("reopened", "گوینده قانع نشده، دوباره باز"),
                            ]
                        ),
                    ),
                    ("received_at", models.DateTimeField()),
                    ("received_on", models.DateField()),
                    ("due_on", models.DateField()),
                    ("taken_by_name", models.TextField(blank=True)),
                    ("answer", models.TextField(blank=True)),
                    ("answered_on", models.DateField(blank=True, null=True)),
                    ("answered_by_name", models.TextField(blank=True)),
                    ("first_answered_on", models.DateField(blank=True, null=True)),
                    ("objection", models.TextField(blank=True)),
                    (
                        "about_file",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="casework.casefile",
                        ),
                    ),
                    (
                        "about_household",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="registry.household",
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
                        "centre",
                        models.ForeignKey(
                            blank=True,
                            null=True,
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
                        "taken_by",
                        models.ForeignKey(
                            blank=True,
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
                        models.UniqueConstraint(fields=("code_digest",), name="one_voice_a_code"),
                        models.UniqueConstraint(fields=("token",), name="one_voice_a_form"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("about_file__isnull", True), ("about_household__isnull", True)),
                                models.Q(("about_file__isnull", False), ("about_household__isnull", False)),
                                _connector="OR",
                            ),
                            name="voice_about_a_file_names_its_family",
                        ),
                    ],
                },
            ),
        ),
        kept_within_agency("casework_enablinggroup"),
        kept_within_agency("casework_groupsession"),
        kept_within_agency("casework_groupmember", _MEMBER),
        kept_within_agency("casework_groupattendance", _MEMBER),
        kept_within_agency("casework_voice", _ABOUT),
        kept_within_agency("casework_survey"),
        kept_within_agency("casework_surveyanswer", _FILE),
        migrations.RunSQL(
            sql_text("madadkar.casework", "group_sight.sql"),
            "drop function app_sighted_group_ids(); drop function app_hidden_group_ids();",
        ),
        migrations.RunSQL(sql_text("madadkar.casework", "voice.sql"), _UNDO_VOICE),
        protected("casework_enablinggroup", _BY_GROUP_ITSELF),
        protected("casework_groupsession", _BY_GROUP),
        protected("casework_groupmember", BY_HOUSEHOLD),
        protected("casework_groupattendance", BY_HOUSEHOLD),
        protected("casework_voice", None),
        protected("casework_survey", None),
        protected("casework_surveyanswer", None),
        audited("casework_enablinggroup"),
        audited("casework_groupmember"),
        audited("casework_groupsession"),
        audited("casework_groupattendance"),
        audited("casework_voice"),
        audited("casework_survey"),
        audited("casework_surveyanswer"),
    ]
