"""Rosters of others held beside an office's register: who sees that it was done."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from madadkar.foundation.rowlevel import audited, kept_within_agency, protected


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0004_digest_in_one_pass"),
        ("matching", "0003_agreements"),
        ("organisations", "0005_sealed_second_factor"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ForeignRoster",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.TextField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("asked", "در صف یا در حال سنجش"),
                            ("done", "سنجیده شد"),
                            ("deleted", "پاک شد"),
                        ],
                        default="asked",
                    ),
                ),
                ("row_count", models.PositiveIntegerField(blank=True, null=True)),
                ("found_count", models.PositiveIntegerField(blank=True, null=True)),
                ("upper", models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True)),
                ("asked_by_name", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("kept_until", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("deleted_by_name", models.TextField(blank=True)),
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
                    "asked_by",
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
        kept_within_agency("matching_foreignroster"),
        protected("matching_foreignroster", None),
        audited("matching_foreignroster"),
    ]
