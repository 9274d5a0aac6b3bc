"""The web role, the scope functions, and the audit trail's triggers and chain."""

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations

from madadkar.foundation.sqlfile import sql_text


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]

    operations = [
        BtreeGistExtension(),
        migrations.RunSQL(sql_text("madadkar.foundation", "scope.sql")),
        migrations.RunSQL(sql_text("madadkar.foundation", "audit.sql")),
    ]
