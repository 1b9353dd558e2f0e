"""A colour as people write it in, sRGB out: CSS's `<color>`, and HTML's legacy rule, which is another one.

Nothing here raises, whatever the text. What is not understood is None; `calc()`, `color()` and `color-mix()` are among it.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple

from convert.css import color_spaces
from convert.css.color_names import COLORS, NAMES
from convert.css.nearest import nearest
from convert.css.syntax import unescape
from convert.model import Color

WHITE = Color(255, 255, 255)
BLACK = Color(0, 0, 0)

CurrentColor = Literal["currentcolor"]
CURRENT: CurrentColor = "currentcolor"


class AlphaColor(NamedTuple):
    """A colour with its opacity, 0 to 1."""

    color: Color
    alpha: float = 1.0


ParsedColor = AlphaColor | CurrentColor

# CSS Color Level 4, section 6.2: system colours, as they are on white paper.
_SYSTEM = {
    **dict.fromkeys(("canvas", "field", "highlighttext", "selecteditemtext"), WHITE),
    **dict.fromkeys(("canvastext", "fieldtext", "marktext", "buttontext"), BLACK),
    "linktext": Color(0, 0, 238),
    "visitedtext": Color(85, 26, 139),
    "activetext": Color(255, 0, 0),
    "mark": Color(255, 255, 0),
    "graytext": Color(128, 128, 128),
}

_CACHE = 4096


@lru_cache(_CACHE)
def parse_color(value: str) -> ParsedColor | None:
    """Read a `<color>` of CSS Color Level 4; None when it is none."""
    value = unescape(value).strip(" \t\n\r\f").lower()
    if value.startswith("#"):
        return _hexadecimal(value[1:])
    if value in COLORS:
        return AlphaColor(COLORS[value])
    if value == CURRENT:
        return CURRENT
    if value in _SYSTEM:
        return AlphaColor(_SYSTEM[value])
    if value == "transparent":
        return AlphaColor(BLACK, 0.0)
    call = _CALL.fullmatch(value)
    return _function(call[1], call[2]) if call else None


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
    if isinstance(parsed, str):
        return current
    return flatten(parsed.color, parsed.alpha, background)


def color_name(color: Color) -> str | None:
    """Name exactly this colour in CSS's words, `gray`, `cyan` and `magenta` rather than their doubles."""
    return NAMES.get(color)


@lru_cache(_CACHE)
def nearest_color_name(word: str) -> str | None:
    """Guess which colour was meant by a word that is none."""
    return nearest(word, COLORS)


# CSS functions

_CALL = re.compile(r"([a-z]+)\(([^()]*)\)?")  # an open bracket at the end of the text counts as closed
_NUMBER = re.compile(r"([+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:e[+-]?[0-9]+)?)(%|deg|grad|rad|turn)?")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_LARGEST = 1e6  # a number no channel needs; keeps infinities out of the arithmetic
_DEGREES = {"": 1.0, "deg": 1.0, "grad": 0.9, "rad": 57.29577951308232, "turn": 360.0}


class _Argument(NamedTuple):
    """A number with its unit; `none` is a 0 of unit "none"."""

    number: float
    unit: str

    def part(self, whole: float, percent: float) -> float:
        """As a fraction of `whole`, a percentage counting so much of it."""
        return self.number * percent / 100 if self.unit == "%" else self.number / whole

    @property
    def degrees(self) -> float:
        return self.number * _DEGREES.get(self.unit, 1.0) % 360

    @property
    def is_hue(self) -> bool:
        return self.unit != "%"

    @property
    def is_scalar(self) -> bool:
        return self.unit in ("", "%", "none")


_Arguments = tuple[_Argument, _Argument, _Argument]


def _hexadecimal(digits: str) -> AlphaColor | None:
    if len(digits) not in (3, 4, 6, 8) or not all(digit in "0123456789abcdef" for digit in digits):
        return None
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue, alpha = bytes.fromhex(digits + "ff"[: 8 - len(digits)])
    return AlphaColor(Color(red, green, blue), alpha / 255)


def _function(name: str, text: str) -> AlphaColor | None:
    found = _FUNCTIONS.get(name)
    if found is None:
        return None
    legacy = "," in text
    parts, alpha = _legacy_parts(text) if legacy else _modern_parts(text)
    if len(parts) != 3 or any(part is None for part in parts) or alpha is None or not alpha.is_scalar:
        return None
    first, second, third = (part for part in parts if part is not None)
    channels = found((first, second, third), legacy)
    if channels is None:
        return None
    red, green, blue = (_byte(channel) for channel in channels)
    return AlphaColor(Color(red, green, blue), _clamp(alpha.part(1, 1)))


