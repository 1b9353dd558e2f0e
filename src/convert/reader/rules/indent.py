"""A paragraph that begins with full-width blanks keeps them, where the parser would strip them: their author indents by hand.

Tokens: those of the paragraph.
"""

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_BLANK: Final = "\u3000"


def install(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.core.ruler.before("inline", "indent", keep)


def keep(state: StateCore) -> None:
    """Put the blanks back."""
    lines = state.src.split("\n")
    for token, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if token.type != "paragraph_open" or not token.map:
            continue
        line = lines[token.map[0]]
        first = inline.content.partition("\n")[0]
        before = line[: line.find(first)] if first else ""
        inline.content = _BLANK * (len(before) - len(before.rstrip(_BLANK))) + inline.content
