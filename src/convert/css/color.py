"""A colour as people write it in, sRGB out: CSS's `<color>`, and HTML's legacy rule, which is another one.

Nothing here raises, whatever the text. What is not understood is None.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from convert.css.color_names import COLORS, NAMES
from convert.css.nearest import nearest
from convert.css.syntax import unescape
from convert.model import Color

if TYPE_CHECKING:
    from convert.css.color_functions import Place

WHITE = Color(255, 255, 255)
BLACK = Color(0, 0, 0)


class AlphaColor(NamedTuple):
    """A colour with its opacity, 0 to 1."""

    color: Color
    alpha: float = 1.0


class CurrentColor(NamedTuple):
    """`currentcolor`, or a colour made from it: its text waits for the element's colour."""

    text: str = "currentcolor"


CURRENT = CurrentColor()
ParsedColor = AlphaColor | CurrentColor

# CSS Color Level 4, section 6.2 and appendix A: system colours, as Chromium has them on white paper.
_SYSTEM = {
    **dict.fromkeys(
        "canvas field highlighttext selecteditemtext accentcolortext activecaption appworkspace background inactivecaption "
        "infobackground menu scrollbar window".split(),
        WHITE,
    ),
    **dict.fromkeys(
        "canvastext fieldtext marktext buttontext buttonborder activeborder captiontext inactiveborder infotext menutext "
        "threeddarkshadow threedhighlight threedlightshadow threedshadow windowframe windowtext".split(),
        BLACK,
    ),
    **dict.fromkeys("buttonface buttonhighlight buttonshadow threedface".split(), Color(239, 239, 239)),
    **dict.fromkeys(("linktext", "-webkit-link"), Color(0, 0, 238)),
    **dict.fromkeys(("activetext", "-webkit-activelink"), Color(255, 0, 0)),
    **dict.fromkeys(("graytext", "inactivecaptiontext"), Color(128, 128, 128)),
    "visitedtext": Color(85, 26, 139),
    "mark": Color(255, 255, 0),
    "selecteditem": Color(25, 103, 210),
    "accentcolor": Color(0, 117, 255),
}
_HIGHLIGHT = AlphaColor(Color(0, 65, 198), 0.8)

_CACHE = 4096
_LONGEST = 50_000


@lru_cache(_CACHE)
def parse_color(value: str) -> ParsedColor | None:
    """Read a `<color>` of CSS Color Level 4, with mixes and relative colours of Level 5; None when it is none."""
    value = unescape(value).strip(" \t\n\r\f").lower()
    if simple := _simple(value):
        return simple
    if value == CURRENT.text:
        return CURRENT
    if len(value) > _LONGEST:
        return None
    place = _read(value, BLACK)
    if place is None:
        return None
    return CurrentColor(value) if CURRENT.text in value else _opaque_bytes(place)


def _simple(value: str) -> AlphaColor | None:
    """Read a colour that is one word."""
    if value.startswith("#"):
        return _hexadecimal(value[1:])
    if named := COLORS.get(value) or _SYSTEM.get(value):
        return AlphaColor(named)
    if value == "transparent":
        return AlphaColor(BLACK, 0.0)
    return _HIGHLIGHT if value == "highlight" else None


@lru_cache(_CACHE)
def settle(parsed: ParsedColor, current: Color) -> AlphaColor:
    """Put the element's colour in for `currentcolor`."""
    if isinstance(parsed, AlphaColor):
        return parsed
    place = _read(parsed.text, current)
    return _opaque_bytes(place) if place else AlphaColor(current)


def flatten(color: Color, alpha: float, background: Color = WHITE) -> Color:
    """Lay a colour of this opacity, 0 to 1, on an opaque background."""
    if alpha >= 1:
        return color
    red, green, blue = (
        _byte((front * alpha + back * (1 - alpha)) / 255)
        for front, back in (
            (color.red, background.red),
            (color.green, background.green),
            (color.blue, background.blue),
        )
    )
    return Color(red, green, blue)


def resolve(parsed: ParsedColor, current: Color, background: Color = WHITE) -> Color:
    """Turn what `parse_color` found into an opaque colour; `current` stands for `currentcolor`."""
    return flatten(*settle(parsed, current), background)


