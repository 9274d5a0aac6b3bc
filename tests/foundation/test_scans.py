"""What an uploaded paper truly is, and what is taken out of it before it is kept."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageFile

from madadkar.foundation.refusal import Refusal
from madadkar.foundation.scans import JPEG, LONGEST_SIDE, MOST_BYTES, PDF, PNG, read_scan

_PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"


def _picture(kind: str, *, size: tuple[int, int] = (40, 20), mode: str = "RGB", **more: object) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, "white" if mode != "RGBA" else (0, 0, 0, 0)).save(written, kind, **more)
    return written.getvalue()


def _opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_where_and_with_what_a_photograph_was_taken_is_not_kept() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x8825] = "Samsung", {1: "N", 2: (36.0, 40.0, 0.0)}
    kept = read_scan(_picture("JPEG", exif=exif))

    assert kept.media_type == JPEG
    assert b"Samsung" not in kept.content
    assert not _opened(kept.content).getexif()


def test_a_photograph_held_sideways_is_kept_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = read_scan(_picture("JPEG", size=(40, 20), exif=exif))

    assert _opened(kept.content).size == (20, 40)


@pytest.mark.parametrize(("kind", "becomes"), [("PNG", PNG), ("WEBP", JPEG), ("JPEG", JPEG)])
def test_each_kind_of_picture_is_drawn_anew(kind: str, becomes: str) -> None:
    hidden = _picture(kind) + b"<script>alert(1)</script>"
    kept = read_scan(hidden)

    assert kept.media_type == becomes
    assert b"script" not in kept.content


def test_what_shows_through_becomes_white_paper() -> None:
    kept = read_scan(_picture("PNG", mode="RGBA"))

    assert _opened(kept.content).getpixel((0, 0)) == (255, 255, 255)


def test_a_large_picture_is_made_as_large_as_a_page_needs() -> None:
    kept = read_scan(_picture("JPEG", size=(4000, 1000)))

    assert max(_opened(kept.content).size) == LONGEST_SIDE


def test_a_pdf_is_kept_as_it_is() -> None:
    assert read_scan(_PDF).content == _PDF
    assert read_scan(_PDF).media_type == PDF


@pytest.mark.parametrize(
    "act", [b"/JavaScript", b"/JS (x)", b"/Launch", b"/EmbeddedFiles", b"/Encrypt 5 0 R"]
)
def test_a_pdf_that_could_act_is_refused(act: bytes) -> None:
    with pytest.raises(Refusal, match="scan_pdf_acts"):
        read_scan(_PDF.replace(b"/Type", act + b" /Type"))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "scan_empty"),
        (b"0" * (MOST_BYTES + 1), "scan_too_large"),
        (b"MZ\x90\x00 a program", "scan_not_a_paper"),
        (b"<html><script>alert(1)</script></html>", "scan_not_a_paper"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "scan_not_a_paper"),
        (b"PK\x03\x04 an archive", "scan_not_a_paper"),
        (b"GIF89a\x01\x00\x01\x00", "scan_not_a_paper"),
        (b"%PDF-1.7 cut short", "scan_broken"),
        (_picture("JPEG")[:200], "scan_broken"),
        (_picture("PNG")[:50], "scan_broken"),
    ],
)
def test_what_is_no_paper_is_refused_and_says_why(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_scan(content)

    assert refused.value.code == code


def _chunk(kind: bytes, content: bytes) -> bytes:
    whole = kind + content
    return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))


@pytest.mark.parametrize("side", [9_000, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_drawn(side: int) -> None:
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    drawn = _chunk(b"IDAT", zlib.compress(b"\0" * 100)) + _chunk(b"IEND", b"")

    with pytest.raises(Refusal, match="scan_too_large"):
        read_scan(b"\x89PNG\r\n\x1a\n" + header + drawn)


def test_half_a_picture_is_refused_also_after_something_was_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    with pytest.raises(Refusal, match="scan_broken"):
        read_scan(_picture("PNG")[:60])
