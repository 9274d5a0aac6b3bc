"""Where a row's family lives and which office is responsible: county, place and urban/rural read together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from madadkar.foundation.persian import clean, search_key
from madadkar.places.index import How, PlaceIndex
from madadkar.registry.rosters.cells import is_blank
from madadkar.registry.rosters.read import Cell, as_text
from madadkar.registry.rosters.words import AREAS


class Where(NamedTuple):
    """The slots of a place, and the findings: code → field whose cell it stands in."""

    county_id: str
    place_id: str
    place_text: str
    area: str
    office_id: str
    findings: tuple[tuple[str, str], ...]


class Locates(Protocol):
    """Whatever says where a row's family lives."""

    def of(self, county: Cell, place: Cell, area: Cell, sheet: str) -> Where:
        """What the three cells, on that sheet, say together."""
        ...


@dataclass
class Whereabouts:
    """Knows the places of the office's province and the county offices under it; remembers its answers."""

    places: PlaceIndex
    office_id: int
    county_offices: Mapping[int, int] = field(default_factory=dict)
    own_county_id: int | None = None
    _known: dict[tuple[Cell, Cell, Cell, str], Where] = field(default_factory=dict)

    def of(self, county: Cell, place: Cell, area: Cell, sheet: str) -> Where:
        """What these three cells, on a sheet that may be named for a county, say together."""
        question = (county, place, area, sheet)
        found = self._known.get(question)
        if found is None:
            found = self._known[question] = self._look_up(county, place, area, sheet)
        return found

    def names_county(self, sheet: str) -> bool:
        """Whether a sheet is named for a county of the province."""
        return self.places.county(sheet)[1] == How.EXACT

    def _look_up(self, county: Cell, place: Cell, area: Cell, sheet: str) -> Where:
        findings: list[tuple[str, str]] = []
        said_area = "" if is_blank(area) else AREAS.get(search_key(as_text(area)), "")
        county_id = self._county(county, sheet, findings)
        place_id, text, lived = None, "", ""
        if not is_blank(place):
            text = clean(as_text(place)[:200])
            spot, how = self.places.place(text, county_id, area=said_area or None)
            if spot is None:
                code = "place_ambiguous" if how == How.AMBIGUOUS else "place_unknown"
                findings.append((code, "place"))
            else:
                place_id, lived = spot.id, spot.area
                county_id = county_id or spot.county_id
                if how == How.NEAR:
                    findings.append((f"place_near={spot.name}", "place"))
        if said_area and lived and said_area != lived:
            findings.append((f"area_differs={lived}", "area"))
        office_id = self.county_offices.get(county_id or 0, self.office_id)
        return Where(
            str(county_id or ""),
            str(place_id or ""),
            text,
            lived or said_area,
            str(office_id),
            tuple(findings),
        )

    def _county(self, county: Cell, sheet: str, findings: list[tuple[str, str]]) -> int | None:
        if not is_blank(county):
            spot, _ = self.places.county(as_text(county)[:100])
            if spot is not None:
                return spot.id
            findings.append(("county_unknown", "county"))
            return None
        spot, how = self.places.county(sheet)
        return spot.id if spot is not None and how == How.EXACT else self.own_county_id
