"""The second factor's secrets, sealed where they lie."""

from collections.abc import Callable
from typing import Any

from django.db import migrations

from madadkar.foundation.sealed import SealedTextField, seal, unseal

_SECRETS = "select id, second_factor_secret from organisations_staff where second_factor_secret <> ''"
_WRITE = "update organisations_staff set second_factor_secret = %s where id = %s"


def _each(write: Callable[[str], str]) -> Callable[[Any, Any], None]:
    def rewrite(apps: Any, schema_editor: Any) -> None:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(_SECRETS)
            for staff_id, secret in cursor.fetchall():
                cursor.execute(_WRITE, [str(write(secret)), staff_id])

    return rewrite


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_founding")]

    operations = [
        migrations.AlterField("staff", "second_factor_secret", SealedTextField(blank=True)),
        migrations.RunPython(_each(seal), _each(unseal)),
    ]
