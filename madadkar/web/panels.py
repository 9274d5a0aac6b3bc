"""Which panels stand on the page of a file, in order: each screen adds its own by a line here.

A maker lives in its screen's `panels.py` and is imported here; screens do not import each other.
"""

from __future__ import annotations

from madadkar.casework.queries import FileHistory
from madadkar.registry.queries import Family
from madadkar.web.assessments.panels import assessment_panel
from madadkar.web.delegations.panels import delegation_panel
from madadkar.web.documents.panels import documents_panel
from madadkar.web.doors import Visit
from madadkar.web.exits.panels import exit_panel
from madadkar.web.filetasks.panels import tasks_panel
from madadkar.web.groups.panels import groups_panel
from madadkar.web.letters.panels import committee_panel
from madadkar.web.life.panels import discretion_panel, requests_panel
from madadkar.web.notes.panels import notes_panel
from madadkar.web.overlap.panels import overlap_panel
from madadkar.web.panel import Panel, PanelMaker
from madadkar.web.plans.panels import plan_panel
from madadkar.web.visits.panels import visits_panel
from madadkar.web.voices.panels import voices_panel

PANELS: tuple[PanelMaker, ...] = (
    requests_panel,
    committee_panel,
    visits_panel,
    assessment_panel,
    plan_panel,
    exit_panel,
    discretion_panel,
    delegation_panel,
    overlap_panel,
    groups_panel,
    voices_panel,
    notes_panel,
    documents_panel,
    tasks_panel,
)


def panels_of(request: Visit, history: FileHistory, family: Family) -> list[Panel]:
    """Every panel the reader has something to see in."""
    made = [maker(request, history, family) for maker in PANELS]
    return [panel for panel in made if panel is not None]
