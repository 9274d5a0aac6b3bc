"""Of two families nothing is told once they are held for one no more; a figure asks the links that stand."""

from django.db import migrations

from madadkar.foundation.sqlfile import sql_text


class Migration(migrations.Migration):
    dependencies = [("overlap", "0002_sight")]

    operations = [
        migrations.RunSQL(sql_text("madadkar.overlap", "telling.sql")),
        migrations.RunSQL(sql_text("madadkar.overlap", "elsewhere.sql")),
    ]
