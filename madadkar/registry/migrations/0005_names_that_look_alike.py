"""The dictionary of names by its trigrams, for a name so misspelt that no slip explains it."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_household_merges")]

    operations = [
        TrigramExtension(),
        migrations.AddIndex(
            "namekey", GinIndex(OpClass("key", name="gin_trgm_ops"), name="name_key_by_trigrams")
        ),
    ]
