"""Keys and periods of the tables that rosters fill, proved once a statement instead of once a row."""

import django.db.models.deletion
from django.db import migrations, models

from madadkar.foundation.atonce import AtOnce
from madadkar.foundation.bysets import Key, Period, kept_by_sets, one_at_a_time

_MODELS = "person", "household", "membership", "residence", "circumstance", "phone", "bankaccount"
_PERSON = ("registry_person", ("id", "agency_id"))
_HOUSEHOLD = ("registry_household", ("id", "agency_id"))
_OFFICE = ("organisations_office", ("id", "agency_id"))


def _office(model: str) -> Key:
    return Key(f"{model}_office_of_the_same_agency", ("office_id", "agency_id"), *_OFFICE)


def _person(model: str) -> Key:
    return Key(f"{model}_person_of_the_same_agency", ("person_id", "agency_id"), *_PERSON)


def _household(model: str) -> Key:
    return Key(f"{model}_household_of_the_same_agency", ("household_id", "agency_id"), *_HOUSEHOLD)


def _without(model: str, *names: str) -> migrations.RunSQL:
    """Take away the foreign keys that are kept by sets from now on."""
    drops = ", ".join(f"drop constraint {name}" for name in names)
    return migrations.RunSQL(f"alter table registry_{model} {drops}", migrations.RunSQL.noop)


def _one_at_a_time(
    model: str, name: str, *fields: str, only: models.Q | None = None
) -> list[migrations.operations.base.Operation]:
    return [
        migrations.RemoveConstraint(model, name),
        migrations.AddConstraint(model, one_at_a_time(name, *fields, only=only)),
    ]


def _key_without_constraint(to: str, *, null: bool) -> models.ForeignKey:
    return models.ForeignKey(
        to,
        django.db.models.deletion.PROTECT,
        related_name="+",
        db_constraint=False,
        **({"null": True, "blank": True} if null else {"db_index": False}),
    )


class Migration(migrations.Migration):
    dependencies = [("registry", "0005_names_that_look_alike"), ("organisations", "0001_initial")]

    operations = [
        *(_without(model, _office(model).name) for model in _MODELS),
        *(
            _without(model, _person(model).name)
            for model in ("membership", "circumstance", "phone", "bankaccount")
        ),
        *(_without(model, _household(model).name) for model in ("membership", "residence")),
        AtOnce(
            migrations.AlterField(
                "household", "issued_by", _key_without_constraint("organisations.office", null=False)
            ),
            migrations.AlterField("residence", "place", _key_without_constraint("places.place", null=True)),
            migrations.AlterField("residence", "county", _key_without_constraint("places.place", null=True)),
            *_one_at_a_time("membership", "a_person_in_one_household_at_a_time", "person"),
            *_one_at_a_time(
                "membership", "one_head_a_household_at_a_time", "household", only=models.Q(is_head=True)
            ),
            *_one_at_a_time("residence", "one_residence_a_household_at_a_time", "household"),
            *_one_at_a_time("circumstance", "one_circumstance_of_a_group_at_a_time", "person", "group"),
            *_one_at_a_time("bankaccount", "an_account_once_a_person_at_a_time", "person", "sheba"),
            migrations.RemoveIndex("membership", "membership_by_person"),
            migrations.RemoveIndex("residence", "residence_by_household"),
            migrations.RemoveIndex("circumstance", "circumstance_by_person"),
        ),
        kept_by_sets("registry_person", [_office("person")]),
        kept_by_sets(
            "registry_household",
            [
                _office("household"),
                Key("household_issued_by_an_office", ("issued_by_id",), "organisations_office"),
            ],
        ),
        kept_by_sets(
            "registry_membership",
            [_office("membership"), _person("membership"), _household("membership")],
            [
                Period("a_person_in_one_household_at_a_time", ("person_id",)),
                Period("one_head_a_household_at_a_time", ("household_id",), only="is_head"),
            ],
        ),
        kept_by_sets(
            "registry_residence",
            [
                _office("residence"),
                _household("residence"),
                Key("residence_in_a_place", ("place_id",), "places_place"),
                Key("residence_in_a_county", ("county_id",), "places_place"),
            ],
            [Period("one_residence_a_household_at_a_time", ("household_id",))],
        ),
        kept_by_sets(
            "registry_circumstance",
            [_office("circumstance"), _person("circumstance")],
            [Period("one_circumstance_of_a_group_at_a_time", ("person_id", '"group"'))],
        ),
        kept_by_sets("registry_phone", [_office("phone"), _person("phone")]),
        kept_by_sets(
            "registry_bankaccount",
            [_office("bankaccount"), _person("bankaccount")],
            [Period("an_account_once_a_person_at_a_time", ("person_id", "sheba"))],
        ),
    ]
