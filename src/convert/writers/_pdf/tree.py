"""A page as an element tree in, the same with some of its text put into elements of its own out."""

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

Make = Callable[[str], Element]


def wrap(root: Element, pattern: "re.Pattern[str]", make: Make) -> bool:
    """Replace what a pattern finds in the text below an element; say whether there was any."""
    found = False
    for element in list(root.iter()):
        for child in list(element):
            if child.tail and pattern.search(child.tail):
                at = list(element).index(child) + 1
                child.tail, parts = _cut(pattern, child.tail, make)
                element[at:at] = parts
                found = True
        if element.text and pattern.search(element.text):
            element.text, parts = _cut(pattern, element.text, make)
            element[0:0] = parts
            found = True
    return found


def ancestors(root: Element) -> dict[Element, Element]:
    """Give the parent of each element."""
    return {child: parent for parent in root.iter() for child in parent}


def above(element: Element, parents: dict[Element, Element]) -> Iterator[Element]:
    """Give what an element stands in, from the inside out."""
    while element in parents:
        element = parents[element]
        yield element


def add_sheet(root: Element, css: str) -> None:
    """Put a sheet behind those that a page has, once."""
    for head in root.iter("head"):
        if all(sheet.text != css for sheet in head.iter("style")):
            style = Element("style")
            style.text = css
            head.append(style)


def declare(element: Element, declarations: str) -> None:
    """Add declarations to those that an element has."""
    own = element.get("style")
    element.set("style", f"{own}; {declarations}" if own else declarations)


def _cut(pattern: "re.Pattern[str]", text: str, make: Make) -> tuple[str, list[Element]]:
    """Cut a text: what comes before the first find, and an element for each find with what follows it."""
    parts: list[Element] = []
    matches = list(pattern.finditer(text))
    ends = [match.start() for match in matches[1:]] + [len(text)]
    for match, end in zip(matches, ends, strict=True):
        part = make(match.group())
        part.tail = text[match.end() : end]
        parts.append(part)
    return text[: matches[0].start()], parts
