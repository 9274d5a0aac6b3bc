"""Who is under discreet support is not compared with another agency's register."""

from django.db import migrations

from madadkar.foundation.sqlfile import sql_text

_NOBODY = """
create or replace function matching_withheld_person_ids(on_day date) returns bigint[] language sql stable as
  $$ select '{}'::bigint[] $$;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0013_trail_of_the_hidden"), ("matching", "0002_sight_and_audit")]

    operations = [
        migrations.RunSQL(sql_text("madadkar.casework", "withheld_from_matching.sql"), _NOBODY),
    ]
