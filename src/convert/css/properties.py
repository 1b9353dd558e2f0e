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
    """`inherit`, `initial`, `unset`, `revert` or `revert-layer`, good for every property."""

    keyword: str


WIDE = {word: Wide(word) for word in ("inherit", "initial", "unset", "revert", "revert-layer")}


class Pending(NamedTuple):
    """A value with `var()` in it: the property it was written for, and its text."""

    property: str
    text: str


# Where a declaration comes from, the weakest first; between hints and sheets stand the layers of `@layer`, from 1.
AGENT, HINT, SHEET, INLINE = -1, 0, 1_000_000, 1_000_001


class Longhand(NamedTuple):
    """One property with its specified value: a `Length`, keyword, colour, number or tuple, `Wide` or `Pending`.

    A custom property (`--ink`) has its text. `written` is the declaration as it stands in the source.
    """

    name: str
    value: object
    important: bool = False
    line: int = 1
    layer: int = SHEET
    written: str = ""


class Expansion(NamedTuple):
    """The longhands of a declaration, or what is wrong with it; for `valid` and `harmless` see `css.syntax.Problem`."""

    longhands: tuple[tuple[str, object], ...] = ()
    message: str = ""
    valid: bool = False
    harmless: str = ""


# Another name for a longhand; logical sides are those of horizontal text from left to right.
ALIASES: dict[str, str] = {
    "page-break-before": "break-before",
    "page-break-after": "break-after",
    "page-break-inside": "break-inside",
    "inline-size": "width",
    "block-size": "height",
    "-webkit-background-clip": "background-clip",
    "-webkit-text-emphasis": "text-emphasis",
    "-webkit-text-emphasis-style": "text-emphasis-style",
    "-webkit-text-emphasis-position": "text-emphasis-position",
    "-webkit-text-emphasis-color": "text-emphasis-color",
}
_LOGICAL = {"block-start": "top", "block-end": "bottom", "inline-start": "left", "inline-end": "right"}
for _logical, _side in _LOGICAL.items():
    ALIASES |= {f"{box}-{_logical}": f"{box}-{_side}" for box in ("margin", "padding")}
    ALIASES |= {f"border-{_logical}-{part}": f"border-{_side}-{part}" for part in ("width", "style", "color")}


@lru_cache(4096)
def expand(name: str, value: str) -> Expansion:
    """Turn a declaration into longhands with specified values."""
    name = ALIASES.get(name) or name
    if name.startswith("--"):
        return Expansion(((name, value),))
    wide = WIDE.get(value.lower())
    if _VARIABLE.search(value):
        return _pending(name, value)
    if name in LONGHANDS:
        parsed = wide or LONGHANDS[name](value)
        return Expansion(((name, parsed),)) if parsed is not None else _refuse(name, value)
    if name in SHORTHANDS:
        longhands, parse = SHORTHANDS[name]
        if wide:
            return Expansion(tuple((longhand, wide) for longhand in longhands))
        found = parse(value)
        return Expansion(tuple(found.items())) if found is not None else _refuse(name, value)
    return _unknown(name, value)


_VARIABLE = re.compile(r"(?<![-\w])var\(", re.IGNORECASE)


def _pending(name: str, value: str) -> Expansion:
    """Keep what `var()` stands in until an element's variables are known (CSS Variables Level 1, section 3.2)."""
    names = (name,) if name in LONGHANDS else SHORTHANDS[name][0] if name in SHORTHANDS else ()
    return Expansion(tuple((one, Pending(name, value)) for one in names)) if names else _unknown(name, value)


def longhands_of(
    name: str, value: str, important: bool, line: int, layer: int
) -> tuple[tuple[Longhand, ...], Expansion]:
    """Turn a declaration into longhands of their place in the cascade; the expansion says what is wrong."""
    expansion = expand(name, value)
    written = f"{name}: {value}"
    found = tuple(
        Longhand(one, specified, important, line, layer, written) for one, specified in expansion.longhands
    )
    return found, expansion


# What is wrong

