"""Committees, their sessions and decisions, letters and appeals."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import madadkar.foundation.models
from madadkar.foundation.atonce import AtOnce
from madadkar.foundation.rowlevel import BY_HOUSEHOLD, audited, kept_within_agency, protected

_FILE = {"case_file_id, household_id, agency_id": "casework_casefile (id, household_id, agency_id)"}
_OF_FAMILIES = (
    "casework_agendaitem",
    "casework_appeal",
    "casework_declaredkin",
    "casework_itemvoice",
    "casework_letter",
)
_OF_OFFICES = (
    "casework_attendance",
    "casework_committee",
    "casework_committeeseat",
    "casework_committeesession",
    "casework_letterbook",
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_assessment_and_plan")]

    operations = [
        AtOnce(
            migrations.CreateModel(
                name="Appeal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("said", models.TextField()),
                    ("came_on", models.DateField()),
                    ("until", models.DateField(blank=True, null=True)),
                    (
                        "state",
                        models.TextField(
                            choices=[
                                ("filed", "رسیده، در انتظار جلسه"),
                                ("on_agenda", "در دستور جلسه"),
                                ("upheld", "وارد دانسته شد"),
                                ("rejected", "وارد دانسته نشد"),
                                ("withdrawn", "پس گرفته شد"),
                            ]
                        ),
                    ),
                    ("filed_at", models.DateTimeField()),
                    ("filed_by_name", models.TextField(blank=True)),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ("outcome", models.TextField(blank=True)),
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
                        "move",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="appeal",
                            to="casework.filemove",
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
                name="Committee",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.TextField()),
                    (
                        "kind",
                        models.TextField(
                            choices=[("acceptance", "کمیته پذیرش"), ("appeal", "کمیته رسیدگی به اعتراض")]
                        ),
                    ),
                    ("quorum", models.PositiveSmallIntegerField()),
                    ("closed_on", models.DateField(blank=True, null=True)),
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
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("office", "name"), name="one_committee_of_a_name_an_office"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("quorum__gte", 2)), name="committee_quorum_is_two_at_least"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CommitteeSeat",
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
                        "duty",
                        models.TextField(
                            choices=[("chair", "رئیس کمیته"), ("secretary", "دبیر"), ("member", "عضو")]
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
                        "committee",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="seats",
                            to="casework.committee",
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
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_until__isnull", True),
                                ("valid_until__gte", models.F("valid_from")),
                                _connector="OR",
                            ),
                            name="committee_seat_ends_not_before_it_begins",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            expressions=[
                                ("committee", "="),
                                ("staff", "="),
                                (
                                    madadkar.foundation.models.DateRange(
                                        "valid_from",
                                        "valid_until",
                                        django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    ),
                                    "&&",
                                ),
                            ],
                            name="one_seat_a_member_at_a_time",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            condition=models.Q(("duty", "chair")),
                            expressions=[
                                ("committee", "="),
                                (
                                    madadkar.foundation.models.DateRange(
                                        "valid_from",
                                        "valid_until",
                                        django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    ),
                                    "&&",
                                ),
                            ],
                            name="one_chair_a_committee_at_a_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CommitteeSession",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("held_on", models.DateField()),
                    ("place", models.TextField(blank=True)),
                    (
                        "state",
                        models.TextField(
                            choices=[
                                ("planned", "در برنامه"),
                                ("sitting", "در حال برگزاری"),
                                ("signed", "امضاشده"),
                                ("cancelled", "لغوشده"),
                            ]
                        ),
                    ),
                    ("opened_at", models.DateTimeField(blank=True, null=True)),
                    ("signed_at", models.DateTimeField(blank=True, null=True)),
                    ("signed_by_name", models.TextField(blank=True)),
                    ("digest", models.TextField(blank=True)),
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
                        "committee",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sessions",
                            to="casework.committee",
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
                        models.UniqueConstraint(
                            fields=("committee", "number"), name="one_session_a_number_a_committee"
                        ),
                        models.UniqueConstraint(fields=("token",), name="one_session_a_form"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Attendance",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "duty",
                        models.TextField(
                            choices=[("chair", "رئیس کمیته"), ("secretary", "دبیر"), ("member", "عضو")]
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
                    (
                        "session",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attendances",
                            to="casework.committeesession",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("session", "staff"), name="a_member_is_there_once_a_session"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="AgendaItem",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("place", models.PositiveIntegerField()),
                    (
                        "subject",
                        models.TextField(
                            choices=[
                                ("acceptance", "پذیرش"),
                                ("suspension", "تعلیق"),
                                ("exit", "خروج از پوشش"),
                                ("appeal", "اعتراض"),
                            ]
                        ),
                    ),
                    (
                        "decision",
                        models.TextField(
                            blank=True,
                            choices=[
                                ("accepted", "پذیرفته شد"),
                                ("refused", "پذیرفته نشد"),
                                ("waiting", "پشت نوبت ماند"),
                                ("to_visit", "برای بازدید دوباره برگشت"),
                                ("to_documents", "برای تکمیل مدارک برگشت"),
                                ("suspended", "تعلیق شد"),
                                ("exited", "از پوشش خارج شد"),
                                ("kept", "به همان حال ماند"),
                                ("upheld", "اعتراض وارد است"),
                                ("upheld_waiting", "اعتراض وارد است؛ پشت نوبت"),
                                ("rejected", "اعتراض وارد نیست"),
                            ],
                        ),
                    ),
                    (
                        "reason",
                        models.TextField(
                            blank=True,
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
                            ],
                        ),
                    ),
                    ("grounds", models.TextField(blank=True)),
                    ("conditions", models.TextField(blank=True)),
                    (
                        "coverage",
                        models.TextField(
                            blank=True, choices=[("continuous", "مستمر"), ("occasional", "غیرمستمر")]
                        ),
                    ),
                    ("covered_until", models.DateField(blank=True, null=True)),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
                    ("written_by_name", models.TextField(blank=True)),
                    (
                        "written_by",
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
                        "move",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="decided_in",
                            to="casework.filemove",
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
                        "appeal",
                        models.ForeignKey(
                            blank=True,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="items",
                            to="casework.appeal",
                        ),
                    ),
                    (
                        "session",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="items",
                            to="casework.committeesession",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("decision", "")),
                            fields=("case_file",),
                            name="a_file_waits_on_one_agenda_at_a_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("decided_at__isnull", True), ("decision", "")),
                                models.Q(
                                    models.Q(("decision", ""), _negated=True), ("decided_at__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="agenda_item_is_decided_at_an_instant",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("appeal__isnull", False), ("subject", "appeal")),
                                models.Q(
                                    models.Q(("subject", "appeal"), _negated=True), ("appeal__isnull", True)
                                ),
                                _connector="OR",
                            ),
                            name="agenda_item_of_an_appeal_names_it",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DeclaredKin",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("relation", models.TextField()),
                    ("declared_at", models.DateTimeField()),
                    ("declared_by_name", models.TextField(blank=True)),
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
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("household", "staff"), name="kin_is_declared_once_a_household"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ItemVoice",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("staff_name", models.TextField()),
                    (
                        "voice",
                        models.TextField(
                            choices=[
                                ("for", "موافق"),
                                ("against", "مخالف"),
                                ("abstained", "ممتنع"),
                                ("recused", "کنار کشید"),
                            ]
                        ),
                    ),
                    ("why", models.TextField(blank=True)),
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
                        "item",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="voices",
                            to="casework.agendaitem",
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
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("item", "staff"), name="one_voice_a_member_an_item")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Letter",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("year", models.PositiveSmallIntegerField()),
                    ("number", models.PositiveIntegerField()),
                    (
                        "kind",
                        models.TextField(
                            choices=[
                                ("accepted", "پذیرش"),
                                ("refused", "پذیرفته نشدن درخواست"),
                                ("waiting", "ماندن پشت نوبت"),
                                ("unfinished", "ناتمام بودن پرونده"),
                                ("suspended", "تعلیق"),
                                ("exited", "خروج از پوشش"),
                                ("appeal_upheld", "پذیرفته شدن اعتراض"),
                                ("appeal_rejected", "پذیرفته نشدن اعتراض"),
                            ]
                        ),
                    ),
                    ("addressed_to", models.TextField()),
                    ("file_number", models.TextField()),
                    ("body", models.TextField()),
                    ("appeal_days", models.PositiveSmallIntegerField(default=0)),
                    ("written_on", models.DateField()),
                    ("written_by_name", models.TextField(blank=True)),
                    ("sent_on", models.DateField(blank=True, null=True)),
                    (
                        "sent_how",
                        models.TextField(
                            blank=True,
                            choices=[
                                ("by_hand", "به دست خود خانوار داده شد"),
                                ("post", "با پست فرستاده شد"),
                                ("visitor", "مددکار در بازدید رساند"),
                                ("centre", "مرکز نیکوکاری رساند"),
                            ],
                        ),
                    ),
                    ("sent_by_name", models.TextField(blank=True)),
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
                        "appeal",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="letter",
                            to="casework.appeal",
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
                        "issued_by",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.office",
                        ),
                    ),
                    (
                        "move",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="letter",
                            to="casework.filemove",
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
                        models.UniqueConstraint(
                            fields=("issued_by", "year", "number"),
                            name="one_letter_a_number_an_office_and_year",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("appeal__isnull", True), ("move__isnull", False)),
                                models.Q(("appeal__isnull", False), ("move__isnull", True)),
                                _connector="OR",
                            ),
                            name="letter_tells_of_a_move_or_an_appeal",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("sent_how", ""), ("sent_on__isnull", True)),
                                models.Q(
                                    ("sent_on__isnull", False), models.Q(("sent_how", ""), _negated=True)
                                ),
                                _connector="OR",
                            ),
                            name="sent_letter_says_how",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="LetterBook",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("year", models.PositiveSmallIntegerField()),
                    ("last_number", models.PositiveIntegerField(default=0)),
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
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("office", "year"), name="one_book_of_letters_an_office_and_year"
                        )
                    ],
                },
            ),
        ),
        *(kept_within_agency(table, _FILE) for table in _OF_FAMILIES),
        *(kept_within_agency(table) for table in _OF_OFFICES),
        *(protected(table, BY_HOUSEHOLD) for table in _OF_FAMILIES),
        *(protected(table, None) for table in _OF_OFFICES),
        *(audited(table) for table in (*_OF_FAMILIES, *_OF_OFFICES)),
    ]
