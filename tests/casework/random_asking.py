"""What one random deed is told: where, on whose file, by whom, when, and which of several choices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from madadkar.casework.models import CaseFile
from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scope import Scope
from madadkar.organisations.models import Centre, Office
from madadkar.organisations.rules import Role
from madadkar.registry.models import Household
from tests.casework.panel import Panel

ROLES = (
    Role.HEAD,
    Role.CASEWORKER,
    Role.INTAKE,
    Role.FINANCE,
    Role.AUDITOR,
    Role.CENTRE_MANAGER,
    Role.DIRECTOR,
)


@dataclass(frozen=True)
class Ground:
    """Two offices, the committee and centres of the first, and three families that nobody asked for yet."""

    offices: tuple[Office, Office]
    families: tuple[Household, ...]
    panel: Panel
    centres: tuple[Centre, ...]
    scopes: dict[Role, Scope]


@dataclass
class Asking:
    """One random deed: whose file, who does it, and which of several choices."""

    ground: Ground
    household: Household
    by: Scope
    at: datetime
    choice: int
    days_back: int
    corrected: int = 0

    @property
    def file(self) -> CaseFile:
        """The family's file. Raises Refusal("file_unknown") where it has none yet."""
        found = CaseFile.objects.filter(household=self.household).first()
        if found is None:
            raise Refusal("file_unknown")
        return found

    @property
    def on(self) -> date:
        """Today, or a day gone by: whoever takes it corrects what is known of that day."""
        self.corrected = self.days_back
        return self.at.date() - timedelta(days=self.days_back)

    @property
    def lately(self) -> date:
        """Today or a few days ago, for what may be told late without correcting anything."""
        return self.at.date() - timedelta(days=min(self.days_back, 20))

    def one_of(self, choices: Any) -> Any:
        """The chosen one of these. Raises Refusal("file_unknown") of none."""
        listed = list(choices)
        if not listed:
            raise Refusal("file_unknown")
        return listed[self.choice % len(listed)]

    @property
    def asked(self) -> dict[str, Any]:
        """What every deed is told."""
        return {"file_id": self.file.pk, "by": self.by, "at": self.at}
