"""A word with its reading behind it, as WeasyPrint sets it, in; the reading above the word, in its middle, out.

WeasyPrint knows no ruby. `<ruby>` is a line of its own here, which does not break; `vertical-align` lifts the reading, and the
wider of the two gives the width (CSS Ruby 1, 4.2).
"""

from typing import Any

from weasyprint.formatting_structure import boxes

from convert.writers._pdf import patches
from convert.writers._pdf.leaves import is_ruby

PLACE = "layout.inline", "split_inline_level"
WORDS = "formatting_structure.boxes.ParentBox", "content_text"
_STOCK_WORDS: Any = boxes.ParentBox.content_text
_ENDLESS = 1e6
_APART_EM = 0.3  # of the reading: two that are wider than their words would run together


def is_reading(box: Any) -> bool:
    """Whether a box is a reading."""
    return isinstance(box, boxes.InlineBox) and box.element_tag == "rt"


def base_text(ruby: Any) -> str:
    """Give the word without its reading."""
    return "".join(
        [
            child.text if isinstance(child, boxes.TextBox) else base_text(child)
            for child in ruby.children
            if isinstance(child, boxes.TextBox)
            or (isinstance(child, boxes.InlineBox) and not is_reading(child))
        ]
    )


class Rubies:
    """Sets words with their readings."""

    def __init__(self) -> None:
        self._stock = patches.stock(PLACE)

    def split_inline_level(self, context: Any, box: Any, position_x: float, max_x: float, *rest: Any) -> Any:
        """Set a ruby in one piece and its reading above; leave everything else to WeasyPrint."""
        if not is_ruby(box):
            return self._stock(context, box, position_x, max_x, *rest)
        new, *others = self._stock(context, box, position_x, _ENDLESS, *rest)
        _raise_readings(new)
        text = base_text(box)
        if text:
            others[2], others[3] = text[0], text[-1]
        return (new, *others)


def content_text(box: Any) -> str:
    """Give the words of a box, for headers and bookmarks, without their readings."""
    readings = [child for child in box.descendants() if child.element_tag == "rt"]
    if readings:
        box = box.deepcopy()
        for child in box.descendants():
            if child.element_tag == "rt" and isinstance(child, boxes.TextBox):
                child.text = ""
    words: str = _STOCK_WORDS.fget(box)
    return words


def _raise_readings(ruby: Any) -> None:
    """Give each reading the place above the words before it."""
    left = reach = ruby.content_box_x()
    words: list[Any] = []
    for child in ruby.children:
        if not is_reading(child):
            child.translate(dx=reach - child.position_x)
            reach += child.margin_width()
            words.append(child)
            continue
        width, above = reach - left, child.margin_width()
        over = max(0.0, above + _APART_EM * child.style["font_size"] - width)
        for word in words:
            word.translate(dx=over / 2)
        child.translate(dx=left + (width + over - above) / 2 - child.position_x)
        left = reach = reach + over
        words = []
    ruby.width = reach - ruby.content_box_x()
