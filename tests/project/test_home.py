"""Where an office's things lie, and who may read its secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from madadkar.project import database
from madadkar.project.home import CHECKOUT, home, secret_key


def test_the_home_is_chosen_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MADADKAR_HOME", str(tmp_path))

    assert home() == tmp_path


def test_a_checkout_keeps_its_things_in_var(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MADADKAR_HOME", raising=False)

    assert home() == CHECKOUT / "var"


def test_the_secret_is_made_once_and_read_by_nobody_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MADADKAR_HOME", str(tmp_path / "office"))
    monkeypatch.delenv("SECRET_KEY", raising=False)

    first = secret_key()

    assert len(first) > 50
    assert secret_key() == first
    assert (tmp_path / "office" / "secret-key").stat().st_mode & 0o077 == 0


def test_pages_work_under_the_plain_role_on_our_own_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MADADKAR_HOME", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)

    chosen = database.databases()

    assert chosen["default"]["USER"] == database.WEB_ROLE
    assert chosen["owner"]["USER"] == "postgres"
    assert chosen["default"]["NAME"] == chosen["owner"]["NAME"] == "madadkar"


def test_pages_take_on_the_plain_role_on_somebody_elses_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://owner:secret@db.example/welfare")
    monkeypatch.delenv("MADADKAR_WEB_DATABASE_URL", raising=False)

    chosen = database.databases()

    assert chosen["default"]["OPTIONS"]["assume_role"] == database.WEB_ROLE
    assert "assume_role" not in chosen["owner"]["OPTIONS"]


def test_pages_may_have_a_login_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://owner:secret@db.example/welfare")
    monkeypatch.setenv("MADADKAR_WEB_DATABASE_URL", "postgresql://madadkar_web:other@db.example/welfare")

    chosen = database.databases()

    assert chosen["default"]["USER"] == "madadkar_web"
    assert "assume_role" not in chosen["default"]["OPTIONS"]
