"""Tables in, `w:tbl` out (ISO 29500-1, 17.4): grid, spans, widths by content, a heading that repeats."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, takewhile

from convert import parting
from convert.model import Blocks, Border, Cell, Paragraph, Row, Sides, Table, VerticalAlign
from convert.notices import Code
from convert.record import Record, replace
from convert.writers._docx import names, properties, sections, widths, xml
from convert.writers._docx.geometry import Geometry
from convert.writers._docx.ledger import Ledger, Scope, SectionKind
from convert.writers._docx.measure import twips
from convert.writers._docx.paragraphs import spacer
from convert.writers._docx.tablestyle import TableStyle

WriteBlocks = Callable[[Blocks, Scope, Ledger, list[str]], None]

# Word's limits: columns of a table, and tables in tables that people can still read.
MOST_COLUMNS = 63
NARROWEST_COLUMN_PT = 13.0  # a Chinese character and its air, in a cell that has no more room
DEEPEST = 8
# A row with more text than this may break over pages.
_WHOLE_ROW = 1500
_VERTICAL: dict[VerticalAlign, str] = {"top": "top", "middle": "center", "bottom": "bottom"}


# Tables too wide for the measure: their size of type, in hundredths, and what is left of the theme's padding, left and right
# together, in points; and the smallest type anyone can read.
_TRIES = ((100, 8.0), (92, 8.0), (84, 7.0), (76, 6.0), (70, 3.0))
_SMALLEST_PT = 6.5


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


class Layout(Record):
    """How a table is made to fit: its grid, the columns of each of its parts, the size of its type in hundredths.

    `section`: what it needs for itself, a page on its side or all columns; `said` are the widths the author said, in points.
    """

    grid: tuple[list[Placed], ...]
    parts: tuple[parting.Columns, ...]
    width: float
    size: int
    padding: float
    section: SectionKind
    asked: widths.Demand
    said: tuple[float | None, ...]


def layout(block: Table, scope: Scope, ledger: Ledger) -> Layout:
    """Decide how a table fits its place: as it is, with less air, in smaller type, on a page on its side."""
    grid = tuple(_grid((*block.head, *block.rows)))
    columns = max(block.columns, 1, *(placed[-1].column + placed[-1].span for placed in grid if placed))
    usual = ledger.tables.at(scope.path).cell_padding
    size_pt = ledger.sheet.computed(" ".join(scope.inside("table"))).font_size_pt
    asked = widths.demand(([(one.column, one.span, one.cell) for one in row] for row in grid), columns)
    smallest = max(_SMALLEST_PT, ledger.least_pt)
    sizes = ((100, usual), *((size, min(usual, air)) for size, air in _TRIES))
    tries = [one for one in sizes if one[0] == 100 or size_pt * one[0] / 100 >= smallest]
    whole = (tuple(range(columns)),)
    places: list[tuple[float, SectionKind]] = [(scope.measure, "text")]
    if sections.may_span(scope, ledger):
        places.append((ledger.across_width, "across"))
    if sections.may_turn(scope, ledger):
        places.append((ledger.turned_width, "turned"))
    for width, section in places:
        # What could span the columns need not be made smaller to stand in one.
        spans = section == "text" and len(places) > 1 and places[1][1] == "across"
        found = _easiest(whole, asked, size_pt, width, tries[:2] if spans else tries)
        if found is not None and columns <= MOST_COLUMNS:
            return _layout(block, grid, asked, whole, width, *found, size_pt, section)
    width, section = places[-1]
    size_last, padding = tries[-1]

    def fits(some: Sequence[int]) -> bool:
        if scope.tables:
            return len(some) * NARROWEST_COLUMN_PT <= width
        return widths.tolerable(asked, some, size_pt * size_last / 100, padding) <= width

    parts = parting.parts(columns, _naming(grid, len(block.head), columns), MOST_COLUMNS, fits)
    size = _easiest(parts, asked, size_pt, width, tries) or tries[-1]
    return _layout(block, grid, asked, parts, width, *size, size_pt, section)


def _easiest(
    parts: tuple[parting.Columns, ...], asked: widths.Demand, size_pt: float, width: float, tries: Iterable[tuple[int, float]]
) -> tuple[int, float] | None:  # fmt: skip
    """The first size of type and padding in which all parts are good to read; None where there is none."""
    demands = [widths.only(asked, part) for part in parts]
    for size, padding in tries:
        if all(widths.comfortable(demand, size_pt * size / 100, padding) <= width for demand in demands):
            return size, padding
    return None


def _naming(grid: tuple[list[Placed], ...], heads: int, columns: int) -> int:
    """How many columns name the rows."""
    headed = min((sum(1 for _ in takewhile(_is_header, row)) for row in grid[heads:]), default=0)
    return parting.naming(columns, headed, ((one.column, one.span) for row in grid for one in row))


def _is_header(placed: Placed) -> bool:
    return placed.kind is not None and placed.kind.header and placed.span == 1


def _layout(
    block: Table, grid: tuple[list[Placed], ...], asked: widths.Demand, parts: tuple[parting.Columns, ...], width: float,
    size: int, padding: float, size_pt: float, section: SectionKind,
) -> Layout:  # fmt: skip
    per_unit = {"pt": 1.0, "em": size_pt * size / 100, "%": width / 100}
    said = tuple(
        None if length is None else max(0.0, length.number) * per_unit[length.unit] for length in block.widths
    )
    said += (None,) * (len(asked.wanted) - len(said))
    return Layout(grid, parts, width, size, padding, section, asked, said)


def write(
    block: Table, plan: Layout, scope: Scope, ledger: Ledger, out: list[str], write_blocks: WriteBlocks
) -> None:
    """Append a table to `out`; one with more columns than fit becomes several."""
    rows = (*block.head, *block.rows)
    if scope.tables >= DEEPEST:
        ledger.report.add(Code.NESTING, "a table nested too deep for Word became paragraphs", block.line)
        for row in rows:
            for cell in row.cells:
                write_blocks(cell.blocks, scope.edges(0.0, 0.0), ledger, out)
        return
    if len(plan.parts) > 1:
        ledger.not_rendered(parting.told(len(plan.asked.wanted), len(plan.parts)), block.line)
    slices = [_slices(row, plan.parts) for row in plan.grid]
    for number, part in enumerate(plan.parts):
        if number:
            out.append(spacer(gap(scope, ledger)))
        piece = replace(
            plan, grid=tuple(row[number] for row in slices), asked=widths.only(plan.asked, part),
            said=tuple(plan.said[column] for column in part),
        )  # fmt: skip
        out.append(_table(piece, len(block.head), scope, ledger, write_blocks))


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


def _slices(row: list[Placed], parts: Iterable[parting.Columns]) -> list[list[Placed]]:
    """What a row has in the columns of each part."""
    holders = [placed for placed in row for _ in range(placed.span)]
    return [list(_slice(holders, part)) for part in parts]


def _slice(holders: list[Placed], part: parting.Columns) -> Iterator[Placed]:
    """What a row, given by the cell that holds each column, has in a part, filled up with an empty cell."""
    held = [column for column in part if column < len(holders)]
    place = 0
    for _, run in groupby(held, lambda column: id(holders[column])):
        here = list(run)
        placed = holders[here[0]]
        # Text stands where the cell begins; what reaches into the next part is empty.
        cell = placed.cell if placed.column == here[0] else None
        yield replace(placed, column=place, span=len(here), cell=cell)
        place += len(here)
    if place < len(part):
        yield Placed(place, len(part) - place, None)


def _table(plan: Layout, heads: int, scope: Scope, ledger: Ledger, write_blocks: WriteBlocks) -> str:
    style = ledger.tables.at(scope.path)
    grid, padding = plan.grid, plan.padding
    element = "table" if plan.size == 100 else f"table{names.FITTED}{plan.size}"
    size = ledger.sheet.computed(" ".join(scope.inside(element))).font_size_pt
    room = padding + ledger.runs.frames_pt
    column_widths = widths.columns(plan.asked, plan.said, plan.width, size, room)
    row_header = all(row and row[0].kind is not None and row[0].kind.header for row in grid[heads:])
    rows = [
        _row(
            row,
            element,
            _head(index, heads, style),
            column_widths,
            padding,
            replace(scope, keep=index >= heads and index == len(grid) - 2),
            ledger,
            write_blocks,
        )
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
        "<w:bidiVisual/>" if scope.from_right else "",
        xml.element("w:tblW", {"w:w": sum(column_widths), "w:type": "dxa"}),
        _place(sum(column_widths) / 20, plan.width, style, scope),
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


def _place(width: float, measure: float, style: TableStyle, scope: Scope) -> str:
    """Where a table stands that does not fill the measure: in the middle where its caption does, else at the left."""
    left, free = scope.geometry.left, max(0.0, measure - width)
    if style.centred and not left and free:
        return xml.val("jc", "center")
    return xml.element(
        "w:tblInd", {"w:w": twips(left + (free / 2 if style.centred else 0.0)), "w:type": "dxa"}
    )


def _row(
    row: list[Placed], table: str, head: str | None, column_widths: list[int], padding: float, scope: Scope,
    ledger: Ledger, write_blocks: WriteBlocks,
) -> str:  # fmt: skip
    """Write a row; `scope.keep` holds it on one page with the next, so that no page has a table's last row alone."""
    cells = []
    for placed in row:
        width = sum(column_widths[placed.column : placed.column + placed.span])
        header = placed.kind.header if placed.kind is not None else head is not None
        part = "thead" if head is not None else "tbody"
        inner = replace(
            scope, path=scope.inside(table, part, "tr", "th" if header else "td"), geometry=Geometry(),
            width=width / 20 - padding, leaf=True, tables=scope.tables + 1, lead=0.0, trail=0.0, marker=None,
            parted=False,
        )  # fmt: skip
        content: list[str] = []
        if placed.cell is not None:
            write_blocks(_aligned(placed.cell, header), inner, ledger, content)
        if not content or content[-1].startswith("<w:tbl>"):
            # A cell ends in a paragraph (ISO 29500-1, 17.4.65).
            style = inner.paragraph(ledger.sheet).style_id
            content.append(f"<w:p><w:pPr>{xml.val('pStyle', style)}</w:pPr></w:p>")
        about = _about(placed, head or "", width, scope.from_right)
        cells.append(f"<w:tc><w:tcPr>{about}</w:tcPr>{''.join(content)}</w:tc>")
    found = "<w:cantSplit/>" if sum(map(len, cells)) < _WHOLE_ROW * 3 else ""
    found += "<w:tblHeader/>" if head is not None else ""
    return f"<w:tr>{f'<w:trPr>{found}</w:trPr>' if found else ''}{''.join(cells)}</w:tr>"


