"""What the pages leave to the worker."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from madadkar.foundation.scope import NOBODY
from madadkar.organisations.models import Post
from madadkar.organisations.queries import scope_of
from madadkar.web.registers.exporting import write_export


@app.task(name="web.export_register")
def export_register(*, job_id: int, post_id: int) -> None:
    """Write a register out, with the sight and rights its asker's post has now."""
    post = Post.objects.select_related("staff", "office").filter(pk=post_id).first()
    write_export(job_id=job_id, by=scope_of(post=post, on=timezone.localdate()) if post else NOBODY)
