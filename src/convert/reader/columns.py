"""A table's cells in their grid in, what its author drew and measured of it as a whole out: widths of columns, outer edges."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from convert.bounds import TABLE_SPANS
from convert.model import NO_BORDER, Border, Cell, Color, Length, Row, Sides, Table
from convert.reader.cascade import Cascade, Look
from convert.reader.html import Element
from convert.record import replace


class Column(NamedTuple):
    """What `<col>` and `<colgroup>` say of a column."""

    width: Length | None = None
    background: Color | None = None


class Placed(Protocol):
    """A cell in the grid."""

    look: Look

    @property
    def column(self) -> int: ...  # noqa: D102
    @property
    def colspan(self) -> int: ...  # noqa: D102


def read_columns(table: Element, look: Look, cascade: Cascade) -> dict[int, Column]:
    """Read `<col>` and `<colgroup>`, by column of the grid."""
    said: dict[int, Column] = {}
    number = 0
    for child in table.elements():
        if child.tag not in ("col", "colgroup"):
            continue
        around = cascade.look(child, look)
        for one in [one for one in child.elements() if one.tag == "col"] or [child]:
            own = around if one is child else cascade.look(one, around)
            count = _span(one.attributes.get("span", ""))
            background = own.frame.background
            column = Column(own.width, None if background == look.frame.background else background)
            if column != Column():
                said.update(dict.fromkeys(range(number, number + count), column))
            number = min(number + count, TABLE_SPANS)
    return said


def paint(cells: Iterable[Placed], look: Look, columns: Mapping[int, Column]) -> None:
    """Give cells the background of their column, which lies over the table's and under a row's (CSS 2.2, 17.5.1)."""
    for cell in cells:
        column = columns.get(cell.column)
        if column and column.background and cell.look.frame.background == look.frame.background:
            frame = replace(cell.look.frame, background=column.background)
            cell.look = replace(cell.look, frame=frame)


def column_widths(
    cells: Iterable[Placed], starts: Sequence[int], columns: Mapping[int, Column]
) -> tuple[Length | None, ...]:
    """The width its author gave each column, by `<col>` or by a cell of one column; empty where none has any."""
    said = {number: column.width for number, column in columns.items() if column.width is not None}
    for cell in cells:
        if cell.colspan == 1 and cell.column not in said and cell.look.width is not None:
            said[cell.column] = cell.look.width
    if not said:
        return ()
    widths = tuple(
        _sum([said.get(column) for column in range(start, end)])
        for start, end in pairwise((*starts, starts[-1] + 1))
    )
    return widths if any(widths) else ()


def edged(table: Table, border: Sides[Border]) -> Table:
    """Draw a table's own border along the outer edges of its cells, where they have none."""
    if border == NO_BORDER:
        return table
    rows = table.head + table.rows
    last = len(rows) - 1
    busy = [0] * table.columns  # the row after the cell that covers each column
    made: list[Row] = []
    for number, row in enumerate(rows):
        cells: list[Cell] = []
        column = 0
        for cell in row.cells:
            while busy[column] > number:
                column += 1
            end = column + cell.colspan
            busy[column:end] = [number + cell.rowspan] * cell.colspan
            own = cell.border or NO_BORDER
            cells.append(
                _with_border(
                    cell,
                    Sides(
                        border.top if number == 0 and not own.top.drawn else own.top,
                        border.right if end == table.columns and not own.right.drawn else own.right,
                        border.bottom
                        if number + cell.rowspan > last and not own.bottom.drawn
                        else own.bottom,
                        border.left if column == 0 and not own.left.drawn else own.left,
                    ),
                )
            )
            column = end
        made.append(Row(tuple(cells)))
    heads = len(table.head)
    return replace(table, head=tuple(made[:heads]), rows=tuple(made[heads:]))


def _with_border(cell: Cell, border: Sides[Border]) -> Cell:
    return cell if border == (cell.border or NO_BORDER) else replace(cell, border=border)


def _sum(widths: list[Length | None]) -> Length | None:
    units = {width.unit for width in widths if width is not None}
    if len(units) != 1 or None in widths:
        return None
    return Length(sum(width.number for width in widths if width is not None), units.pop())


def _span(text: str) -> int:
    text = text.strip()
    return min(max(int(text[:6]), 1), TABLE_SPANS) if text.isdecimal() else 1
