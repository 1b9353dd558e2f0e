"""What an author declares about an element in, the change to its runs and blocks out: CSS on the document's side.

One cascade an element: `author_style(in_order((*tag_longhands(tag), *sheet.match(element), *inline.longhands)), inherited)`.
Everything is cached, since a document repeats the same few declarations a thousand times.
"""

from functools import lru_cache
from typing import Any, NamedTuple

from convert.css.color import BLACK, WHITE, AlphaColor, resolve
from convert.css.computed import Break
from convert.css.properties import Longhand, Wide, expand
from convert.css.resolve import ALIGNS, BREAKS, LINES, SCRIPTS, SIZES, STEPS, visible
from convert.css.syntax import Problem, parse_declarations
from convert.css.values import Length
from convert.model import Align, Color, LineStyle, Style

_CACHE = 4096
_SMALLEST_PT, _LARGEST_PT = 1.0, 1000.0
_SMALLEST_SCALE, _LARGEST_SCALE = 0.1, 50.0


# Custom properties, and what browsers and Word write for themselves.
_PASSED_BY = ("-", "mso-")


class Declarations(NamedTuple):
    """The longhands of a `style` attribute in their order, and what is wrong in it; lines count inside the attribute."""

    longhands: tuple[Longhand, ...] = ()
    problems: tuple[Problem, ...] = ()


class Authored(NamedTuple):
    """What declarations change. `style` holds changes only; `ignored` names longhands that have no effect on a document.

    `hidden` is `display: none`; `invisible` is `visibility`, which children may undo; None is "not said".
    """

    style: Style = Style()
    align: Align | None = None
    hidden: bool = False
    invisible: bool | None = None
    preformatted: bool | None = None
    break_before: Break = "auto"
    break_after: Break = "auto"
    ignored: tuple[str, ...] = ()


@lru_cache(_CACHE)
def declarations(text: str) -> Declarations:
    """Read a `style` attribute; what CSS says to ignore is left out and told."""
    found, problems = parse_declarations(text)
    told = list(problems)
    longhands = []
    for declaration in found:
        if declaration.name.startswith(_PASSED_BY):
            continue
        expansion = expand(declaration.name, declaration.value)
        if expansion.message:
            told.append(Problem(declaration.line, expansion.message, expansion.valid))
        longhands += [
            Longhand(name, value, declaration.important, declaration.line)
            for name, value in expansion.longhands
        ]
    return Declarations(tuple(longhands), tuple(told))


