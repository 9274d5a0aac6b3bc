"""A roster is matched by plans made for the register as it is, also right after a large one."""

from django.db import migrations

from madadkar.foundation.sqlfile import sql_text


class Migration(migrations.Migration):
    dependencies = [("casework", "0015_exactly_delegated")]

    operations = [
        migrations.RunSQL(
            sql_text("madadkar.casework", "analyze_grown.sql"), "drop function casework_analyze_grown(int)"
        ),
    ]
