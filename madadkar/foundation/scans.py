"""What an uploaded paper truly is, and its bytes made safe to keep: told by its content, never by its name.

Photographs and scans are drawn anew, so that nothing hides in them (place, device, thumbnails, appended
bytes); a PDF is kept as it is, unless it could do something by itself.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from madadkar.foundation.refusal import Refusal

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 3000
_JPEG_QUALITY = 85
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
SUFFIXES = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
_PDF_BEGINS = b"%PDF-"
# What makes a PDF act, carry another file, or refuse to be looked into.
_PDF_ACTS = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|Encrypt)\b"
)
_PICTURES = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class Scan:
    """A paper as it is kept."""

    media_type: str
    content: bytes


def read_scan(content: bytes) -> Scan:
    """The paper, safe to keep and to show.

    Raises Refusal: scan_empty, scan_too_large, scan_not_a_paper, scan_broken, scan_pdf_acts.
    """
    if not content:
        raise Refusal("scan_empty")
    if len(content) > MOST_BYTES:
        raise Refusal("scan_too_large", most=MOST_BYTES // (1024 * 1024))
    return _pdf(content) if content.startswith(_PDF_BEGINS) else _picture(content)


def _pdf(content: bytes) -> Scan:
    if b"%%EOF" not in content[-2048:]:
        raise Refusal("scan_broken")
    if _PDF_ACTS.search(content):
        raise Refusal("scan_pdf_acts")
    return Scan(PDF, content)


def _picture(content: bytes) -> Scan:
    # Printing (WeasyPrint), once loaded, lets the whole process take half a picture for a whole one.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(content), formats=_PICTURES) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise Refusal("scan_too_large", most=MOST_BYTES // (1024 * 1024))
            return _drawn_anew(picture)
    except UnidentifiedImageError:
        raise Refusal("scan_not_a_paper") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refusal("scan_too_large", most=MOST_BYTES // (1024 * 1024)) from None
    # A broken picture fails in many ways, all of them the picture's.
    except (OSError, SyntaxError, ValueError, EOFError, IndexError):
        raise Refusal("scan_broken") from None


def _drawn_anew(picture: Image.Image) -> Scan:
    """The same picture upright, in plain colours, not larger than a page needs, with nothing else in it."""
    plain: Image.Image = ImageOps.exif_transpose(picture)
    is_sharp = picture.format == "PNG"
    if plain.mode not in {"RGB", "L"}:
        base = Image.new("RGB", plain.size, "white")
        coloured = plain.convert("RGBA")
        base.paste(coloured, mask=coloured.getchannel("A"))
        plain = base
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    written = io.BytesIO()
    if is_sharp:
        bare.save(written, "PNG", optimize=False)
    if not is_sharp or written.tell() > MOST_BYTES:
        written = io.BytesIO()
        bare.save(written, "JPEG", quality=_JPEG_QUALITY)
        return Scan(JPEG, written.getvalue())
    return Scan(PNG, written.getvalue())
