"""A table of too many columns in, tables of as many as fit beside each other out."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

Placed = tuple[int, int, Element]  # first column, columns, cell


def split(table: Element, most: int, parent: Element | None) -> list[Element]:
    """Part a table in its place; a cell that spans a cut begins in one part and goes on, empty, in the next."""
    rows = [list(_placed(group)) for group in _groups(table)]
    columns = max((first + span for group in rows for row in group for first, span, _ in row), default=0)
    if columns <= most or parent is None:
        return [table]
    count = -(-columns // most)
    width = -(-columns // count)
    parts = [_part(table, rows, first, min(columns, first + width)) for first in range(0, columns, width)]
    at = list(parent).index(table)
    parts[-1].tail, parts[0].tail = table.tail, None
    parent[at : at + 1] = parts
    return parts


def _groups(table: Element) -> Iterator[Element]:
    yield from (child for child in table if child.tag in ("thead", "tbody"))


def _placed(group: Element) -> Iterator[list[Placed]]:
    """Put every cell of a group of rows in its columns; rows from above reach down."""
    taken: dict[int, int] = {}
    for row in group:
        cells: list[Placed] = []
        column = 0
        below: dict[int, int] = {}
        for cell in row:
            while taken.get(column, 0):
                column += 1
            span, deep = int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))
            cells.append((column, span, cell))
            below.update(dict.fromkeys(range(column, column + span), deep))
            column += span
        taken = {place: left - 1 for place, left in {**taken, **below}.items() if left > 1}
        yield cells


def _part(table: Element, groups: list[list[list[Placed]]], first: int, last: int) -> Element:
    """Copy the columns from `first` to before `last`; the caption stays with the first."""
    part = Element("table", dict(table.attrib))
    for child in table:
        if child.tag == "caption" and first == 0:
            part.append(child)
    for source, rows in zip(_groups(table), groups, strict=True):
        group = Element(source.tag, dict(source.attrib))
        for original, cells in zip(source, rows, strict=True):
            row = Element("tr", dict(original.attrib))
            row.extend(_cells(cells, first, last))
            group.append(row)
        part.append(group)
    return part


def _cells(cells: list[Placed], first: int, last: int) -> Iterator[Element]:
    for column, span, cell in cells:
        start, stop = max(column, first), min(column + span, last)
        if start >= stop:
            continue
        own = cell if column >= first else Element(cell.tag, dict(cell.attrib))
        if stop - start != span or "colspan" in own.attrib:
            own.set("colspan", str(stop - start))
        yield own
