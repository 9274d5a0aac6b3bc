"""Two offices, and a clerk of one of them at the roster wizard."""

from __future__ import annotations

import pytest
from django.urls import reverse

from madadkar.organisations.models import Office
from madadkar.organisations.rules import Role
from madadkar.places.models import Place
from madadkar.registry.models import RosterImport
from tests.databases import as_owner
from tests.registry.people import office
from tests.web.visitors import visitor
from tests.web.wizard import FAMILIES, Wizard


@pytest.fixture
def zanjan(db: None) -> Office:
    with as_owner():
        return office("emdad-zanjan", place=Place.objects.get(code="19"))


@pytest.fixture
def qazvin(db: None) -> Office:
    with as_owner():
        return office("emdad-qazvin")


@pytest.fixture
def wizard(zanjan: Office) -> Wizard:
    return Wizard(visitor(Role.INTAKE, zanjan), zanjan)


@pytest.fixture
def checked(wizard: Wizard) -> RosterImport:
    """Three good rows and one with a wrong code, brought and checked."""
    wizard.bring(FAMILIES)
    wizard.agree(wizard.newest())
    wizard.work()
    return wizard.newest()


@pytest.fixture
def committed(checked: RosterImport, wizard: Wizard) -> RosterImport:
    """Its commit button was pressed twice before the worker came."""
    first, second = wizard.press("commit", checked), wizard.press("commit", checked)
    assert first.url == second.url == reverse("roster-progress", args=[checked.pk])
    wizard.work()
    return wizard.newest()
