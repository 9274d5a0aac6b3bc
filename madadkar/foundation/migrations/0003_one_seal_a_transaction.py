"""The chain's link is made once a transaction, not once an event."""

from django.db import migrations

from madadkar.foundation.sqlfile import sql_text


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_scope_and_audit")]

    operations = [migrations.RunSQL(sql_text("madadkar.foundation", "audit_seal_once.sql"))]
