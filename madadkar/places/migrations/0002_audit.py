"""Audit of where places stand; the official list itself is loaded, not done by anybody."""

from django.db import migrations

from madadkar.foundation.rowlevel import audited


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial"), ("foundation", "0002_scope_and_audit")]

    operations = [audited("places_placement")]