def _legacy_parts(text: str) -> tuple[list[_Argument | None], _Argument | None]:
    """Arguments with commas; the fourth is the opacity. `none` belongs to the other syntax."""
    parts = [_argument(part) for part in text.split(",")]
    if any(part is not None and part.unit == "none" for part in parts):
        return [], None
    return parts[:3], parts[3] if len(parts) == 4 else (_Argument(1.0, "") if len(parts) == 3 else None)


def _modern_parts(text: str) -> tuple[list[_Argument | None], _Argument | None]:
    """Arguments with blanks, and the opacity behind a slash."""
    before, slash, after = text.partition("/")
    parts = [_argument(part) for part in _BLANKS.split(before.strip(" \t\n\r\f"))]
    return parts, _argument(after) if slash else _Argument(1.0, "")


def _argument(text: str) -> _Argument | None:
    text = text.strip(" \t\n\r\f")
    if text == "none":
        return _Argument(0.0, "none")
    match = _NUMBER.fullmatch(text)
    return _Argument(_clamp(float(match[1]), -_LARGEST, _LARGEST), match[2] or "") if match else None


def _rgb(arguments: _Arguments, legacy: bool) -> color_spaces.Triple | None:
    units = {argument.unit for argument in arguments}
    if not all(argument.is_scalar for argument in arguments) or (legacy and len(units) > 1):
        return None
    red, green, blue = (argument.part(255, 1) for argument in arguments)
    return red, green, blue


def _hsl(arguments: _Arguments, legacy: bool) -> color_spaces.Triple | None:
    hue, saturation, lightness = arguments
    if not (hue.is_hue and saturation.is_scalar and lightness.is_scalar):
        return None
    if legacy and not saturation.unit == lightness.unit == "%":
        return None
    return color_spaces.hsl_to_srgb(
        hue.degrees, _clamp(saturation.part(100, 1)), _clamp(lightness.part(100, 1))
    )


def _hwb(arguments: _Arguments, legacy: bool) -> color_spaces.Triple | None:
    hue, white, black = arguments
    if legacy or not (hue.is_hue and white.is_scalar and black.is_scalar):
        return None
    return color_spaces.hwb_to_srgb(hue.degrees, _clamp(white.part(100, 1)), _clamp(black.part(100, 1)))


def _lab(arguments: _Arguments, legacy: bool) -> color_spaces.Triple | None:
    lightness, a, b = arguments
    if legacy or not (lightness.is_scalar and a.is_scalar and b.is_scalar):
        return None
    return color_spaces.lab_to_srgb(_clamp(lightness.part(1, 100), 0, 100), a.part(1, 125), b.part(1, 125))


def _lch(arguments: _Arguments, legacy: bool) -> color_spaces.Triple | None:
    lightness, chroma, hue = arguments
    if legacy or not (lightness.is_scalar and chroma.is_scalar and hue.is_hue):
        return None
    axes = color_spaces.polar(max(0.0, chroma.part(1, 150)), hue.degrees)
    return color_spaces.lab_to_srgb(_clamp(lightness.part(1, 100), 0, 100), *axes)


def _oklab(arguments: _Arguments, legacy: bool) -> color_spaces.Triple | None:
    lightness, a, b = arguments
    if legacy or not (lightness.is_scalar and a.is_scalar and b.is_scalar):
        return None
    return color_spaces.oklab_to_srgb(_clamp(lightness.part(1, 1)), a.part(1, 0.4), b.part(1, 0.4))


def _oklch(arguments: _Arguments, legacy: bool) -> color_spaces.Triple | None:
    lightness, chroma, hue = arguments
    if legacy or not (lightness.is_scalar and chroma.is_scalar and hue.is_hue):
        return None
    axes = color_spaces.polar(max(0.0, chroma.part(1, 0.4)), hue.degrees)
    return color_spaces.oklab_to_srgb(_clamp(lightness.part(1, 1)), *axes)


_FUNCTIONS: dict[str, Callable[[_Arguments, bool], color_spaces.Triple | None]] = {
    "rgb": _rgb,
    "rgba": _rgb,
    "hsl": _hsl,
    "hsla": _hsl,
    "hwb": _hwb,
    "lab": _lab,
    "lch": _lch,
    "oklab": _oklab,
    "oklch": _oklch,
}


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
