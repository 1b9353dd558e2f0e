"""A table's cells in, their places and the widths of the columns out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from convert.model import Blocks, Cell, Row
from convert.writers._txt.flow import Flow, Strip, set_lines

GAP = 3  # columns between the text of two cells: blanks, or a line with blanks about it
SetCell = Callable[[Blocks], list[Strip]]


class BlockSetter(Protocol):
    """Sets what a cell holds."""

    def set_cell(self, blocks: Blocks, limit: int = 0) -> list[Strip]:
        """Set a cell by itself."""

    def set_blocks(self, blocks: Blocks, flow: Flow) -> None:
        """Set blocks one under the other."""


Measure = Callable[[str], int]

_WIDEST_FLOOR = 12
_NARROWEST_COLUMN = 8


@dataclass(slots=True)
class Placed:
    """A cell at its place in the table, with its text."""

    cell: Cell
    row: int
    column: int
    strips: list[Strip]
    lines: list[str] = field(default_factory=list)


def place(rows: Sequence[Row], columns: int, set_cell: SetCell) -> tuple[list[Placed], int]:
    """Give each cell its row and column; a row with too many cells widens the table rather than lose one."""
    taken = [0] * columns
    placed: list[Placed] = []
    for index, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while column < len(taken) and taken[column] > index:
                column += 1
            taken.extend([0] * (column + cell.colspan - len(taken)))
            taken[column : column + cell.colspan] = [index + cell.rowspan] * cell.colspan
            placed.append(Placed(cell, index, column, set_cell(cell.blocks)))
            column += cell.colspan
    return placed, len(taken)


def _natural(strips: list[Strip], flow: Flow, solid: bool = False) -> int:
    """Columns that text takes unwrapped; of solid text only, where asked."""
    return max(
        (flow.width(strip.first + strip.text) for strip in strips if strip.solid or not solid), default=0
    )


def column_widths(placed: list[Placed], columns: int, flow: Flow, room: int) -> list[int] | None:
    """Share the room among columns by what they hold; None where it is not enough for all, 0 is any room."""
    wanted, least = [1] * columns, [1] * columns
    for item in sorted(placed, key=lambda item: item.cell.colspan):
        natural, solid = _natural(item.strips, flow), _natural(item.strips, flow, solid=True)
        span = range(item.column, item.column + item.cell.colspan)
        inner = GAP * (len(span) - 1)
        _widen(wanted, span, natural - inner)
        _widen(least, span, solid - inner)
    if not room or sum(wanted) <= room:
        return wanted
    floor = min(_WIDEST_FLOOR, room // columns)
    widths = [max(few, min(many, floor)) for few, many in zip(least, wanted, strict=True)]
    if floor < _NARROWEST_COLUMN or sum(widths) > room:
        return None
    return _shared_out(widths, wanted, room - sum(widths))


def _widen(widths: list[int], span: range, needed: int) -> None:
    """Widen the columns of a span evenly until they hold what is needed."""
    missing = needed - sum(widths[span.start : span.stop])
    for index, column in enumerate(span):
        if missing > 0:
            widths[column] += missing // len(span) + (index < missing % len(span))


def _shared_out(widths: list[int], wanted: list[int], spare: int) -> list[int]:
    """Give spare columns to those that want more, by how much they want."""
    wishes = [max(0, many - few) for few, many in zip(widths, wanted, strict=True)]
    total = sum(wishes)
    given = [spare * wish // total for wish in wishes]
    rest = spare - sum(given)
    for index, wish in enumerate(wishes):
        if rest and wish > given[index]:
            given[index] += 1
            rest -= 1
    return [few + more for few, more in zip(widths, given, strict=True)]


def wrap_cells(placed: list[Placed], widths: list[int], flow: Flow) -> None:
    """Wrap all cells at once, each to the width of its columns."""
    strips: list[Strip] = []
    for item in placed:
        columns = widths[item.column : item.column + item.cell.colspan]
        for strip in item.strips:
            strip.limit = sum(columns) + GAP * (len(columns) - 1)
        strips.extend(item.strips)
    finished = iter(set_lines(strips, flow.chinese))
    for item in placed:
        for strip in item.strips:
            item.lines.extend([""] * strip.above)
            item.lines.extend(line.rstrip(" ") for line in next(finished))


def pad(text: str, columns: int, cell: Cell, measure: Measure) -> str:
    """Fill a line of a cell with blanks, on the side its alignment leaves."""
    spare = max(0, columns - measure(text))
    match cell.align:
        case "right":
            return " " * spare + text
        case "center":
            return " " * (spare // 2) + text + " " * (spare - spare // 2)
        case _:
            return text + " " * spare
