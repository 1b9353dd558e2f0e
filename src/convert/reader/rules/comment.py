"""Obsidian's `%% comments %%`, in a line or over whole lines, are not shown; one that nothing closes is text.

Behind a digit or a percent sign `%%` is text. A comment over lines begins one and ends one.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from convert.reader.rules.pattern import pattern

_COMMENT = pattern(r"%%(?!%)(?:[^%]|%(?!%)){1,4000}?%%(?!%)")


def install(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.block.ruler.before(
        "fence", "comment", block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.inline.ruler.before("emphasis", "comment", inline)


def inline(state: StateInline, silent: bool) -> bool:
    """Pass over a comment in a line."""
    start, source = state.pos, state.src
    if source[start] != "%" or not source.startswith("%%", start):
        return False
    before = source[start - 1] if start else ""
    if before.isdigit() or before == "%" or state.html_terminator_last("%%") < start + 3:
        return False
    match = _COMMENT.match(source, start, state.posMax)
    if match is None:
        return False
    state.pos = match.end()
    return True


def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Pass over the lines of a comment."""
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("%%", first) or state.is_code_block(start):
        return False
    row = state.src[first : state.eMarks[start]].rstrip()
    last = start
    if "%%" in row[2:]:
        if row.find("%%", 2) != len(row) - 2 or len(row) < 5:
            return False
    else:
        found = _last(state, start, end)
        if found is None:
            return False
        last = found
    if not silent:
        state.line = last + 1
    return True


def _last(state: StateBlock, start: int, end: int) -> int | None:
    """The line that closes a comment opened on `start`."""
    unclosed: dict[int, int] = state.env.setdefault("comments_unclosed", {})
    if start >= unclosed.get(end, end):
        return None
    for number in range(start + 1, end):
        if not state.isEmpty(number) and state.sCount[number] < state.blkIndent:
            return None
        row = state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
        if "%%" in row:
            return number if row.rstrip().endswith("%%") and row.count("%%") == 1 else None
    unclosed[end] = start
    return None
