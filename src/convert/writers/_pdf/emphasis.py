"""Text boxes with emphasis marks (着重号) in, the marks drawn out: one for each character, below or above it, an artifact each.

WeasyPrint knows no `text-emphasis`. Marks of punctuation and blanks get none (clreq 5.3; CSS Text Decoration 3, 3.1).
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from convert.writers._pdf.strip import Strip

CLASS = "dots"
_DIAMETER_EM = 0.16
_RING_EM = 0.24
_SESAME_EM = 0.26
# From the baseline, downwards: the edges of an em of Chinese, and half a dot beyond.
_UNDER_EM, _OVER_EM = 0.25, -1.03
_KAPPA = 0.5523  # a circle of four Bézier curves


def draw(stream: Any, textbox: Any) -> None:
    """Draw the dots of a text box that has been drawn."""
    size = textbox.style["font_size"]
    kind = textbox.element.get("class")
    y = textbox.position_y + textbox.baseline + size * (_UNDER_EM if "under" in kind else _OVER_EM)
    with stream.stacked():
        ring = kind.endswith("circle")
        stream.set_color(textbox.style["color"], stroke=ring)
        stream.set_line_width(size * 0.03)
        for middle in _middles(textbox):
            x = textbox.position_x + middle
            if kind.endswith("sesame"):
                _sesame(stream, x, y, size * _SESAME_EM / 2)
            else:
                _circle(stream, x, y, size * (_RING_EM if ring else _DIAMETER_EM) / 2)
            if ring:
                stream.stroke()
            else:
                stream.fill()


def _middles(textbox: Any) -> Iterator[float]:
    """Give the middle of each character that gets a dot, from the left edge of the box."""
    layout = textbox.pango_layout
    places = layout.places() if isinstance(layout, Strip) else _shaped(textbox)
    for character, left, width in places:
        if unicodedata.category(character)[0] not in "PZC" and width:
            yield left + width / 2


def _shaped(textbox: Any) -> Iterator[tuple[str, float, float]]:
    _declare()
    layout = textbox.pango_layout
    layout.reactivate(textbox.style)
    place = ffi.new("PangoRectangle *")
    byte = 0
    for character in textbox.text:
        pango.pango_layout_index_to_pos(layout.layout, byte, place)
        yield character, place.x * FROM_UNITS, place.width * FROM_UNITS
        byte += len(character.encode())
    layout.deactivate()


def _circle(stream: Any, x: float, y: float, radius: float) -> None:
    """Add a circle to the path."""
    bend = radius * _KAPPA
    stream.move_to(x + radius, y)
    stream.curve_to(x + radius, y + bend, x + bend, y + radius, x, y + radius)
    stream.curve_to(x - bend, y + radius, x - radius, y + bend, x - radius, y)
    stream.curve_to(x - radius, y - bend, x - bend, y - radius, x, y - radius)
    stream.curve_to(x + bend, y - radius, x + radius, y - bend, x + radius, y)
    stream.close()


def _sesame(stream: Any, x: float, y: float, half: float) -> None:
    """Add a seed that leans like the mark 、 to the path: thin above, round below."""
    stream.move_to(x - 0.8 * half, y - half)
    stream.curve_to(x, y - 0.8 * half, x + 0.9 * half, y - 0.1 * half, x + 0.9 * half, y + 0.5 * half)
    stream.curve_to(x + 0.9 * half, y + half, x + 0.3 * half, y + 1.1 * half, x, y + 0.6 * half)
    stream.curve_to(x - 0.2 * half, y + 0.1 * half, x - 0.4 * half, y - 0.5 * half, x - 0.8 * half, y - half)
    stream.close()


@cache
def _declare() -> None:
    """Tell cffi what is called here: it takes milliseconds to read, and few pages need it."""
    ffi.cdef(
        "void pango_layout_index_to_pos (PangoLayout *layout, int index, PangoRectangle *pos);", override=True
    )
