"""The console script: any folder, no traceback for an expected no."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError

from madadkar.foundation.refusal import Refusal
from madadkar.project import cli

PROGRAM = str(Path(sys.executable).with_name("madadkar"))


def test_without_a_command_it_tells_them_all(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["madadkar"])

    assert cli.main() == 0

    told = capsys.readouterr().out
    assert all(command in told for command in cli.COMMANDS)


def test_an_unknown_command_is_refused_in_persian(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["madadkar", "roster-explode"])

    assert cli.main() == cli.EXPECTED_NO

    told = capsys.readouterr()
    assert "roster-explode" in told.err
    assert told.out == ""


@pytest.mark.parametrize(
    ("no", "said"),
    [(Refusal("office_unknown", code="emdad-x"), "emdad-x"), (CommandError("no such file"), "no such file")],
)
def test_an_expected_no_is_one_sentence(
    no: Exception, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(argv: object) -> int:
        raise no

    monkeypatch.setattr(cli, "_execute", refuse)

    assert cli.manage(["madadkar", "collectstatic"]) == cli.EXPECTED_NO

    told = capsys.readouterr()
    assert said in told.err
    assert "Traceback" not in told.err
    assert told.out == ""


def test_what_nobody_expected_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(argv: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "_execute", fail)

    with pytest.raises(ZeroDivisionError):
        cli.manage(["madadkar", "collectstatic"])


@pytest.mark.parametrize("command", sorted(set(cli.COMMANDS) - {"run"}))
def test_every_command_of_the_list_exists_and_explains_itself(command: str) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")}

    said = subprocess.run(
        [PROGRAM, command, "--help"], capture_output=True, text=True, cwd="/", check=False, env=environment
    )

    assert said.returncode == 0, said.stderr
    assert "usage" in said.stdout
