"""Delegation by steps, for named services, in bulk."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_confidence")]

    operations: list[object] = []
