"""A line or an inline box in, what stands on it out, in order; a word with its reading above is one thing."""

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes


def is_ruby(box: Any) -> bool:
    """Whether a box is a `<ruby>` as a whole."""
    return isinstance(box, boxes.InlineBox) and box.element_tag == "ruby"


def leaves(box: Any) -> Iterator[Any]:
    """Give what stands on a line; what floats or is positioned is not on it."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, (boxes.LineBox, boxes.InlineBox)) and not is_ruby(child):
            yield from leaves(child)
        else:
            yield child


def texts(box: Any) -> Iterator[Any]:
    """Give the text boxes below a box."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from texts(child)
