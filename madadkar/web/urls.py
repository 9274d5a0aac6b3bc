"""Every screen's address, gathered."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

_SCREENS = (
    "entrance",
    "home",
    "search",
    "families",
    "files",
    "rosters",
    "figures",
    "offices",
    "centres",
    "partners",
    "people",
    "places",
    "registers",
    "jobs",
    "trail",
)


def _has_addresses(screen: str) -> bool:
    package = f"madadkar.web.{screen}"
    return find_spec(package) is not None and find_spec(f"{package}.urls") is not None


urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"madadkar.web.{screen}.urls")) for screen in _SCREENS if _has_addresses(screen)
]
