"""A clinic's logo: decoded once when it is set, and kept as a small plain picture that nothing can hide in."""

import struct
import zlib
from io import BytesIO
from warnings import catch_warnings, simplefilter

from PIL import Image, ImageOps

MOST_BYTES = 256 << 10
MOST_PIXELS = 2000
"""How many bytes a picture may have, and how many pixels across and down."""

WIDE, HIGH = 132.0, 44.0
"""The room on paper, in points."""

_DOTS_PER_INCH = 300
_FINEST = (int(WIDE / 72 * _DOTS_PER_INCH), int(HIGH / 72 * _DOTS_PER_INCH))
_TOO_MANY = f"this has more than {MOST_PIXELS:,} pixels across or down; make it smaller"
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, EOFError, IndexError, KeyError, struct.error, zlib.error)
"""All that the decoders of PNG and JPEG raise on bytes that are none."""


class NoLogoError(Exception):
    """A picture that cannot be a logo, and why, in words."""


def logo_of(data: bytes) -> bytes:
    """The logo as it is printed: a PNG on white, as fine as paper needs it, without anything else of the file.

    NoLogoError for what is neither PNG nor JPEG, is broken, or is too large.
    """
    if len(data) > MOST_BYTES:
        raise NoLogoError(f"this has more than {MOST_BYTES >> 10} KiB; save it smaller")
    try:
        with catch_warnings():
            simplefilter("error", Image.DecompressionBombWarning)
            return _plain(data)
    except _TOO_LARGE:
        raise NoLogoError(_TOO_MANY) from None
    except _BROKEN as error:
        raise NoLogoError("this is no PNG or JPEG that can be read; save it anew as one of these") from error


def size_of(logo: bytes) -> tuple[float, float]:
    """How wide and high a logo is on paper, in points."""
    with Image.open(BytesIO(logo), formats=("PNG",)) as picture:
        wide, high = picture.size
    scale = min(WIDE / wide, HIGH / high, 1.0)
    return wide * scale, high * scale


def _plain(data: bytes) -> bytes:
    with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
        if max(picture.size) > MOST_PIXELS:
            raise NoLogoError(_TOO_MANY)
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail(_FINEST, Image.Resampling.LANCZOS)
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    out = BytesIO()
    flat.save(out, "PNG", optimize=True)
    return out.getvalue()
