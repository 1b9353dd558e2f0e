"""A table of too many columns in, the same with its columns measured out, or tables of as many as fit beside each other."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import takewhile
from typing import NamedTuple
from xml.etree.ElementTree import Element

from convert import parting
from convert.writers._pdf import tree

Placed = tuple[int, int, Element]  # first column, columns, cell
Part = tuple[Element, parting.Columns]

_PADDING_EM = 0.4
# A column one can read at ease, and what a line of it needs where it may stand in two: a character more than half.
_EASY_EM = 3.5
_OF_TWO_LINES = 0.65
_LEAST_EM = 1.0


class Column(NamedTuple):
    """What stands in a column, in em: its longest word, and its longest line."""

    word: float
    line: float

    @property
    def tolerable(self) -> float:
        """The width below which words are broken, or what could stand in two lines stands in more."""
        return max(_LEAST_EM, self.word, min(self.line, _EASY_EM) * _OF_TWO_LINES) + _PADDING_EM

    @property
    def comfortable(self) -> float:
        """The width that is good to read."""
        return max(_LEAST_EM, self.word, min(self.line, _EASY_EM)) + _PADDING_EM

    def whole(self) -> "Column":
        """The same where short lines must not be broken: names."""
        return self._replace(word=max(self.word, min(self.line, _EASY_EM)))


def split(table: Element, columns: Sequence[Column], room: float, parent: Element) -> list[Part]:
    """Part a table in its place into as few as fit in `room` em, with the columns that name its rows in each.

    A cell that spans a cut begins in one part and goes on, empty, in the next.
    """
    rows = [list(_placed(group)) for group in _groups(table)]
    spans = [(first, span) for group in rows for row in group for first, span, _ in row]
    bodies = [
        row
        for group, placed in zip(_groups(table), rows, strict=True)
        if group.tag == "tbody"
        for row in placed
    ]
    headed = min((sum(1 for _ in takewhile(_is_header, row)) for row in bodies), default=0)
    lead = parting.naming(len(columns), headed, spans)
    found = parting.parts(
        len(columns), lead, len(columns), lambda some: sum(columns[index].tolerable for index in some) <= room
    )
    if len(found) == 1:
        return [(table, found[0])]
    shown = frozenset(found[0])
    parts = [_part(table, rows, part, shown if number else frozenset()) for number, part in enumerate(found)]
    at = list(parent).index(table)
    parts[-1].tail, parts[0].tail = table.tail, None
    parent[at : at + 1] = parts
    return list(zip(parts, found, strict=True))


def measured(table: Element, columns: Sequence[Column], room: float) -> None:
    """Say how wide a table and its columns are, in `room` em."""
    wanted = [column.line + _PADDING_EM for column in columns]
    least = [column.tolerable for column in columns]
    if sum(wanted) > room:
        wanted = [column.comfortable for column in columns]
    if sum(wanted) > room:
        beyond = max(0.0, room - sum(least)) / max(0.01, sum(wanted) - sum(least))
        wanted = [low + (high - low) * min(1.0, beyond) for low, high in zip(least, wanted, strict=True)]
    whole = sum(wanted)
    for group in table.findall("colgroup"):
        table.remove(group)
    group = Element("colgroup")
    for width in wanted:
        column = Element("col")
        tree.declare(column, f"width: {width / whole * 100:.4g}%")
        group.append(column)
    table.insert(1 if table.find("caption") is not None else 0, group)
    tree.declare(table, f"width: {min(100.0, whole / room * 100):.4g}%")


def _is_header(placed: Placed) -> bool:
    _, span, cell = placed
    return cell.tag == "th" and span == 1


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


def _part(
    table: Element, groups: list[list[list[Placed]]], columns: parting.Columns, shown: frozenset[int]
) -> Element:
    """Copy some columns, of which some were shown before; the caption stays with the first part."""
    part = Element("table", dict(table.attrib))
    for child in table:
        if child.tag == "caption" and not shown:
            part.append(child)
    for source, rows in zip(_groups(table), groups, strict=True):
        group = Element(source.tag, dict(source.attrib))
        for original, cells in zip(source, rows, strict=True):
            row = Element("tr", dict(original.attrib))
            row.extend(_cells(cells, columns, shown))
            group.append(row)
        part.append(group)
    return part


def _cells(cells: list[Placed], columns: parting.Columns, shown: frozenset[int]) -> Iterator[Element]:
    for first, span, cell in cells:
        here = [column for column in columns if first <= column < first + span]
        if not here:
            continue
        if here[0] != first:
            own = Element(cell.tag, dict(cell.attrib))
        else:
            own = _copy(cell) if first in shown else cell
        if len(here) != span or "colspan" in own.attrib:
            own.set("colspan", str(len(here)))
        yield own


def _copy(cell: Element) -> Element:
    """Copy a cell without what links point to: that was shown before."""
    own = deepcopy(cell)
    for element in own.iter():
        element.attrib.pop("id", None)
    return own
