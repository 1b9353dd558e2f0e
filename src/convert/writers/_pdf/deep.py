"""A page's elements in, those in too many others out: not moved in further, so that their lines keep a width.

A quotation in forty others leaves no room: a line holds one letter, and a paragraph takes as many lines as it has letters.
"""

from typing import Final
from xml.etree.ElementTree import Element

from convert.bounds import INDENTED
from convert.writers._pdf import tree

_MOVED_IN: Final = frozenset(("blockquote", "dd", "details", "ol", "ul"))
_BOXES: Final = frozenset(("callout", "framed"))
_FLUSH: Final = "margin-left:0;margin-right:0;padding-left:0;padding-right:0;list-style-position:inside"


def bound(root: Element) -> None:
    """Take the space left and right of what stands in more than `INDENTED` others."""
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        if element.tag in _MOVED_IN or not _BOXES.isdisjoint(element.get("class", "").split()):
            depth += 1
            if depth > INDENTED:
                tree.declare(element, _FLUSH)
        waiting += [(child, depth) for child in element]
