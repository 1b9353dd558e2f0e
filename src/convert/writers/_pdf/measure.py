"""A text box in, the advance of each character and the places where a line may end out: shaped once, cut as often as needed."""

import re
from array import array
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, line_size, strut

from convert.characters import SHARED_MARKS, script, segments
from convert.writers._pdf import kinsoku
from convert.writers._pdf.italics import Italics, Run, is_italic

_GLYPH_WORDS = 5  # PangoGlyphInfo: glyph, width, x offset, y offset, attributes
_INELIGIBLE = re.compile(
    "[\n\t\u00ad\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]"
)  # breaks, soft hyphens, right-to-left
_SHARED = re.compile(f"[{SHARED_MARKS}]")


class Measure:
    """One text box, shaped: everything indexed by character, lengths in CSS pixels."""

    __slots__ = (
        "advances", "baseline", "breaks", "byte_at", "character_at", "glyphs", "height", "runs", "script", "size", "spaces",
        "stretches", "sums", "text", "tracking",
    )  # fmt: skip

    def __init__(self, text: str, style: Any, wide: bool, keep: "Fonts", italics: Italics) -> None:
        self.text = text
        self.size: float = style["font_size"]
        self.script = script(style["lang"] or "")
        # Letter-spacing is a space of ours: Pango would put half of it before each letter.
        self.tracking = tracking(style)
        if self.tracking:
            style = _without_tracking(style)
        encoded = list(map(_utf8_length, text))
        self.byte_at = _cumulated(encoded)
        self.character_at = {byte: index for index, byte in enumerate(self.byte_at)}
        layout = Layout(style)
        layout.set_text(text)
        _narrow_marks(layout, text, self.byte_at, wide)
        line, _ = layout.get_first_line()
        _, self.height = line_size(line, style)
        self.baseline: float = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
        self.glyphs: list[tuple[int, str] | None] = [None] * len(text)
        self.advances = [0.0] * len(text)
        self.runs: list[Run] = []
        self._read(line, layout.layout, keep)
        if is_italic(style):
            self._lean(style, italics)
        self._space()
        self.breaks = self._breaks(layout)

    def _read(self, line: Any, layout: Any, keep: "Fonts") -> None:
        """Read glyphs and advances; ValueError for shapes that only Pango can draw."""
        for item, words, clusters in runs(line):
            start = self.character_at[item.offset]
            if item.analysis.level % 2:
                raise ValueError("right to left")
            self.runs.append((start, keep.hold(item.analysis.font, layout), False))
            for index, cluster in enumerate(clusters):
                glyph, width, x_offset, y_offset = words[index * _GLYPH_WORDS : index * _GLYPH_WORDS + 4]
                after = clusters[index + 1] if index + 1 < len(clusters) else item.length
                if x_offset or y_offset or after == cluster or glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                    raise ValueError("marks on letters, or an unknown glyph")
                first = self.character_at[item.offset + cluster]
                self.advances[first] = width * FROM_UNITS
                if glyph != pango.PANGO_GLYPH_EMPTY:
                    self.glyphs[first] = glyph, self.text[first : self.character_at[item.offset + after]]

    def _lean(self, style: Any, italics: Italics) -> None:
        """Say which runs are slanted; keep the baseline where upright text has it."""
        self.runs = italics.runs(self.text, self.runs)
        line_height, _ = strut(style)
        self.baseline = italics.baseline(style) - (line_height - self.height) / 2

    def _space(self) -> None:
        """Set the spaces and stretches after each character but the last, and the sums of advances and spaces."""
        text, size = self.text, self.size
        pairs = [(before, after, self.script) for before, after in pairwise(text)]
        wide_enough = size * 0.9
        self.spaces = [
            self.tracking + (0.0 if space < 0 and self.advances[index] < wide_enough else space * size)
            for index, space in enumerate([kinsoku.space(*pair) for pair in pairs])
        ]
        self.stretches = [kinsoku.stretch(*pair) for pair in pairs]
        self.spaces.append(0.0)
        self.stretches.append((0, 0))
        self.sums = _cumulated([a + b for a, b in zip(self.advances, self.spaces, strict=True)])

    def _breaks(self, layout: Any) -> list[int]:
        """List the characters before which a line may begin."""
        text = self.text
        attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
        allowed = _bits(attributes, len(text) + 1)
        return [
            index
            for index in range(1, len(text))
            if self.glyphs[index] is not None
            and kinsoku.may_break(text[index - 1], text[index], bool(allowed[index] & 1), self.script)
        ]

    def width(self, start: int, stop: int) -> float:
        """Give the width of a piece, without the space after its last character."""
        return self.sums[stop] - self.sums[start] - self.spaces[stop - 1] if stop > start else 0.0