def _about(placed: Placed, rule: str, width: int, from_right: bool) -> str:
    """The properties of a cell; `rule` is the border under it that its table's style does not know of."""
    kind = placed.kind
    found = xml.element("w:tcW", {"w:w": width, "w:type": "dxa"})
    if placed.span > 1:
        found += xml.val("gridSpan", placed.span)
    if placed.merge:
        found += xml.val("vMerge", placed.merge)
    sides = ({"bottom": rule} if rule else {}) | (
        _sides(kind.border, from_right) if kind and kind.border else {}
    )
    if sides:
        order = ("top", "left", "bottom", "right")
        found += xml.element("w:tcBorders", None, *(sides[side] for side in order if side in sides))
    if kind is not None and kind.background is not None:
        found += properties.shading(kind.background)
    if kind is not None and kind.vertical_align is not None:
        found += xml.val("vAlign", _VERTICAL[kind.vertical_align])
    elif placed.merge:
        found += xml.val("vAlign", "center")
    return found


def _sides(border: Sides[Border], from_right: bool) -> dict[str, str]:
    """The borders an author drew, over the theme's; all taken away where none of them is drawn."""
    if from_right:
        border = properties.mirrored(border)
    lines = {"top": border.top, "left": border.left, "bottom": border.bottom, "right": border.right}
    drawn = {side: line for side, line in lines.items() if line.drawn}
    return {side: properties.border(side, line) for side, line in (drawn or lines).items()}


def _aligned(cell: Cell, header: bool) -> Blocks:
    """The cell's blocks, its paragraphs set as the cell says where they say nothing; a heading of columns is centred."""
    align = cell.align or ("center" if header and cell.colspan > 1 else None)
    if align is None:
        return cell.blocks
    return tuple(
        replace(block, align=align) if isinstance(block, Paragraph) and block.align is None else block
        for block in cell.blocks
    )
