"""What leaves the house on paper: our own pages as PDF, in our own font, asking nothing of anybody."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import render_to_string

from madadkar.foundation.refusal import Refusal

_FONTS = ("Vazirmatn-Regular.woff2", "Vazirmatn-Bold.woff2")
_FILES = {f"paper:///{name}": f"vendor/{name}" for name in _FONTS}
_STYLE = "madadkar/paper.css"


def pdf_answer(*, template: str, content: Mapping[str, Any], title: str) -> HttpResponse:
    """A page as a PDF to read or print, kept by no browser. Raises Refusal("pdf_library_missing")."""
    response = HttpResponse(pdf_bytes(template=template, content=content), content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(title)}.pdf"
    response["Cache-Control"] = "no-store"
    return response


def pdf_bytes(*, template: str, content: Mapping[str, Any]) -> bytes:
    """The PDF of a template. Raises Refusal("pdf_library_missing") where Pango is not on the machine."""
    printer = _printer()
    fetcher = _OwnFiles()
    page = printer.HTML(string=render_to_string(template, dict(content)), url_fetcher=fetcher)
    fonts = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    style = printer.CSS(string=_read(_STYLE).decode(), url_fetcher=fetcher, font_config=fonts)
    written: bytes = page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    return written


def _printer() -> Any:
    """WeasyPrint, loaded only when somebody prints: it takes a second and a half."""
    try:
        return importlib.import_module("weasyprint")
    except OSError as missing:
        raise Refusal("pdf_library_missing") from missing


class _OwnFiles:
    """Gives a page the house's own font and refuses whatever else it might ask for."""

    _fail_on_errors = False

    def __call__(self, url: str) -> Any:
        """The file behind one of our own names."""
        if url not in _FILES:
            raise ValueError("a page on paper asks nothing of anybody")
        return importlib.import_module("weasyprint.urls").URLFetcherResponse(url, body=_font(_FILES[url]))


@cache
def _font(name: str) -> bytes:
    """A font as it was before it was packed for browsers: unpacking it takes longer than printing a page."""
    unpacked = BytesIO()
    importlib.import_module("fontTools.ttLib.woff2").decompress(BytesIO(_read(name)), unpacked)
    return unpacked.getvalue()


@cache
def _read(name: str) -> bytes:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_bytes()
