"""Tables in, `w:tbl` out (ISO 29500-1, 17.4): grid, spans, widths by content, a heading that repeats."""

from collections.abc import Callable, Iterator

from convert.model import Blocks, Cell, Paragraph, Row, Table
from convert.notices import Code
from convert.record import Record, replace
from convert.writers._docx import properties, widths, xml
from convert.writers._docx.ledger import Ledger, Scope
from convert.writers._docx.measure import twips
from convert.writers._docx.paragraphs import spacer
from convert.writers._docx.styles import Geometry
from convert.writers._docx.tablestyle import TableStyle

WriteBlocks = Callable[[Blocks, Scope, Ledger, list[str]], None]

# Word's limits: columns of a table, and tables in tables that people can still read.
MOST_COLUMNS = 63
NARROWEST_COLUMN_PT = 18.0  # a Chinese character and its air
ROOMY_COLUMN_PT = 36.0
DEEPEST = 8
# A row with more text than this may break over pages.
_WHOLE_ROW = 1500


class Placed(Record):
    """A cell in the grid; `cell` is None where it continues one from a row above or a part before."""

    column: int
    span: int
    cell: Cell | None
    merge: str = ""
    kind: Cell | None = None


def gap(scope: Scope, ledger: Ledger) -> float:
    """Points between a table and its neighbours; a table has no margins in Word."""
    margin = ledger.sheet.computed(" ".join(scope.inside("table"))).margin
    return max(margin.top, margin.bottom)


def write(block: Table, scope: Scope, ledger: Ledger, out: list[str], write_blocks: WriteBlocks) -> None:
    """Append a table to `out`; one with more columns than Word has becomes several."""
    rows = (*block.head, *block.rows)
    if not any(row.cells for row in rows):
        return
    if scope.tables >= DEEPEST:
        ledger.report.add(Code.NESTING, "a table nested too deep for Word became paragraphs", block.line)
        for row in rows:
            for cell in row.cells:
                write_blocks(cell.blocks, scope.edges(0.0, 0.0), ledger, out)
        return
    grid = list(_grid(rows))
    columns = max(block.columns, *(placed[-1].column + placed[-1].span for placed in grid if placed))
    most = min(MOST_COLUMNS, max(1, int(scope.measure / NARROWEST_COLUMN_PT)))
    if columns > most:
        ledger.not_rendered(
            f"a table of {columns} columns is split: {most} fit beside each other", block.line
        )
    for first in range(0, columns, most):
        last = min(columns, first + most)
        part = [list(_slice(row, first, last)) for row in grid]
        if first:
            out.append(spacer(gap(scope, ledger)))
        out.append(_table(part, last - first, len(block.head), scope, ledger, write_blocks))


def _grid(rows: tuple[Row, ...]) -> Iterator[list[Placed]]:
    """Put every cell in its column; cells from above that reach down are continued."""
    open_spans: dict[int, tuple[int, Cell]] = {}
    for row in rows:
        placed: list[Placed] = []
        cells = iter(row.cells)
        column = 0
        while True:
            if column in open_spans:
                left, cell = open_spans.pop(column)
                placed.append(Placed(column, cell.colspan, None, "continue", cell))
                if left > 1:
                    open_spans[column] = (left - 1, cell)
                column += cell.colspan
                continue
            cell_ = next(cells, None)
            if cell_ is None:
                if not any(start > column for start in open_spans):
                    break
                # A row that ends before a cell from above: the hole is an empty cell.
                start = min(start for start in open_spans if start > column)
                placed.append(Placed(column, start - column, None))
                column = start
                continue
            room = (
                min((start for start in open_spans if start > column), default=column + cell_.colspan)
                - column
            )
            span = max(1, min(cell_.colspan, room))
            placed.append(Placed(column, span, cell_, "restart" if cell_.rowspan > 1 else "", cell_))
            if cell_.rowspan > 1:
                open_spans[column] = (cell_.rowspan - 1, replace(cell_, colspan=span))
            column += span
        yield placed


def _slice(row: list[Placed], first: int, last: int) -> Iterator[Placed]:
    """The part of a row between two columns, filled up with empty cells."""
    end = first
    for placed in row:
        start, stop = max(placed.column, first), min(placed.column + placed.span, last)
        if start < stop:
            # Text stands where the cell begins; what reaches into the next part is empty.
            cell = placed.cell if placed.column >= first else None
            yield replace(placed, column=start - first, span=stop - start, cell=cell)
            end = stop
    if end < last:
        yield Placed(end - first, last - end, None)


