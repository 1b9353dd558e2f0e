"""A longhand property's value as text in, its specified value out: the one list of what the program understands.

To add a property: its parser in `LONGHANDS`, its computed value in `css.resolve`, and a field in `css.computed`.
"""

import re
from collections.abc import Callable

from convert.css.color import parse_color
from convert.css.syntax import unquote
from convert.css.values import (
    Length,
    components,
    keyword,
    one_of,
    parse_families,
    parse_length,
    parse_number,
    parse_positive_length,
)

Parser = Callable[[str], object | None]


# Keyword properties, with their keywords

BORDER_STYLES = "none hidden solid double dotted dashed groove ridge inset outset".split()
LINES = ("underline", "line-through", "overline", "blink")
LINE_STYLES = ("solid", "double", "dotted", "dashed", "wavy")
_BREAKS = "auto avoid always all avoid-page page left right recto verso avoid-column column avoid-region region".split()

KEYWORDS: dict[str, tuple[str, ...]] = {
    "font-style": ("normal", "italic", "oblique"),
    "text-align": (
        *("left", "right", "center", "justify", "start", "end", "match-parent", "justify-all"),
        *("-webkit-center", "-webkit-left", "-webkit-right"),
    ),
    "text-decoration-style": LINE_STYLES,
    "white-space-collapse": ("collapse", "preserve", "preserve-breaks", "preserve-spaces", "break-spaces"),
    "text-wrap-mode": ("wrap", "nowrap"),
    "hyphens": ("none", "manual", "auto"),
    "direction": ("ltr", "rtl"),
    "unicode-bidi": ("normal", "embed", "isolate", "bidi-override", "isolate-override", "plaintext"),
    "visibility": ("visible", "hidden", "collapse"),
    "break-before": tuple(_BREAKS),
    "break-after": tuple(_BREAKS),
    "break-inside": ("auto", "avoid", "avoid-page", "avoid-column", "avoid-region"),
    **{f"border-{side}-style": tuple(BORDER_STYLES) for side in ("top", "right", "bottom", "left")},
}
FONT_SIZES = "xx-small x-small small medium large x-large xx-large xxx-large smaller larger".split()
WEIGHTS = "normal bold bolder lighter".split()
VERTICAL = "baseline sub super top text-top middle bottom text-bottom".split()


# Parsers with more than keywords


def _font_size(value: str) -> object | None:
    word = keyword(value)
    return word if word in FONT_SIZES else parse_positive_length(value)


def _font_weight(value: str) -> object | None:
    word = keyword(value)
    if word in WEIGHTS:
        return word
    weight = parse_number(value)
    return weight.number if weight and weight.unit == "" and 1 <= weight.number <= 1000 else None


def _font_style(value: str) -> object | None:
    word = keyword(value)
    return (
        "oblique" if re.fullmatch(r"oblique [-+0-9.]+(deg|grad|rad|turn)", word) else _one("font-style", word)
    )


def _decoration_lines(value: str) -> object | None:
    words = tuple(keyword(part) for part in components(value))
    if words == ("none",):
        return ()
    return words if words and len(set(words)) == len(words) and set(words) <= set(LINES) else None


def _thickness(value: str) -> object | None:
    word = keyword(value)
    return "auto" if word in ("auto", "from-font") else parse_positive_length(value)


def _vertical_align(value: str) -> object | None:
    word = keyword(value)
    return word if word in VERTICAL else parse_length(value)


def _line_height(value: str) -> object | None:
    if keyword(value) == "normal":
        return "normal"
    height = parse_number(value)
    return height if height is not None and height.number >= 0 else None


def _letter_spacing(value: str) -> object | None:
    return Length(0.0) if keyword(value) == "normal" else parse_length(value)


def _text_indent(value: str) -> object | None:
    parts = [part for part in components(value) if keyword(part) not in ("hanging", "each-line")]
    return parse_length(parts[0]) if len(parts) == 1 else None


def _margin(value: str) -> object | None:
    return Length(0.0) if keyword(value) == "auto" else parse_length(value)


_WIDTHS = {"thin": Length(0.75), "medium": Length(2.25), "thick": Length(3.75)}


def _border_width(value: str) -> object | None:
    width = _WIDTHS.get(keyword(value)) or parse_positive_length(value)
    return width if width is not None and width.unit != "%" else None


def _count(value: str) -> object | None:
    number = parse_number(value)
    whole = number is not None and number.unit == "" and number.number == int(number.number)
    return int(number.number) if number is not None and whole and number.number >= 1 else None


def _caps(value: str) -> object | None:
    words = tuple(keyword(part) for part in components(value))
    return words[0] if len(words) == 1 and words[0] in _CAPS else None


