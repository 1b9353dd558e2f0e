r"""Formulas: `$…$`, `\(…\)` in a line; `$$…$$`, `\[…\]` and LaTeX's own environments on lines of their own, or in a line.

`$` opens a formula where no Latin letter or digit stands before it and no blank after it, and closes one where no blank
stands before it and no Latin letter or digit after it; `\$` is a dollar. So `$5 and $10` stays text. Between them is no
formula where HTML tags stand, where words or a number and words stand without any sign of mathematics, or Chinese without
one. `\[1\]` is an escaped bracket: between `\[` and `\]` a sign of mathematics has to stand.

A displayed formula is a block where it stands alone in its paragraph. A number or word in brackets behind it, `$$…$$ (1)`, becomes
its `\tag`, `{#eq}` its anchor.

Tokens: `math_inline`, `math_display` (in a line), `math_block`, the TeX in `content`.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from convert.characters import has_chinese
from convert.reader.rules.pattern import pattern

MAX_LENGTH: Final = 4000
_DOLLARS = pattern(r"\$(?P<tex>(?:[^$\\]|\\.){1,1000}+)\$(?![$A-Za-z0-9])", re.DOTALL)
_DISPLAY = pattern(r"\$\$(?P<tex>(?:[^$\\]|\\.|\$(?!\$)){1,4000}+)\$\$(?!\$)", re.DOTALL)
_TAG = pattern(r"</[A-Za-z]|<[A-Za-z][^<>]*>")
_SIGN = pattern(r"\\[A-Za-z]|[\^_={}<>+*×÷·≤≥≠∈→]")
_LONE_SIGNS: Final = "+-=<>*/|±×÷·≤≥≠∈→∞∅"
_ESCAPED = pattern(r"\\[\[\]_*#^]")
_WORD = pattern(r"[A-Za-z]{3}")
_TEXT = pattern(r"\\(?:text\w*|mbox|mathrm|textbf|operatorname)\{[^{}]*\}")

_ENVIRONMENTS = "equation|align|alignat|gather|multline|eqnarray|displaymath|math|flalign|split|cases|matrix|pmatrix|bmatrix"
_BEGIN = pattern(rf"\\begin\{{(?P<name>(?:{_ENVIRONMENTS})\*?)\}}")
_AFTER = pattern(r"[ \t]*(?:\((?P<number>[\w:.\-]{1,40})\)|\{#(?P<id>[\w:.\-]{1,60})\})?[ \t]*")


def install(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.block.ruler.before("fence", "math", block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.before("escape", "math", inline)
    md.core.ruler.after("inline", "math_alone", alone)


def inline(state: StateInline, silent: bool) -> bool:
    """Take a formula in a line."""
    start, source = state.pos, state.src
    if source[start] == "$":
        found = _between_dollars(state)
    elif source[start] == "\\" and source[start + 1 : start + 2] in ("(", "["):
        found = _between_brackets(state)
    else:
        return False
    if found is None:
        return False
    tex, end, kind = found
    if not silent:
        state.push(kind, "", 0).content = tex
    state.pos = end
    return True


def _between_dollars(state: StateInline) -> tuple[str, int, str] | None:
    start, source = state.pos, state.src
    before = source[start - 1] if start else ""
    if before == "$" or (before.isascii() and before.isalnum()):
        return None
    if source.startswith("$$", start):
        match = _DISPLAY.match(source, start, state.posMax)
        if match and not _TAG.search(match["tex"]) and any(map(str.isalnum, match["tex"])):
            return match["tex"].strip(), match.end(), "math_display"
        return None
    match = _DOLLARS.match(source, start, state.posMax)
    if match is None:
        return None
    tex = match["tex"]
    if tex[0] == tex[-1] == "`" and len(tex) > 2:  # $`…`$, as GitLab and GitHub have it
        return tex[1:-1], match.end(), "math_inline"
    return (tex, match.end(), "math_inline") if is_formula(tex) else None


def is_formula(tex: str) -> bool:
    """Whether what stands between two dollars is a formula, and not two prices with words between them."""
    if tex[:1].isspace() or tex[-1:].isspace():
        return False
    if len(tex) == 1 and tex in _LONE_SIGNS:  # as tables of signs have them
        return True
    if _TAG.search(tex) or not any(map(str.isalnum, tex)):
        return False
    if _SIGN.search(tex):
        return True
    if has_chinese(_TEXT.sub("", tex)):
        return False
    return not (" " in tex and (tex[0].isdigit() or _WORD.search(tex)))


def _between_brackets(state: StateInline) -> tuple[str, int, str] | None:
    start, source = state.pos, state.src
    display = source[start + 1] == "["
    closer = "\\]" if display else "\\)"
    if state.html_terminator_last(closer) < start:
        return None
    end = source.find(closer, start + 2, min(start + MAX_LENGTH, state.posMax))
    tex = source[start + 2 : end] if end > 0 else ""
    # Outside formulas these are escapes of brackets, and so are brackets in brackets.
    sign = _SIGN.search(_ESCAPED.sub("", tex))
    letter = not display and not has_chinese(tex) and any(map(str.isalpha, tex))
    if not (sign or letter) or "\\(" in tex or "\\[" in tex.replace("\\\\[", "") or _TAG.search(tex):
        return None
    return tex.strip(), end + 2, "math_display" if display else "math_inline"


def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a formula that begins a line and ends one."""
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    begin = _BEGIN.match(line)
    if begin:
        opener, closer = "", f"\\end{{{begin['name']}}}"
    elif line.startswith(("$$", "\\[")):
        opener = line[:2]
        closer = "$$" if opener == "$$" else "\\]"
    else:
        return False
    found = _closed(state, start, end, len(opener), closer)
    if found is None:
        return False
    tex, last, after = found
    escaped = opener == "\\[" and last == start and not _SIGN.search(_ESCAPED.sub("", tex))
    if escaped or not any(map(str.isalnum, tex)):
        return False
    if not silent:
        token = state.push("math_block", "div", 0)
        token.content = (tex + closer if begin else tex).strip()
        if after["number"]:
            token.content += f" \\tag{{{after['number']}}}"
        if after["id"]:
            token.attrs["id"] = after["id"]
        token.map = [start, last + 1]
        state.line = last + 1
    return True


