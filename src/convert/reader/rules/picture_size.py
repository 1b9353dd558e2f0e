"""A picture with its size behind its address, in pixels or per cent: `![a](x.png =100x80)`, `=100x`, `=x80`, `=50%x`.

Tokens: `image`.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from convert.reader.rules.pattern import pattern

_TITLE: Final = r"""(?:\s+(?:"(?P<title>[^"\n]{0,500})"|'(?P<single>[^'\n]{0,500})'))?"""
_TARGET = pattern(
    r"\(\s*(?:<(?P<angled>[^<>\n]{1,2000})>|(?P<bare>[^\s<>()]{1,2000}(?:\([^\s()]{0,200}\)[^\s()]{0,200})?))"
    rf"{_TITLE}\s+=(?=[\dx])(?P<width>\d{{1,4}}%?)?(?:x(?P<height>\d{{1,4}}%?)?)?\s*\)"
)


def install(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.inline.ruler.before("image", "picture_size", picture)


def picture(state: StateInline, silent: bool) -> bool:
    """Take a picture with a size."""
    if not state.src.startswith("![", state.pos):
        return False
    end = parseLinkLabel(state, state.pos + 1, False)
    match = _TARGET.match(state.src, end + 1, state.posMax) if end >= 0 else None
    if match is None:
        return False
    if not silent:
        _push(state, match, state.src[state.pos + 2 : end])
    state.pos = match.end()
    return True


def _push(state: StateInline, match: re.Match[str], label: str) -> None:
    children: list[Token] = []
    state.md.inline.parse(label, state.md, state.env, children)
    token = state.push("image", "img", 0)
    token.attrs = {"src": state.md.normalizeLink(match["angled"] or match["bare"]), "alt": ""}
    token.attrs |= {name: value for name in ("width", "height") if (value := match[name])}
    if title := match["title"] or match["single"]:
        token.attrs["title"] = title
    token.children, token.content = children, label
