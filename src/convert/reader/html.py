"""HTML text in, a light element tree out: the door to the HTML5 parser (selectolax, lexbor).

The tree knows lines and whatever else `reader.markdown` says in attributes that begin with its key, holds only characters XML
allows, and is at most `ELEMENTS_NESTING` deep: what lies deeper is moved up to that depth, in order.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from convert.bounds import CLASSES, ELEMENTS_NESTING
from convert.notices import Code, Report

COMMENT: Final = "#comment"

BLOCK_TAGS: Final = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol optgroup option p plaintext pre search"
    " section summary table tbody td tfoot th thead tr ul xmp".split()
)
HIDDEN_TAGS: Final = frozenset(
    "area base basefont bgsound col colgroup datalist head link meta noembed noframes param rp script source style template"
    " title track".split()
)
# One thing in its line, whatever stands inside.
ATOMIC_TAGS: Final = frozenset(("svg", "math", "select", "textarea"))
_BREAKING = re.compile("break-(?:before|after)", re.IGNORECASE)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_NOTHING: Final = MappingProxyType[str, str]({})


class Element:
    """An HTML element; `children` are elements and text.

    `is_block` tells whether it begins a block of its own, `has_block` whether a block stands anywhere inside.

    `attributes` are the source's, `ours` those that the Markdown stage wrote, without its key.
    """

    __slots__ = ("attributes", "children", "has_block", "is_block", "line", "ours", "parent", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], line: int, parent: "Element | None") -> None:
        self.tag = tag
        self.attributes = attributes
        self.line = line
        self.parent = parent
        self.children: list[Element | str] = []
        self.ours: Mapping[str, str] = _NOTHING
        self.is_block = tag in BLOCK_TAGS
        self.has_block = False

    @property
    def classes(self) -> tuple[str, ...]:
        """The words of `class`."""
        return tuple(self.attributes.get("class", "").split())

    def elements(self) -> "list[Element]":
        """The child elements."""
        return [child for child in self.children if isinstance(child, Element)]

    def all(self) -> "list[Element]":
        """All elements inside, in document order."""
        found: list[Element] = []
        waiting = self.elements()[::-1]
        while waiting:
            element = waiting.pop()
            found.append(element)
            if element.children:
                waiting += [child for child in reversed(element.children) if isinstance(child, Element)]
        return found

    def fell(self) -> None:
        """Take the tree apart: its elements know their parents, so that they would stay in memory until they are looked for."""
        for element in self.all():
            element.parent = None
            element.children = []
        self.children = []

    def text(self) -> str:
        """All text inside, as it stands."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def parse(html: str, footnotes: Mapping[str, str], key: str, report: Report) -> Element:
    """Parse HTML as the body of a page, after the HTML Standard's tree construction; `key` begins our own attributes.

    Footnotes, by their labels, are parsed each for itself and stand last, in a `<div>` whose `ours` say the label.
    """
    root = Element("body", {}, 0, None)
    _fill(root, html, key, report)
    for label, text in footnotes.items():
        note = Element("div", {}, 0, root)
        note.ours = {"footnote": label}
        _fill(note, text, key, report)
        root.children.append(note)
        root.has_block = True
    return root


def _fill(root: Element, html: str, key: str, report: Report) -> None:
    """Give an element what some HTML stands for, the attributes its own `<body>` has, and the line it begins on."""
    body = LexborHTMLParser("<!DOCTYPE html><body>" + html).body
    if body is not None:
        copy = _Copy(html, report, key)
        given = body.attributes
        first = given.pop(f"{key}-at", None) or _first_line(html, key)
        root.line = int(first or 0)
        root.attributes.update({name: copy.clean(value or "") for name, value in given.items()})
        copy.children(body, root)


def _first_line(html: str, key: str) -> str | None:
    match = re.search(rf'{key}(?:-line="| )(\d+)', html)
    return match[1] if match else None


class _Copy:
    """Copies the parser's nodes into elements, without recursion."""

    def __init__(self, html: str, report: Report, key: str) -> None:
        self._report = report
        self._key = key
        self._line_name = f"{key}-line"
        self._at_name = f"{key}-at"
        self._ours = re.compile(rf'<!--{key} \d+-->| {key}-[a-z]+="[^"]*"')
        self._comment_key = f"<!--{key}"
        self._line = 0
        # References may stand for anything, and an element of raw text for our own comments.
        self._doubtful = "&#" in html or self._comment_key in html or _ILLEGAL.search(html) is not None

    def children(self, source: LexborNode, root: Element) -> None:
        stack: list[tuple[LexborNode | None, Element]] = [(source.child, root)]
        while stack:
            node, parent = stack.pop()
            while node is not None:
                following = node.next
                inner = node.child
                element = self._node(node, parent)
                if inner is not None and element is not None:
                    stack.append((following, parent))
                    if len(stack) > ELEMENTS_NESTING:
                        self._report.add(
                            Code.NESTING, f"nested more than {ELEMENTS_NESTING} deep: flattened", self._line
                        )
                        element = parent
                    stack.append((inner, element))
                    break
                node = following

    def _node(self, node: LexborNode, parent: Element) -> Element | None:
        tag = node.tag
        if tag == "-text":
            text = self.clean(node.text_content or "")
            if text:
                parent.children.append(text)
            return None
        if tag == "-comment":
            self._comment(node.comment_content or "", parent)
            return None
        if tag is None or tag.startswith("-"):
            return None
        attributes = node.attributes
        line = attributes.pop(self._line_name, None)
        if line:
            self._line = int(line)
        element = Element(tag, {}, self._line, parent)
        if attributes:
            if at := attributes.pop(self._at_name, None):
                element.line = int(at)
            self._attributes(attributes, element)
        parent.children.append(element)
        if element.is_block:
            above: Element | None = parent
            while above is not None and not above.has_block and above.tag not in ATOMIC_TAGS:
                above.has_block = True
                above = above.parent
        return element

    def _attributes(self, given: dict[str, str | None], element: Element) -> None:
        ours: dict[str, str] = {}
        for name, value in given.items():
            if name.startswith(self._key):
                ours[name[len(self._key) + 1 :]] = value or ""
            else:
                element.attributes[name] = self.clean(value or "")
        if ours:
            element.ours = ours
        names = element.attributes.get("class", "").split(None, CLASSES)
        if len(names) > CLASSES:
            element.attributes["class"] = " ".join(names[:CLASSES])
            message = f"a tag with more than {CLASSES} classes: the others are left out"
            self._report.add(Code.TOO_LARGE, message, self._line)
        if element.tag == "br":  # so Word says that a page ends
            element.is_block = _BREAKING.search(element.attributes.get("style", "")) is not None
        elif element.tag == "math":
            element.is_block = element.attributes.get("display", "").lower() == "block"

    def _comment(self, text: str, parent: Element) -> None:
        if text.startswith(self._key):
            self._line = int(text[len(self._key) :])
            return
        comment = Element(COMMENT, {}, self._line, parent)
        comment.children.append(text.strip())
        parent.children.append(comment)

    def clean(self, text: str) -> str:
        """Text with nothing in it that XML forbids, nor anything of ours that raw text or an open quote has taken in."""
        if not self._doubtful:
            return text
        if self._key in text:
            text = self._ours.sub("", text)
        if _ILLEGAL.search(text):
            self._report.add(Code.CHARACTER, "control characters were replaced with U+FFFD", self._line)
            text = _ILLEGAL.sub("\ufffd", text)
        return text
