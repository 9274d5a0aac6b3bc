"""Who sees the two sides of a pair, what follows a person, and the audit of every table of the matching room."""

from django.db import migrations

from madadkar.foundation.rowlevel import audited, kept_within_agency, protected
from madadkar.foundation.sqlfile import sql_text

_ROOM = "madadkar.matching"


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial"), ("registry", "0009_fewer_indexes")]

    operations = [
        kept_within_agency("matching_decision"),
        kept_within_agency("matching_recheck"),
        protected("matching_decision", None),
        protected("matching_recheck", None),
        migrations.RunSQL(
            sql_text(_ROOM, "sight.sql") + sql_text(_ROOM, "following.sql"), sql_text(_ROOM, "undone.sql")
        ),
        *(
            audited(f"matching_{name}")
            for name in ("run", "pair", "decision", "link", "threshold", "recheck")
        ),
    ]