# HTML Standard, section 15.3, as far as a run or a paragraph carries it. `<mark>` is a mark, not a colour: the theme paints it.
_TAGS = {
    **dict.fromkeys(("b", "strong"), "font-weight: bolder"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var", "address"), "font-style: italic"),
    **dict.fromkeys(("u", "ins"), "text-decoration: underline"),
    **dict.fromkeys(("s", "strike", "del"), "text-decoration: line-through"),
    "sub": "vertical-align: sub",
    "sup": "vertical-align: super",
    "small": "font-size: smaller",
    "big": "font-size: larger",
    "center": "text-align: center",
    "pre": "white-space: pre",
}


def tag_longhands(tag: str) -> tuple[Longhand, ...]:
    """What an element's name says of its look, as the weakest declarations of its cascade."""
    return declarations(_TAGS[tag]).longhands if tag in _TAGS else ()


@lru_cache(_CACHE)
def author_style(longhands: tuple[Longhand, ...], inherited: Style) -> Authored:
    """Turn longhands, the strongest last, into changes; `inherited` is the style around, with None where nothing set it."""
    if not longhands:
        return Authored()
    values: dict[str, Any] = {longhand.name: longhand.value for longhand in longhands}
    color, background = _colors(values, inherited)
    size_pt, scale = _size(values.get("font-size"), inherited)
    style = Style(
        bold=_bold(values.get("font-weight")),
        italic=_switch(values.get("font-style"), "italic", "oblique"),
        underline=_underline(values),
        strike="line-through" in _lines(values) or None,
        small_caps=_switch(values.get("font-variant-caps"), "small-caps", "all-small-caps"),
        script=SCRIPTS.get(str(values.get("vertical-align"))),
        color=color,
        background=background,
        font=_font(values.get("font-family")),
        size_pt=size_pt,
        scale=scale,
    )
    return Authored(
        style,
        ALIGNS.get(values.get("text-align", "")),
        values.get("display") == "none",
        _switch(values.get("visibility"), "hidden", "collapse"),
        _switch(values.get("white-space"), "pre", "pre-wrap", "break-spaces"),
        BREAKS.get(values.get("break-before", ""), "auto"),
        BREAKS.get(values.get("break-after", ""), "auto"),
        tuple(name for name in values if name not in _CARRIED),
    )


_CARRIED = frozenset(
    "color background-color font-weight font-style font-variant-caps font-family font-size text-decoration-line "
    "text-decoration-style vertical-align text-align display visibility white-space break-before break-after".split()
)


def _colors(values: dict[str, Any], inherited: Style) -> tuple[Color | None, Color | None]:
    """Colour and background, opaque: transparency is laid on what is behind."""
    behind = inherited.background or WHITE
    around = inherited.color or BLACK
    paint = values.get("background-color")
    ink = values.get("color")
    if isinstance(ink, Wide):
        # `initial` is black; the others are the inherited colour.
        ink = AlphaColor(BLACK) if ink.keyword == "initial" else None
    color = None if ink is None or isinstance(ink, str) else resolve(ink, around, behind)
    if paint is None or isinstance(paint, Wide):
        return color, None
    background = visible(paint, color or around, behind)
    if background and isinstance(ink, AlphaColor) and ink.alpha < 1:
        color = resolve(ink, around, background)
    return color, background


def _switch(value: object, *words: str) -> bool | None:
    """Whether a keyword is one of these; None where nothing, or only inheritance, was said."""
    if value is None or isinstance(value, Wide):
        return False if isinstance(value, Wide) and value.keyword == "initial" else None
    return value in words


def _bold(value: object) -> bool | None:
    return value >= 600 if isinstance(value, float) else _switch(value, "bold", "bolder")


def _lines(values: dict[str, Any]) -> tuple[str, ...]:
    lines = values.get("text-decoration-line")
    return () if lines is None or isinstance(lines, Wide) else lines


def _underline(values: dict[str, Any]) -> LineStyle | None:
    if "underline" not in _lines(values):
        return None
    return LINES.get(str(values.get("text-decoration-style")), "single")


def _font(value: object) -> str | None:
    """The first family; a generic one (`serif`) only when it is all there is."""
    return str(value[0]) if isinstance(value, tuple) and not isinstance(value, Wide) else None


def _size(value: Any, around: Style) -> tuple[float | None, float | None]:
    """Size in pt, or factor of the block's size: of a size that is not known here, a relative one stays relative."""
    if value is None or isinstance(value, Wide):
        return None, 1.0 if isinstance(value, Wide) and value.keyword == "initial" else None
    if isinstance(value, str):
        if value in SIZES:
            return None, SIZES[value]
        value = Length(STEPS[value], "em")
    if value.unit == "rem":
        return None, _bounded(value.number, _SMALLEST_SCALE, _LARGEST_SCALE)
    if value.unit not in ("em", "%", "lh"):
        return _bounded(value.number, _SMALLEST_PT, _LARGEST_PT), None
    factor = value.points(1.0, 1.0, 1.0)
    if around.size_pt is not None:
        return _bounded(around.size_pt * factor, _SMALLEST_PT, _LARGEST_PT), None
    return None, _bounded((around.scale or 1.0) * factor, _SMALLEST_SCALE, _LARGEST_SCALE)


def _bounded(value: float, low: float, high: float) -> float:
    return round(max(low, min(high, value)), 3)
