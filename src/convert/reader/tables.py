"""A `<table>` in, a table of the model out: spans resolved, the grid filled, bounded.

The grid is laid out after the HTML Standard's table model (4.9.12); columns and rows in which no cell begins are then left
out, so that a table is never wider than its cells are many (`colspan="1000"` costs nothing). A few wide rows among many
would still make a grid of millions: one that is mostly holes is cut.
"""

from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from convert.bounds import TABLE_HOLES, TABLE_SPANS
from convert.model import Block, Blocks, Cell, Inlines, LineBreak, Paragraph, Row, Table
from convert.notices import Code, Report
from convert.reader.cascade import Cascade, Look
from convert.reader.columns import column_widths, edged, paint, read_columns
from convert.reader.html import COMMENT, Element

_Rows = list[tuple[Element, Look]]
ReadCell = Callable[[Element, Look], Blocks]
ReadLine = Callable[[Element, Look], Inlines]


class _Section(NamedTuple):
    """The rows of a head, a body or a foot."""

    tag: str
    rows: _Rows


class _Placed:
    """A cell with its place in the grid, and the cells after it that have none left."""

    __slots__ = ("colspan", "column", "element", "joined", "look", "row", "rowspan")

    def __init__(
        self, element: Element, look: Look, row: int, column: int, colspan: int, rowspan: int
    ) -> None:
        self.element = element
        self.look = look
        self.row = row
        self.column = column
        self.colspan = colspan
        self.rowspan = rowspan
        self.joined: list[_Placed] = []


class _Part(NamedTuple):
    """The cells of a head or a body, in the order of the source, and how many rows they begin in."""

    cells: list[_Placed]
    rows: int


def read_table(
    element: Element, look: Look, cascade: Cascade, report: Report, cell: ReadCell, line: ReadLine
) -> Blocks:
    """Read a table; what stands in it outside cells comes before it, as browsers show it."""
    outside: list[Block] = []
    caption: Inlines = ()
    sections: list[_Section] = []
    for child in element.elements():
        child_look = cascade.look(child, look)
        if child_look.hidden or child.tag in (COMMENT, "colgroup", "col"):
            continue
        if child.tag == "caption":
            words = line(child, child_look)
            caption = (*caption, LineBreak(), *words) if caption and words else caption or words
        elif child.tag in ("thead", "tbody", "tfoot"):
            sections.append(_Section(child.tag, _rows_of(child, child_look, cascade)))
        elif child.tag == "tr":
            sections.append(_Section("tbody", [(child, child_look)]))
        else:
            outside += cell(child, child_look)
    head, body = _bounded(*_split_head(sections), cascade, report, element.line)
    starts = _starts(head, body)
    if not starts:
        return (*outside, Paragraph(caption, line=element.line)) if caption else tuple(outside)
    columns = {start: index for index, start in enumerate(starts)}
    cells = (*head.cells, *body.cells)
    said = read_columns(element, look, cascade)
    paint(cells, look, said)
    table = Table(
        len(starts),
        _rows(head, starts, columns, cell),
        _rows(body, starts, columns, cell),
        caption,
        column_widths(cells, starts, said),
        look.direction,
        line=element.line,
    )
    return (*outside, edged(table, look.frame.border))


def _rows_of(section: Element, look: Look, cascade: Cascade) -> _Rows:
    """The rows of a section that are shown."""
    rows = []
    for row in section.elements():
        row_look = cascade.look(row, look)
        if row.tag == "tr" and not row_look.hidden:
            rows.append((row, row_look))
    return rows


def _split_head(sections: list[_Section]) -> tuple[_Rows, _Rows]:
    """Rows of the head and of the rest, the foot last; without `<thead>`, the first rows made of `<th>` alone are the head."""
    head, body, foot = (
        [row for section in sections if section.tag == tag for row in section.rows]
        for tag in ("thead", "tbody", "tfoot")
    )
    body += foot
    if not head:
        count = 0
        for row, _ in body:
            cells = [cell for cell in row.elements() if cell.tag in ("td", "th")]
            spans_on = any(cell.attributes.get("rowspan", "1") != "1" for cell in cells)
            if not cells or spans_on or any(cell.tag != "th" for cell in cells):
                break
            count += 1
        head, body = body[:count], body[count:]
    return head, body


