"""Colours and sheets in, the same without colours out: every grey as light as what it stands for. Standard library only."""

import re
from functools import lru_cache

from convert.css.appearance import lightness
from convert.css.color import AlphaColor, parse_color
from convert.model import Color

_CACHE = 1000
_COLORS = r"(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)"
# A declaration: its property, what stands up to the colon, and its value up to the end; what has been read is not gone back
# over. Comments and strings elsewhere are no rules.
_COMMENT = r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)"
_STRING = r""" "(?:[^"\\\n]|\\.)*+"? | '(?:[^'\\\n]|\\.)*+'? """
_DECLARATION = re.compile(
    rf"""
      {_COMMENT} | {_STRING}
    | (?<![-\w.\#:\\])
      (--[-\w]++ | [-a-z]++)
      ((?:\s|{_COMMENT})*+:)
      ((?:{_COMMENT} | {_STRING} | url\([^()"']*\) | [^;{{}}"'])*+)
      (?=[;}}]|\Z)
    """,
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)
_COLORED = re.compile(
    r"--.+|(?:-webkit-)?(?:background|border|outline|column-rule|text-decoration|text-emphasis|text-shadow|box-shadow"
    r"|text-fill|text-stroke|fill|stroke).*|.*color.*",
    re.IGNORECASE,
)
# What a value is made of: what is no colour for certain, a colour as a function, as digits, as a word.
_TOKEN = re.compile(
    rf"""
      {_COMMENT} | {_STRING} | url\([^()"']*\)
    | ({_COLORS}\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\) | \#[0-9a-f]{{3,8}}(?![-\w]) | (?<![-\w.\#])[a-z]+(?![-\w(]))
    """,
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)


@lru_cache(_CACHE)
def grey(color: Color) -> Color:
    """The grey that is as light as a colour, L* for L*; a grey is itself."""
    return color if color.red == color.green == color.blue else shade(lightness(color))


@lru_cache(_CACHE)
def shade(light: float) -> Color:
    """The grey of an L*, 0 to 100 (CIE 15, section 8.2.1; CSS Color 4, section 18)."""
    y = ((light + 16) / 116) ** 3 if light > 8 else light * 27 / 24389
    channel = 12.92 * y if y <= 0.0031308 else 1.055 * y ** (1 / 2.4) - 0.055
    byte = int(max(0.0, min(1.0, channel)) * 255 + 0.5)
    return Color(byte, byte, byte)


def without_color(sheet: str) -> str:
    """A style sheet whose colours are greys; everything else, its lines too, is as it was."""
    return _DECLARATION.sub(_declaration, sheet)


def _declaration(match: re.Match[str]) -> str:
    name, colon, value = match.groups()
    if name is None or not _COLORED.fullmatch(name):
        return match[0]
    return f"{name}{colon}{_value(value)}"


def _value(value: str) -> str:
    return _TOKEN.sub(lambda match: _token(match[1]) if match[1] else match[0], value)


def _token(text: str) -> str:
    """A colour as a grey of the same opacity; what depends on a colour around it, with greys inside."""
    found = parse_color(text)
    if isinstance(found, AlphaColor):
        drained = grey(found.color)
        if drained == found.color:
            return text
        alpha = round(found.alpha * 255)
        return f"#{drained.hex.lower()}" + (f"{alpha:02x}" if alpha < 255 else "")
    head, bracket, inside = text.partition("(")
    return head + bracket + _value(inside) if bracket else text
