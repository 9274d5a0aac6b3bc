"""Visits, assessments, plans, reviews and the way out."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_life")]

    operations: list[object] = []
