"""Households found to be one family, and what the one search box needs to find an account and a foreigner's code."""

import django.db.models.deletion
from django.db import migrations, models

from madadkar.foundation.rowlevel import audited, kept_within_agency, protected


def _key(to: str, **more: bool) -> models.ForeignKey:
    return models.ForeignKey(to, django.db.models.deletion.PROTECT, related_name="+", **more)


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_roster_stages"), ("organisations", "0001_initial")]

    operations = [
        migrations.AddIndex(
            "person",
            models.Index(
                fields=["foreigner_code"],
                condition=models.Q(foreigner_code__isnull=False),
                name="person_by_foreigner_code",
            ),
        ),
        migrations.AddIndex("bankaccount", models.Index(fields=["sheba"], name="account_by_sheba")),
        migrations.CreateModel(
            "HouseholdMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("changed", models.JSONField(default=list)),
                ("above", models.JSONField(default=dict)),
                ("reason", models.TextField(blank=True)),
                ("merged_at", models.DateTimeField()),
                ("merged_by_id", models.BigIntegerField(null=True)),
                ("unmerged_at", models.DateTimeField(blank=True, null=True)),
                ("agency", _key("organisations.agency", db_constraint=False, db_index=False)),
                ("office", _key("organisations.office", db_constraint=False)),
                ("kept", _key("registry.household")),
                ("absorbed", _key("registry.household")),
                ("heads", _key("registry.merge", blank=True, null=True)),
            ],
        ),
        kept_within_agency("registry_householdmerge"),
        protected("registry_householdmerge", ("kept_id", "app_sighted_household_ids")),
        audited("registry_householdmerge"),
    ]
