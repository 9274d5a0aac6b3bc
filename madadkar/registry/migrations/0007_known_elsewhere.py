"""Which office of the agency knows a code, for who takes families in."""

from django.db import migrations

from madadkar.foundation.sqlfile import sql_text


class Migration(migrations.Migration):
    dependencies = [("registry", "0006_cheaper_invariants")]

    operations = [
        migrations.RunSQL(
            sql_text("madadkar.registry", "known_elsewhere.sql"),
            "drop function registry_known_elsewhere(bigint, text)",
        ),
    ]
