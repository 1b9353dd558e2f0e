"""A `<table>` in, a table of the model out: spans resolved, the grid filled, bounded.

The grid is laid out after the HTML Standard's table model (4.9.12); columns and rows in which no cell begins are then left
out, so that a table is never wider than its cells are many (`colspan="1000"` costs nothing).
"""

from bisect import bisect_left
from collections.abc import Callable

from convert.model import Block, Blocks, Cell, Inlines, Paragraph, Row, Table
from convert.notices import Code, Report
from convert.reader.cascade import Cascade, Look
from convert.reader.html import COMMENT, Element

MAX_SPANS = 1000
MAX_COLSPAN = 1000  # HTML Standard 4.9.11

ReadCell = Callable[[Element, Look], Blocks]
ReadLine = Callable[[Element, Look], Inlines]


class _Placed:
    """A cell with its place in the grid."""

    __slots__ = ("colspan", "column", "element", "look", "row", "rowspan")

    def __init__(
        self, element: Element, look: Look, row: int, column: int, colspan: int, rowspan: int
    ) -> None:
        self.element = element
        self.look = look
        self.row = row
        self.column = column
        self.colspan = colspan
        self.rowspan = rowspan


def read_table(
    element: Element, look: Look, cascade: Cascade, report: Report, cell: ReadCell, line: ReadLine
) -> Blocks:
    """Read a table; what stands in it outside cells comes before it, as browsers show it."""
    outside: list[Block] = []
    caption: Inlines = ()
    sections: list[tuple[bool, list[tuple[Element, Look]]]] = []
    for child in element.elements():
        child_look = cascade.look(child, look)
        if child_look.hidden or child.tag in (COMMENT, "colgroup", "col"):
            continue
        if child.tag == "caption":
            caption = line(child, child_look)
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows = [(row, cascade.look(row, child_look)) for row in child.elements() if row.tag == "tr"]
            sections.append((child.tag == "thead", rows))
        elif child.tag == "tr":
            sections.append((False, [(child, child_look)]))
        else:
            outside += cell(child, child_look)
    head, body = _split_head(sections, cascade)
    placed_head, head_count = _place(head, cascade, report, element.line)
    placed_body, body_count = _place(body, cascade, report, element.line)
    starts = sorted({placed.column for placed in (*placed_head, *placed_body)})
    if not starts:
        return (*outside, Paragraph(caption, line=element.line)) if caption else tuple(outside)
    columns = {start: index for index, start in enumerate(starts)}
    table = Table(
        len(starts),
        _rows(placed_head, head_count, starts, columns, cell),
        _rows(placed_body, body_count, starts, columns, cell),
        caption,
        line=element.line,
    )
    return (*outside, table)


def _split_head(
    sections: list[tuple[bool, list[tuple[Element, Look]]]], cascade: Cascade
) -> tuple[list[tuple[Element, Look]], list[tuple[Element, Look]]]:
    """Rows of the head and of the rest; without `<thead>`, the first rows made of `<th>` alone are the head."""
    head = [row for is_head, rows in sections if is_head for row in rows]
    body = [row for is_head, rows in sections if not is_head for row in rows]
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


def _place(
    rows: list[tuple[Element, Look]], cascade: Cascade, report: Report, line: int
) -> tuple[list[_Placed], int]:
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
            room = active[index][0] - column if index < len(active) else MAX_COLSPAN
            width = min(_span(element.attributes.get("colspan", ""), MAX_COLSPAN), room)
            rowspan = _span(element.attributes.get("rowspan", ""), len(rows), zero=len(rows))
            if rowspan > 1 and len(active) + len(begun) >= MAX_SPANS:
                report.add(
                    Code.TOO_LARGE, f"more than {MAX_SPANS} cells span rows at once: cut to one row", line
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
    return placed, len(starts)


def _rows(
    placed: list[_Placed], count: int, starts: list[int], columns: dict[int, int], read: ReadCell
) -> tuple[Row, ...]:
    """Cells as rows, with empty cells where the grid has holes."""
    width = len(starts)
    by_row: list[list[_Placed]] = [[] for _ in range(count)]
    for cell in placed:
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
    return Cell(
        read(placed.element, look.without_cell()),
        colspan,
        placed.rowspan,
        placed.element.tag == "th",
        look.align,
        look.cell_background,
    )


def _span(text: str, largest: int, zero: int = 1) -> int:
    """A span attribute; 0 means `zero`, anything else that is no number means 1."""
    text = text.strip()
    if not text.isdecimal():
        return 1
    value = int(text[:6])
    return min(value, largest) if value else max(1, zero)