class Fonts:
    """Keeps the fonts that measures point to alive as long as the page is being set: a layout holds its fonts."""

    def __init__(self) -> None:
        self._layouts: dict[Any, Any] = {}

    def hold(self, font: Any, layout: Any) -> Any:
        """Keep a font by a layout that uses it, and give it back."""
        self._layouts.setdefault(font, layout)
        return font


def tracking(style: Any) -> float:
    """Letter-spacing in pixels."""
    return 0.0 if style["letter_spacing"] == "normal" else float(style["letter_spacing"])


def _without_tracking(style: Any) -> Any:
    style = style.copy()
    style["letter_spacing"] = "normal"
    return style


def eligible(text: str, style: Any) -> bool:
    """Whether a text box may be measured here; the others are set by WeasyPrint alone."""
    return (
        bool(style["font_size"])
        and not style["word_spacing"]
        and style["white_space"] in ("normal", "nowrap", "pre-line")
        and style["direction"] == "ltr"
        and not text.isspace()
        and not _INELIGIBLE.search(text)
    )


def runs(line: Any) -> "Iterator[tuple[Any, array[int], list[int]]]":
    """Give each run of a Pango line: its item, its glyphs as words of 32 bits, and the first byte of each cluster."""
    run = line.runs
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        if ffi.sizeof(glyphs.glyphs[0]) != _GLYPH_WORDS * 4:
            raise ValueError("another Pango")
        words = array("i")
        words.frombytes(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _GLYPH_WORDS * 4))
        yield item, words, ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
        run = run.next


def _narrow_marks(layout: Any, text: str, byte_at: list[int], wide: bool) -> None:
    """Ask for proportional forms of “ ” ‘ ’ … · between Latin letters: Chinese faces have them full-width."""
    if not _SHARED.search(text):
        return
    attributes = pango.pango_layout_get_attributes(layout.layout)
    changed = False
    position = 0
    for is_wide, run in segments(text, wide):
        if not is_wide:
            for match in _SHARED.finditer(run):
                if attributes == ffi.NULL:
                    attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
                attribute = pango.pango_attr_font_features_new(b"pwid 1")
                attribute.start_index = byte_at[position + match.start()]
                attribute.end_index = byte_at[position + match.end()]
                # WeasyPrint keeps the attributes of all lists: `change` would merge some, and free them.
                pango.pango_attr_list_insert(attributes, attribute)
                changed = True
        position += len(run)
    if changed:
        pango.pango_layout_set_attributes(layout.layout, attributes)


def _bits(attributes: Any, count: int) -> "array[int]":
    """Read PangoLogAttr as words of 32 bits; the lowest says that a line may break before the character."""
    words = array("I")
    words.frombytes(ffi.buffer(attributes, count * 4))
    return words


def _utf8_length(character: str) -> int:
    code = ord(character)
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4


def _cumulated(values: list[Any]) -> list[Any]:
    total = values[0] * 0 if values else 0
    sums = [total]
    for value in values:
        total += value
        sums.append(total)
    return sums