def _bounded(head: _Rows, body: _Rows, cascade: Cascade, report: Report, line: int) -> tuple[_Part, _Part]:
    """Lay head and body out; a grid that is too large loses its spans over rows, then columns, but no cell."""
    parts = _place(head, cascade, report, line), _place(body, cascade, report, line)
    if _fits(*parts):
        return parts
    report.add(Code.TOO_LARGE, "a table mostly of holes: its cells span one row each", line)
    parts = _place(head, cascade, report, line, tall=False), _place(body, cascade, report, line, tall=False)
    if _fits(*parts):
        return parts
    count = max(1, TABLE_HOLES // (parts[0].rows + parts[1].rows))
    report.add(
        Code.TOO_LARGE, f"a table mostly of holes: cells beyond column {count} join the one before", line
    )
    last = _starts(*parts)[count - 1]
    return _narrowed(parts[0], last), _narrowed(parts[1], last)


def _fits(head: _Part, body: _Part) -> bool:
    cells = len(head.cells) + len(body.cells)
    return len(_starts(head, body)) * (head.rows + body.rows) <= max(TABLE_HOLES, 2 * cells)


def _starts(head: _Part, body: _Part) -> list[int]:
    """The columns in which any cell begins."""
    return sorted({cell.column for cell in (*head.cells, *body.cells)})


def _narrowed(part: _Part, last: int) -> _Part:
    """Join cells that begin after a column to the one before them; without spans over rows, each row has one."""
    cells: list[_Placed] = []
    for cell in part.cells:
        if cell.column > last:
            cells[-1].joined.append(cell)
        else:
            cells.append(cell)
    return _Part(cells, part.rows)


def _place(rows: _Rows, cascade: Cascade, report: Report, line: int, *, tall: bool = True) -> _Part:
    """Lay cells out in a grid of their own; rows in which no cell begins are left out."""
    placed: list[_Placed] = []
    active: list[tuple[int, int, int]] = []  # spans from rows above: first column, column after, row after
    for number, (row, row_look) in enumerate(rows):
        active = [span for span in active if span[2] > number]
        begun: list[tuple[int, int, int]] = []
        column = index = 0
        for element in row.elements():
            look = cascade.look(element, row_look)
            if element.tag not in ("td", "th") or look.hidden:
                continue
            while index < len(active) and active[index][0] <= column:
                column = max(column, active[index][1])
                index += 1
            room = active[index][0] - column if index < len(active) else TABLE_SPANS
            width = min(_span(element.attributes.get("colspan", ""), TABLE_SPANS), room)
            rowspan = _span(element.attributes.get("rowspan", ""), len(rows), zero=len(rows)) if tall else 1
            if rowspan > 1 and len(active) + len(begun) >= TABLE_SPANS:
                report.add(
                    Code.TOO_LARGE, f"more than {TABLE_SPANS} cells span rows at once: cut to one row", line
                )
                rowspan = 1
            if rowspan > 1:
                begun.append((column, column + width, number + rowspan))
            placed.append(_Placed(element, look, number, column, width, rowspan))
            column += width
        active = sorted(active + begun)
    starts = sorted({cell.row for cell in placed})
    for cell in placed:
        rank = bisect_left(starts, cell.row)
        cell.rowspan = bisect_left(starts, cell.row + cell.rowspan) - rank
        cell.row = rank
    return _Part(placed, len(starts))


def _rows(part: _Part, starts: list[int], columns: dict[int, int], read: ReadCell) -> tuple[Row, ...]:
    """Cells as rows, with empty cells where the grid has holes."""
    width = len(starts)
    by_row: list[list[_Placed]] = [[] for _ in range(part.rows)]
    for cell in part.cells:
        by_row[cell.row].append(cell)
    busy = [0] * width
    rows: list[Row] = []
    for number, cells in enumerate(by_row):
        row: list[Cell] = []
        column = 0
        for cell in cells:
            start = columns[cell.column]
            row += [Cell(())] * sum(busy[free] <= number for free in range(column, start))
            end = start + 1
            while end < width and starts[end] < cell.column + cell.colspan and busy[end] <= number:
                end += 1
            for covered in range(start, end):
                busy[covered] = number + cell.rowspan
            row.append(_cell(cell, end - start, read))
            column = end
        row += [Cell(())] * sum(busy[free] <= number for free in range(column, width))
        rows.append(Row(tuple(row)))
    return tuple(rows)


def _cell(placed: _Placed, colspan: int, read: ReadCell) -> Cell:
    look = placed.look
    every = (placed, *placed.joined)
    return Cell(
        tuple(block for one in every for block in read(one.element, one.look.without_cell())),
        colspan,
        placed.rowspan,
        placed.element.tag == "th",
        look.align,
        look.frame.background,
        look.vertical_align,
        look.frame.border if look.borders_said else None,
    )


def _span(text: str, largest: int, zero: int = 1) -> int:
    """A span attribute; 0 means `zero`, anything else that is no number means 1."""
    text = text.strip()
    if not text.isdecimal():
        return 1
    value = int(text[:6])
    return min(value, largest) if value else max(1, zero)
