"""Audit of the bodies of the network and of who works in them."""

from django.db import migrations

from madadkar.foundation.rowlevel import audited
from madadkar.foundation.sqlfile import sql_text

_UNDO_STAFF = """
drop trigger audit_insert on organisations_staff;
drop trigger audit_update on organisations_staff;
drop trigger audit_delete on organisations_staff;
drop function organisations_staff_change();
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_sign_in"), ("foundation", "0002_scope_and_audit")]

    operations = [
        migrations.RunSQL(sql_text("madadkar.organisations", "staff_audit.sql"), _UNDO_STAFF),
        audited("organisations_agency"),
        audited("organisations_office"),
        audited("organisations_centre"),
        audited("organisations_centrestanding"),
        audited("organisations_boardmember"),
        audited("organisations_partnerbody"),
        audited("organisations_post"),
    ]
