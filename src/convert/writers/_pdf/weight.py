"""An embedded font in, whether its letters are thin out: bold asked of such a face is drawn by a stroke."""

import struct
from typing import Any

from weasyprint.text.ffi import ffi, harfbuzz

SEMIBOLD = 600
_WEIGHT_CLASS = 4  # offset of usWeightClass in the table OS/2 (OpenType, OS/2)


def is_thin(font: Any) -> bool:
    """Whether a font has no bold letters of its own."""
    thin: bool | None = getattr(font, "thin", None)
    if thin is None:
        thin = font.thin = _weight(font) < SEMIBOLD
    return thin


def _weight(font: Any) -> int:
    """Read the weight from the font itself: Fontconfig calls a face bold that it would have thickened."""
    if font.variations:
        return int(font.weight)
    blob = harfbuzz.hb_face_reference_table(font.hb_face, harfbuzz.hb_tag_from_string(b"OS/2", -1))
    with ffi.new("unsigned int *") as length:
        data = harfbuzz.hb_blob_get_data(blob, length)
        table = b"" if data == ffi.NULL else ffi.unpack(data, int(length[0]))
        harfbuzz.hb_blob_destroy(blob)
    weight = struct.unpack_from(">H", table, _WEIGHT_CLASS)[0] if len(table) > _WEIGHT_CLASS + 2 else 400
    return int(weight)
