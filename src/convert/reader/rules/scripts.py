"""`x^2^` is superscript, `H~2~O` subscript.

Both stand right behind a letter, a digit, a closing bracket or each other; `文献^[1]^` is raised too. What is raised holds no
blank; what is lowered is one to four Latin letters, digits and signs behind a Latin letter, a digit or a bracket, for GFM takes `~text~` for struck out.

Tokens: `sup_open`, `sup_close` with tag `sup`, `sub_open`, `sub_close` with tag `sub`.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from convert.reader.rules.pattern import pattern

_RAISED = pattern(r"\^(?P<text>(?=[^\s^]{0,40}[^\W_])[^\s^\[\]`<$]{1,40}|\[\d[\d,，–-]{0,20}\])\^(?!\^)")
_LOWERED = pattern(r"~(?P<text>[A-Za-z0-9+\-−=(),.]{1,4})~(?!~)")
_BEHIND = pattern(r"[A-Za-z0-9)\]}]")


def install(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.inline.ruler.before("strikethrough", "scripts", script)


def script(state: StateInline, silent: bool) -> bool:
    """Take raised or lowered characters."""
    start, source = state.pos, state.src
    if source[start] not in "^~" or start == 0:
        return False
    raised = source[start] == "^"
    match = (_RAISED if raised else _LOWERED).match(source, start, state.posMax)
    before = source[start - 1]
    chained = bool(state.tokens) and not state.pending and state.tokens[-1].type in ("sup_close", "sub_close")
    fits = before.isalnum() if raised else False
    if match is None or not (chained or fits or _BEHIND.match(before)):
        return False
    if not silent:
        tag = "sup" if raised else "sub"
        state.push(f"{tag}_open", tag, 1)
        state.push("text", "", 0).content = match["text"]
        state.push(f"{tag}_close", tag, -1)
    state.pos = match.end()
    return True
