"""A table of contents that is asked for (`[TOC]`, `[[_TOC_]]`, `{:toc}`, alone in a paragraph) is left out, and that is told.

kramdown's `* TOC` above `{:toc}` goes with it. `[toc]` with a definition is a link.

Tokens: none.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from convert.notices import Code
from convert.reader.rules.pattern import pattern
from convert.reader.rules.told import tell

_ASKED = pattern(r"@?\[\[?_?toc_?\]?\]|\\\[toc\\?\]|(?:toc\s+)?\{:?\s*toc\s*\}", re.IGNORECASE)
_AROUND: Final = ("list_item", "bullet_list", "ordered_list")


def install(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.core.ruler.before("inline", "contents", leave_out)


def leave_out(state: StateCore) -> None:
    """Take out the paragraphs that ask for it."""
    tokens = state.tokens
    place = 0
    while place < len(tokens) - 2:
        if tokens[place].type == "paragraph_open" and _asks(state, tokens[place + 1]):
            first, last = _with_its_list(tokens, place, place + 3)
            message = f"no table of contents is made: `{tokens[place + 1].content}` is left out"
            tell(state.env, (tokens[place].map or [0])[0], Code.NOT_RENDERED, " ".join(message.split()))
            del tokens[first:last]
            place = first
        else:
            place += 1


def _asks(state: StateCore, inline: Token) -> bool:
    text = inline.content
    return (
        (inline.level == 1 or text.endswith("}"))  # an item `[toc]` is one of its list
        and len(text) < 20
        and _ASKED.fullmatch(text) is not None
        and normalizeReference(text.strip("[]")) not in state.env.get("references", {})
    )


def _with_its_list(tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    """Where what would be left empty begins and ends."""
    while (
        first > 0
        and last < len(tokens)
        and tokens[first - 1].type.removesuffix("_open") in _AROUND
        and tokens[last].type.removesuffix("_close") in _AROUND
    ):
        first, last = first - 1, last + 1
    return first, last
