"""CriticMarkup: `{++added++}`, `{--deleted--}`, `{==marked==}`, `{>>a remark<<}`, `{~~old~>new~~}`, each inside a paragraph.

A remark follows in brackets, Chinese ones where it is Chinese.

Tokens: `ins_open`, `ins_close` with tag `ins`; `del_open`, `del_close` with tag `del`; `mark_open`, `mark_close` with tag `mark`.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from convert.characters import is_wide
from convert.reader.rules.pattern import pattern

_MARKED = pattern(
    r"\{(?:\+\+(?P<ins>.{1,2000}?)\+\+|--(?P<del>.{1,2000}?)--|==(?P<mark>.{1,2000}?)==|>>(?P<remark>.{1,2000}?)<<"
    r"|~~(?P<old>.{0,2000}?)~>(?P<new>.{0,2000}?)~~)\}",
    re.DOTALL,
)
_TAGS: Final = {"ins": "ins", "del": "del", "mark": "mark", "old": "del", "new": "ins"}


def install(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.inline.ruler.before("emphasis", "critic", critic)


def critic(state: StateInline, silent: bool) -> bool:
    """Take one mark of an editor."""
    if state.src[state.pos] != "{" or state.src[state.pos + 1 : state.pos + 2] not in "+-=>~":
        return False
    if state.html_terminator_last("}") <= state.pos:
        return False
    match = _MARKED.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        if match["remark"]:
            _remark(state, match)
        for group, tag in _TAGS.items():
            if match[group]:
                state.push(f"{tag}_open", tag, 1)
                _inside(state, *match.span(group))
                state.push(f"{tag}_close", tag, -1)
    state.pos = match.end()
    return True


def _remark(state: StateInline, match: re.Match[str]) -> None:
    chinese = any(map(is_wide, match["remark"]))
    apart = not chinese and match.start() and not state.src[match.start() - 1].isspace()
    state.push("text", "", 0).content = "（" if chinese else " (" if apart else "("
    _inside(state, *match.span("remark"))
    state.push("text", "", 0).content = "）" if chinese else ")"


def _inside(state: StateInline, start: int, end: int) -> None:
    maximum, state.pos, state.posMax = state.posMax, start, end
    state.md.inline.tokenize(state)
    state.posMax = maximum
