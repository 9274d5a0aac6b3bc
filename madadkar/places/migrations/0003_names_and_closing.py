"""What a place was called before, from a day until a day."""

import django.db.models.deletion
from django.db import migrations, models

from madadkar.foundation.models import ends_after_it_begins, never_two_at_once
from madadkar.foundation.rowlevel import audited


class Migration(migrations.Migration):
    dependencies = [("places", "0002_audit")]

    operations = [
        migrations.CreateModel(
            "PlaceName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("name", models.TextField()),
                ("search_key", models.TextField(db_collation="C", db_index=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="places.place"
                    ),
                ),
            ],
            options={
                "constraints": [
                    ends_after_it_begins("place_name_ends_after_it_begins"),
                    never_two_at_once("one_name_a_place_at_a_time", "place"),
                ]
            },
        ),
        audited("places_placename"),
    ]
