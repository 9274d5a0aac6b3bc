"""The trail of a hidden family is hidden whatever row of it a deed was about."""

from django.db import migrations

from madadkar.foundation.sqlfile import sql_text

_UNDO = """
drop policy not_hidden on foundation_auditevent;
create policy not_hidden on foundation_auditevent as restrictive for select using (
  subject_id is null
  or case subject_type
       when 'casework.casefile' then subject_id <> all ((select app_hidden_file_ids())::bigint[])
       when 'registry.household' then subject_id <> all ((select app_hidden_household_ids())::bigint[])
       when 'registry.person' then subject_id <> all ((select app_hidden_person_ids())::bigint[])
       else true end);
drop function app_event_is_hidden(text, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0012_groups_end_whole")]

    operations = [migrations.RunSQL(sql_text("madadkar.casework", "trail_of_the_hidden.sql"), _UNDO)]
