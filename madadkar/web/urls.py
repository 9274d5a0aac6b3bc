"""Every screen's address, gathered."""

from django.urls import URLPattern, URLResolver, include, path

_SCREENS = (
    "entrance",
    "home",
    "search",
    "families",
    "files",
    "notes",
    "glass",
    "documents",
    "filetasks",
    "myday",
    "life",
    "visits",
    "assessments",
    "plans",
    "exits",
    "officerules",
    "overlap",
    "delegations",
    "committees",
    "letters",
    "matching",
    "rosters",
    "figures",
    "offices",
    "supervision",
    "foundings",
    "groups",
    "voices",
    "centres",
    "partners",
    "people",
    "places",
    "registers",
    "jobs",
    "trail",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"madadkar.web.{screen}.urls")) for screen in _SCREENS
]