def _text_transform(value: str) -> object | None:
    words = tuple(keyword(part) for part in components(value))
    cases = [word for word in words if word in _CASES]
    widths = [word for word in words if word in ("full-width", "full-size-kana")]
    if words in (("none",), ("math-auto",)):
        return "none"
    if not words or len(cases) > 1 or len(set(widths)) + len(cases) != len(words):
        return None
    return (*cases, *widths)[0]


_CASES = ("capitalize", "uppercase", "lowercase")
_SHAPES = ("dot", "circle", "double-circle", "triangle", "sesame")


def _emphasis_style(value: str) -> object | None:
    """`none`, one of the shapes with how it is filled, or the text of a string."""
    parts = components(value)
    if len(parts) == 1 and parts[0][0] in "\"'":
        return ("string", unquote(parts[0]))
    words = [keyword(part) for part in parts]
    if words == ["none"]:
        return "none"
    fills = [word for word in words if word in ("filled", "open")]
    shapes = [word for word in words if word in _SHAPES]
    if not words or len(fills) > 1 or len(shapes) > 1 or len(fills) + len(shapes) != len(words):
        return None
    # A fill alone means circles in horizontal text (CSS Text Decoration 3, section 3.1).
    return ((*fills, "filled")[0], (*shapes, "circle")[0])


def _emphasis_position(value: str) -> object | None:
    words = {keyword(part) for part in components(value)}
    if len(words & {"over", "under"}) != 1 or len(words - {"over", "under"}) > 1 or not words <= _PLACES:
        return None
    return "under" if "under" in words else "over"


_PLACES = {"over", "under", "left", "right"}


def _list_style_type(value: str) -> object | None:
    """A counter style's name, or the text of a string."""
    if value[:1] in ("'", '"'):
        return ("string", unquote(value))
    word = keyword(value)
    return word if re.fullmatch("-?[a-z][-a-z0-9]*", word) else None


def _extent(value: str) -> object | None:
    """`width`, `height` or `max-width`."""
    word = keyword(value)
    if word in (
        "auto",
        "none",
        "min-content",
        "max-content",
        "fit-content",
        "stretch",
        "-webkit-fill-available",
    ):
        return "auto"
    return parse_positive_length(value)


def _zoom(value: str) -> object | None:
    """A factor."""
    if keyword(value) in ("normal", "reset"):
        return 1.0
    number = parse_number(value)
    if number is None or number.unit not in ("", "%") or number.number < 0:
        return None
    return number.number / 100 if number.unit == "%" else number.number


def _display(value: str) -> object | None:
    words = [keyword(part) for part in components(value)]
    return " ".join(words) if words and all(re.fullmatch("[-a-z]+", word) for word in words) else None


def _background_clip(value: str) -> object | None:
    """What of a background is painted: the letters, or a box; of several layers, the last is the colour's."""
    words = [keyword(part) for part in components(value) if part != ","]
    return words[-1] if words and set(words) <= _CLIPS else None


_CLIPS = {"text", "border-box", "padding-box", "content-box", "border-area"}


def _one(name: str, value: str) -> str | None:
    word = keyword(value)
    return word if word in KEYWORDS[name] else None


_CAPS = (
    "normal",
    "small-caps",
    "all-small-caps",
    "petite-caps",
    "all-petite-caps",
    "unicase",
    "titling-caps",
)
SIDES = ("top", "right", "bottom", "left")

LONGHANDS: dict[str, Parser] = {
    **{name: one_of(*words) for name, words in KEYWORDS.items()},
    "color": parse_color,
    "background-color": parse_color,
    "background-clip": _background_clip,
    "font-family": parse_families,
    "font-size": _font_size,
    "font-weight": _font_weight,
    "font-style": _font_style,
    "font-variant-caps": _caps,
    "text-decoration-line": _decoration_lines,
    "text-decoration-color": parse_color,
    "text-decoration-thickness": _thickness,
    "vertical-align": _vertical_align,
    "text-indent": _text_indent,
    "line-height": _line_height,
    "letter-spacing": _letter_spacing,
    "display": _display,
    "text-transform": _text_transform,
    "text-emphasis-style": _emphasis_style,
    "text-emphasis-position": _emphasis_position,
    "text-emphasis-color": parse_color,
    "-webkit-text-fill-color": parse_color,
    "list-style-type": _list_style_type,
    "width": _extent,
    "height": _extent,
    "max-width": _extent,
    "zoom": _zoom,
    "orphans": _count,
    "widows": _count,
    **{f"margin-{side}": _margin for side in SIDES},
    **{f"padding-{side}": parse_positive_length for side in SIDES},
    **{f"border-{side}-width": _border_width for side in SIDES},
    **{f"border-{side}-color": parse_color for side in SIDES},
}
