"""A table in, aligned lines on a flow out: columns under a ruled head, a drawn grid where cells span or hold tables, records where it is too wide."""

from collections.abc import Iterator

from convert.model import Table
from convert.traverse import walk
from convert.writers._txt.cells import (
    GAP,
    BlockSetter,
    Measure,
    Placed,
    column_widths,
    pad,
    place,
    wrap_cells,
)
from convert.writers._txt.flow import Flow
from convert.writers._txt.grid import draw_grid


def add_table(table: Table, flow: Flow, setter: BlockSetter) -> None:
    """Set a table as wide as it is, or as the flow allows."""
    rows = (*table.head, *table.rows)
    placed, columns = place(rows, table.columns, setter.set_cell)
    drawn = any(_wants_lines(item) for item in placed)
    overhead = 3 * columns + 1 if drawn else GAP * (columns - 1)
    room = flow.room - overhead if flow.limit else 0
    widths = column_widths(placed, columns, flow, room)
    share = room // columns
    if widths is None and share > 0 and any(_holds_table(item) for item in placed):
        narrowed, _ = place(rows, table.columns, lambda blocks: setter.set_cell(blocks, share))
        widths = column_widths(narrowed, columns, flow, room)
        placed = narrowed if widths is not None else placed
    if widths is None:
        _Records(table, placed, flow, setter).add()
        return
    wrap_cells(placed, widths, flow)
    draw = draw_grid if drawn else _draw_columns
    flow.add_solid(draw(placed, widths, len(table.head), flow.width))


def _wants_lines(item: Placed) -> bool:
    return item.cell.colspan > 1 or item.cell.rowspan > 1 or _holds_table(item)


def _holds_table(item: Placed) -> bool:
    return any(isinstance(block, Table) for block in walk(item.cell.blocks))


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


class _Records:
    """A table as records: each row as lines of "head: value", rows parted by blank lines."""

    def __init__(self, table: Table, placed: list[Placed], flow: Flow, setter: BlockSetter) -> None:
        self._head = len(table.head) if table.rows else 0
        self._placed = placed
        self._flow = flow
        self._setter = setter
        self._names: dict[int, list[str]] = {}

    def add(self) -> None:
        """Set the records; a table of heads alone is one itself."""
        last = -1
        for item in self._placed:
            if item.row < self._head:
                for column in range(item.column, item.column + item.cell.colspan):
                    self._names.setdefault(column, []).append(_flat(item))
            elif any(strip.text for strip in item.strips):
                if last >= 0:
                    self._flow.space_exactly(int(item.row != last))
                last = item.row
                self._add_value(" ".join(self._names.get(item.column, ())), item)

    def _add_value(self, name: str, item: Placed) -> None:
        flow = self._flow
        colon = "：" if flow.chinese else ": "
        indent = "\u3000\u3000" if flow.chinese else "    "
        if len(item.strips) == 1 and not item.strips[0].solid:
            with flow.indented(indent, name + colon if name else ""):
                flow.add(item.strips[0].first + item.strips[0].text)
            return
        if name:
            flow.add(name + colon.rstrip())
        with flow.spaced(tight=True), flow.indented(indent):
            self._setter.set_blocks(item.cell.blocks, flow)


def _flat(item: Placed) -> str:
    return " ".join(strip.first + strip.text for strip in item.strips)
