"""Colours in, how they look out: luminance, contrast, grey. Standard library only."""

from functools import lru_cache

from convert.model import Color

_CACHE = 1000
_WHITE_XYZ = (0.95046, 1.0, 1.08906)  # D65


@lru_cache(_CACHE)
def luminance(color: Color) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance")."""
    return _xyz(color)[1]


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lightness(color: Color) -> float:
    """L* of CIELAB, 0 to 100: the grey that a copier without colours makes of it."""
    return _lab(color)[0]


def _xyz(color: Color) -> tuple[float, float, float]:
    """CIE XYZ of an sRGB colour, white at Y = 1 (CSS Color 4, section 18)."""
    red, green, blue = (_linear(channel / 255) for channel in (color.red, color.green, color.blue))
    return (
        0.4124564 * red + 0.3575761 * green + 0.1804375 * blue,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        0.0193339 * red + 0.1191920 * green + 0.9503041 * blue,
    )


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


@lru_cache(_CACHE)
def _lab(color: Color) -> tuple[float, float, float]:
    x, y, z = (_root(value / white) for value, white in zip(_xyz(color), _WHITE_XYZ, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float) -> float:
    """The cube root of CIELAB, a line near black (CIE 15, section 8.2.1)."""
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116
