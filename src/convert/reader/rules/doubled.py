"""`==marked==` and `++inserted++`: two signs on each side, flanking as emphasis does; runs of three and more are text.

Inside a Latin word they are text (`a==b` and `i++` are code more often than not); between Chinese characters they count.

Tokens: `mark_open`, `mark_close` with tag `mark`; `ins_open`, `ins_close` with tag `ins`.
"""

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from convert.characters import is_wide

_TAGS: Final = {"=": "mark", "+": "ins"}
_MARKERS: Final = {ord(sign): tag for sign, tag in _TAGS.items()}


def install(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.inline.ruler.before("emphasis", "doubled", tokenize)
    md.inline.ruler2.before("emphasis", "doubled", pair)


def tokenize(state: StateInline, silent: bool) -> bool:
    """Take a run of one sign: a delimiter where it has two, text otherwise."""
    sign = state.src[state.pos]
    if silent or sign not in _TAGS:
        return False
    start, source = state.pos, state.src
    splits = _wide(source[max(0, start - 1) : start]) or _wide(source[start + 2 : start + 3])
    run = state.scanDelims(start, splits)
    token = state.push("text", "", 0)
    token.content = sign * run.length
    state.pos += run.length
    if run.length == 2:
        state.delimiters.append(
            Delimiter(ord(sign), 0, len(state.tokens) - 1, end=-1, open=run.can_open, close=run.can_close)
        )
    return True


def _wide(character: str) -> bool:
    return bool(character) and is_wide(character)


def pair(state: StateInline) -> None:
    """Turn paired delimiters into open and close tokens, in this and every closed delimiter list."""
    lists = [state.delimiters]
    lists += [meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta]
    for delimiters in lists:
        for delimiter in delimiters:
            tag = _MARKERS.get(delimiter.marker)
            if tag and delimiter.end != -1:
                _become(state, delimiter.token, tag, 1)
                _become(state, delimiters[delimiter.end].token, tag, -1)


def _become(state: StateInline, index: int, tag: str, nesting: int) -> None:
    token = state.tokens[index]
    token.type, token.tag = f"{tag}_{'open' if nesting > 0 else 'close'}", tag
    token.markup, token.content = token.content, ""
    token.nesting = nesting  # type: ignore[assignment]
