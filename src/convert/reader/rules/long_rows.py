"""Table rows with more cells than the head has: GFM leaves the rest out, and here that is told.

Tokens: none; the lines are in the environment.
"""

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore

LONG_ROWS = "long_rows"
"""Key of the parser's environment: the lines, from 0, of rows that were cut."""
SIGNS: Final = ("|",)


def install(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.core.ruler.before("inline", "long_rows", note)


def note(state: StateCore) -> None:
    """Note the rows whose line has more cells than were read."""
    if not any(token.type == "table_open" for token in state.tokens):
        return
    lines = state.src.split("\n")
    cells = line = 0
    for token in state.tokens:
        if token.type == "tr_open" and token.map:
            cells, line = 0, token.map[0]
        elif token.type == "td_open":
            cells += 1
        elif token.type == "tr_close" and cells and _written(lines[line]) > cells:
            state.env.setdefault(LONG_ROWS, []).append(line)


def _written(line: str) -> int:
    """How many cells that are not blank up to the last a line holds, signs of quotations before it apart."""
    cells = [cell.strip() for cell in escapedSplit(line.lstrip(" \t>").rstrip().removeprefix("|"))]
    while cells and not cells[-1]:
        cells.pop()
    return len(cells)
