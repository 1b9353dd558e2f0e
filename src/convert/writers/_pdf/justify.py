"""WeasyPrint's lines in, lines of Chinese setting out: kinsoku, squeezed marks, gaps beside Latin, both edges flush.

WeasyPrint widens only spaces and breaks lines by UAX 14. `Typesetter.installed()` puts our own functions in the place of
a few of its internal ones while a page is set (`patches.py`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import _font_style_cache_key, strut

from convert.characters import HANGUL, has_chinese, is_wide
from convert.writers._pdf import bidi, drawing, endings, glue, kinsoku, marks, patches, ruby
from convert.writers._pdf.italics import Italics, is_italic
from convert.writers._pdf.leaves import is_ruby, leaves, texts
from convert.writers._pdf.measure import Fonts, Measure, eligible
from convert.writers._pdf.strip import Strip

_MOST_MEASURES = 2000  # to be kept for texts that come again
_WIDEST_EM = 0.5  # how wide a gap gets behind a mark or at a word space before the line widens evenly again
_MOST_EVEN_EM = 0.6  # a line before a word as long as itself stays ragged rather than fall apart
_TOLERANCE = 0.01  # pixels: what floating point may lose on a line
_PLACES = (
    ("layout.inline", "get_next_linebox"),
    ("layout.inline", "split_text_box"),
    ("layout.inline", "can_break_text"),
    ("layout.inline", "justify_line"),
    ("layout.preferred", "split_first_line"),
    ("layout.preferred", "inline_line_widths"),
)
Growth = tuple[int, int]

_SHARED_NARROW = re.compile("[“”‘’…]")
_HANGUL = re.compile(f"[{HANGUL}]")


class Piece:
    """A stretch of a measure in a box: characters `start` to `stop`, with the space before them when not first on a line.

    Lines may begin at `breaks`: those of the measure, or fewer.
    """

    __slots__ = ("breaks", "lead", "measure", "placed", "start", "stop")

    def __init__(
        self, measure: Measure, start: int, stop: int, lead: float = 0.0, placed: bool = False
    ) -> None:
        self.measure = measure
        self.start = start
        self.stop = stop
        self.lead = lead
        self.placed = placed
        self.breaks = measure.breaks

    def forbid(self, place: int) -> None:
        """Let no line begin at a character."""
        if place in self.breaks:
            self.breaks = [index for index in self.breaks if index != place]

    def cut(self, stop: int) -> "Piece":
        """Give the same piece, ending earlier."""
        cut = Piece(self.measure, self.start, stop, self.lead, self.placed)
        cut.breaks = self.breaks
        return cut


class Typesetter:
    """Sets the lines of one page in Chinese manner."""

    def __init__(self, wide: bool, forced: bool = False) -> None:
        self._wide = wide
        self._forced = forced
        self._fonts = Fonts()
        self._italics = Italics(wide)
        self._painter = drawing.Painter(self._italics)
        self._line_start: Any = None
        self._held: frozenset[str] = frozenset()
        self._measures: dict[tuple[str, str], Measure | None] = {}
        self._remainder: tuple[Measure, int, str] | None = None
        self._rubies = ruby.Rubies()
        self._stock = {place[1]: patches.stock(place) for place in _PLACES}

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Take the place of WeasyPrint's functions for a while."""
        with (
            patches.replaced(
                {
                    **{place: getattr(self, place[1]) for place in _PLACES},
                    ruby.PLACE: marks.inside_lines(self._rubies.split_inline_level),
                    ruby.WORDS: property(ruby.content_text),
                    drawing.TEXT: self._painter.draw_text,
                    drawing.FIRST_LINE: self._painter.draw_first_line,
                    drawing.LEVEL: self._painter.draw_inline_level,
                    marks.DECORATION: marks.Lines().draw_text_decoration,
                }
            ),
            self._italics.installed(),
            glue.installed(),
        ):
            yield

    def get_next_linebox(self, context: Any, linebox: Any, position_y: float, bottom_space: float,
                         skip_stack: Any, containing_block: Any, *rest: Any) -> Any:  # fmt: skip
        """Measure a paragraph before its first line, and note where each line begins."""
        if self._chinese(linebox):
            if linebox.title:
                linebox.title = False
                endings.balance(_pieces(linebox), containing_block.width)
            self._line_start = _first_leaf(linebox, skip_stack)
        self._held = linebox.held
        line, resume_at = self._stock["get_next_linebox"](
            context, linebox, position_y, bottom_space, skip_stack, containing_block, *rest
        )
        if line is not None and linebox.mixed:
            bidi.order(line)
        return line, resume_at

    def inline_line_widths(self, context: Any, box: Any, outer: bool, is_line_start: bool, minimum: bool, *rest: Any,
                           **named: Any) -> Any:  # fmt: skip
        """Give the widths of unbroken lines, for table columns, with the spaces between text boxes."""
        widths = self._stock["inline_line_widths"](
            context, box, outer, is_line_start, minimum, *rest, **named
        )
        if minimum or not isinstance(box, boxes.LineBox) or not self._chinese(box):
            return widths
        pieces = [leaf.piece for leaf in leaves(box) if hasattr(leaf, "piece")]
        leads = sum(piece.lead for piece in pieces if piece.lead > 0)
        return (width + leads for width in widths)

    def _chinese(self, linebox: Any) -> bool:
        """Say whether a paragraph is set here; measure it when it is first met."""
        if not hasattr(linebox, "chinese"):
            self._prepare(linebox)
        return bool(linebox.chinese)

    def _prepare(self, linebox: Any) -> None:
        """Give each text box of a paragraph its measure, and the space between it and its neighbour."""
        text = "".join([box.text for box in texts(linebox)])
        linebox.mixed = self._forced or bidi.is_mixed(linebox, text)
        if linebox.mixed:
            bidi.prepare(linebox)
        linebox.held = frozenset()
        linebox.title = (linebox.element_tag or "").split("::")[0] in endings.TITLES
        linebox.chinese = (
            has_chinese(text)
            or linebox.title
            or (self._wide and bool(_SHARED_NARROW.search(text) or _HANGUL.search(text)))
        )
        if not linebox.chinese:
            return
        before: Piece | None = None
        for leaf in leaves(linebox):
            if is_ruby(leaf):
                self._prepare_ruby(leaf)
            measure = self._measured(leaf.text, leaf.style) if isinstance(leaf, boxes.TextBox) else None
            if measure is None:
                before = None
                continue
            leaf.piece = Piece(measure, 0, len(leaf.text), _lead(before, measure))
            before = leaf.piece
        linebox.held = endings.hold(_pieces(linebox))

    def _prepare_ruby(self, box: Any) -> None:
        """Measure a word and its reading, each by itself."""
        for inner in texts(box):
            measure = self._measured(inner.text, inner.style)
            if measure is not None:
                inner.piece = Piece(measure, 0, len(inner.text))

    def _measured(self, text: str, style: Any) -> Measure | None:
        """Measure a text, once for all boxes of one style that hold it."""
        if not eligible(text, style):
            return None
        besides = f"{style['letter_spacing']} {style['overflow_wrap']}"
        key = text, _font_style_cache_key(style, include_size=True) + besides
        if key not in self._measures:
            if len(self._measures) >= _MOST_MEASURES:
                self._measures.clear()
            try:
                self._measures[key] = Measure(text, style, self._wide, self._fonts, self._italics)
            except (ValueError, KeyError):  # shapes that only Pango can draw
                self._measures[key] = None
        return self._measures[key]

    def split_text_box(self, context: Any, box: Any, available_width: float | None, skip: int,
                       is_line_start: bool = True) -> Any:  # fmt: skip
        """Fill a line from a text box: (box, byte to go on from, whether the author broke the line)."""
        piece = self._piece(box)
        start = piece.measure.character_at.get(piece.measure.byte_at[piece.start] + skip) if piece else None
        if piece is None or start is None or start >= piece.stop:
            return self._stock_box(context, box, available_width, skip, is_line_start)
        lead = piece.lead if skip == 0 and (piece.placed or box is not self._line_start) else 0.0
        if box.style["white_space"] == "nowrap":
            available_width = None
        stop = _fit(piece, start, lead, available_width, _breaks_words(box.style) and is_line_start)
        measure = piece.measure
        shown = stop
        if stop < piece.stop:
            while shown > start + 1 and measure.text[shown - 1] == " ":
                shown -= 1
        new = box.copy_with_text(measure.text[start:shown])
        new.piece = Piece(measure, start, shown, lead, placed=True)
        _size(new, lead + measure.width(start, shown))
        resume = measure.byte_at[stop] - measure.byte_at[piece.start] if stop < piece.stop else None
        return new, resume, False

    def _stock_box(self, context: Any, box: Any, *rest: Any) -> Any:
        """Fill a line as WeasyPrint does, but let an italic face not move the baseline."""
        split = self._stock["split_text_box"](context, box, *rest)
        if split[0] is not None and is_italic(box.style):
            split[0].baseline = self._italics.baseline(box.style)
        return split

    def _piece(self, box: Any) -> Piece | None:
        """Find what a box shows: its own piece, cut when WeasyPrint has stripped its spaces."""
        piece: Piece | None = getattr(box, "piece", None)
        if piece is None or piece.stop - piece.start == len(box.text):
            return piece
        if piece.measure.text.startswith(box.text, piece.start):
            return piece.cut(piece.start + len(box.text))
        return None

    def can_break_text(self, text: str, lang: str) -> Any:
        """Say whether a line may end between two boxes, or inside a longer text."""
        if text in self._held:
            return False
        allowed = self._stock["can_break_text"](text, lang)
        if len(text) == 2 and (is_wide(text[0]) or is_wide(text[1])):
            return kinsoku.may_break(text[0], text[1], bool(allowed))
        return allowed

    def split_first_line(self, text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float,
                         is_line_start: bool = True, minimum: bool = False) -> Any:  # fmt: skip
        """Measure text for the widths of table columns as it will be set."""
        found = self._part(text, style) if has_chinese(text) else None
        if found is None:
            return self._stock["split_first_line"](
                text, style, context, max_width, justification_spacing, is_line_start, minimum
            )
        measure, start = found
        stop = len(measure.text)
        if max_width is not None and style["white_space"] != "nowrap":
            stop = _fit(Piece(measure, start, stop), start, 0.0, max_width, False)
        resume = measure.byte_at[stop] - measure.byte_at[start] if stop < len(measure.text) else None
        length = measure.byte_at[stop] - measure.byte_at[start]
        return None, length, resume, measure.width(start, stop), measure.height, measure.baseline

    def _part(self, text: str, style: Any) -> tuple[Measure, int] | None:
        """Find the measure of a text, or of the longer one of which it is what is left."""
        if self._remainder is not None:
            measure, style_id, whole = self._remainder
            if style_id == id(style) and whole.endswith(text):
                return measure, len(whole) - len(text)
        fresh = self._measured(text, style)
        if fresh is None:
            return None
        self._remainder = (fresh, id(style), text)
        return fresh, 0

    def justify_line(self, context: Any, line: Any, extra_width: float) -> None:
        """Spread what a full line lacks over the places between its characters."""
        placed = [leaf for leaf in leaves(line) if isinstance(leaf, boxes.TextBox) or is_ruby(leaf)]
        if not any(hasattr(leaf, "piece") or is_ruby(leaf) for leaf in placed):
            self._stock["justify_line"](context, line, extra_width)
            return
        growths = {id(leaf): _growth(leaf, after) for leaf, after in zip_longest(placed, placed[1:])}
        even = sum(growth[0] for growth in growths.values())
        rest = sum(growth[1] for growth in growths.values())
        if even and extra_width <= _MOST_EVEN_EM * even * line.style["font_size"]:
            most = kinsoku.EVEN_EM * line.style["font_size"] if rest else extra_width
            unit = min(extra_width / even, most)
            wide = _WIDEST_EM * line.style["font_size"] * rest
            if rest and extra_width - unit * even > wide:
                unit = (extra_width - wide) / even
            _spread(line, (unit, (extra_width - unit * even) / rest if rest else 0.0), growths, 0.0)