def visible(parsed: ParsedColor, current: Color, background: Color) -> Color | None:
    """The opaque colour as `resolve` gives it, None when it lets everything through."""
    color, alpha = settle(parsed, current)
    return flatten(color, alpha, background) if alpha else None


def color_name(color: Color) -> str | None:
    """Name exactly this colour in CSS's words, `gray`, `cyan` and `magenta` rather than their doubles."""
    return NAMES.get(color)


@lru_cache(_CACHE)
def nearest_color_name(word: str) -> str | None:
    """Guess which colour was meant by a word that is none."""
    return nearest(word, COLORS)


# Any colour, as a place in a space

_CALL = re.compile(r"([a-z][-a-z]*)\((.*)", re.DOTALL)


def _read(value: str, current: Color, depth: int = 0) -> "Place | None":
    if value == CURRENT.text:
        return _place(AlphaColor(current))
    if simple := _simple(value):
        return _place(simple)
    call = _CALL.fullmatch(value)
    inside = _inside(call[2]) if call else None
    if call is None or inside is None:
        return None
    from convert.css.color_functions import read_function  # most colours are words

    return read_function(call[1], inside, lambda text, inner: _read(text, current, inner), depth)


def _inside(text: str) -> str | None:
    """What stands before the bracket that closes a function at its end; one that is missing counts as there."""
    depth = 1
    for match in _BRACKET.finditer(text):
        depth += 1 if match.group() == "(" else -1
        if depth == 0:
            return text[: match.start()] if match.end() == len(text) else None
    return text


_BRACKET = re.compile(r"[()]")


def _place(found: AlphaColor) -> "Place":
    from convert.css.color_functions import Place

    red, green, blue = (part / 255 for part in (found.color.red, found.color.green, found.color.blue))
    return Place("srgb", (red, green, blue), found.alpha)


def _opaque_bytes(place: "Place") -> AlphaColor:
    """Out of sRGB's range, channels are clipped one by one: browsers do that, not section 13's mapping."""
    red, green, blue = (_byte(channel) for channel in place.channels())
    return AlphaColor(Color(red, green, blue), place.opacity)


def _hexadecimal(digits: str) -> AlphaColor | None:
    if len(digits) not in (3, 4, 6, 8) or not all(digit in "0123456789abcdef" for digit in digits):
        return None
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue, alpha = bytes.fromhex(digits + "ff"[: 8 - len(digits)])
    return AlphaColor(Color(red, green, blue), alpha / 255)


def _clamp(value: float, low: float = 0.0, high: float = 1.0) -> float:
    return max(low, min(high, value))


def _byte(channel: float) -> int:
    """A channel from 0 to 1 as a byte, halves rounded up as browsers do."""
    return int(_clamp(channel) * 255 + 0.5)


# HTML

_NOT_HEXADECIMAL = re.compile("[^0-9a-fA-F]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@lru_cache(_CACHE)
def parse_legacy_color(value: str) -> Color | None:
    """Read `<font color>` or `bgcolor`: HTML Standard, "rules for parsing a legacy color value"; None for its failures."""
    if not value:
        return None
    value = value.strip(" \t\n\r\f")
    if value.lower() == "transparent":
        return None
    if named := COLORS.get(value.lower()):
        return named
    if len(value) == 4 and value[0] == "#" and not _NOT_HEXADECIMAL.search(value[1:]):
        red, green, blue = (int(digit, 16) * 17 for digit in value[1:])
        return Color(red, green, blue)
    digits = _NOT_HEXADECIMAL.sub("0", _ASTRAL.sub("00", value)[:128].removeprefix("#"))
    digits += "0" * (3 if not digits else -len(digits) % 3)
    size = len(digits) // 3
    parts = [digits[start : start + size][-8:] for start in (0, size, 2 * size)]
    while len(parts[0]) > 2 and all(part[0] == "0" for part in parts):
        parts = [part[1:] for part in parts]
    red, green, blue = (int(part[:2], 16) for part in parts)
    return Color(red, green, blue)
