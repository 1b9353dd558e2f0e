"""A placed piece of text in, PDF text operators out: every glyph at its own place, bold drawn where a face has none."""

from contextlib import nullcontext
from functools import partial
from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.matrix import Matrix
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from convert.writers._pdf import beside, clusters, emoji, emphasis, missing, patches
from convert.writers._pdf.italics import SLANT, Italics
from convert.writers._pdf.strip import Strip
from convert.writers._pdf.weight import SEMIBOLD, is_thin

TEXT = "draw", "draw_text"
FIRST_LINE = "draw.text", "draw_first_line"
LEVEL = "draw", "draw_inline_level"

BOLD_STROKE_EM = 0.034
_FILLED, _THICKENED = 0, 2  # text rendering modes (ISO 32000-1, 9.3.6)


class Painter:
    """Draws text boxes; remembers the fonts of one PDF."""

    def __init__(self, italics: Italics) -> None:
        self._italics = italics
        self._stock_text = patches.stock(TEXT)
        self._stock_line = patches.stock(FIRST_LINE)
        self._stock_level = patches.stock(LEVEL)
        self._fonts: dict[Any, Any] = {}
        self._dotted: list[Any] = []
        self._bold = False

    def draw_inline_level(self, stream: Any, page: Any, box: Any, *rest: Any) -> None:
        """Draw a line, and after it what stands over and under its characters and its number: an artifact stands in no other content."""
        self._stock_level(stream, page, box, *rest)
        if self._dotted and isinstance(box, boxes.LineBox):
            with stream.artifact():
                for textbox in self._dotted:
                    emphasis.draw(stream, textbox)
            self._dotted.clear()
        if isinstance(box, boxes.LineBox):
            beside.draw_number(stream, box)

    def draw_text(
        self, stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: str = "none"
    ) -> None:
        """Draw a text box; thicken it where bold is asked of a face that has none."""
        visible = textbox.style["visibility"] == "visible"
        kind = textbox.element.get("class", "") if textbox.element is not None else ""
        if visible and kind.startswith(emphasis.CLASS):
            self._dotted.append(textbox)
        rest = offset_x, text_overflow, block_ellipsis
        self._bold = visible and textbox.style["font_weight"] >= SEMIBOLD
        words = textbox.element.get("data-character") if kind == missing.CLASS else ""
        with missing.spoken(stream, words) if words else nullcontext():
            if not self._bold:
                self._stock_text(stream, textbox, *rest)
                return
            with stream.stacked():
                stream.set_color(get_color(textbox.style, "color"), stroke=True)
                stream.set_line_width(textbox.style["font_size"] * BOLD_STROKE_EM)
                stream.set_line_join(1)
                self._stock_text(stream, textbox, *rest)

    def draw_first_line(
        self, stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any
    ) -> list[Any]:
        """Write the glyphs of a strip; everything else is drawn by WeasyPrint."""
        strip = textbox.pango_layout
        if not isinstance(strip, Strip):
            if self._italics.slants(textbox.text, textbox.style):
                matrix = Matrix(c=SLANT) @ matrix
            self._thicken(stream, textbox.pango_layout)
            return self._stock(stream, textbox, text_overflow, block_ellipsis, matrix)
        plain = (
            text_overflow != "ellipsis" and block_ellipsis == "none" and textbox.style["font_size"] >= 1e-6
        )
        fonts = [self._font(stream, font) for _, font, _ in strip.piece.measure.runs] if plain else []
        if not plain or any(map(emoji.draws_pictures, fonts)):
            return self._with_pango(stream, textbox, text_overflow, block_ellipsis, matrix)
        _show(stream, strip, fonts, matrix, self._bold)
        return []

    def _thicken(self, stream: Any, layout: Any) -> None:
        """Draw what follows with a stroke where bold is asked of a thin face."""
        if self._bold:
            line, _ = layout.get_first_line()
            if line.runs != ffi.NULL:
                font, _ = stream.add_font(line.runs.data.item.analysis.font)
                stream.set_text_rendering(_THICKENED if is_thin(font) else _FILLED)

    def _with_pango(self, stream: Any, textbox: Any, *rest: Any) -> list[Any]:
        strip = textbox.pango_layout
        textbox.pango_layout = Layout(textbox.style)
        textbox.pango_layout.set_text(strip.text)
        self._thicken(stream, textbox.pango_layout)
        try:
            return self._stock(stream, textbox, *rest)
        finally:
            textbox.pango_layout = strip

    def _stock(self, stream: Any, textbox: Any, *rest: Any) -> list[Any]:
        """Draw as WeasyPrint does; see that accents and emoji are copied right."""
        if not clusters.name(stream, textbox.pango_layout) and rest[:2] == ("clip", "none"):
            width = partial(_width, size=textbox.style["font_size"])
            parts = clusters.draw(stream, textbox.pango_layout, rest[-1], width)
            if parts is not None:
                return parts
        drawn: list[Any] = self._stock_line(stream, textbox, *rest)
        if drawn and textbox.element.get("class") == emoji.CLASS:
            emoji.widen(stream, drawn[0][1])
        return drawn

    def _font(self, stream: Any, pango_font: Any) -> Any:
        if pango_font not in self._fonts:
            self._fonts[pango_font], _ = stream.add_font(pango_font)
        return self._fonts[pango_font]


def _show(stream: Any, strip: Strip, fonts: list[Any], matrix: Any, bold: bool) -> None:
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
    _set_font(stream, font, size, bold)
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
            _set_font(stream, font, size, bold)
        cluster = glyphs[index]
        if cluster is not None:
            glyph, text = cluster
            adjust = round(wanted) - reached
            if adjust:
                parts.append(f">{-adjust}<")
                reached += adjust
            if font.to_unicode.setdefault(glyph, text) == text:
                parts.append(f"{glyph:04x}")
            else:  # one glyph for two characters, as • and · have in some faces
                stream.show_text("".join(parts) + ">")
                parts = ["<"]
                with missing.spoken(stream, text):
                    stream.show_text(f"<{glyph:04x}>")
            width = font.widths.get(glyph)
            if width is None:
                width = font.widths[glyph] = _width(stream, pango_font, glyph, size)
            reached += width
        wanted += advances[index] * scale
        if index < last:
            first, second = stretches[index]
            wanted += (spaces[index] + even * first + rest * second) * scale
    stream.show_text("".join(parts) + ">")


def _set_font(stream: Any, font: Any, size: float, bold: bool) -> None:
    stream.set_font_size(font.hash, size)
    if bold:
        stream.set_text_rendering(_THICKENED if is_thin(font) else _FILLED)


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
