r"""Rows of GFM's tables: a bar inside a formula (`$|x|$`, `\(|x|\)`) parts no cells, and cells beyond the head's are told.

Everywhere else a bar parts cells, as GFM says: in code too, where it is written `\|`. End tags behind the last bar of a row end
what stands open in its last cell.

Tokens: those of the table.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, table
from markdown_it.rules_core import StateCore

from convert.bounds import TABLE_CELLS
from convert.notices import Code
from convert.reader.rules.math import is_formula
from convert.reader.rules.nesting import allowed
from convert.reader.rules.pattern import pattern
from convert.reader.rules.told import tell

_MESSAGE: Final = "the row has more cells than the head of its table: `{}` is left out, as GFM says; in a cell `|` is written `\\|`"
_BAR: Final = "\ue07c"  # stands for a bar in a formula while cells are parted
_FORMULA = pattern(
    r"`[^`\n]*`|(?<![A-Za-z0-9$\\])\$(?P<tex>[^$\\\n]*(?:\\.[^$\\\n]*)*)\$(?![A-Za-z0-9$])|\\\((?P<inner>[^\n]{1,400}?)\\\)"
)
_TOKENS_A_CELL: Final = 3
_END_TAGS = pattern(r"(?:</[A-Za-z][A-Za-z0-9-]*\s*>\s*)+")
_DELIMITERS = pattern(r"[ \t>]*[|:-][|:\- \t]*")


def install(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.block.ruler.at("table", block, {"alt": ["paragraph", "reference"]})
    md.core.ruler.before("inline", "long_rows", note)


def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a table, its formulas whole."""
    if start + 1 >= end or not _DELIMITERS.fullmatch(_line(state, start + 1)):
        return False
    bound = start + 1 + _rows_allowed(state, start)
    if bound <= start + 1 or not _with_whole_formulas(state, start, start + 1, end, silent=True):
        return False
    last = start
    while last < min(end, bound) and not state.isEmpty(last):
        last += 1
    if silent:
        return True
    if last == bound < end and not state.isEmpty(last):
        tell(state.env, last, Code.TOO_LARGE, "the table has too many cells: its other rows are kept as text")
    return _with_whole_formulas(state, start, last, min(end, bound), silent=False)


def _with_whole_formulas(state: StateBlock, start: int, last: int, end: int, silent: bool) -> bool:
    """Ask the parser's own rule while no bar stands in the formulas of some lines."""
    source = state.src
    begin, stop = state.bMarks[start], state.eMarks[last - 1]
    rows = source[begin:stop]
    masked = _masked(rows)
    if masked == rows:
        return table(state, start, end, silent)
    place = len(state.tokens)
    state.src = source[:begin] + masked + source[stop:]
    found = table(state, start, end, silent)
    state.src = source
    for token in state.tokens[place:]:
        token.content = token.content.replace(_BAR, "|")
    return found


def _rows_allowed(state: StateBlock, start: int) -> int:
    """How many rows a table may have with its head, each with as many cells as that, the empty ones too."""
    left = max(0, allowed(state.env) - len(state.tokens)) // _TOKENS_A_CELL
    return min(TABLE_CELLS, left) // max(1, _line(state, start).count("|"))


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _masked(text: str) -> str:
    """The text with a sign of ours for each bar in a formula."""
    if "|" not in text or ("$" not in text and "\\(" not in text) or _BAR in text:
        return text
    return _FORMULA.sub(_without_bars, text)


def _without_bars(match: re.Match[str]) -> str:
    tex = match["tex"] or (match["inner"] or "").strip()
    return match[0].replace("|", _BAR) if "|" in tex and "\\|" not in tex and is_formula(tex) else match[0]


def note(state: StateCore) -> None:
    """See to the rows whose line has more cells than were read: end tags join the last cell, others are told."""
    if not any(token.type == "table_open" for token in state.tokens):
        return
    lines = state.src.split("\n")
    cells = line = 0
    last = None
    for token in state.tokens:
        if token.type == "tr_open" and token.map:
            cells, line = 0, token.map[0]
        elif token.type == "td_open":
            cells += 1
        elif token.type == "inline":
            last = token
        elif token.type == "tr_close" and cells and last and (cut := _written(lines[line])[cells:]):
            if len(cut) == 1 and _END_TAGS.fullmatch(cut[0]):
                last.content += cut[0]
                continue
            tell(state.env, line, Code.TOO_LARGE, _MESSAGE.format(_short(" | ".join(cut))))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _written(line: str) -> list[str]:
    """The cells up to the last that is not blank of a line, signs of quotations before it apart."""
    row = _masked(line.lstrip(" \t>").rstrip().removeprefix("|"))
    cells = [cell.strip().replace(_BAR, "|") for cell in escapedSplit(row)]
    while cells and not cells[-1]:
        cells.pop()
    return cells
