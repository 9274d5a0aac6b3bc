"""Which panels stand on the page of a file, in order: each screen adds its own by a line here.

A maker lives in its screen's `panels.py` and is imported here; screens do not import each other.
"""

from __future__ import annotations

from madadkar.casework.queries import FileHistory
from madadkar.foundation.sight import Matter
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

PANELS: tuple[tuple[PanelMaker, Matter], ...] = (
    (requests_panel, Matter.REACH),
    (committee_panel, Matter.WHOLE),
    (visits_panel, Matter.REACH),
    (assessment_panel, Matter.WALK),
    (plan_panel, Matter.WALK),
    (exit_panel, Matter.WALK),
    (discretion_panel, Matter.WHOLE),
    (delegation_panel, Matter.REACH),
    (overlap_panel, Matter.WHOLE),
    (groups_panel, Matter.REACH),
    (voices_panel, Matter.WHOLE),
    (notes_panel, Matter.REACH),
    (documents_panel, Matter.REACH),
    (tasks_panel, Matter.REACH),
)
"""Each with the matter it tells of: a centre finds it where that was delegated to it."""


def panels_of(request: Visit, history: FileHistory, family: Family) -> list[Panel]:
    """Every panel the reader has something to see in."""
    made = [maker(request, history, family) for maker, matter in PANELS if history.tells(matter)]
    return [panel for panel in made if panel is not None]
