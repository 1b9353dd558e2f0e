"""Tables in, markup out."""

from collections.abc import Callable

from convert.model import Blocks, Cell, Length, Paragraph, Row, Table, Text
from convert.writers._html import looks
from convert.writers._html.inlines import InlineWriter
from convert.writers._html.markup import styled

# In half-width cells: a column of a few words, and what certainly fits in a line.
_SHORT = 12
_LINE = 60

# Beyond this many columns a table on a screen takes the whole measure, in smaller type, and breaks wherever it must.
ROOMY_COLUMNS = 12

Content = Callable[[Blocks, bool], str]


class TableWriter:
    """Writes tables; `content` writes what a cell holds, and is told whether that may stand without `<p>`."""

    def __init__(self, inlines: InlineWriter, content: Content) -> None:
        self._inlines = inlines
        self._content = content

    def write(self, table: Table) -> str:
        """Write a table."""
        crowded = table.columns > ROOMY_COLUMNS
        kind = _crowded(table.columns) if crowded else ""
        parts = [f"<table{kind}{looks.direction(table.direction)}>"]
        whole = frozenset() if crowded or table.widths else _short_columns(table)
        if table.caption:
            parts.append(f"<caption>{self._inlines.write(table.caption)}</caption>")
        if any(table.widths):
            parts.append(f"<colgroup>{''.join(map(_column, table.widths))}</colgroup>")
        if table.head:
            parts.append("<thead>")
            parts.extend(self._row(row, "col", whole) for row in table.head)
            parts.append("</thead>")
        if table.rows:
            parts.append("<tbody>")
            parts.extend(self._row(row, "row", whole) for row in table.rows)
            parts.append("</tbody>")
        parts.append("</table>")
        return "\n".join(parts)

    def _row(self, row: Row, scope: str, whole: frozenset[int]) -> str:
        cells = [self._cell(cell, scope, column in whole) for column, cell in enumerate(row.cells)]
        return f"<tr>{''.join(cells)}</tr>"

    def _cell(self, cell: Cell, scope: str, whole: bool) -> str:
        tag = "th" if cell.header or scope == "col" else "td"
        attributes = f' scope="{scope}"' if tag == "th" else ""
        if cell.colspan > 1:
            attributes += f' colspan="{cell.colspan}"'
        if cell.rowspan > 1:
            attributes += f' rowspan="{cell.rowspan}"'
        style = looks.cell(cell)
        if whole:
            style.append("white-space: nowrap")
        content = self._content(cell.blocks, len(cell.blocks) == 1)
        return f"<{tag}{attributes}{styled(style)}>{content}</{tag}>"


def _column(width: Length | None) -> str:
    return f"<col{styled([f'width: {looks.length(width)}'] if width else [])}/>"


def _short_columns(table: Table) -> frozenset[int]:
    """The columns of a few words beside one that wraps: Chinese may break anywhere, and would, to give that one room."""
    widest = [0] * table.columns
    for row in (*table.head, *table.rows):
        for column, cell in enumerate(row.cells):
            if cell.colspan > 1 or cell.rowspan > 1 or column >= table.columns:
                return frozenset()
            widest[column] = max(widest[column], _cells(cell))
    short = frozenset(column for column, cells in enumerate(widest) if cells <= _SHORT)
    fits = sum(widest[column] for column in short) <= 3 * _SHORT
    return short if fits and sum(widest) > _LINE else frozenset()


def _cells(cell: Cell) -> int:
    """Width of a cell's text in half-width cells, near enough; what is not plain text is as wide as a line."""
    match cell.blocks:
        case ():
            return 0
        case (Paragraph(children),) if all(isinstance(child, Text) for child in children):
            text = "".join([child.text for child in children if isinstance(child, Text)])
            return len(text) if text.isascii() else 2 * len(text)
        case _:
            return _LINE


def _crowded(columns: int) -> str:
    """Attributes of a table of many columns: its type shrinks with their number, down to 4 pt."""
    return f' class="crowded" style="font-size: {max(4.0, min(9.0, 240 / columns)):.1f}pt"'
