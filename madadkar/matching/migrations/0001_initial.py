"""Runs, pairs, decisions, links and thresholds of the matching room."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import madadkar.foundation.models
from madadkar.foundation.atonce import AtOnce


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundation", "0004_digest_in_one_pass"),
        ("organisations", "0005_sealed_second_factor"),
        ("registry", "0009_fewer_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce(
            migrations.CreateModel(
                name="Run",
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
                            choices=[("within", "تکراری\u200cهای یک دفتر ثبت"), ("between", "میان دو نهاد")]
                        ),
                    ),
                    (
                        "state",
                        models.TextField(
                            choices=[("asked", "در صف یا در حال انجام"), ("done", "انجام شد")],
                            default="asked",
                        ),
                    ),
                    ("watermark", models.BigIntegerField(null=True)),
                    ("counts", models.JSONField(default=dict)),
                    ("asked_at", models.DateTimeField()),
                    ("asked_by_name", models.TextField(blank=True)),
                    ("finished_at", models.DateTimeField(blank=True, null=True)),
                    ("token", models.UUIDField(unique=True)),
                    (
                        "job",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="foundation.job",
                        ),
                    ),
                    (
                        "left_agency",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.agency",
                        ),
                    ),
                    (
                        "left_office",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.office",
                        ),
                    ),
                    (
                        "right_agency",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.agency",
                        ),
                    ),
                    (
                        "right_office",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.office",
                        ),
                    ),
                    (
                        "since",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="matching.run",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["left_office", "right_office", "kind"], name="run_by_lists")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Pair",
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
                                ("waiting", "در انتظار تصمیم"),
                                ("same", "یک نفرند"),
                                ("different", "دو نفرند"),
                                ("unsure", "معلوم نیست"),
                                ("linked", "پیوند با امتیاز"),
                                ("aside", "زیر آستانه"),
                            ],
                            default="waiting",
                        ),
                    ),
                    (
                        "left_verdict",
                        models.TextField(
                            blank=True,
                            choices=[
                                ("same", "یک نفرند"),
                                ("different", "دو نفرند"),
                                ("unsure", "نمی\u200cدانم"),
                            ],
                        ),
                    ),
                    (
                        "right_verdict",
                        models.TextField(
                            blank=True,
                            choices=[
                                ("same", "یک نفرند"),
                                ("different", "دو نفرند"),
                                ("unsure", "نمی\u200cدانم"),
                            ],
                        ),
                    ),
                    ("probability", models.DecimalField(decimal_places=6, max_digits=7)),
                    ("levels", models.JSONField(default=dict)),
                    ("left_look", models.TextField()),
                    ("right_look", models.TextField()),
                    ("is_gone", models.BooleanField(default=False)),
                    ("found_at", models.DateTimeField()),
                    (
                        "left_agency",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.agency",
                        ),
                    ),
                    (
                        "left_office",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.office",
                        ),
                    ),
                    (
                        "left_person",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="registry.person",
                        ),
                    ),
                    (
                        "right_agency",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.agency",
                        ),
                    ),
                    (
                        "right_office",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.office",
                        ),
                    ),
                    (
                        "right_person",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="registry.person",
                        ),
                    ),
                    (
                        "run",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="pairs",
                            to="matching.run",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("is_gone", False), ("state", "waiting")),
                            fields=["left_office", "-probability"],
                            name="waiting_pair_of_the_left",
                        ),
                        models.Index(
                            condition=models.Q(("is_gone", False), ("state", "waiting")),
                            fields=["right_office", "-probability"],
                            name="waiting_pair_of_the_right",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("left_person", "right_person"), name="two_records_are_one_pair"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("left_agency__lt", models.F("right_agency")),
                                models.Q(
                                    ("left_agency", models.F("right_agency")),
                                    ("left_person__lt", models.F("right_person")),
                                ),
                                _connector="OR",
                            ),
                            name="a_pair_has_its_order",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Threshold",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("valid_from", models.DateField()),
                    ("valid_until", models.DateField(blank=True, null=True)),
                    ("lower", models.DecimalField(decimal_places=4, max_digits=5)),
                    ("upper", models.DecimalField(decimal_places=4, max_digits=5)),
                    ("reason", models.TextField()),
                    ("set_by_name", models.TextField(blank=True)),
                    ("set_at", models.DateTimeField()),
                    (
                        "agency",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.agency",
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
                            name="threshold_ends_not_before_it_begins",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            expressions=[
                                ("agency", "="),
                                (
                                    madadkar.foundation.models.DateRange(
                                        "valid_from",
                                        "valid_until",
                                        django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    ),
                                    "&&",
                                ),
                            ],
                            name="one_threshold_an_agency_at_a_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("lower__gt", 0), ("lower__lte", models.F("upper")), ("upper__lte", 1)
                            ),
                            name="thresholds_do_not_cross",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Link",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("valid_from", models.DateField()),
                    ("valid_until", models.DateField(blank=True, null=True)),
                    ("left_first_id", models.BigIntegerField()),
                    ("right_first_id", models.BigIntegerField()),
                    (
                        "basis",
                        models.TextField(choices=[("model", "امتیاز تطبیق"), ("clerk", "تصمیم کارشناسان")]),
                    ),
                    ("probability", models.DecimalField(decimal_places=6, max_digits=7)),
                    ("linked_at", models.DateTimeField()),
                    ("linked_by_name", models.TextField(blank=True)),
                    (
                        "ended_for",
                        models.TextField(
                            blank=True,
                            choices=[
                                ("disputed", "یکی نبودن خانوار گزارش شد"),
                                ("decided", "کارشناس آن دو را دو نفر دانست"),
                                ("undone", "تصمیم برگردانده شد"),
                                ("merged", "پرونده شخص در پرونده دیگری ادغام شد"),
                                ("gone", "شخص از دفتر ثبت برداشته شد"),
                            ],
                        ),
                    ),
                    ("end_reason", models.TextField(blank=True)),
                    ("ended_by_name", models.TextField(blank=True)),
                    (
                        "left_agency",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.agency",
                        ),
                    ),
                    (
                        "left_office",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.office",
                        ),
                    ),
                    (
                        "left_person",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="registry.person",
                        ),
                    ),
                    (
                        "right_agency",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.agency",
                        ),
                    ),
                    (
                        "right_office",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisations.office",
                        ),
                    ),
                    (
                        "right_person",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="registry.person",
                        ),
                    ),
                    (
                        "pair",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="links",
                            to="matching.pair",
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
                            name="link_ends_not_before_it_begins",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            expressions=[
                                ("left_person", "="),
                                ("right_agency", "="),
                                (
                                    madadkar.foundation.models.DateRange(
                                        "valid_from",
                                        "valid_until",
                                        django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    ),
                                    "&&",
                                ),
                            ],
                            name="one_link_of_a_left_person_at_a_time",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            expressions=[
                                ("right_person", "="),
                                ("left_agency", "="),
                                (
                                    madadkar.foundation.models.DateRange(
                                        "valid_from",
                                        "valid_until",
                                        django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    ),
                                    "&&",
                                ),
                            ],
                            name="one_link_of_a_right_person_at_a_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("left_agency__lt", models.F("right_agency"))),
                            name="a_link_crosses_agencies_in_order",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_until__isnull", True),
                                models.Q(("ended_for", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="a_link_ends_for_a_reason",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Decision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "side",
                        models.TextField(choices=[("left", "left"), ("right", "right"), ("both", "both")]),
                    ),
                    (
                        "verdict",
                        models.TextField(
                            choices=[
                                ("same", "یک نفرند"),
                                ("different", "دو نفرند"),
                                ("unsure", "نمی\u200cدانم"),
                            ]
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                    ("left_look", models.TextField()),
                    ("right_look", models.TextField()),
                    ("staff_name", models.TextField(blank=True)),
                    ("decided_at", models.DateTimeField()),
                    ("undone_at", models.DateTimeField(blank=True, null=True)),
                    ("undone_by_name", models.TextField(blank=True)),
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
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "pair",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="decisions",
                            to="matching.pair",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["staff", "-decided_at"], name="decision_by_staff"),
                        models.Index(fields=["left_look", "right_look"], name="decision_by_looks"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("undone_at__isnull", True)),
                            fields=("pair", "side", "office"),
                            name="one_standing_decision_a_side",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Recheck",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("seed", models.TextField()),
                    (
                        "first_state",
                        models.TextField(
                            choices=[
                                ("waiting", "در انتظار تصمیم"),
                                ("same", "یک نفرند"),
                                ("different", "دو نفرند"),
                                ("unsure", "معلوم نیست"),
                                ("linked", "پیوند با امتیاز"),
                                ("aside", "زیر آستانه"),
                            ]
                        ),
                    ),
                    ("first_staff_id", models.BigIntegerField(blank=True, null=True)),
                    ("drawn_at", models.DateTimeField()),
                    ("drawn_by_name", models.TextField(blank=True)),
                    (
                        "second_verdict",
                        models.TextField(
                            blank=True,
                            choices=[
                                ("same", "یک نفرند"),
                                ("different", "دو نفرند"),
                                ("unsure", "نمی\u200cدانم"),
                            ],
                        ),
                    ),
                    ("second_by_name", models.TextField(blank=True)),
                    ("second_at", models.DateTimeField(blank=True, null=True)),
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
                        "pair",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="rechecks",
                            to="matching.pair",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("pair", "seed", "office"), name="a_pair_once_a_sample"
                        )
                    ],
                },
            ),
        ),
    ]
