"""Only named files of node_modules are served, all of them are there, and browsers may keep them for ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.core.management import call_command
from django.test import override_settings

from madadkar.project.static_files import HashedStorage, NpmFinder
from madadkar.project.vendor import NPM_STATIC


@pytest.mark.parametrize("name", sorted(NPM_STATIC))
def test_every_named_file_is_found(name: str) -> None:
    assert find(name)


def test_nothing_else_of_node_modules_is_served() -> None:
    finder = NpmFinder()

    assert finder.find("@tabler/core/package.json") is None
    assert finder.find("vendor/../package.json") is None
    assert finder.find("", find_all=True) == []


def test_a_missing_file_is_told_before_a_page_lacks_it(tmp_path: Path) -> None:
    with override_settings(NPM_ROOT=tmp_path):
        told = NpmFinder().check()

    assert len(told) == len(NPM_STATIC)
    assert all(one.id == "project.W001" for one in told)


def test_collected_files_carry_their_content_in_their_name(tmp_path: Path) -> None:
    hashed = {"staticfiles": {"BACKEND": "madadkar.project.static_files.HashedStorage"}}

    with override_settings(STATIC_ROOT=tmp_path, STORAGES=hashed):
        call_command("collectstatic", interactive=False, verbosity=0)

    named = {path.name for path in (tmp_path / "vendor").iterdir()}
    assert any(name.startswith("htmx.min.") and name.endswith(".js.gz") for name in named)
    assert "htmx.min.js" not in named


def test_a_file_is_compressed_once_and_again_after_a_kill_in_the_midst(tmp_path: Path) -> None:
    storage = HashedStorage(location=tmp_path)
    page, packed = tmp_path / "page.0f.css", tmp_path / "page.0f.css.gz"
    page.write_text("a { color: red }\n" * 99)

    assert ("page.0f.css", packed.name) in list(storage.compress_files([page.name]))
    assert list(storage.compress_files([page.name])) == []

    packed.write_bytes(b"half")
    (tmp_path / "compressed.json").unlink()  # it is written when all are compressed
    list(storage.compress_files([page.name]))
    assert packed.read_bytes() != b"half"
