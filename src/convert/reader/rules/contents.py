"""A table of contents stands where it is asked for: `[TOC]`, `[[_TOC_]]`, `{:toc}`, alone in a paragraph.

kramdown's `* TOC` above `{:toc}` goes with it. `[toc]` with a definition is a link.

Tokens: `contents`.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from convert.reader.rules.pattern import pattern

_ASKED = pattern(r"@?\[\[?_?toc_?\]?\]|\\\[toc\\?\]|(?:toc\s+)?\{:?\s*toc\s*\}", re.IGNORECASE)
_AROUND: Final = ("list_item", "bullet_list", "ordered_list")


def install(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.core.ruler.before("inline", "contents", place)


def place(state: StateCore) -> None:
    """Put a token in the place of the paragraphs that ask for it."""
    tokens = state.tokens
    index = 0
    while index < len(tokens) - 2:
        if tokens[index].type == "paragraph_open" and _asks(state, tokens[index + 1]):
            first, last = _with_its_list(tokens, index, index + 3)
            asked = Token("contents", "div", 0, map=tokens[index].map, level=tokens[first].level, block=True)
            tokens[first:last] = [asked]
            index = first
        index += 1


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
