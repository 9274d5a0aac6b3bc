"""A bulk write pays less for its digest."""

from django.db import migrations

from madadkar.foundation.sqlfile import sql_text


class Migration(migrations.Migration):
    dependencies = [("foundation", "0003_one_seal_a_transaction")]

    operations = [
        migrations.RunSQL(sql_text("madadkar.foundation", "audit_digest.sql"), migrations.RunSQL.noop)
    ]
