"""What stands in a table's columns in, their widths out, as a browser's automatic layout shares them (CSS 2.2, 17.5.2.2)."""

import re
from collections.abc import Iterable
from itertools import pairwise

from convert.model import (
    Blocks,
    Box,
    Callout,
    Cell,
    CodeBlock,
    DefinitionList,
    Figure,
    Heading,
    List,
    MathBlock,
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Table,
)  # fmt: skip
from convert.writers._docx import inlines
from convert.writers._docx.measure import twips

# Rows beyond these change nothing people would notice.
_ROWS = 300
# A column asks for no more than this, in half-width cells: a long text wraps.
_MOST = 80
_LEAST_PT = 6.0
# A column of a few words, in half-width cells.
_SHORT = 12
# What is left free in a column, in half-width cells: another face than ours may be a little wider.
_SLACK = 0.7
# Strings: compiled on first use, which a document without tables never makes.
_MIXED = r"(?<=[0-9A-Za-z])[\u3400-\u9fff]|(?<=[\u3400-\u9fff])[0-9A-Za-z]"
_WORDS = r"[\s\u2e80-\uffff]+|(?<=[-/])"

PlacedCells = Iterable[list[tuple[int, int, Cell | None]]]


def columns(rows: PlacedCells, count: int, total_pt: float, size_pt: float, padding_pt: float) -> list[int]:
    """Widths of `count` columns in twips: what their text asks for, together at most `total_pt`."""
    wanted, needed = [1.0] * count, [1.0] * count
    for index, row in enumerate(rows):
        if index == _ROWS:
            break
        for column, span, cell in row:
            if cell is not None:
                _ask(wanted, needed, column, span, cell)
    per_cell = size_pt / 2
    extra = padding_pt + per_cell * _SLACK
    most = [cells * per_cell + extra for cells in wanted]
    if sum(most) <= total_pt:
        return _whole(most)
    most = [min(cells, _MOST) * per_cell + extra for cells in wanted]
    # A column of a few words stays whole beside one that wraps: Chinese may break anywhere, and would.
    if sum(cells for cells in wanted if cells <= _SHORT) <= 3 * _SHORT:
        needed = [wide if wide <= _SHORT else least for wide, least in zip(wanted, needed, strict=True)]
    least = [min(cells * per_cell + extra, total_pt / 2) for cells in needed]
    return _whole(_share(most, least, total_pt))


def _ask(wanted: list[float], needed: list[float], column: int, span: int, cell: Cell) -> None:
    texts = list(_texts(cell.blocks))
    widest = max((_cells(line) for text in texts for line in text.split("\n")), default=0.0)
    word = max((_cells(word) for text in texts for word in re.split(_WORDS, text)), default=0.0)
    for index in range(column, column + span):
        wanted[index] = max(wanted[index], widest / span)
        needed[index] = max(needed[index], word / span, 2.0 if span == 1 else 0.0)


def _cells(text: str) -> float:
    """Width of a text in half-width cells, near enough: UTF-8 spends three bytes on what is two cells wide.

    Capitals are half a cell wider than small letters, and Latin stands a little apart from Chinese.
    """
    mixed = 0 if text.isascii() else len(re.findall(_MIXED, text))
    return (len(text) + len(text.encode("utf-8", "replace")) + sum(map(str.isupper, text)) + mixed) / 2


def _share(most: list[float], least: list[float], total: float) -> list[float]:
    """Each column its least, and the rest in proportion to what it asks for beyond."""
    floor = [max(_LEAST_PT, value) for value in least]
    if sum(floor) >= total:
        return [value * total / sum(floor) for value in floor]
    beyond = [max(0.0, high - low) for high, low in zip(most, floor, strict=True)]
    room = total - sum(floor)
    if sum(beyond) >= room:
        return [low + room * more / sum(beyond) for low, more in zip(floor, beyond, strict=True)]
    natural = [low + more for low, more in zip(floor, beyond, strict=True)]
    return [value * total / sum(natural) for value in natural]


def _whole(points: list[float]) -> list[int]:
    """Twips whose sum is that of the points: what rounding loses goes to the edges it came from."""
    edges, position = [0], 0.0
    for value in points:
        position += value
        edges.append(twips(position))
    return [max(1, right - left) for left, right in pairwise(edges)]


def _texts(blocks: Blocks) -> Iterable[str]:
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield inlines.plain(block.children)
            case CodeBlock():
                yield block.text
            case MathBlock():
                yield block.tex
            case List():
                for item in block.items:
                    for text in _texts(item.blocks):
                        yield f"    {text}"
            case Quote() | Callout() | Figure() | Box():
                yield from _texts(block.blocks)
            case Table():
                yield from (" ".join(_row_texts(row.cells)) for row in (*block.head, *block.rows))
            case DefinitionList():
                for entry in block.entries:
                    yield from map(inlines.plain, entry.terms)
                    for meaning in entry.meanings:
                        yield from _texts(meaning)
            case Rule() | PageBreak():
                pass


def _row_texts(cells: Iterable[Cell]) -> Iterable[str]:
    for cell in cells:
        yield " ".join(_texts(cell.blocks))
