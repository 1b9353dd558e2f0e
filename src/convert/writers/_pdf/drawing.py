"""A placed piece of text in, PDF text operators out: every glyph at its own place, bold drawn where a face has none."""

from collections.abc import Callable
from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.matrix import Matrix
from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.line_break import Layout

from convert.writers._pdf.italics import SLANT, Italics

BOLD_STROKE_EM = 0.034
_SEMIBOLD = 600


class Strip:
    """What a line shows of a text box, in the place of a Pango layout; `spread` is what a stretch of one widens, in pixels."""

    first_line_direction = 0
    justification_spacing = 0
    max_width = None

    def __init__(self, box: Any) -> None:
        self.text = box.text
        self.piece = box.piece
        self.spread = (0.0, 0.0)
        self.ascent = self.underline_position = self.underline_thickness = None
        self.strikethrough_position = self.strikethrough_thickness = None
        if box.style["text_decoration_line"] != "none":
            layout = Layout(box.style)
            for name in (
                "ascent",
                "underline_position",
                "underline_thickness",
                "strikethrough_position",
                "strikethrough_thickness",
            ):
                setattr(self, name, getattr(layout, name))

    def reactivate(self, style: Any) -> None:
        """Do nothing: the glyphs are known."""

    def deactivate(self) -> None:
        """Do nothing: there is no Pango object."""


class Painter:
    """Draws text boxes; remembers the fonts of one PDF."""

    def __init__(self, italics: Italics) -> None:
        self._italics = italics
        self.stock_text: Callable[..., Any]
        self.stock_line: Callable[..., Any]
        self._fonts: dict[Any, Any] = {}

    def draw_text(
        self, stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: str = "none"
    ) -> None:
        """Draw a text box; thicken it where bold is asked of a face that has none."""
        bold = textbox.style["font_weight"] >= _SEMIBOLD and textbox.style["visibility"] == "visible"
        if not bold:
            self.stock_text(stream, textbox, offset_x, text_overflow, block_ellipsis)
            return
        with stream.stacked():
            stream.set_color(get_color(textbox.style, "color"), stroke=True)
            stream.set_line_width(textbox.style["font_size"] * BOLD_STROKE_EM)
            stream.set_line_join(1)
            stream.set_text_rendering(2)
            self.stock_text(stream, textbox, offset_x, text_overflow, block_ellipsis)

    def draw_first_line(
        self, stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any
    ) -> list[Any]:
        """Write the glyphs of a strip; everything else is drawn by WeasyPrint."""
        strip = textbox.pango_layout
        if not isinstance(strip, Strip):
            if self._italics.slants(textbox.text, textbox.style):
                matrix = Matrix(c=SLANT) @ matrix
            drawn: list[Any] = self.stock_line(stream, textbox, text_overflow, block_ellipsis, matrix)
            return drawn
        plain = (
            text_overflow != "ellipsis" and block_ellipsis == "none" and textbox.style["font_size"] >= 1e-6
        )
        fonts = [self._font(stream, font) for _, font, _ in strip.piece.measure.runs] if plain else []
        if not plain or any(font.bitmap or font.png or font.svg or font.colr for font in fonts):
            return self._with_pango(stream, textbox, text_overflow, block_ellipsis, matrix)
        _show(stream, strip, fonts, matrix)
        return []

    def _with_pango(self, stream: Any, textbox: Any, *rest: Any) -> list[Any]:
        strip = textbox.pango_layout
        textbox.pango_layout = Layout(textbox.style)
        textbox.pango_layout.set_text(strip.text)
        try:
            drawn: list[Any] = self.stock_line(stream, textbox, *rest)
            return drawn
        finally:
            textbox.pango_layout = strip

    def _font(self, stream: Any, pango_font: Any) -> Any:
        if pango_font not in self._fonts:
            self._fonts[pango_font], _ = stream.add_font(pango_font)
        return self._fonts[pango_font]


def _show(stream: Any, strip: Strip, fonts: list[Any], matrix: Any) -> None:
    """Write `TJ` operators. Positions are rounded to a thousandth of an em, and the rest is carried on, never lost."""
    piece, (even, rest) = strip.piece, strip.spread
    measure = piece.measure
    size = measure.size
    advances, spaces, stretches, glyphs = measure.advances, measure.spaces, measure.stretches, measure.glyphs
    starts = [start for start, _, _ in measure.runs]
    run = 0
    while run + 1 < len(starts) and starts[run + 1] <= piece.start:
        run += 1
    font, (_, pango_font, slanted) = fonts[run], measure.runs[run]
    _place(stream, matrix, slanted, 0)
    stream.set_font_size(font.hash, size)
    scale = 1000 / size
    wanted, reached = piece.lead * scale, 0
    parts = ["<"]
    last = piece.stop - 1
    for index in range(piece.start, piece.stop):
        if run + 1 < len(starts) and index >= starts[run + 1]:
            run += 1
            stream.show_text("".join(parts) + ">")
            parts = ["<"]
            font, (_, pango_font, leans) = fonts[run], measure.runs[run]
            if leans != slanted:
                slanted = leans
                _place(stream, matrix, slanted, reached / scale)
            stream.set_font_size(font.hash, size)
        cluster = glyphs[index]
        if cluster is not None:
            glyph, text = cluster
            adjust = round(wanted) - reached
            if adjust:
                parts.append(f">{-adjust}<")
                reached += adjust
            parts.append(f"{glyph:04x}")
            width = font.widths.get(glyph)
            if width is None:
                width = font.widths[glyph] = _width(stream, pango_font, glyph, size)
            if glyph not in font.to_unicode:
                font.to_unicode[glyph] = text
            reached += width
        wanted += advances[index] * scale
        if index < last:
            first, second = stretches[index]
            wanted += (spaces[index] + even * first + rest * second) * scale
    stream.show_text("".join(parts) + ">")


def _place(stream: Any, matrix: Any, slanted: bool, reached: float) -> None:
    """Set the text matrix for what follows: upright or slanted, so far into the line."""
    if slanted or reached:
        matrix = Matrix(c=SLANT if slanted else 0, e=reached) @ matrix
    stream.set_text_matrix(*matrix.values)


def _width(stream: Any, pango_font: Any, glyph: int, size: float) -> int:
    """A glyph's own width in thousandths of an em."""
    pango.pango_font_get_glyph_extents(pango_font, glyph, stream.ink_rect, stream.logical_rect)
    width: float = stream.logical_rect.width * FROM_UNITS
    return round(width * 1000 / size)
