"""What stands in a table's columns in, their widths out, as a browser's automatic layout shares them (CSS 2.2, 17.5.2.2)."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import assert_never

from convert.model import (
    Blocks,
    Box,
    Callout,
    Cell,
    CodeBlock,
    Contents,
    Cover,
    DefinitionList,
    Details,
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
from convert.record import Record
from convert.traverse import lines
from convert.writers._docx import inlines
from convert.writers._docx.measure import twips

# Rows beyond these change nothing people would notice.
_ROWS = 300
# A column asks for no more than this, in half-width cells: a long text wraps.
_MOST = 80
_LEAST_PT = 6.0
# A column one can read at ease, and the longest word that need not be broken, in half-width cells.
_EASY = 8
_LONG_WORD = 20
# What a line of a column needs of that, where it may stand in two: a character more than half.
_OF_TWO_LINES = 0.65
# A column of a few words, in half-width cells.
_SHORT = 12
# The least of a column of a table in a cell, and its padding, in half-width cells.
_LEAST_CELLS = 2.0
_PADDING_CELLS = 3.0
# What is left free in a column, in half-width cells: another face than ours may be a little wider.
_SLACK = 0.7
# Strings: compiled on first use, which a document without tables never makes.
_MIXED = r"(?<=[0-9A-Za-z])[\u3400-\u9fff]|(?<=[\u3400-\u9fff])[0-9A-Za-z]"
_WORDS = r"[\s\u2e80-\uffff]+|(?<=[-/])"

PlacedCells = Iterable[list[tuple[int, int, Cell | None]]]


class Demand(Record):
    """What the text of each column asks for, and what its longest word needs, in half-width cells."""

    wanted: tuple[float, ...]
    needed: tuple[float, ...]


def demand(rows: PlacedCells, count: int) -> Demand:
    """Measure the text of `count` columns."""
    wanted, needed = [1.0] * count, [1.0] * count
    for index, row in enumerate(rows):
        if index == _ROWS:
            break
        for column, span, cell in row:
            if cell is not None:
                _ask(wanted, needed, column, span, cell)
    return Demand(tuple(wanted), tuple(needed))


def comfortable(asked: Demand, size_pt: float, padding_pt: float) -> float:
    """Points below which columns are no longer good to read: words broken, Chinese two by two."""
    extra = padding_pt + size_pt / 2 * _SLACK
    pairs = zip(asked.wanted, asked.needed, strict=True)
    return sum(
        min(max(needed, min(wanted, _EASY)), _LONG_WORD) * size_pt / 2 + extra for wanted, needed in pairs
    )


def tolerable(asked: Demand, some: Iterable[int], size_pt: float, padding_pt: float) -> float:
    """Points below which words in some of the columns are broken, or what could stand in two lines stands in more."""
    extra = padding_pt + size_pt / 2 * _SLACK
    return sum(
        min(max(asked.needed[index], min(asked.wanted[index], _EASY) * _OF_TWO_LINES), _LONG_WORD)
        * size_pt
        / 2
        + extra
        for index in some
    )


def only(asked: Demand, some: Iterable[int]) -> Demand:
    """What some of the columns ask for."""
    pairs = [(asked.wanted[index], asked.needed[index]) for index in some]
    return Demand(tuple(wanted for wanted, _ in pairs), tuple(needed for _, needed in pairs))


def columns(
    asked: Demand, said: Sequence[float | None], total_pt: float, size_pt: float, padding_pt: float
) -> list[int]:
    """Widths of columns in twips: those the author said, in points, the others what their text asks for; at most `total_pt`."""
    per_cell = size_pt / 2
    extra = padding_pt + per_cell * _SLACK
    fixed = {
        index: max(width, min(asked.needed[index] * per_cell + extra, total_pt / len(said)))
        for index, width in enumerate(said)
        if width is not None
    }
    free = [index for index in range(len(asked.wanted)) if index not in fixed]
    room = total_pt - sum(fixed.values())
    least = _LEAST_PT * len(free)
    if fixed and room < least:
        shrink = max(0.1, total_pt - least) / sum(fixed.values())
        fixed = {index: width * shrink for index, width in fixed.items()}
        room = total_pt - sum(fixed.values())
    shares = _by_content([asked.wanted[index] for index in free], [asked.needed[index] for index in free],
                         room, per_cell, extra)  # fmt: skip
    widths = fixed | dict(zip(free, shares, strict=True))
    return _whole([widths[index] for index in range(len(asked.wanted))])


def _by_content(
    wanted: list[float], needed: list[float], total_pt: float, per_cell: float, extra: float
) -> list[float]:
    """Points of columns by what their text asks for, together at most `total_pt`."""
    most = [cells * per_cell + extra for cells in wanted]
    if sum(most) <= total_pt:
        return most
    most = [min(cells, _MOST) * per_cell + extra for cells in wanted]
    # A column of a few words stays whole beside one that wraps: Chinese may break anywhere, and would.
    if sum(cells for cells in wanted if cells <= _SHORT) <= 3 * _SHORT:
        needed = [wide if wide <= _SHORT else least for wide, least in zip(wanted, needed, strict=True)]
    least = [min(cells * per_cell + extra, total_pt / 2) for cells in needed]
    return _share(most, least, total_pt)


def _ask(wanted: list[float], needed: list[float], column: int, span: int, cell: Cell) -> None:
    texts = list(_texts(cell.blocks))
    word = max(_longest_word(texts), _narrowest(cell.blocks))
    widest = max((_cells(line) for text in texts for line in text.split("\n")), default=0.0)
    widest = max(widest, word)
    for index in range(column, column + span):
        wanted[index] = max(wanted[index], widest / span)
        needed[index] = max(needed[index], word / span, 2.0 if span == 1 else 0.0)


def _longest_word(texts: Iterable[str]) -> float:
    return max((_cells(word) for text in texts for word in re.split(_WORDS, text)), default=0.0)


def _narrowest(blocks: Blocks) -> float:
    """What tables among the blocks need at least, their padding included."""
    rows = (row for block in blocks if isinstance(block, Table) for row in (*block.head, *block.rows)[:_ROWS])
    return max((sum(map(_narrowest_cell, row.cells)) for row in rows), default=0.0)


def _narrowest_cell(cell: Cell) -> float:
    return max(_longest_word(_texts(cell.blocks)), _narrowest(cell.blocks), _LEAST_CELLS) + _PADDING_CELLS


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
            case Quote() | Callout() | Figure() | Box() | Details():
                if isinstance(block, Callout | Details):
                    yield inlines.plain(block.title if isinstance(block, Callout) else block.summary)
                yield from _texts(block.blocks)
            case Table():
                yield from (" ".join(_row_texts(row.cells)) for row in (*block.head, *block.rows))
            case DefinitionList():
                for entry in block.entries:
                    yield from map(inlines.plain, entry.terms)
                    for meaning in entry.meanings:
                        yield from _texts(meaning)
            case Contents() | Cover():
                yield from map(inlines.plain, lines(block))
            case Rule() | PageBreak():
                pass
            case _:
                assert_never(block)


def _row_texts(cells: Iterable[Cell]) -> Iterable[str]:
    for cell in cells:
        yield " ".join(_texts(cell.blocks))
