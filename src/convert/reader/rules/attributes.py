"""Attributes in braces: `[text]{.red #id key="value"}`, after a link, a picture or code too, and at the end of a heading.

In the braces stand `.class`, `#id` and `key=value`, parted by blanks, a colon before them as kramdown has it; anything else in
braces is text. `id`, `class`, `style`, `lang`, `dir`, `title`, `align`, `width` and `height` count, other keys are read and dropped.

Tokens: `span_open`, `span_close` with tag `span`; attributes on the tokens there are. A class that is a word for a colour is the
weakest way to colour a span: a `font` element with that colour stands around it, as `u`, `mark` and small capitals do for
`.underline`, `.mark` and `.smallcaps`.
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
_ITEM = (
    rf"""(?:\.{_NAME}|\#[^\s{{}}\#="'<>]+|[A-Za-z_:][\w:.-]*=(?:"[^"{{}}]*"|'[^'{{}}]*'|[^\s"'{{}}<>=]+))"""
)
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
_LOOKS: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "underline": ("u", {}),
    "ul": ("u", {}),
    "mark": ("mark", {}),
    "hl": ("mark", {}),
    "smallcaps": ("span", {"style": "font-variant: small-caps"}),
}


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
        else:
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
        around = _around(attributes)
        for tag, own in [*around, ("span", attributes)]:
            state.push(f"{tag}_open", tag, 1).attrs = {**own}
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        for tag, _ in reversed(around):
            state.push(f"{tag}_close", tag, -1)
        state.posMax = maximum
    state.pos = after
    return True


def _around(attributes: Mapping[str, str]) -> list[tuple[str, dict[str, str]]]:
    """The elements that give a span the look its classes name."""
    color = _color(attributes)
    words = attributes.get("class", "").split()
    return [("font", {"color": color})] * bool(color) + [_LOOKS[word] for word in words if word in _LOOKS][:3]


def _color(attributes: Mapping[str, str]) -> str:
    """The colour that the first class to name one names."""
    words = (
        _CHINESE_COLORS.get(word.removesuffix("色")) or (word if word in COLORS else "")
        for word in attributes.get("class", "").split()
    )
    return next(filter(None, words), "")


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
    """Add attributes to a token; classes and styles join those it has."""
    for name, value in attributes.items():
        joint = {"class": " ", "style": "; "}.get(name)
        before = str(token.attrs.get(name, "")) if joint else ""
        token.attrs[name] = f"{before}{joint}{value}" if before else value
