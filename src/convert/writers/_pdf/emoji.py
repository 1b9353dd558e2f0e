"""Emoji in, each in an element of its own out: colour faces draw them as pictures, which shall be copied as text."""

import re
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.text.ffi import ffi, harfbuzz

from convert.writers._pdf import tree

CLASS = "emoji"
_BLANK_WIDTH = 250
_ZERO_WIDTH_SPACE = "\u200b"
_SHOWN = b"] TJ"
_BASE = "[\u2190-\u21ff\u231a-\u23ff\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_TAIL = "[\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
_SEQUENCE = re.compile(  # UTS 51, 1.4.9
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|[\u00a9\u00ae\u2122]\ufe0f|{_BASE}(?:{_TAIL}|\u200d{_BASE})*"
)


def mark(root: Element) -> None:
    """Put each emoji of a page into a span."""
    for body in root.iter("body"):
        tree.wrap(body, _SEQUENCE, _span)


def draws_pictures(font: Any) -> bool:
    """Whether a font's glyphs are pictures."""
    return bool(font.bitmap or font.png or font.svg or font.colr)


def widen(stream: Any, font: Any) -> None:
    """Add a blank of the same font to what was shown last: PDFium, and so Chrome, copies no text without width.

    `ActualText` would not help: PDFium leaves out of it what is beyond U+FFFC.
    """
    _declare()
    glyph = ffi.new("hb_codepoint_t *")
    if harfbuzz.hb_font_get_nominal_glyph(font.hb_font, ord(" "), glyph) and not font.bitmap:
        font.to_unicode.setdefault(glyph[0], _ZERO_WIDTH_SPACE)
        font.widths.setdefault(glyph[0], _BLANK_WIDTH)
        shown = stream.stream[-1]
        if shown.endswith(_SHOWN):
            stream.stream[-1] = shown[: -len(_SHOWN)] + b"<%04x>" % glyph[0] + _SHOWN


def _span(text: str) -> Element:
    span = Element("span", {"class": CLASS})
    span.text = text
    return span


@cache
def _declare() -> None:
    """Tell cffi what is called here: it takes milliseconds to read, and few pages need it."""
    ffi.cdef(
        "hb_bool_t hb_font_get_nominal_glyph (hb_font_t *font, hb_codepoint_t unicode, hb_codepoint_t *glyph);",
        override=True,
    )
