"""Steps taken at once leave the models that they leave one by one."""

from __future__ import annotations

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from madadkar.foundation.atonce import AtOnce


def _after(*steps: Operation) -> ProjectState:
    state = ProjectState()
    state.add_model(ModelState("library", "Shelf", [("id", models.BigAutoField(primary_key=True))]))
    assert state.apps.get_model("library", "shelf")
    for step in steps:
        step.state_forwards("library", state)
    return state


def test_models_after_steps_at_once_are_those_after_them_one_by_one() -> None:
    key = ("id", models.BigAutoField(primary_key=True))
    shelf = ("shelf", models.ForeignKey("library.Shelf", models.PROTECT, related_name="books"))
    steps = [
        migrations.CreateModel("Book", [key, shelf]),
        migrations.AddField("shelf", "name", models.TextField(default="")),
        migrations.AddIndex("shelf", models.Index(fields=["name"], name="shelf_by_name")),
    ]

    together, apart = _after(AtOnce(*steps)), _after(*steps)

    assert together == apart
    drawn = together.apps.get_model("library", "shelf")
    assert [field.name for field in drawn._meta.get_fields()] == ["books", "id", "name"]
