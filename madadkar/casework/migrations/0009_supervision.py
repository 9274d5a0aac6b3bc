"""Inspections, file reviews, scores and founding of centres."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0008_delegation")]

    operations: list[object] = []
