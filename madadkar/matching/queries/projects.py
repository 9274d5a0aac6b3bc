"""The projects of private linkage whose files an office keeps in this house, each told by its own file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings

from madadkar.foundation.refusal import Refusal
from madadkar.matching.private import project
from madadkar.matching.private.agreement import SIDES, Agreement
from madadkar.matching.private.files import read_facts
from madadkar.matching.private.project import Happened

SUFFIX = ".project"


class ProjectState(StrEnum):
    """How far a project has come, as its file tells."""

    INVITED = "invited"
    AGREED = "agreed"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    DESTROYED = "destroyed"
    UNREADABLE = "unreadable"


PROJECT_STATE_NAMES = {
    ProjectState.INVITED: "در انتظار پاسخ طرف دیگر",
    ProjectState.AGREED: "اثر انگشت هنوز تأیید نشده است",
    ProjectState.CONFIRMED: "آماده",
    ProjectState.EXPIRED: "مهلتش گذشته است",
    ProjectState.DESTROYED: "کلیدها نابود شد",
    ProjectState.UNREADABLE: "فایلش خوانده نمی‌شود",
}


@dataclass(frozen=True)
class Destroyed:
    """The record in the keys' place: when, by whom, why, and whether its own signature holds."""

    at: datetime
    by: str
    reason: str
    is_signed: bool


@dataclass(frozen=True)
class KnownProject:
    """One project's file: what was agreed, with whom, until when, and what was done with it here."""

    path: Path
    state: ProjectState
    agreement: Agreement | None = None
    side: str = ""
    happened: tuple[Happened, ...] = ()
    destroyed: Destroyed | None = None

    @property
    def name(self) -> str:
        """The name of its file, by which it is asked for."""
        return self.path.name

    @property
    def other_agency(self) -> str:
        """With whom, by the name the other side gave itself; '' before it has answered."""
        if self.agreement is None:
            return ""
        return self.agreement.card(SIDES[1] if self.side == SIDES[0] else SIDES[0]).agency

    @property
    def has_keys(self) -> bool:
        """Whether there is a key to destroy."""
        return self.state not in (ProjectState.DESTROYED, ProjectState.UNREADABLE)


def projects_folder(*, office_code: str) -> Path:
    """Where an office keeps its projects' files in this house."""
    return Path(settings.LINKAGE_ROOT) / office_code


def projects_of(*, office_code: str, on: date) -> list[KnownProject]:
    """The projects of an office, by the names of their files."""
    folder = projects_folder(office_code=office_code)
    found = sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    return [_known(path, on) for path in found if path.is_file() and not path.is_symlink()]


def project_of(*, office_code: str, name: str, on: date) -> KnownProject:
    """One of them by the name of its file. Raises Refusal("linkage_project_unknown")."""
    found = next((one for one in projects_of(office_code=office_code, on=on) if one.name == name), None)
    if found is None:
        raise Refusal("linkage_project_unknown")
    return found


def _known(path: Path, on: date) -> KnownProject:
    """What a project's file tells; a file that cannot be read says so and nothing else."""
    try:
        return _told(path, read_facts(path), on)
    except (Refusal, KeyError, TypeError, ValueError):
        return KnownProject(path, ProjectState.UNREADABLE)


def _told(path: Path, facts: dict[str, Any], on: date) -> KnownProject:
    if facts["kind"] == project.DESTROYED:
        agreement, side = Agreement.from_facts(facts["agreement"]), str(facts["side"])
        at = datetime.fromisoformat(facts["destroyed_at"])
        gone = Destroyed(at, str(facts["by"]), str(facts["reason"]), project.is_record_of_destruction(facts))
        return KnownProject(path, ProjectState.DESTROYED, agreement, side, project.happened_in(facts), gone)
    held = project.load(path)
    return KnownProject(path, _state(held, on), held.agreement, held.side, held.happened)


def _state(held: project.Project, on: date) -> ProjectState:
    if on >= held.agreement.expires_on:
        return ProjectState.EXPIRED
    if not held.is_complete:
        return ProjectState.INVITED
    return ProjectState.CONFIRMED if held.seal else ProjectState.AGREED
