"""Enabling groups, and the voice of the clients."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0009_supervision")]

    operations: list[object] = []
