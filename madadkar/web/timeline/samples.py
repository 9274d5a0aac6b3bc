"""When the family's file was looked at in a random review of its centre; only who supervises is told."""

from __future__ import annotations

from collections.abc import Iterator

from madadkar.casework.models import SampledFile
from madadkar.organisations.rules import Right
from madadkar.web.timeline.told import About, Happening, Kind


def tell_samples(about: About) -> Iterator[Happening]:
    """Each verdict, with what was found lacking."""
    if about.history is None or not about.scope.may(Right.SUPERVISE_CENTRES):
        return
    rows = SampledFile.objects.seen_by(about.scope).filter(case_file=about.history.file)
    for one in rows.exclude(verdict="").select_related("centre"):
        yield Happening(
            one.looked_on,
            f"بررسی پرونده در نمونه {one.centre.name}: {one.get_verdict_display()}",
            one.findings,
            Kind.CENTRE,
            who=one.looked_by_name,
        )
