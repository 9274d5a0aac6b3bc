"""Two agencies agree that their registers are compared: who sees it, and that neither speaks for the other."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import madadkar.foundation.models
from madadkar.foundation.rowlevel import audited
from madadkar.foundation.sqlfile import sql_text

_ROOM = "madadkar.matching"


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0002_sight_and_audit"),
        ("organisations", "0005_sealed_second_factor"),
    ]

    operations = [
        migrations.CreateModel(
            name="ComparisonAgreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("purpose", models.TextField()),
                ("is_nightly", models.BooleanField()),
                ("agreed_until", models.DateField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("proposed", "در انتظار پاسخ نهاد دیگر"),
                            ("accepted", "برقرار"),
                            ("ended", "پایان\u200cیافته"),
                            ("dropped", "برقرار نشد"),
                        ],
                        default="proposed",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("proposed_by_name", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("answered_by_name", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by_name", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.TextField(blank=True)),
                ("token", models.UUIDField(unique=True)),
                (
                    "answered_agency",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
                    ),
                ),
                (
                    "ended_agency",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
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
                    "proposed_agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.agency",
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
            ],
        ),
        migrations.AddField(
            model_name="run",
            name="agreement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="runs",
                to="matching.comparisonagreement",
            ),
        ),
        migrations.AddConstraint(
            model_name="comparisonagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_until__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="agreement_ends_not_before_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="comparisonagreement",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("valid_from__isnull", False)),
                expressions=[
                    ("left_office", "="),
                    ("right_office", "="),
                    (
                        madadkar.foundation.models.DateRange(
                            "valid_from", "valid_until", django.contrib.postgres.fields.ranges.RangeBoundary()
                        ),
                        "&&",
                    ),
                ],
                name="one_agreement_of_two_offices_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="comparisonagreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("left_office", "right_office"),
                name="one_proposal_of_two_offices_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="comparisonagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("left_agency__lt", models.F("right_agency"))),
                name="an_agreement_is_of_two_agencies",
            ),
        ),
        migrations.AddConstraint(
            model_name="comparisonagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("valid_from__isnull", True), ("valid_until__isnull", True)),
                    models.Q(
                        ("answered_agency__isnull", False),
                        ("valid_from__isnull", False),
                        ("valid_until__isnull", False),
                        models.Q(("answered_agency", models.F("proposed_agency")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="an_agreement_holds_by_the_other_sides_word",
            ),
        ),
        migrations.RunSQL(sql_text(_ROOM, "agreements.sql"), sql_text(_ROOM, "agreements_undone.sql")),
        audited("matching_comparisonagreement"),
    ]
