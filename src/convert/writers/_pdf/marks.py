"""Lines under marks in, drawn as their kinds out; frames around marks kept inside their lines.

WeasyPrint draws a line box by box, waves and gaps as fine as the line is thick, so that on paper all kinds look like one. Here
their shape grows with the type, and a wave goes on from one box to the next. It measures a frame that a line breaks in after it has
filled the line, and moves all of it to the next.
"""

from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure import boxes

from convert.writers._pdf import patches

# WeasyPrint knows one kind and thickness for all lines of a text: words struck out keep those of their mark.
SHEET = ".mark s { text-decoration-style: inherit; text-decoration-thickness: inherit; }\n"
DECORATION = "draw.text", "draw_text_decoration"

_STOCK_THICKNESS = ("auto", "from-font")
_WAVE_EM = (0.42, 0.07)  # its length, and how far it swings
_DOUBLE_EM = 0.09  # between two lines
_DASHES_EM = (0.3, 0.2)  # each dash, and the gap behind it
_DOTS = 2.2  # from dot to dot


class Lines:
    """Draws the lines of text boxes."""

    def __init__(self) -> None:
        self._stock = patches.stock(DECORATION)

    def draw_text_decoration(
        self, stream: Any, textbox: Any, offset_x: float, offset_y: float, thickness: float, color: Any
    ) -> None:
        """Draw a line; all but those of marks, which say how thick they are, are left to WeasyPrint."""
        style = textbox.style
        if style["text_decoration_thickness"] in _STOCK_THICKNESS:
            self._stock(stream, textbox, offset_x, offset_y, thickness, color)
            return
        kind = style["text_decoration_style"] if offset_y > textbox.baseline else "solid"
        left, right = textbox.position_x, textbox.position_x + textbox.width
        y = textbox.position_y + offset_y
        with stream.stacked():
            stream.set_color(color, stroke=True)
            stream.set_line_width(thickness)
            if kind == "wavy":
                _wave(stream, left, right, y, thickness, style["font_size"])
            elif kind == "double":
                for line in (y, y + thickness + style["font_size"] * _DOUBLE_EM):
                    _straight(stream, left, right, line)
            else:
                _set_gaps(stream, kind, thickness, style["font_size"])
                _straight(stream, left, right, y)
            stream.stroke()


def _straight(stream: Any, left: float, right: float, y: float) -> None:
    stream.move_to(left, y)
    stream.line_to(right, y)


def _set_gaps(stream: Any, kind: str, thickness: float, em: float) -> None:
    """Set dashes or dots; the first stands where the box begins."""
    if kind == "dashed":
        stream.set_dash([part * em for part in _DASHES_EM], 0)
    elif kind == "dotted":
        stream.set_line_cap(1)
        stream.set_dash([0, _DOTS * thickness], (_DOTS - 0.5) * thickness)


def _wave(stream: Any, left: float, right: float, y: float, thickness: float, em: float) -> None:
    """Draw a wave that swings from the edge of the page on, cut off at the box."""
    length, swing = (part * em for part in _WAVE_EM)
    y += swing
    reach = swing + thickness
    stream.rectangle(left, y - reach, right - left, 2 * reach)
    stream.clip()
    stream.end()
    half = length / 2
    number = int(left // half)
    x = number * half
    stream.move_to(x, y)
    # A cubic curve reaches three quarters of the way to its control points.
    while x < right:
        control = y + (swing if number % 2 else -swing) * 4 / 3
        stream.curve_to(x + half * 0.36, control, x + half * 0.64, control, x + half, y)
        x, number = x + half, number + 1


def inside_lines(split: Callable[..., Any]) -> Callable[..., Any]:
    """Split inline boxes so that a frame which is closed at the end of each line has its room there."""

    def split_inline_level(context: Any, box: Any, position_x: float, max_x: float, *rest: Any) -> Any:
        found = split(context, box, position_x, max_x, *rest)
        new, resume_at = found[:2]
        if new is None or resume_at is None or not isinstance(box, boxes.InlineBox):
            return found
        end = box.padding_right + box.border_right_width
        if not end or box.style["box_decoration_break"] != "clone":
            return found
        if new.position_x + new.margin_width() <= max_x:
            return found
        return split(context, box, position_x, max_x - end, *rest)

    return split_inline_level
