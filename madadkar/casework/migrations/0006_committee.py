"""Committees, their sessions and decisions, letters and appeals."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_assessment_and_plan")]

    operations: list[object] = []
