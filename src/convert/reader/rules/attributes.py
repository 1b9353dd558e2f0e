"""Attributes in braces: `[text]{.red #id key="value"}`, after a link, a picture or code too, and at the end of a heading.

In the braces stand `.class`, `#id` and `key=value`, parted by blanks, a colon before them as kramdown has it; anything else in
braces is text, but for pandoc's `-`, a heading without a number, which says nothing here. `id`, `class`, `style`, `lang`, `dir`, `title`, `align`, `width` and `height` count, other keys are read and dropped.

Tokens: `span_open`, `span_close` with tag `span`; attributes on the tokens there are. A class that is a word for a colour, `.underline`
and `.smallcaps` are the weakest way to shape an element: `meta["look"]` has them as declarations. Around a span that is a `.mark`
stands a `mark`.
"""

from collections.abc import Mapping
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from convert.css.color_names import COLORS
from convert.reader.rules.pattern import pattern

MAX_LENGTH: Final = 1000
_COUNT: Final = frozenset(("id", "class", "style", "lang", "dir", "title", "align", "width", "height"))
_NAME = r"[^\W\d][^\s{}.#=\"'<>]*"
_ITEM = rf"""(?:-(?=[\s}}])|\.{_NAME}|\#[^\s{{}}\#="'<>]+|[A-Za-z_:][\w:.-]*=(?:"[^"{{}}]*"|'[^'{{}}]*'|[^\s"'{{}}<>=]+))"""
_BRACES = pattern(rf"\{{:?\s*(?P<items>{_ITEM}(?:\s+{_ITEM})*)\s*\}}")
_ITEMS = pattern(_ITEM)
_TRAILING = pattern(r"\s+(?P<braces>\{[^{}]*\})\s*$")
_CLOSING_HASHES = pattern(r"[ \t]+#+[ \t]*$")
_UNITS = pattern(r"\d+(?:\.\d+)?(?:%|[a-z]+)")
# Words for colours that Chinese authors write, alone or before 色; the other names are CSS's.
_CHINESE_COLORS: Final = {
    "红": "red",
    "橙": "orange",
    "黄": "yellow",
    "绿": "green",
    "青": "teal",
    "蓝": "blue",
    "紫": "purple",
    "粉": "deeppink",
    "棕": "brown",
    "灰": "gray",
}
# Pandoc's words for other looks.
_LOOKS: Final = {
    **dict.fromkeys(("underline", "ul"), "text-decoration: underline"),
    "smallcaps": "font-variant: small-caps",
}
_MARKS: Final = frozenset(("mark", "hl"))


def install(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.inline.ruler.after("link", "span", span)
    md.inline.ruler.push("attributes", behind)
    md.core.ruler.before("inline", "heading_attributes", headings)


def parse(text: str, start: int = 0) -> tuple[dict[str, str], int] | None:
    """Read the braces at a place: (attributes that count, where the braces end); None where they hold anything else."""
    match = _BRACES.match(text, start, start + MAX_LENGTH)
    if match is None:
        return None
    attributes: dict[str, str] = {}
    for item in _ITEMS.findall(match["items"]):
        if item[0] == ".":
            attributes["class"] = f"{attributes.get('class', '')} {item[1:]}".strip()
        elif item[0] == "#":
            attributes["id"] = item[1:]
        elif item != "-":
            key, _, value = item.partition("=")
            quoted = value[0] in "\"'"
            if key in _COUNT:
                attributes[key] = value[1:-1] if quoted else value
    return _sized(attributes), match.end()


def _sized(attributes: dict[str, str]) -> dict[str, str]:
    """Sizes with a unit as CSS: HTML's attributes know none."""
    for name in ("width", "height"):
        if _UNITS.fullmatch(attributes.get(name, "")):
            declaration = f"{name}: {attributes.pop(name)}"
            attributes["style"] = "; ".join(filter(None, (attributes.get("style", ""), declaration)))
    return attributes


def span(state: StateInline, silent: bool) -> bool:
    """Take `[text]{…}`."""
    start = state.pos
    if state.src[start] != "[" or state.html_terminator_last("]{") < start:
        return False
    end = parseLinkLabel(state, start)
    found = parse(state.src, end + 1) if 0 <= end < state.posMax else None
    if found is None or found[1] > state.posMax:
        return False
    attributes, after = found
    if not silent:
        maximum, state.pos, state.posMax = state.posMax, start + 1, end
        marked = not _MARKS.isdisjoint(attributes.get("class", "").split())
        if marked:
            state.push("mark_open", "mark", 1)
        put(state.push("span_open", "span", 1), attributes)
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        if marked:
            state.push("mark_close", "mark", -1)
        state.posMax = maximum
    state.pos = after
    return True


def behind(state: StateInline, silent: bool) -> bool:
    """Take `{…}` right behind a link, a picture or code."""
    if silent or state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    last = state.tokens[-1]
    if last.type not in ("link_close", "image", "code_inline"):
        return False
    found = parse(state.src, state.pos)
    if found is None or found[1] > state.posMax:
        return False
    attributes, state.pos = found
    put(state.tokens[-1] if last.nesting == 0 else _opening(state.tokens), attributes)
    return True


def _opening(tokens: list[Token]) -> Token:
    """The token that the last one closes."""
    level = tokens[-1].level
    return next(token for token in reversed(tokens) if token.nesting > 0 and token.level == level)


def headings(state: StateCore) -> None:
    """Move `{…}` from the end of a heading to the heading."""
    for index, token in enumerate(state.tokens):
        if token.type == "heading_open":
            inline = state.tokens[index + 1]
            match = _TRAILING.search(inline.content, max(0, len(inline.content) - MAX_LENGTH))
            found = parse(match["braces"]) if match else None
            if match and found and found[1] == len(match["braces"]):
                put(token, found[0])
                inline.content = _CLOSING_HASHES.sub("", inline.content[: match.start()])


def put(token: Token, attributes: Mapping[str, str]) -> None:
    """Add attributes to a token, and the look that its classes name; classes and styles join those it has."""
    for name, value in attributes.items():
        joint = {"class": " ", "style": "; "}.get(name)
        before = str(token.attrs.get(name, "")) if joint else ""
        token.attrs[name] = f"{before}{joint}{value}" if before else value
    if look := _look(str(token.attrs.get("class", "")).split()):
        token.meta["look"] = look


def _look(classes: list[str]) -> str:
    """What classes say of the look of what has them, as declarations; of several colours, the first."""
    colors = (
        _CHINESE_COLORS.get(word.removesuffix("色")) or (word if word in COLORS else "") for word in classes
    )
    color = next(filter(None, colors), "")
    return "; ".join([f"color: {color}"] * bool(color) + [_LOOKS[word] for word in classes if word in _LOOKS])
