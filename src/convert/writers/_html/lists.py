"""Lists of the model in, attributes and declarations of their elements out, which browsers and WeasyPrint number alike."""

from convert.model import List, ListItem, ListMarker
from convert.writers._html.looks import direction
from convert.writers._html.markup import styled

_TYPES: dict[ListMarker, str] = {
    "decimal": "1",
    "lower-alpha": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}


def opening(block: List) -> str:
    """Give the start tag of a list; WeasyPrint reads the style, browsers need the attributes when sheets are off."""
    style = [f"list-style-type: {block.marker}"] if block.marker else []
    if not block.ordered:
        kind = ' class="tasks"' if any(item.checked is not None for item in block.items) else ""
        return f"<ul{kind}{direction(block.direction)}{styled(style)}>"
    attributes = ""
    if block.marker in _TYPES and block.marker != "decimal":
        attributes += f' type="{_TYPES[block.marker]}"'
    if block.start != 1:
        attributes += f' start="{block.start}"'
        style.append(f"counter-reset: list-item {block.start - 1}")
    return f"<ol{attributes}{direction(block.direction)}{styled(style)}>"


def numbered(item: ListItem) -> str:
    """Give the attributes of an item with a number of its own."""
    if item.number is None:
        return ""
    # Browsers count before they set (CSS Lists 3, 4.4), WeasyPrint after; without counting they agree.
    style = ["counter-increment: list-item 0", f"counter-set: list-item {item.number}"]
    return f' value="{item.number}"{styled(style)}'
