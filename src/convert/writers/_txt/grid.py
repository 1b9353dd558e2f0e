"""Placed cells in, a drawn grid out: ASCII lines, whose width is one column in every font."""

from collections.abc import Iterator

from convert.writers._txt.cells import GAP, Measure, Placed, pad

Canvas = list[list[str]]


def draw_grid(placed: list[Placed], widths: list[int], head: int, measure: Measure) -> Iterator[str]:
    """Draw each cell as a box, those that span as one; a double line ends the head of `head` rows."""
    lefts = [0]
    for columns in widths:
        lefts.append(lefts[-1] + columns + GAP)
    tops = [0]
    for height in _heights(placed):
        tops.append(tops[-1] + height + 1)
    canvas = [[" "] * (lefts[-1] + 1) for _ in range(tops[-1] + 1)]
    for item in placed:
        top, bottom = tops[item.row], tops[min(item.row + item.cell.rowspan, len(tops) - 1)]
        left, right = lefts[item.column], lefts[item.column + item.cell.colspan]
        _draw_box(canvas, top, bottom, left, right)
        _draw_text(canvas, item, top + 1, left + 2, right - left - GAP, measure)
    if 0 < head < len(tops) - 1:
        canvas[tops[head]] = ["=" if sign == "-" else sign for sign in canvas[tops[head]]]
    for line in canvas:
        yield "".join(line).rstrip(" ")


def _heights(placed: list[Placed]) -> list[int]:
    """Lines that each row needs; what a tall cell lacks is added to the last row it spans."""
    rows = max((item.row + 1 for item in placed), default=0)
    heights = [1] * rows
    for item in sorted(placed, key=lambda item: item.cell.rowspan):
        end = min(item.row + item.cell.rowspan, rows)
        missing = len(item.lines) - sum(heights[item.row : end]) - (end - item.row - 1)
        heights[end - 1] += max(0, missing)
    return heights


def _draw_box(canvas: Canvas, top: int, bottom: int, left: int, right: int) -> None:
    for row in (top, bottom):
        for column in range(left + 1, right):
            if canvas[row][column] == " ":
                canvas[row][column] = "-"
    for row in range(top + 1, bottom):
        canvas[row][left] = canvas[row][right] = "|"
    for row in (top, bottom):
        canvas[row][left] = canvas[row][right] = "+"


def _draw_text(canvas: Canvas, item: Placed, top: int, left: int, columns: int, measure: Measure) -> None:
    """Put a cell's lines on the canvas; a line's string stands in its first column, the others it covers are empty."""
    for row, line in enumerate(item.lines, top):
        canvas[row][left : left + columns] = [pad(line, columns, item.cell, measure), *[""] * (columns - 1)]
