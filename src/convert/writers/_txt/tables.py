"""A table in, aligned lines on a flow out: columns under a ruled head, a drawn grid where cells span, records where it is too wide."""

from collections.abc import Iterator

from convert.model import Table
from convert.writers._txt.cells import GAP, Measure, Placed, SetCell, column_widths, pad, place, wrap_cells
from convert.writers._txt.flow import Flow
from convert.writers._txt.grid import draw_grid


def add_table(table: Table, flow: Flow, set_cell: SetCell) -> None:
    """Set a table as wide as it is, or as the flow allows."""
    placed, columns = place((*table.head, *table.rows), table.columns, set_cell)
    spans = any(item.cell.colspan > 1 or item.cell.rowspan > 1 for item in placed)
    overhead = 3 * columns + 1 if spans else GAP * (columns - 1)
    widths = column_widths(placed, columns, flow, flow.room - overhead if flow.limit else 0)
    if widths is None:
        _add_records(table, placed, flow)
        return
    wrap_cells(placed, widths, flow)
    draw = draw_grid if spans else _draw_columns
    flow.add_solid(draw(placed, widths, len(table.head), flow.width))


def _draw_columns(placed: list[Placed], widths: list[int], head: int, measure: Measure) -> Iterator[str]:
    """Draw rows of text columns, the head parted by a rule; blank lines between rows when any takes several."""
    rows: dict[int, list[Placed]] = {}
    for item in placed:
        rows.setdefault(item.row, []).append(item)
    tall = any(len(item.lines) > 1 for item in placed if item.row >= head)
    for index, row in rows.items():
        if index and index == head:
            yield (" " * GAP).join("-" * columns for columns in widths)
        elif tall and index > head:
            yield ""
        for number in range(max(1, *(len(item.lines) for item in row))):
            parts = [
                pad(
                    item.lines[number] if number < len(item.lines) else "",
                    widths[item.column],
                    item.cell,
                    measure,
                )
                for item in row
            ]
            yield (" " * GAP).join(parts).rstrip(" ")
    if rows and head > max(rows):
        yield (" " * GAP).join("-" * columns for columns in widths)


def _add_records(table: Table, placed: list[Placed], flow: Flow) -> None:
    """Set each row as lines of "head: value", rows parted by blank lines."""
    head = len(table.head)
    names: dict[int, list[str]] = {}
    for item in placed:
        if item.row < head or not table.rows:
            for column in range(item.column, item.column + item.cell.colspan):
                names.setdefault(column, []).append(_flat(item))
    last = -1
    for item in placed:
        if item.row < head and table.rows:
            continue
        if last >= 0:
            flow.space_exactly(int(item.row != last))
        last = item.row
        _add_record(" ".join(names.get(item.column, ())) if table.rows else "", item, flow)


def _flat(item: Placed) -> str:
    return " ".join(strip.first + strip.text for strip in item.strips)


def _add_record(name: str, item: Placed, flow: Flow) -> None:
    if not any(strip.text for strip in item.strips):
        return
    colon = "：" if flow.chinese else ": "
    indent = "\u3000\u3000" if flow.chinese else "    "
    if len(item.strips) == 1 and not item.strips[0].solid:
        with flow.indented(indent, name + colon if name else ""):
            flow.add(item.strips[0].first + item.strips[0].text)
        return
    if name:
        flow.add(name + colon.rstrip())
    with flow.indented(indent):
        for strip in item.strips:
            if strip.solid:
                flow.add_solid([strip.first + strip.text])
            else:
                flow.add(strip.first + strip.text)