def _first_leaf(linebox: Any, skip_stack: Any) -> Any:
    """Find the box in which a line begins."""
    box, stack = linebox, skip_stack
    while isinstance(box, (boxes.LineBox, boxes.InlineBox)) and box.children:
        index = 0
        if stack is not None:
            ((index, stack),) = stack.items()
        if index >= len(box.children):
            return None
        box = box.children[index]
    return box


def _pieces(linebox: Any) -> list[Piece | None]:
    return [getattr(leaf, "piece", None) for leaf in leaves(linebox)]


def _lead(before: Piece | None, measure: Measure) -> float:
    """The space between the last character of a box and the first of the next, of text of one size."""
    if before is None or before.measure.size != measure.size:
        return 0.0
    space = kinsoku.space(before.measure.text[-1], measure.text[0], measure.script) * measure.size
    return space + before.measure.tracking


def _fit(piece: Piece, start: int, lead: float, available: float | None, anywhere: bool) -> int:
    """Find how many characters fit: to the end, to the last break that fits, or to the first break where none does."""
    measure, stop = piece.measure, piece.stop
    if available is None:
        return stop
    limit = available - lead + _TOLERANCE
    end = stop
    while end > start and measure.text[end - 1] == " ":
        end -= 1
    if measure.width(start, end) <= limit:
        return stop
    breaks = piece.breaks
    low = bisect_right(breaks, start)
    high = bisect_right(breaks, stop - 1)
    # The sums grow but for squeezed marks, so that the place found is right or a little too far.
    reach = bisect_right(measure.sums, measure.sums[start] + limit + measure.size, start, stop + 1)
    index = bisect_right(breaks, reach, low, high) - 1
    while index >= low:
        end = breaks[index]
        while end > start + 1 and measure.text[end - 1] == " ":
            end -= 1
        if measure.width(start, end) <= limit:
            return breaks[index]
        index -= 1
    if anywhere:
        end = start + 1
        while end < stop and (measure.glyphs[end] is None or measure.width(start, end + 1) <= limit):
            end += 1
        return end
    return breaks[low] if low < high else stop


