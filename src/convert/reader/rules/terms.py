"""Several terms of one definition, a line each, as PHP Markdown Extra has them.

    Apple
    苹果
    : A fruit.

Tokens: those of the definition list the last term begins.
"""

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

MAX_TERMS: Final = 8


def install(md: MarkdownIt) -> None:
    """Add definition lists to a parser, and the rule before them."""
    md.use(deflist_plugin)
    md.block.ruler.before("deflist", "terms", block)


def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take lines of text with a definition under the last."""
    if silent or state.is_code_block(start):
        return False
    last = _last_term(state, start, end)
    place = len(state.tokens)
    if last == start or not _definitions(state, last, end):
        return False
    opened = state.tokens[place]
    opened.map = [start, state.line]
    terms = [token for line in range(start, last) for token in _term(state, line, opened.level + 1)]
    state.tokens[place + 1 : place + 1] = terms
    return True


def _definitions(state: StateBlock, start: int, end: int) -> bool:
    rule = next(rule.fn for rule in state.md.block.ruler.__rules__ if rule.name == "deflist")
    return rule(state, start, end, False)


def _last_term(state: StateBlock, start: int, end: int) -> int:
    """The line above the definition; `start` where there is none, or only one term."""
    for line in range(start + 1, min(start + MAX_TERMS + 1, end)):
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent or state.is_code_block(line):
            return start
        first = state.bMarks[line] + state.tShift[line]
        if state.src[first] in ":~" and state.src[first + 1 : first + 2] in (" ", "\t"):
            return line - 1
    return start


def _term(state: StateBlock, line: int, level: int) -> list[Token]:
    text = state.getLines(line, line + 1, state.blkIndent, False).strip()
    return [
        Token("dt_open", "dt", 1, map=[line, line], level=level, block=True),
        Token("inline", "", 0, map=[line, line], level=level + 1, content=text, children=[], block=True),
        Token("dt_close", "dt", -1, level=level, block=True),
    ]
