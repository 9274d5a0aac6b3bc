"""Visits, assessments, plans, reviews and the way out, with the rules an office sets for them."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import madadkar.foundation.models
from madadkar.foundation.atonce import AtOnce
from madadkar.foundation.rowlevel import BY_HOUSEHOLD, audited, kept_within_agency, protected
from madadkar.foundation.sqlfile import sql_text

_FILE = {"case_file_id, household_id, agency_id": "casework_casefile (id, household_id, agency_id)"}
_PARENTS = {
    "casework_homevisit": {},
    "casework_visitreport": {"visit_id, case_file_id": "casework_homevisit (id, case_file_id)"},
    "casework_assessment": {"visit_id, case_file_id": "casework_homevisit (id, case_file_id)"},
    "casework_plan": {"assessment_id, case_file_id": "casework_assessment (id, case_file_id)"},
    "casework_goal": {"plan_id, case_file_id": "casework_plan (id, case_file_id)"},
    "casework_planstep": {"goal_id, case_file_id": "casework_goal (id, case_file_id)"},
    "casework_review": {"plan_id, case_file_id": "casework_plan (id, case_file_id)"},
    "casework_exitproposal": {},
    "casework_followup": {"proposal_id, case_file_id": "casework_exitproposal (id, case_file_id)"},
}


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_life")]

    operations = [
        AtOnce(
            migrations.CreateModel(
                name="ExitProposal",
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
                                ("proposed", "در انتظار تصمیم"),
                                ("approved", "پذیرفته شد"),
                                ("refused", "پذیرفته نشد"),
                                ("withdrawn", "پس گرفته شد"),
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
                    ("readiness", models.JSONField(default=dict)),
                    ("proposed_on", models.DateField()),
                    ("proposed_at", models.DateTimeField()),
                    ("proposed_by_name", models.TextField(blank=True)),
                    ("decided_on", models.DateField(blank=True, null=True)),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
                    ("decided_by_name", models.TextField(blank=True)),
                    ("decision_note", models.TextField(blank=True)),
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
                        "decided_by",
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
                        "proposed_by",
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
                        models.UniqueConstraint(fields=("id", "case_file"), name="exit_proposal_of_its_file"),
                        models.UniqueConstraint(
                            condition=models.Q(("state", "proposed")),
                            fields=("case_file",),
                            name="one_open_exit_proposal_a_file",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("decided_by__isnull", True),
                                ("proposed_by__isnull", True),
                                ("state", "withdrawn"),
                                models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                _connector="OR",
                            ),
                            name="an_exit_is_decided_by_another",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="FollowUp",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("month", models.PositiveSmallIntegerField()),
                    ("due_on", models.DateField()),
                    ("done_on", models.DateField(blank=True, null=True)),
                    (
                        "outcome",
                        models.TextField(
                            blank=True,
                            choices=[
                                ("stands", "بر پای خود است"),
                                ("needs_advice", "راهنمایی می\u200cخواهد"),
                                ("needs_help", "دوباره نیازمند است؛ پیشنهاد بازگشت"),
                                ("not_found", "پیدا نشد"),
                            ],
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                    ("done_by_name", models.TextField(blank=True)),
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
                        "proposal",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="follow_ups",
                            to="casework.exitproposal",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("done_on__isnull", True)),
                            fields=["office", "due_on"],
                            name="follow_up_open_by_day",
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("proposal", "month"), name="one_follow_up_a_month"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("done_on__isnull", True),
                                models.Q(("outcome", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="a_follow_up_done_has_its_outcome",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HomeVisit",
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
                                ("first", "نخستین بازدید (تحقیق)"),
                                ("periodic", "بازدید دوره\u200cای"),
                                ("follow_up", "پیگیری"),
                                ("emergency", "فوری"),
                                ("supervision", "نظارتی"),
                            ]
                        ),
                    ),
                    (
                        "state",
                        models.TextField(
                            choices=[
                                ("due", "خواسته شده"),
                                ("arranged", "قرار گذاشته شده"),
                                ("done", "انجام شد"),
                                ("refused", "خانوار نپذیرفت"),
                                ("nobody_home", "کسی خانه نبود"),
                                ("cancelled", "لغو شد"),
                            ]
                        ),
                    ),
                    ("asked_why", models.TextField(blank=True)),
                    ("due_on", models.DateField(blank=True, null=True)),
                    ("arranged_for", models.DateField(blank=True, null=True)),
                    ("visitor_name", models.TextField(blank=True)),
                    ("came_on", models.DateField(blank=True, null=True)),
                    ("came_told_at", models.DateTimeField(blank=True, null=True)),
                    ("outcome_note", models.TextField(blank=True)),
                    ("asked_at", models.DateTimeField()),
                    ("asked_by_name", models.TextField(blank=True)),
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
                        "visitor",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state", "done")),
                            fields=["case_file", "-came_on"],
                            name="home_visit_done_by_file",
                        ),
                        models.Index(
                            condition=models.Q(("state__in", ["arranged", "due"])),
                            fields=["office", "arranged_for"],
                            name="home_visit_open",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("token",), name="one_visit_a_form"),
                        models.UniqueConstraint(fields=("id", "case_file"), name="home_visit_of_its_file"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "arranged"), _negated=True),
                                ("arranged_for__isnull", False),
                                _connector="OR",
                            ),
                            name="an_arranged_visit_has_its_day",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state__in", ["done", "refused", "nobody_home"]), _negated=True),
                                models.Q(("came_on__isnull", False), ("came_told_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="who_came_came_on_a_day",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Assessment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("on", models.DateField()),
                    ("income", models.PositiveSmallIntegerField()),
                    ("employment", models.PositiveSmallIntegerField()),
                    ("housing", models.PositiveSmallIntegerField()),
                    ("food", models.PositiveSmallIntegerField()),
                    ("health", models.PositiveSmallIntegerField()),
                    ("mind", models.PositiveSmallIntegerField()),
                    ("education", models.PositiveSmallIntegerField()),
                    ("child_care", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("family", models.PositiveSmallIntegerField()),
                    ("social", models.PositiveSmallIntegerField()),
                    ("legal", models.PositiveSmallIntegerField()),
                    ("mobility", models.PositiveSmallIntegerField()),
                    ("notes", models.JSONField(default=dict)),
                    (
                        "causes",
                        django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                    ),
                    ("causes_note", models.TextField(blank=True)),
                    ("strengths", models.TextField(blank=True)),
                    ("income_rial", models.BigIntegerField(blank=True, null=True)),
                    ("assessed_by_name", models.TextField(blank=True)),
                    ("assessed_at", models.DateTimeField()),
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
                        "assessed_by",
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
                        "visit",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="casework.homevisit",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("token",), name="one_assessment_a_form"),
                        models.UniqueConstraint(
                            fields=("case_file", "number"), name="assessments_of_a_file_are_numbered"
                        ),
                        models.UniqueConstraint(fields=("id", "case_file"), name="assessment_of_its_file"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("income__range", (1, 5)),
                                ("employment__range", (1, 5)),
                                ("housing__range", (1, 5)),
                                ("food__range", (1, 5)),
                                ("health__range", (1, 5)),
                                ("mind__range", (1, 5)),
                                ("education__range", (1, 5)),
                                ("family__range", (1, 5)),
                                ("social__range", (1, 5)),
                                ("legal__range", (1, 5)),
                                ("mobility__range", (1, 5)),
                                models.Q(
                                    ("child_care__isnull", True),
                                    ("child_care__range", (1, 5)),
                                    _connector="OR",
                                ),
                            ),
                            name="scores_are_one_to_five",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("income_rial__isnull", True), ("income_rial__gte", 0), _connector="OR"
                            ),
                            name="income_told_is_rial",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="OfficeRule",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("valid_from", models.DateField()),
                    ("valid_until", models.DateField(blank=True, null=True)),
                    ("code", models.TextField()),
                    ("value", models.BigIntegerField()),
                    (
                        "office",
                        models.ForeignKey(
                            db_index=False,
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
                                ("valid_until__gte", models.F("valid_from")),
                                _connector="OR",
                            ),
                            name="office_rule_ends_not_before_it_begins",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            expressions=[
                                ("office", "="),
                                ("code", "="),
                                (
                                    madadkar.foundation.models.DateRange(
                                        "valid_from",
                                        "valid_until",
                                        django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    ),
                                    "&&",
                                ),
                            ],
                            name="one_value_a_rule_at_a_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("value__gt", 0)), name="a_rule_is_positive"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Plan",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveSmallIntegerField()),
                    (
                        "state",
                        models.TextField(
                            choices=[
                                ("draft", "پیش\u200cنویس"),
                                ("proposed", "در انتظار تأیید"),
                                ("approved", "تأیید شده"),
                                ("superseded", "جای خود را به نسخه تازه داد"),
                                ("ended", "پایان یافت"),
                                ("dropped", "کنار گذاشته شد"),
                            ]
                        ),
                    ),
                    ("commitments", models.TextField(blank=True)),
                    ("begun_on", models.DateField()),
                    ("proposed_by_name", models.TextField(blank=True)),
                    ("proposed_at", models.DateTimeField(blank=True, null=True)),
                    ("approved_by_name", models.TextField(blank=True)),
                    ("approved_at", models.DateTimeField(blank=True, null=True)),
                    ("approved_on", models.DateField(blank=True, null=True)),
                    ("returned_why", models.TextField(blank=True)),
                    ("ended_on", models.DateField(blank=True, null=True)),
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
                        "approved_by",
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
                        "assessment",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="casework.assessment",
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
                        "proposed_by",
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
                        models.UniqueConstraint(
                            fields=("case_file", "version"), name="plans_of_a_file_are_numbered"
                        ),
                        models.UniqueConstraint(fields=("id", "case_file"), name="plan_of_its_file"),
                        models.UniqueConstraint(
                            condition=models.Q(("state", "approved")),
                            fields=("case_file",),
                            name="one_plan_in_force_a_file",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state__in", ["draft", "proposed"])),
                            fields=("case_file",),
                            name="one_plan_being_written_a_file",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("approved_by__isnull", True),
                                ("proposed_by__isnull", True),
                                models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                _connector="OR",
                            ),
                            name="a_plan_is_approved_by_another",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Goal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "domain",
                        models.TextField(
                            choices=[
                                ("income", "درآمد"),
                                ("employment", "کار"),
                                ("housing", "مسکن"),
                                ("food", "خوراک"),
                                ("health", "سلامت و بیمه"),
                                ("mind", "روان و اعتیاد"),
                                ("education", "تحصیل و مهارت"),
                                ("child_care", "مراقبت از کودکان"),
                                ("family", "روابط خانواده"),
                                ("social", "پیوندهای اجتماعی"),
                                ("legal", "امور حقوقی و هویتی"),
                                ("mobility", "رفت\u200cوآمد"),
                            ]
                        ),
                    ),
                    ("wish", models.TextField()),
                    ("target_score", models.PositiveSmallIntegerField()),
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
                        "plan",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="goals",
                            to="casework.plan",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("id", "case_file"), name="goal_of_its_file"),
                        models.CheckConstraint(
                            condition=models.Q(("target_score__range", (1, 5))),
                            name="a_goals_score_is_one_to_five",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PlanStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("what", models.TextField()),
                    (
                        "taken_by",
                        models.TextField(
                            choices=[
                                ("worker", "مددکار"),
                                ("family", "خانوار"),
                                ("centre", "مرکز نیکوکاری"),
                                ("partner", "شریک یا نهاد دیگر"),
                            ]
                        ),
                    ),
                    ("taken_by_whom", models.TextField(blank=True)),
                    ("due_on", models.DateField()),
                    ("done_on", models.DateField(blank=True, null=True)),
                    ("evidence", models.TextField(blank=True)),
                    ("dropped_on", models.DateField(blank=True, null=True)),
                    ("dropped_why", models.TextField(blank=True)),
                    ("closed_by_name", models.TextField(blank=True)),
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
                        "goal",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="steps",
                            to="casework.goal",
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
                    "indexes": [
                        models.Index(
                            condition=models.Q(("done_on__isnull", True), ("dropped_on__isnull", True)),
                            fields=["office", "due_on"],
                            name="plan_step_open_by_day",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("done_on__isnull", True), ("dropped_on__isnull", True), _connector="OR"
                            ),
                            name="a_step_is_done_or_dropped",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("done_on__isnull", True),
                                models.Q(("evidence", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="a_done_step_has_its_evidence",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Review",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("due_on", models.DateField(blank=True, null=True)),
                    ("held_on", models.DateField()),
                    ("held_at", models.DateTimeField()),
                    (
                        "outcome",
                        models.TextField(
                            choices=[
                                ("go_on", "ادامه همین برنامه"),
                                ("change_plan", "برنامه تغییر کند"),
                                ("suspend", "پیشنهاد تعلیق"),
                                ("propose_exit", "پیشنهاد خروج"),
                            ]
                        ),
                    ),
                    ("findings", models.TextField()),
                    ("held_by_name", models.TextField(blank=True)),
                    ("next_due_on", models.DateField()),
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
                        "held_by",
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
                        "plan",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reviews",
                            to="casework.plan",
                        ),
                    ),
                ],
                options={
                    "indexes": [models.Index(fields=["case_file", "-held_on"], name="review_by_file")],
                    "constraints": [models.UniqueConstraint(fields=("token",), name="one_review_a_form")],
                },
            ),
            migrations.CreateModel(
                name="VisitReport",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("version", models.PositiveSmallIntegerField()),
                    ("observations", models.TextField()),
                    ("present_people", models.TextField(blank=True)),
                    ("needs", models.TextField(blank=True)),
                    ("income_rial", models.BigIntegerField(blank=True, null=True)),
                    ("income_sources", models.TextField(blank=True)),
                    (
                        "tenure",
                        models.TextField(
                            blank=True,
                            choices=[
                                ("owned", "ملکی"),
                                ("mortgaged", "رهن"),
                                ("rented", "اجاره"),
                                ("relatives", "خانه بستگان"),
                                ("organisation", "سازمانی یا خیریه"),
                                ("no_home", "بی\u200cسرپناه"),
                            ],
                        ),
                    ),
                    ("home_note", models.TextField(blank=True)),
                    ("correction_why", models.TextField(blank=True)),
                    ("signed_name", models.TextField()),
                    ("signed_at", models.DateTimeField()),
                    ("digest", models.TextField()),
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
                        "signed_by",
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
                        "visit",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reports",
                            to="casework.homevisit",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("visit", "version"), name="one_report_a_version"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("income_rial__isnull", True), ("income_rial__gte", 0), _connector="OR"
                            ),
                            name="income_seen_is_rial",
                        ),
                    ],
                },
            ),
        ),
        *(kept_within_agency(table, {**_FILE, **parents}) for table, parents in _PARENTS.items()),
        *(protected(table, BY_HOUSEHOLD) for table in _PARENTS),
        *(audited(table) for table in (*_PARENTS, "casework_officerule")),
        migrations.RunSQL(
            sql_text("madadkar.casework", "signed_stays.sql"),
            "drop trigger written_for_good on casework_visitreport;"
            " drop trigger written_for_good on casework_assessment; drop function casework_written_for_good();",
        ),
    ]
