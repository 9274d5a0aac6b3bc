"""Fewer and smaller indexes on the tables that rosters fill: each costs a roster's every row."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from madadkar.foundation.atonce import AtOnce


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("registry", "0008_roster_rows_by_columns"),
    ]

    operations = [
        AtOnce(
            migrations.RemoveConstraint(
                model_name="person",
                name="one_person_a_national_code_an_agency",
            ),
            migrations.RemoveIndex(
                model_name="household",
                name="household_by_import",
            ),
            migrations.RemoveIndex(
                model_name="person",
                name="person_by_code",
            ),
            migrations.RemoveIndex(
                model_name="person",
                name="person_by_import",
            ),
            migrations.AlterField(
                model_name="household",
                name="found_by_centre",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="families_found",
                    to="organisations.centre",
                ),
            ),
            migrations.AlterField(
                model_name="household",
                name="merged_into",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="registry.household",
                ),
            ),
            migrations.AlterField(
                model_name="person",
                name="merged_into",
                field=models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="merged",
                    to="registry.person",
                ),
            ),
            migrations.AlterField(
                model_name="phone",
                name="person",
                field=models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="phones",
                    to="registry.person",
                ),
            ),
            migrations.AddIndex(
                model_name="household",
                index=models.Index(
                    condition=models.Q(("found_by_centre__isnull", False)),
                    fields=["found_by_centre"],
                    name="household_by_finder",
                ),
            ),
            migrations.AddIndex(
                model_name="household",
                index=models.Index(
                    condition=models.Q(("merged_into__isnull", False)),
                    fields=["merged_into"],
                    name="household_by_keeper",
                ),
            ),
            migrations.AddIndex(
                model_name="household",
                index=django.contrib.postgres.indexes.BrinIndex(
                    autosummarize=True, fields=["created_by_import_id"], name="household_by_import"
                ),
            ),
            migrations.AddIndex(
                model_name="person",
                index=models.Index(
                    condition=models.Q(("merged_into__isnull", False)),
                    fields=["merged_into"],
                    name="person_by_keeper",
                ),
            ),
            migrations.AddIndex(
                model_name="person",
                index=django.contrib.postgres.indexes.BrinIndex(
                    autosummarize=True, fields=["created_by_import_id"], name="person_by_import"
                ),
            ),
            migrations.AddConstraint(
                model_name="person",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("merged_into__isnull", True), ("national_code__isnull", False)),
                    fields=("national_code", "agency"),
                    name="one_person_a_national_code_an_agency",
                ),
            ),
        ),
    ]