def _breaks_words(style: Any) -> bool:
    return style["word_break"] == "break-all" or style["overflow_wrap"] in ("anywhere", "break-word")


def _size(box: Any, width: float) -> None:
    """Give a text box its width, height and baseline, as WeasyPrint does (CSS 2.2, 10.6.1 and 10.8)."""
    measure = box.piece.measure
    box.width, box.height = width, measure.height
    box.pango_layout = Strip(box)
    line_height, _ = strut(box.style)
    half_leading = (line_height - measure.height) / 2
    box.margin_top = box.margin_bottom = half_leading
    box.baseline = measure.baseline + half_leading


def _growth(leaf: Any, after: Any) -> Growth:
    """Sum up how readily a leaf widens, with the place between it and the next."""
    piece: Piece | None = getattr(leaf, "piece", None)
    pairs = piece.measure.stretches[piece.start : piece.stop - 1] if piece is not None else []
    last, first = _ends(leaf)[1], _ends(after)[0]
    if last and first:
        pairs = [*pairs, kinsoku.stretch(last, first)]
    return sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)


def _ends(leaf: Any) -> tuple[str, str]:
    """Give the first and the last character of a leaf, where it is set here."""
    piece: Piece | None = getattr(leaf, "piece", None)
    if piece is not None:
        return piece.measure.text[piece.start], piece.measure.text[piece.stop - 1]
    text = ruby.base_text(leaf) if leaf is not None and is_ruby(leaf) else ""
    return text[:1], text[-1:]


def _spread(box: Any, units: tuple[float, float], growths: dict[int, Growth], shift: float) -> float:
    """Widen the text boxes below a box and move what follows; return how far the next box moves."""
    if isinstance(box, boxes.TextBox):
        box.position_x += shift
        even, rest = growths.get(id(box), (0, 0))
        growth = units[0] * even + units[1] * rest
        box.width += growth
        if isinstance(box.pango_layout, Strip):
            box.pango_layout.spread = units
        return shift + growth
    if is_ruby(box):
        box.translate(dx=shift)
        even, rest = growths.get(id(box), (0, 0))
        return shift + units[0] * even + units[1] * rest
    if isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        box.position_x += shift
        moved = shift
        for child in box.children:
            if child.is_in_normal_flow():
                moved = _spread(child, units, growths, moved)
        box.width += moved - shift
        return moved
    box.translate(shift, 0)
    return shift
