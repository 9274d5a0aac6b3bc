"""What lies beside the register in the browser's world: a charity's roster, projects of private linkage."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from django.utils import timezone

from madadkar.foundation.scope import Scope, within
from madadkar.matching.actions import do_foreign, receive_foreign_roster
from madadkar.matching.private import project
from madadkar.matching.queries.projects import projects_folder
from madadkar.organisations.models import Office
from tests.matching.private.ground import LAST_DAY, agree
from tests.web.wizard import MINA, ZAHRA, member, workbook

SOGHRA = member("301", "سرپرست", "صغری", "رستمی", 901)


def bring(scope: Scope) -> int:
    """A roster of a charity held beside the register: two families of ours in it, one of nobody's."""
    content, now = workbook(ZAHRA, MINA, SOGHRA), timezone.now()
    with within(scope):
        told: dict[str, Any] = {"content": content, "file_name": "فهرست خیریه نور.xlsx", "token": uuid4()}
        brought = receive_foreign_roster(**told, by=scope, at=now)
    with within(scope):
        return do_foreign(foreign_id=brought.pk, by=scope, at=now).pk


def agree_privately(office: Office) -> str:
    """A project of private linkage that is ready, and one whose keys are gone."""
    folder = projects_folder(office_code=office.code)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with TemporaryDirectory() as elsewhere:
        ready = agree(Path(elsewhere) / "ready", expires_on=LAST_DAY)
        gone = agree(Path(elsewhere) / "gone", name="آزمایش تابستان", expires_on=LAST_DAY)
        project.note_encoded(ready.emdad, name="emdad.enc", persons=6600, on=timezone.localdate())
        project.destroy(gone.emdad, at=timezone.now(), who="حمید افشار", reason="کار پروژه تمام شد")
        shutil.copy(ready.emdad, folder / "zanjan.project")
        shutil.copy(gone.emdad, folder / "summer.project")
    (folder / "torn.project").write_text("{")
    return "zanjan.project"
