"""A group that ends, ends for every member."""

from django.db import migrations

from madadkar.foundation.sqlfile import sql_text

_UNDO = """
drop trigger group_ends_whole on casework_enablinggroup;
drop function casework_group_ends_whole();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_discretion")]

    operations = [migrations.RunSQL(sql_text("madadkar.casework", "group_ends_whole.sql"), _UNDO)]
