"""Who sees a case, what is told of it to whom, and the functions that see both registers."""

from django.db import migrations

from madadkar.foundation.rowlevel import BY_HOUSEHOLD, audited, kept_within_agency, protected
from madadkar.foundation.sqlfile import sql_text

_FILE = {"case_file_id, household_id, agency_id": "casework_casefile (id, household_id, agency_id)"}
_AUDITED = (
    "overlapcase",
    "overlapside",
    "coveragefact",
    "overlapstep",
    "sideanswer",
    "jointminutes",
    "jointsignature",
    "overlaprule",
)


def _sql(name: str) -> str:
    return sql_text("madadkar.overlap", name)


class Migration(migrations.Migration):
    dependencies = [
        ("overlap", "0001_initial"),
        ("casework", "0013_trail_of_the_hidden"),
        ("matching", "0002_sight_and_audit"),
    ]

    operations = [
        kept_within_agency("overlap_overlapside", _FILE),
        protected("overlap_overlapside", BY_HOUSEHOLD),
        migrations.RunSQL(_sql("sight.sql")),
        migrations.RunSQL(_sql("covers.sql")),
        migrations.RunSQL(_sql("taking_up.sql")),
        migrations.RunSQL(_sql("elsewhere.sql")),
        *(audited(f"overlap_{name}") for name in _AUDITED),
    ]
