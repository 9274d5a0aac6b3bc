"""Row-level security and audit for every table of the casework room, and keys that stay within an agency."""

from django.db import migrations

from madadkar.foundation.rowlevel import BY_HOUSEHOLD, audited, kept_within_agency, protected
from madadkar.foundation.sqlfile import sql_text

_HOUSEHOLD = {"household_id, agency_id": "registry_household (id, agency_id)"}
_FILE = {"case_file_id, household_id, agency_id": "casework_casefile (id, household_id, agency_id)"}


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]

    operations = [
        kept_within_agency("casework_casefile", _HOUSEHOLD),
        kept_within_agency("casework_filestanding", _FILE),
        kept_within_agency("casework_coverage", _FILE),
        kept_within_agency("casework_pensionreceipt", _FILE),
        kept_within_agency("casework_delegation", _FILE),
        migrations.RunSQL(sql_text("madadkar.casework", "sight.sql")),
        protected("casework_casefile", BY_HOUSEHOLD),
        protected("casework_filestanding", BY_HOUSEHOLD),
        protected("casework_coverage", BY_HOUSEHOLD),
        protected("casework_pensionreceipt", BY_HOUSEHOLD),
        protected("casework_delegation", BY_HOUSEHOLD),
        audited("casework_casefile"),
        audited("casework_filestanding"),
        audited("casework_coverage"),
        audited("casework_pensionreceipt"),
        audited("casework_delegation"),
    ]