_FUNCTION_OR_PREFIX = re.compile(
    r"\b(?:env|attr|url|[-a-z]*gradient|image-set|if|anchor-size|fit-content|calc-size|random|progress)\(|(?:^|\s)-[a-z]+-",
    re.IGNORECASE,
)
_COLOR_PROPERTIES = re.compile("color|border|background|text-decoration")
_KNOWN_ELSEWHERE = frozenset(
    """accent-color align-content align-items align-self align-tracks animation animation-delay animation-duration
    animation-fill-mode animation-iteration-count animation-name animation-play-state animation-timing-function
    appearance aspect-ratio backdrop-filter backface-visibility background-attachment background-blend-mode
    background-image background-origin background-position background-position-x
    background-position-y background-repeat background-size behavior bookmark-label bookmark-level bookmark-state
    border-bottom-left-radius border-bottom-right-radius border-collapse border-end-end-radius
    border-end-start-radius border-image border-image-outset border-image-repeat border-image-slice
    border-image-source border-image-width border-radius border-spacing border-start-end-radius
    border-start-start-radius border-top-left-radius border-top-right-radius bottom box-decoration-break box-shadow
    box-sizing caption-side caret-color clear clip clip-path color-scheme column-count column-fill column-gap
    column-rule column-rule-color column-rule-style column-rule-width column-span column-width columns contain
    contain-intrinsic-size content content-visibility counter-increment counter-reset counter-set counter-style
    cursor empty-cells field-sizing fill fill-opacity filter flex flex-basis flex-direction flex-flow flex-grow
    flex-shrink flex-wrap float font-display font-emphasize font-feature-settings font-kerning
    font-language-override font-palette font-size-adjust font-stretch font-synthesis font-synthesis-style
    font-synthesis-weight font-variant-alternates font-variant-east-asian font-variant-emoji font-variant-ligatures
    font-variant-numeric font-variant-position font-variation-settings footnote-display footnote-policy
    forced-color-adjust gap grid grid-area grid-auto-columns grid-auto-flow grid-auto-rows grid-column
    grid-column-end grid-column-gap grid-column-start grid-gap grid-row grid-row-end grid-row-gap grid-row-start
    grid-template grid-template-areas grid-template-columns grid-template-rows hanging-punctuation
    hyphenate-character hyphenate-limit-chars hyphenate-limit-lines hyphenate-limit-zone image-orientation
    image-rendering image-resolution ime-mode initial-letter inset inset-block inset-block-end inset-block-start
    inset-inline inset-inline-end inset-inline-start interactivity isolation justify-content justify-items
    justify-self justify-tracks lang layout-grid layout-grid-mode left line-break line-clamp line-height-step
    list-style-image list-style-position margin-break mask mask-image mask-position mask-repeat mask-size math-depth
    math-style max-block-size max-height max-inline-size max-lines min-block-size min-height min-inline-size
    min-width mix-blend-mode object-fit object-position object-view-box offset offset-path opacity order outline
    outline-color outline-offset outline-style outline-width overflow overflow-anchor overflow-block overflow-inline
    overflow-wrap overflow-x overflow-y overscroll-behavior overscroll-behavior-x overscroll-behavior-y page
    page-orientation panose-1 perspective perspective-origin place-content place-items place-self pointer-events
    position print-color-adjust quotes resize right rotate row-gap ruby-align ruby-merge ruby-overhang ruby-position
    scale scroll-behavior scroll-margin scroll-margin-top scroll-padding scroll-snap-align scroll-snap-type
    scrollbar-color scrollbar-face-color scrollbar-gutter scrollbar-width shape-outside size speak src string-set
    stroke stroke-width tab-interval tab-size table-layout text-align-all text-align-last text-anchor text-autospace
    text-box text-box-edge text-box-trim text-combine-upright text-decoration-skip
    text-decoration-skip-box text-decoration-skip-ink text-emphasis-skip text-justify
    text-orientation text-overflow text-rendering text-shadow text-size-adjust text-spacing text-spacing-trim
    text-underline-offset text-underline-position text-wrap-style top touch-action transform
    transform-origin transform-style transition transition-delay transition-duration transition-property
    transition-timing-function translate unicode-range user-select vector-effect view-transition-name
    white-space-trim will-change word-break word-space-transform word-spacing word-wrap writing-mode z-index""".split()
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


def _unknown(name: str, value: str) -> Expansion:
    if name in _KNOWN_ELSEWHERE or name.startswith(("-", "mso-")):
        return no_effect(f"{name}: {value}")
    guess = nearest(name, (*LONGHANDS, *SHORTHANDS))
    return Expansion(message=f"no property `{_short(name)}`" + (f"; `{guess}`?" if guess else ""))


# Properties whose loss a reader may see in what the text says; of the others, only layout or ornament is lost.
_SEEN = frozenset(
    """background-image border border-block border-block-end border-block-start border-bottom border-inline
    border-inline-end border-inline-start border-left border-right border-top border-style caption-side clip clip-path
    column-count columns content counter-increment counter-reset counter-set filter float list-style list-style-image
    list-style-type mask mask-image opacity order outline outline-style overline quotes rotate text-combine-upright
    text-orientation text-shadow transform writing-mode zoom""".split()
)
# Values at which those do nothing.
_AT_REST = frozenset(
    "none normal auto initial inherit unset revert 0 0px 1 100% '' \"\" horizontal-tb top mixed".split()
)
_PREFIX = re.compile("-?[a-z]+-")


def no_effect(written: str) -> Expansion:
    """Say of a declaration, or of a property alone, that it has no effect; those of one browser or of Word share a name."""
    name, _, value = written.partition(":")
    values = [keyword(part) for part in components(value)]
    rests = bool(values) and _AT_REST.issuperset(values) and (name, *values) != ("opacity", "0")
    seen = name in _SEEN and not rests
    if name.startswith(("-", "mso-")):
        prefix = _PREFIX.match(name)
        name = f"{prefix[0]}*" if prefix else name
    return Expansion(
        message=f"`{_short(written)}` has no effect here", valid=True, harmless="" if seen else name
    )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
