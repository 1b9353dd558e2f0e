"""A declaration in, longhands with specified values out, or what is wrong with it in words."""

import re
from functools import lru_cache
from typing import NamedTuple

from convert.css.color import nearest_color_name, parse_color
from convert.css.longhands import (
    BORDER_STYLES,
    FONT_SIZES,
    KEYWORDS,
    LINE_STYLES,
    LINES,
    LONGHANDS,
    VERTICAL,
    WEIGHTS,
)
from convert.css.nearest import nearest
from convert.css.shorthands import SHORTHANDS
from convert.css.values import components, keyword


class Wide(NamedTuple):
    """`inherit`, `initial`, `unset` or `revert` (which here is `unset`), good for every property."""

    keyword: str


WIDE = {word: Wide(word) for word in ("inherit", "initial", "unset", "revert", "revert-layer")}


class Longhand(NamedTuple):
    """One property with its specified value: a `Length`, keyword, colour, number or tuple, or `Wide`."""

    name: str
    value: object
    important: bool = False
    line: int = 1


class Expansion(NamedTuple):
    """The longhands of a declaration, or what is wrong with it; `valid` when it is right but not understood here."""

    longhands: tuple[tuple[str, object], ...] = ()
    message: str = ""
    valid: bool = False


# Another name for a longhand; logical sides are those of horizontal text from left to right.
ALIASES: dict[str, str] = {
    "page-break-before": "break-before",
    "page-break-after": "break-after",
    "page-break-inside": "break-inside",
}
_LOGICAL = {"block-start": "top", "block-end": "bottom", "inline-start": "left", "inline-end": "right"}
for _logical, _side in _LOGICAL.items():
    ALIASES |= {f"{box}-{_logical}": f"{box}-{_side}" for box in ("margin", "padding")}
    ALIASES |= {f"border-{_logical}-{part}": f"border-{_side}-{part}" for part in ("width", "style", "color")}


@lru_cache(4096)
def expand(name: str, value: str) -> Expansion:
    """Turn a declaration into longhands with specified values."""
    name = ALIASES.get(name) or name
    wide = WIDE.get(value.lower())
    if name in LONGHANDS:
        parsed = wide or LONGHANDS[name](value)
        return Expansion(((name, parsed),)) if parsed is not None else _refuse(name, value)
    if name in SHORTHANDS:
        longhands, parse = SHORTHANDS[name]
        if wide:
            return Expansion(tuple((longhand, wide) for longhand in longhands))
        found = parse(value)
        return Expansion(tuple(found.items())) if found is not None else _refuse(name, value)
    return _unknown(name)


# What is wrong

_FUNCTION_OR_PREFIX = re.compile(
    r"\b(?:var|calc|env|attr|min|max|clamp|color|color-mix|light-dark|url|[-a-z]*gradient|image-set|round|if)\(|(?:^|\s)-[a-z]+-",
    re.IGNORECASE,
)
_COLOR_PROPERTIES = re.compile("color|border|background|text-decoration")
_KNOWN_ELSEWHERE = frozenset(
    """all animation appearance background-attachment background-clip background-image background-origin
    background-position background-repeat background-size block-size bookmark-label bookmark-level bookmark-state border-collapse
    border-image border-radius border-bottom-left-radius border-bottom-right-radius border-spacing border-top-left-radius
    border-top-right-radius bottom box-decoration-break box-shadow box-sizing caption-side clear clip clip-path column-count
    column-fill column-gap column-rule column-span column-width columns content counter-increment counter-reset counter-set
    cursor direction empty-cells filter flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap float
    font-display font-feature-settings font-kerning font-language-override font-size-adjust font-stretch font-synthesis
    font-variant-alternates font-variant-east-asian font-variant-ligatures font-variant-numeric font-variant-position
    font-variation-settings footnote-display footnote-policy gap grid grid-area grid-column grid-row grid-template
    grid-template-columns grid-template-rows hanging-punctuation height hyphenate-character hyphenate-limit-chars
    hyphenate-limit-zone hyphens image-orientation image-rendering image-resolution initial-letter inset isolation
    inline-size justify-content justify-items justify-self align-content align-items align-self lang left line-break line-clamp
    line-height-step list-style list-style-image list-style-position list-style-type margin-break mask max-height
    max-lines max-width min-height min-width mix-blend-mode object-fit object-position opacity order outline
    outline-color outline-offset outline-style outline-width overflow overflow-anchor overflow-wrap overflow-x overflow-y page
    perspective pointer-events position print-color-adjust quotes resize right rotate row-gap ruby-align ruby-merge ruby-position
    scale size speak src string-set tab-size table-layout text-align-all text-align-last text-anchor text-autospace
    text-combine-upright text-decoration-color text-decoration-skip text-decoration-skip-ink text-decoration-thickness
    text-emphasis text-emphasis-color text-emphasis-position text-emphasis-style text-fill-color text-justify
    text-orientation text-overflow text-rendering text-shadow text-size-adjust text-spacing text-spacing-trim
    text-transform text-underline-offset text-underline-position text-wrap text-wrap-mode text-wrap-style top
    transform transform-origin transition translate unicode-bidi unicode-range user-select white-space-collapse width
    will-change word-break word-space-transform word-spacing word-wrap writing-mode z-index zoom""".split()
)


def _refuse(name: str, value: str) -> Expansion:
    """Say why a known property's value is not taken."""
    if _FUNCTION_OR_PREFIX.search(value):
        return Expansion(message=f"`{name}: {_short(value)}` is not understood", valid=True)
    if re.match(r"[^\n\"'(]*\n\s*[-a-z]+\s*:", value):
        return Expansion(message=f"`{name}: {_short(value)}`: is a `;` missing?")
    guess = _guess(name, value)
    hint = f"; `{guess}`?" if guess else ""
    return Expansion(message=f"`{name}: {_short(value)}` is not valid{hint}")


def _guess(name: str, value: str) -> str | None:
    """The nearest valid word to a word of the value that is none."""
    candidates: list[str] = list(KEYWORDS.get(name, ()))
    candidates += {"font-size": FONT_SIZES, "font-weight": WEIGHTS, "vertical-align": VERTICAL}.get(name, [])
    candidates += LINES + LINE_STYLES if name.startswith("text-decoration") else ()
    candidates += BORDER_STYLES if name.startswith("border") else ()
    for part in components(value):
        word = keyword(part)
        if re.fullmatch("[-a-z]+", word) and word not in candidates and parse_color(word) is None:
            guess = nearest(word, candidates)
            if guess is None and _COLOR_PROPERTIES.search(name):
                guess = nearest_color_name(word)
            if guess:
                return guess
    return None


def _unknown(name: str) -> Expansion:
    if name in _KNOWN_ELSEWHERE or name.startswith(("-", "mso-")):
        return Expansion(message=f"`{name}` has no effect here", valid=True)
    guess = nearest(name, (*LONGHANDS, *SHORTHANDS))
    return Expansion(message=f"no property `{_short(name)}`" + (f"; `{guess}`?" if guess else ""))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
