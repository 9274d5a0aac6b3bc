"""Rows of a roster that resemble somebody known: how likely, and which household codes were said to be known ones."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0010_former_offices")]

    operations = [
        migrations.AddField("rosterrow", "likeness", models.JSONField(null=True)),
        migrations.AddField(
            "rosterrow", "probability", models.DecimalField(max_digits=7, decimal_places=6, null=True)
        ),
        migrations.AddIndex(
            "rosterrow",
            models.Index(
                fields=["office", "household_code"],
                condition=models.Q(("decision__startswith", "joins:")),
                name="roster_row_that_joined",
            ),
        ),
    ]
