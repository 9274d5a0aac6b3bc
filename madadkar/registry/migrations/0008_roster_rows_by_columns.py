"""What a row of a roster was understood to say, in columns of their own types instead of an array of texts."""

from django.db import migrations, models

from madadkar.foundation.atonce import AtOnce
from madadkar.registry.models.rosters import Cells

_TEXTS = (
    "relation", "first_name", "last_name", "father_name", "national_code", "foreigner_code", "certificate",
    "birth_precision", "sex", "marital", "place_text", "area", "address", "postal_code", "mobile", "landline",
    "sheba", "coverage", "groups", "field", "standing", "pension", "headship", "file_number",
)  # fmt: skip
_KEYS = ("first_key", "last_key", "father_key", "sort_key")
_NUMBERS = ("county_id", "place_id", "centre_id", "responsible_id")
# The arrays' order as it was.
_SLOTS = (
    "household_code", "relation", "is_head", "first_name", "last_name", "father_name", "first_key", "last_key",
    "father_key", "sort_key", "national_code", "foreigner_code", "certificate", "birth_on", "birth_precision", "sex",
    "marital", "county_id", "place_id", "place_text", "area", "address", "postal_code", "mobile", "landline", "sheba",
    "coverage", "groups", "decile", "accepted_on", "centre_id", "size", "field", "standing", "pension", "headship",
    "file_number", "responsible_id",
)  # fmt: skip
_TYPES = {
    "is_head": "boolean", "birth_on": "date", "accepted_on": "date", "decile": "int", "size": "int",
    **dict.fromkeys(_NUMBERS, "bigint"),
}  # fmt: skip


def _added(name: str, field: models.Field) -> migrations.AddField:
    return migrations.AddField("rosterrow", name, field)


def _moved() -> str:
    """The arrays' texts laid into their columns."""
    told = [
        f"{name} = nullif(\"values\"[{place}], '')::{_TYPES.get(name, 'text')}"
        for place, name in enumerate(_SLOTS, 1)
    ]
    cells = "cells = array_to_string(array_replace(cell_texts, null, ''), E'\\x1f')"
    leader = f"is_leader = coalesce(\"values\"[{len(_SLOTS) + 1}] = 't', false)"
    return f"update registry_rosterrow set {', '.join([cells, leader, *told])}"  # noqa: S608 - names of the house


class Migration(migrations.Migration):
    dependencies = [("registry", "0007_known_elsewhere")]

    operations = [
        migrations.RenameField("rosterrow", "cells", "cell_texts"),
        AtOnce(
            _added("cells", Cells(default=list)),
            _added("is_leader", models.BooleanField(default=False)),
            migrations.AlterField("rosterrow", "household_code", models.TextField(null=True)),
            *(_added(name, models.TextField(null=True)) for name in _TEXTS),
            *(_added(name, models.TextField(null=True, db_collation="C")) for name in _KEYS),
            *(_added(name, models.BigIntegerField(null=True)) for name in _NUMBERS),
            *(_added(name, models.DateField(null=True)) for name in ("birth_on", "accepted_on")),
            *(_added(name, models.IntegerField(null=True)) for name in ("decile", "size")),
            _added("is_head", models.BooleanField(null=True)),
        ),
        migrations.RunSQL(_moved(), migrations.RunSQL.noop),
        migrations.RemoveField("rosterrow", "cell_texts"),
        migrations.RemoveField("rosterrow", "values"),
    ]
