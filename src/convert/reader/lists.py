"""A `<ul>`, `<ol>` or `<dl>` in, a list of the model out: its numbers, its marker, its items."""

import re
from typing import Final

from convert.bounds import LIST_NUMBER
from convert.model import (
    Block,
    Blocks,
    Definition,
    DefinitionList,
    Inlines,
    List,
    ListItem,
    ListMarker,
)
from convert.notices import Code, Report
from convert.reader.flow import Flow
from convert.reader.html import COMMENT, Element
from convert.reader.runs import Around
from convert.record import replace

_BULLETS: Final = frozenset(("disc", "circle", "square"))
_INTEGER = re.compile(r"\s*([+-]?[0-9]+)")


def read_list(element: Element, around: Around, flow: Flow) -> Blocks:
    """Read `<ul>`, `<ol>`, `<menu>`: what stands in it outside items belongs to the item before, or comes before the list."""
    before: list[Block] = []
    items: list[ListItem] = []
    markers: set[ListMarker | None] = set()
    sources: list[Element] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag == "li":
            inside = flow.enter(child, around)
            if inside is not None:
                items.append(_item(child, inside, flow))
                markers.add(inside.look.list_marker)
                sources.append(child)
            continue
        if isinstance(child, str):
            blocks = flow.loose(child, around)
        else:
            blocks = flow.block(child, around) if child.tag != COMMENT else ()
        if items and blocks:
            items[-1] = replace(items[-1], blocks=items[-1].blocks + blocks)
        else:
            before += blocks
    if not items:
        return tuple(before)
    marker = markers.pop() if len(markers) == 1 else around.look.list_marker
    ordered = marker not in _BULLETS if element.tag == "ol" else marker not in (None, "none", *_BULLETS)
    start = 1
    if ordered:
        start, numbers = _numbers(element, sources, flow.report)
        items = [
            item if number is None else replace(item, number=number)
            for item, number in zip(items, numbers, strict=True)
        ]
    return (
        *before,
        List(
            tuple(items),
            ordered=ordered,
            start=start,
            tight=not any(_is_loose(source) for source in sources),
            marker=marker,
            direction=around.look.direction,
            line=element.line,
        ),
    )


def read_item(element: Element, around: Around, flow: Flow) -> Blocks:
    """Read a `<li>` outside any list as a list of its own."""
    return (List((_item(element, around, flow),), direction=around.look.direction, line=element.line),)


def _item(element: Element, inside: Around, flow: Flow) -> ListItem:
    checkbox = _checkbox(element)
    checked = None if checkbox is None else "checked" in checkbox.attributes
    if checkbox is not None:
        checkbox.attributes["hidden"] = ""
    return ListItem(flow.content(element, inside), checked, line=element.line)


def _checkbox(element: Element) -> Element | None:
    """The box that makes an item a task: the first thing in it, or in its first paragraph."""
    for parent in (element, *element.elements()[:1]):
        for child in parent.elements()[:1]:
            if child.tag == "input" and child.attributes.get("type", "").lower() == "checkbox":
                return child
    return None


def _is_loose(item: Element) -> bool:
    return any(child.tag == "p" for child in item.elements())


def _numbers(element: Element, items: list[Element], report: Report) -> tuple[int, list[int | None]]:
    """The number of the first item, and of each that does not simply follow (HTML Standard 4.4.8)."""
    backwards = "reversed" in element.attributes
    step = -1 if backwards else 1
    start = _integer(element, "start", len(items) if backwards else 1, report)
    numbers: list[int | None] = []
    following = start
    for index, item in enumerate(items):
        number = _integer(item, "value", following, report)
        if index == 0:
            start = number
        numbers.append(number if backwards or (index and number != following) else None)
        following = number + step
    return start, numbers


def _integer(element: Element, name: str, default: int, report: Report) -> int:
    """An integer attribute, bounded to what Word can number."""
    match = _INTEGER.match(element.attributes[name]) if name in element.attributes else None
    if match is None:
        return default
    number = int(match[1][:10])
    bounded = min(max(number, -LIST_NUMBER), LIST_NUMBER)
    if bounded != number:
        report.add(
            Code.TOO_LARGE, f"the number {match[1][:10]} of a list item is cut to {bounded}", element.line
        )
    return bounded


def read_definitions(element: Element, around: Around, flow: Flow) -> Blocks:
    """Read a `<dl>`; what stands loose in it counts as a meaning."""
    entries: list[Definition] = []
    terms: list[Inlines] = []
    meanings: list[Blocks] = []
    for row in _rows(element):
        inside = flow.enter(row, around)
        if inside is None:
            continue
        if row.tag != "dt":
            meanings.append(flow.content(row, inside))
            continue
        if meanings:
            entries.append(Definition(tuple(terms), tuple(meanings)))
            terms, meanings = [], []
        terms.append(flow.words(row, inside))
    if terms or meanings:
        entries.append(Definition(tuple(terms), tuple(meanings)))
    return (DefinitionList(tuple(entries), line=element.line),) if entries else ()


def _rows(element: Element) -> list[Element]:
    """The terms and meanings of a `<dl>`, those in its groups too."""
    rows: list[Element] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag == "div":
            rows += _rows(child)
        elif isinstance(child, Element) and child.tag in ("dt", "dd"):
            rows.append(child)
        elif (isinstance(child, Element) and child.tag != COMMENT) or (
            isinstance(child, str) and child.strip()
        ):
            loose = Element("dd", {}, element.line, element)
            loose.children.append(child)
            loose.has_block = isinstance(child, Element) and (child.is_block or child.has_block)
            rows.append(loose)
    return rows