def _table(
    grid: list[list[Placed]],
    columns: int,
    heads: int,
    scope: Scope,
    ledger: Ledger,
    write_blocks: WriteBlocks,
) -> str:
    style = ledger.tables.at(scope.path)
    size = ledger.sheet.computed(" ".join(scope.inside("table"))).font_size_pt
    total = scope.measure
    # Many columns leave no room for the theme's padding.
    padding = style.cell_padding if total / columns > ROOMY_COLUMN_PT else min(style.cell_padding, 3.0)
    wide = [[(placed.column, placed.span, placed.cell) for placed in row] for row in grid]
    column_widths = widths.columns(wide, columns, total, size, padding)
    row_header = all(row and row[0].kind is not None and row[0].kind.header for row in grid[heads:])
    rows = [
        _row(row, _head(index, heads, style), column_widths, padding, scope, ledger, write_blocks)
        for index, row in enumerate(grid)
    ]
    # The flags once as Word reads them, once as attributes of their own (17.4.55).
    flags = 0x0600 | 0x0020 * (heads > 0) | 0x0080 * row_header
    look: dict[str, xml.Value] = {"w:val": f"{flags:04X}", "w:firstRow": int(heads > 0), "w:lastRow": 0}
    look |= {"w:firstColumn": int(row_header), "w:lastColumn": 0, "w:noHBand": 1, "w:noVBand": 1}
    head = xml.element(
        "w:tblPr",
        None,
        xml.val("tblStyle", style.style_id),
        xml.element("w:tblW", {"w:w": sum(column_widths), "w:type": "dxa"}),
        _place(sum(column_widths) / 20, style, scope),
        xml.element("w:tblLayout", {"w:type": "fixed"}),
        _margins(padding) if padding != style.cell_padding else "",
        xml.element("w:tblLook", look),
    )
    columns_xml = "".join(f'<w:gridCol w:w="{width}"/>' for width in column_widths)
    return f"<w:tbl>{head}<w:tblGrid>{columns_xml}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _margins(padding: float) -> str:
    """Margins of the cells left and right, `padding` points together."""
    side: dict[str, xml.Value] = {"w:w": twips(padding / 2), "w:type": "dxa"}
    return xml.element("w:tblCellMar", None, xml.element("w:left", side), xml.element("w:right", side))


def _head(index: int, heads: int, style: TableStyle) -> str | None:
    """None for a row of the body, else the rule under a row of the head that the table style does not know of.

    Word's "first row" is the first alone.
    """
    if index >= heads:
        return None
    return style.head_rule if index else ""


def _place(width: float, style: TableStyle, scope: Scope) -> str:
    """Where a table stands that does not fill the measure: in the middle where its caption does, else at the left."""
    left, free = scope.geometry.left, max(0.0, scope.measure - width)
    if style.centred and not left and free:
        return xml.val("jc", "center")
    return xml.element(
        "w:tblInd", {"w:w": twips(left + (free / 2 if style.centred else 0.0)), "w:type": "dxa"}
    )


def _row(
    row: list[Placed], head: str | None, column_widths: list[int], padding: float, scope: Scope, ledger: Ledger,
    write_blocks: WriteBlocks,
) -> str:  # fmt: skip
    cells = []
    for placed in row:
        width = sum(column_widths[placed.column : placed.column + placed.span])
        cells.append(_cell(placed, head, width, padding, scope, ledger, write_blocks))
    found = "<w:cantSplit/>" if sum(map(len, cells)) < _WHOLE_ROW * 3 else ""
    found += "<w:tblHeader/>" if head is not None else ""
    return f"<w:tr>{f'<w:trPr>{found}</w:trPr>' if found else ''}{''.join(cells)}</w:tr>"


def _cell(
    placed: Placed, rule: str | None, width: int, padding: float, scope: Scope, ledger: Ledger, write_blocks: WriteBlocks
) -> str:  # fmt: skip
    kind, head = placed.kind, rule is not None
    found = xml.element("w:tcW", {"w:w": width, "w:type": "dxa"})
    if placed.span > 1:
        found += xml.val("gridSpan", placed.span)
    if placed.merge:
        found += xml.val("vMerge", placed.merge)
    if rule:
        found += rule
    if kind is not None and kind.background is not None:
        found += properties.shading(kind.background)
    if placed.merge:
        found += xml.val("vAlign", "center")
    header = kind.header if kind is not None else head
    path = scope.inside("table", "thead" if head else "tbody", "tr", "th" if header else "td")
    inner = replace(
        scope, path=path, geometry=Geometry(), width=width / 20 - padding, leaf=True, tables=scope.tables + 1,
        lead=0.0, trail=0.0, marker=None, keep=False,
    )  # fmt: skip
    out: list[str] = []
    if placed.cell is not None:
        write_blocks(_aligned(placed.cell, header), inner, ledger, out)
    if not out or out[-1].startswith("<w:tbl>"):
        # A cell ends in a paragraph (ISO 29500-1, 17.4.65).
        style = inner.paragraph(ledger.sheet).style_id
        out.append(f"<w:p><w:pPr>{xml.val('pStyle', style)}</w:pPr></w:p>")
    return f"<w:tc><w:tcPr>{found}</w:tcPr>{''.join(out)}</w:tc>"


def _aligned(cell: Cell, header: bool) -> Blocks:
    """The cell's blocks, its paragraphs set as the cell says where they say nothing; a heading of columns is centred."""
    align = cell.align or ("center" if header and cell.colspan > 1 else None)
    if align is None:
        return cell.blocks
    return tuple(
        replace(block, align=align) if isinstance(block, Paragraph) and block.align is None else block
        for block in cell.blocks
    )
