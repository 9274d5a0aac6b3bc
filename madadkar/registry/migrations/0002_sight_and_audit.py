"""Row-level security and audit for every table of the registry room, and keys that stay within an agency."""

from django.db import migrations

from madadkar.foundation.rowlevel import (
    BY_HOUSEHOLD,
    BY_HOUSEHOLD_ITSELF,
    BY_PERSON,
    BY_PERSON_ITSELF,
    audited,
    kept_within_agency,
    protected,
)

_PERSON = {"person_id, agency_id": "registry_person (id, agency_id)"}
_HOUSEHOLD = {"household_id, agency_id": "registry_household (id, agency_id)"}


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [
        kept_within_agency("registry_person"),
        kept_within_agency("registry_circumstance", _PERSON),
        kept_within_agency("registry_phone", _PERSON),
        kept_within_agency("registry_bankaccount", _PERSON),
        kept_within_agency("registry_merge"),
        kept_within_agency("registry_household"),
        kept_within_agency("registry_membership", {**_PERSON, **_HOUSEHOLD}),
        kept_within_agency("registry_residence", _HOUSEHOLD),
        kept_within_agency("registry_rosterimport"),
        protected("registry_person", BY_PERSON_ITSELF),
        protected("registry_circumstance", BY_PERSON, medical=True),
        protected("registry_phone", BY_PERSON),
        protected("registry_bankaccount", BY_PERSON),
        protected("registry_merge", ("kept_id", "app_sighted_person_ids")),
        protected("registry_household", BY_HOUSEHOLD_ITSELF),
        protected("registry_membership", BY_HOUSEHOLD),
        protected("registry_residence", BY_HOUSEHOLD),
        protected("registry_rosterimport", None),
        protected("registry_rosterrow", None),
        protected("registry_rosterfinding", None),
        audited("registry_person"),
        audited("registry_circumstance"),
        audited("registry_phone"),
        audited("registry_bankaccount"),
        audited("registry_merge"),
        audited("registry_household"),
        audited("registry_membership"),
        audited("registry_residence"),
        audited("registry_rosterimport"),
    ]
