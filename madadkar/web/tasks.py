"""What the pages leave to the worker."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from madadkar.foundation.scope import NOBODY, Scope
from madadkar.organisations.models import Post
from madadkar.organisations.queries import scope_of
from madadkar.web.figures import exporting as figures
from madadkar.web.registers import exporting as registers


@app.task(name="web.export_register")
def export_register(*, job_id: int, post_id: int) -> None:
    """Write a register out, with the sight and rights its asker's post has now."""
    registers.write_export(job_id=job_id, by=_sight_of(post_id))


@app.task(name="web.export_figure")
def export_figure(*, job_id: int, post_id: int) -> None:
    """Write the list behind a figure out, with the sight and rights its asker's post has now."""
    figures.write_export(job_id=job_id, by=_sight_of(post_id))


def _sight_of(post_id: int) -> Scope:
    post = Post.objects.select_related("staff", "office").filter(pk=post_id).first()
    return scope_of(post=post, on=timezone.localdate()) if post else NOBODY
