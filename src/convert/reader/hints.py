"""An element's attributes in, declarations out: HTML's presentational hints, and what its own style sheet asks of attributes.

Source: HTML Standard, section 15.3, and 15.2 for the place of hints: the weakest of what an author says.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from convert.css.color import parse_legacy_color
from convert.reader.html import COMMENT, Element


class Hints(NamedTuple):
    """Declarations as a `style` attribute has them: the browser's own, and the author's by old attributes."""

    agent: str = ""
    author: str = ""


NONE = Hints()

_SILENT: Final = frozenset(("style", "class", "id", "href", "src", "alt"))  # attributes that hint at nothing
_ROWS: Final = frozenset(("thead", "tbody", "tfoot", "tr", "td", "th"))
_COLORED: Final = frozenset(("body", "table", *_ROWS))
_ALIGNING: Final = frozenset(("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend", *_ROWS))
_ALIGNS: Final = {
    "left": "left",
    "right": "right",
    "center": "center",
    "middle": "center",
    "justify": "justify",
}
_SIZED: Final = frozenset(
    "img table td th col colgroup tr tbody thead tfoot svg video canvas object embed iframe input hr".split()
)
_MARKERS: Final = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_BULLETS: Final = ("none", "disc", "circle", "square")
# HTML Standard 15.3.1: sizes of `<font size>`, in pt.
_FONT_SIZES: Final = (7.5, 10.0, 12.0, 13.5, 18.0, 24.0, 36.0)
# Browsers take `3cm` for three pixels; whoever writes that means it.
_DIMENSION = re.compile(r"[ \t\n\f\r]*\+?([0-9]+(?:\.[0-9]+)?)((?:cm|mm|in|pt|pc|em|rem)(?![a-z])|%|)")
_LONGEST_FACE = 200


def hints(element: Element) -> Hints:
    """Read what an element's name and attributes say without CSS."""
    attributes = element.attributes
    if attributes.keys() <= _SILENT and element.tag not in ("bdi", "abbr") and "look" not in element.ours:
        return NONE
    return Hints("; ".join(_agent(element, attributes)), "; ".join(_author(element, attributes)))


def _agent(element: Element, attributes: dict[str, str]) -> Iterator[str]:
    if "hidden" in attributes:
        yield "display: none"
    if element.tag in ("abbr", "acronym") and "title" in attributes:
        yield "text-decoration: dotted underline"
    direction = attributes.get("dir", "auto" if element.tag == "bdi" else "").strip().lower()
    if direction == "auto":
        direction = _first_strong(element) or ("ltr" if "dir" in attributes else "")
        if direction:
            yield "unicode-bidi: isolate" if element.tag != "bdo" else "unicode-bidi: isolate-override"
    if direction in ("ltr", "rtl"):
        yield f"direction: {direction}"
        if element.tag not in ("bdo", "bdi"):
            yield "unicode-bidi: isolate"


def _author(element: Element, attributes: dict[str, str]) -> Iterator[str]:
    tag = element.tag
    if "look" in element.ours:
        yield element.ours["look"]
    if tag == "font":
        yield from _font(attributes)
    if tag == "body" and (ink := parse_legacy_color(attributes.get("text", ""))):
        yield f"color: #{ink.hex}"
    if tag in _COLORED and (paper := parse_legacy_color(attributes.get("bgcolor", ""))):
        yield f"background-color: #{paper.hex}"
    if tag in _ALIGNING:
        yield from _align(tag, attributes.get("align", "").strip().lower())
    if tag in _ROWS and attributes.get("valign", "").lower() in ("top", "middle", "bottom", "baseline"):
        yield f"vertical-align: {attributes['valign'].lower()}"
    if tag in _SIZED:
        yield from _extents(tag, attributes)
    if tag in ("td", "th") and "nowrap" in attributes:
        yield "white-space: nowrap"
    if tag == "pre" and "wrap" in attributes:
        yield "white-space: pre-wrap"
    if tag in ("ol", "ul", "li", "menu", "dir"):
        yield from _marker(tag, attributes.get("type", "").strip())


def _font(attributes: dict[str, str]) -> Iterator[str]:
    if ink := parse_legacy_color(attributes.get("color", "")):
        yield f"color: #{ink.hex}"
    size = attributes.get("size", "").strip()
    # Rules for parsing a legacy font size: digits behind a sign, what follows them is ignored.
    if match := re.match(r"([+-]?)([0-9]{1,3})", size):
        value = int(match[2])
        value = 3 + value if match[1] == "+" else 3 - value if match[1] == "-" else value
        yield f"font-size: {_FONT_SIZES[min(max(value, 1), 7) - 1]}pt"
    face = attributes.get("face", "").split(",")[0].strip().strip("'\"")[:_LONGEST_FACE]
    if face:
        quoted = re.sub(r"[\\\"\n\r\f]", "", face)
        yield f'font-family: "{quoted}"'


def _align(tag: str, align: str) -> Iterator[str]:
    """A `<div>`, like `<center>`, aligns the blocks in it too, but no table's text (15.3.3, "align descendants")."""
    word = _ALIGNS.get(align)
    if word:
        of_blocks = tag in ("div", *_ROWS) and word != "justify"
        yield f"text-align: {'-webkit-' if of_blocks else ''}{word}"


def _extents(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    """`width` and `height`: pixels or per cent; 0 counts for pictures only (15.4.3, 15.3.8)."""
    for name in ("width", "height"):
        match = _DIMENSION.match(attributes.get(name, "")[:40])
        if match and (float(match[1]) or tag in ("img", "svg", "video")):
            yield f"{name}: {match[1]}{match[2] or 'px'}"


def _marker(tag: str, kind: str) -> Iterator[str]:
    if tag != "ul" and kind in _MARKERS:
        yield f"list-style-type: {_MARKERS[kind]}"
    elif tag != "ol" and kind.lower() in _BULLETS:
        yield f"list-style-type: {kind.lower()}"


# Direction from text

_LONGEST_LOOK = 2000  # characters in which the first strong one is looked for


def _first_strong(element: Element) -> str:
    """The direction of the first strong character (HTML Standard 3.2.6.4); empty where there is none."""
    for number, character in enumerate(_characters(element)):
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
        if number > _LONGEST_LOOK:
            break
    return ""


def _characters(element: Element) -> Iterator[str]:
    waiting: list[Element | str] = [*reversed(element.children)]
    while waiting:
        child = waiting.pop()
        if isinstance(child, str):
            yield from child
        elif (
            child.tag not in (COMMENT, "bdi", "script", "style", "textarea") and "dir" not in child.attributes
        ):
            waiting += reversed(child.children)