def _closed(
    state: StateBlock, start: int, end: int, opened: int, closer: str
) -> tuple[str, int, re.Match[str]] | None:
    """Find what closes a formula and ends its line: (TeX, last line, what stands after it)."""
    unclosed: dict[tuple[str, int], int] = state.env.setdefault("math_unclosed", {})
    if start >= unclosed.get((closer, end), end):
        return None
    rows: list[str] = []
    for number in range(start, end):
        if number > start and state.sCount[number] < state.blkIndent and not state.isEmpty(number):
            break
        row = _line(state, start)[opened:] if number == start else _indented(state, number)
        tex, closing, behind = row.partition(closer)
        rows.append(tex)
        if closing:
            after = _AFTER.fullmatch(behind)
            return ("\n".join(rows), number, after) if after else None
    else:
        unclosed[closer, end] = start
    return None


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _indented(state: StateBlock, number: int) -> str:
    return state.getLines(number, number + 1, state.blkIndent, False)


def alone(state: StateCore) -> None:
    """Make a block of a displayed formula that is alone in its paragraph."""
    tokens, out = state.tokens, []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        children = tokens[index + 1].children or [] if token.type == "paragraph_open" else []
        if [child.type for child in children] == ["math_display"]:
            formula = children[0]
            formula.type, formula.tag = "math_block", "div"
            formula.map, formula.attrs = token.map, token.attrs
            out.append(formula)
            index += 3
        else:
            out.append(token)
            index += 1
    state.tokens = out
