"""Text boxes with emphasis marks (着重号) in, the marks drawn out: one for each character, below or above it, artifacts.

WeasyPrint knows no `text-emphasis`. Marks of punctuation and blanks get none (clreq 5.3; CSS Text Decoration 3, 3.1).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from weasyprint.draw.color import parse_color
from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import split_first_line

from convert.writers._pdf import patches
from convert.writers._pdf.strip import Strip

CLASS = "dots"
_DOT_EM, _CIRCLE_EM, _INNER_EM, _TRIANGLE_EM, _SESAME_EM = 0.16, 0.24, 0.12, 0.26, 0.26
_LINE_EM = 0.03
_OWN_EM = 0.5  # CSS Text Decoration 3, 3.1
# From the baseline, downwards: the edges of an em of Chinese, and half a dot beyond.
_UNDER_EM, _OVER_EM = 0.25, -1.03
_COLOR = re.compile(r"text-emphasis-color: (#[0-9A-F]{6})")
_OWN = re.compile(r'text-emphasis-style: "(.)"')
_TEXT = "draw", "draw_text"
_KAPPA = 0.5523  # a circle of four Bézier curves


def draw(stream: Any, textbox: Any) -> None:
    """Draw the marks of a text box that has been drawn."""
    size, element = textbox.style["font_size"], textbox.element
    under, is_open, shape = _kind(element.get("class"))
    declared = element.get("style", "")
    ink = _COLOR.search(declared)
    color = parse_color(ink[1]) if ink else textbox.style["color"]
    if shape == "own":
        style = textbox.style.copy()
        style["font_size"], style["color"] = size * _OWN_EM, color
        own = _OWN.search(declared)
        _write(stream, textbox, own[1] if own else "•", style, under)
        return
    y = textbox.position_y + textbox.baseline + size * (_UNDER_EM if under else _OVER_EM)
    with stream.stacked():
        stream.set_color(color)
        stream.set_color(color, stroke=True)
        stream.set_line_width(size * _LINE_EM)
        for middle in _middles(textbox):
            _draw_shape(stream, shape, textbox.position_x + middle, y, size, is_open)


def _kind(classes: str) -> tuple[bool, bool, str]:
    """What the class of marks says: whether they stand under, whether they are open, and their shape."""
    name = classes.rsplit(maxsplit=1)[-1].removeprefix(f"{CLASS}-")
    shape = name.removeprefix("under-").removeprefix("open-")
    return name.startswith("under-"), "open-" in name, shape


def _draw_shape(stream: Any, shape: str, x: float, y: float, size: float, is_open: bool) -> None:
    match shape:
        case "circle" | "double-circle":
            _circle(stream, x, y, size * _CIRCLE_EM / 2)
        case "triangle":
            _triangle(stream, x, y, size * _TRIANGLE_EM / 2)
        case "sesame":
            _sesame(stream, x, y, size * _SESAME_EM / 2)
        case "none":
            return
        case _:
            _circle(stream, x, y, size * _DOT_EM / 2)
    if shape == "double-circle":
        stream.stroke()
        _circle(stream, x, y, size * _INNER_EM / 2)
    if is_open:
        stream.stroke()
    else:
        stream.fill()


def _write(stream: Any, textbox: Any, character: str, style: Any, under: bool) -> None:
    """Write a character of the author's own over or under each one of a text box."""
    layout, _, _, width, height, baseline = split_first_line(character, style, None, None, 0)
    box = boxes.TextBox("span", style, None, character)
    box.pango_layout, box.baseline, box.width = layout, baseline, width
    y = textbox.position_y + textbox.baseline
    size = textbox.style["font_size"]
    box.position_y = y + 0.2 * size - 0.1 * height if under else y - 0.75 * size - height
    for middle in _middles(textbox):
        box.position_x = textbox.position_x + middle - width / 2
        patches.stock(_TEXT)(stream, box, 0, "clip", "none")


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


def _triangle(stream: Any, x: float, y: float, half: float) -> None:
    """Add a triangle that points upwards to the path."""
    stream.move_to(x, y - half)
    stream.line_to(x + half, y + 0.8 * half)
    stream.line_to(x - half, y + 0.8 * half)
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
