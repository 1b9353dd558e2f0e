"""`==marked==`: two equals signs on each side, flanking as emphasis does; runs of three and more are text.

Inside a Latin word it is text (`a==b` is code more often than a highlight); between Chinese characters it is a mark.

Tokens: `mark_open`, `mark_close` with tag `mark`.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from convert.characters import is_wide

MARKER = ord("=")


def install(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.inline.ruler.before("emphasis", "mark", tokenize)
    md.inline.ruler2.before("emphasis", "mark", pair)


def tokenize(state: StateInline, silent: bool) -> bool:
    """Take a run of equals signs: a delimiter where it has two, text otherwise."""
    if silent or state.src[state.pos] != "=":
        return False
    start, source = state.pos, state.src
    splits = _wide(source[max(0, start - 1) : start]) or _wide(source[start + 2 : start + 3])
    run = state.scanDelims(start, splits)
    token = state.push("text", "", 0)
    token.content = "=" * run.length
    state.pos += run.length
    if run.length == 2:
        state.delimiters.append(
            Delimiter(MARKER, 0, len(state.tokens) - 1, end=-1, open=run.can_open, close=run.can_close)
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
            if delimiter.marker == MARKER and delimiter.end != -1:
                _become(state, delimiter.token, "mark_open", 1)
                _become(state, delimiters[delimiter.end].token, "mark_close", -1)


def _become(state: StateInline, index: int, kind: str, nesting: int) -> None:
    token = state.tokens[index]
    token.type, token.tag, token.content = kind, "mark", ""
    token.nesting = nesting  # type: ignore[assignment]
    token.markup = "=="
