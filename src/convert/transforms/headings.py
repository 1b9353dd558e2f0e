"""Headings that skip levels are set one below the heading they stand under, each with a notice (WCAG 2.2, 1.3.1; PDF/UA-1, 7.4.2)."""

from collections.abc import Iterator

from convert.model import Block, Document, Heading
from convert.notices import Code, Report
from convert.record import replace
from convert.traverse import everything, map_blocks, plain, walk

_LONGEST = 40  # characters of a heading in a notice


def close(document: Document, report: Report) -> Document:
    """Close the gaps between levels; headings that were on one level under the same heading stay on one.

    The highest headings stay as they are: whether a document begins at level 1 or 2 is its author's choice.
    """
    found = {id(heading): (heading, level, under) for heading, level, under in _skipping(document)}
    for heading, level, under in found.values():
        words = plain(heading.children)
        words = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
        report.add(
            Code.HEADING_ORDER,
            f"the heading “{words}” is of level {heading.level} under one of level {under}; set on level {level}",
            heading.line,
        )

    def closed(block: Block) -> Block:
        return replace(block, level=found[id(block)][1]) if id(block) in found else block

    return map_blocks(document, closed) if found else document


def _skipping(document: Document) -> Iterator[tuple[Heading, int, int]]:
    """The headings that are too low, each with the level it should have and the one it stands under."""
    above: list[tuple[int, int]] = []  # what was written, and what it becomes, from the highest down
    for block in walk(everything(document)):
        if isinstance(block, Heading):
            while above and above[-1][0] >= block.level:
                above.pop()
            level = min(block.level, above[-1][1] + 1) if above else block.level
            if level != block.level:
                yield block, level, above[-1][1]
            above.append((block.level, level))
