"""The queue is read in its own order, whoever asks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0004_foreign_rosters")]

    operations = [
        migrations.RemoveIndex(
            model_name="pair",
            name="waiting_pair_of_the_left",
        ),
        migrations.RemoveIndex(
            model_name="pair",
            name="waiting_pair_of_the_right",
        ),
        migrations.AddIndex(
            model_name="pair",
            index=models.Index(
                condition=models.Q(("is_gone", False), ("state__in", ["unsure", "waiting"])),
                fields=["-probability", "id"],
                name="asked_pair_by_certainty",
            ),
        ),
    ]
