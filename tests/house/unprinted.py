"""Paper that is drawn and not printed, where it matters who is given it and what stands on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string


def unprinted(*, template: str, content: Mapping[str, Any]) -> bytes:
    """What would be printed: stands in the place of `web.paper.pdf_bytes`."""
    return render_to_string(template, dict(content)).encode()
