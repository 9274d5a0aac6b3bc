"""That a family is covered elsewhere is told to the centre that walks with it whole, not to one asked for food."""

from django.db import migrations

from madadkar.foundation.sqlfile import sql_text

_REACHED = sql_text("madadkar.overlap", "elsewhere.sql")
_WHOLE = _REACHED.replace("app_sighted_household_ids()", "app_sighted_household_ids('whole')")


class Migration(migrations.Migration):
    dependencies = [("overlap", "0003_told_while_one"), ("casework", "0015_exactly_delegated")]

    operations = [migrations.RunSQL(_WHOLE, _REACHED)]
