"""Pandoc's divs: blocks between `::: {.class #id}` or `::: class` and `:::`, nested as they come.

`::: warning Title` and `:::warning[Title]` with the word of a callout are one, and `::: details Title` is a disclosure, as other
programs have it. A fence without its partner is text.

Tokens: `div_open`, `div_close` with tag `div`; `callout_open` … `callout_close`; `details_open` … `details_close`.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from convert.reader.rules import attributes, callout
from convert.reader.rules.pattern import pattern

_FENCE = pattern(
    r":{3,}[ \t]*(?:(?P<braces>\{.*\})|(?P<word>[^\W\d][\w-]*)(?:\[(?P<label>[^\]]*)\]|[ \t]+(?P<title>[^\s:].*?))?)?[ \t]*:*[ \t]*"
)


def install(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.block.ruler.before(
        "fence", "fenced_div", block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.core.ruler.after("block", "fenced_div", pair)


def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a line that opens or closes a div."""
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(":::", first) or state.is_code_block(start):
        return False
    row = state.src[first : state.eMarks[start]]
    match = _FENCE.fullmatch(row)
    found = attributes.parse(match["braces"]) if match and match["braces"] else None
    if match is None or (match["braces"] and (found is None or found[1] != len(match["braces"]))):
        return False
    if not silent:
        token = state.push("div_fence", "div", 0)
        token.map, token.content = [start, start + 1], row
        word = (match["word"] or "").lower()
        token.meta = {
            "closes": not (match["braces"] or word),
            "word": word,
            "title": match["label"] or match["title"] or "",
            "attributes": found[0] if found else {"class": word},
        }
        state.line = start + 1
    return True


def pair(state: StateCore) -> None:
    """Make open and close tokens of the fences that stand in one block with their partners, paragraphs of the others."""
    tokens = state.tokens
    if not any(token.type == "div_fence" for token in tokens):
        return
    open_at: list[list[int]] = [[]]
    partner: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.nesting > 0:
            open_at.append([])
        elif token.nesting < 0:
            open_at.pop()
        elif token.type == "div_fence" and not token.meta["closes"]:
            open_at[-1].append(index)
        elif token.type == "div_fence" and open_at[-1]:
            start = open_at[-1].pop()
            partner[start], partner[index] = index, start
    out: list[Token] = []
    for index, token in enumerate(tokens):
        if token.type != "div_fence":
            out.append(token)
        elif index not in partner:
            out += _text(token)
        elif partner[index] > index:
            out += _opening(token, state.src)
        else:
            out.append(_closing(tokens[partner[index]].meta["word"], token.level))
    state.tokens = out


def _opening(fence: Token, text: str) -> list[Token]:
    word, title = fence.meta["word"], fence.meta["title"]
    if word in callout.KINDS:
        return callout.opening(word, title, fence, text)
    if word == "details":
        token = Token("details_open", "details", 1, map=fence.map, level=fence.level, block=True)
        return [token, *(callout.titled("summary", "summary", title, fence) if title else [])]
    token = Token("div_open", "div", 1, map=fence.map, level=fence.level, block=True)
    attributes.put(token, fence.meta["attributes"])
    return [token, *(_paragraph(title, fence) if title else [])]


def _closing(word: str, level: int) -> Token:
    kind = "callout" if word in callout.KINDS else "details" if word == "details" else "div"
    return Token(f"{kind}_close", "details" if kind == "details" else "div", -1, level=level, block=True)


def _text(fence: Token) -> list[Token]:
    return _paragraph(fence.content, fence)


def _paragraph(text: str, fence: Token) -> list[Token]:
    return [
        Token("paragraph_open", "p", 1, map=fence.map, level=fence.level, block=True),
        Token("inline", "", 0, content=text, map=fence.map, level=fence.level + 1, children=[], block=True),
        Token("paragraph_close", "p", -1, level=fence.level, block=True),
    ]
