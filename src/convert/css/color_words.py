"""A colour in, the everyday word for it out: one of the two dozen that `labels` has in every language."""

from functools import lru_cache

from convert.css.color_names import NAMES
from convert.css.color_spaces import convert
from convert.labels import COLORS
from convert.model import Color

# In OKLCH: less chroma than this is no hue.
_GREY = 0.02
# Up to which hue, in degrees, which words: from which lightness on which word.
_Words = tuple[tuple[float, str], ...]
_HUES: tuple[tuple[float, _Words], ...] = (
    (17, ((0.65, "pink"), (0.0, "magenta"))),
    (36, ((0.72, "pink"), (0.45, "red"), (0.0, "darkred"))),
    (78, ((0.56, "orange"), (0.0, "brown"))),
    (97, ((0.93, "lightyellow"), (0.7, "gold"), (0.0, "brown"))),
    (117, ((0.95, "lightyellow"), (0.65, "yellow"), (0.0, "darkgreen"))),
    (165, ((0.85, "lightgreen"), (0.45, "green"), (0.0, "darkgreen"))),
    (195, ((0.82, "cyan"), (0.0, "teal"))),
    (225, ((0.7, "cyan"), (0.0, "teal"))),
    (285, ((0.8, "lightblue"), (0.34, "blue"), (0.0, "navy"))),
    (345, ((0.7, "violet"), (0.0, "purple"))),
    (360, ((0.65, "pink"), (0.0, "magenta"))),
)
_NEUTRAL: _Words = ((0.97, "white"), (0.75, "lightgray"), (0.36, "gray"), (0.0, "black"))
# What vivid colours are called, and dull ones, where the word is another.
_VIVID = {"lightgreen": ("lime", 0.2), "lightyellow": ("yellow", 0.15), "violet": ("magenta", 0.24)}
_DULL = {"red": ("brown", 0.08), "orange": ("brown", 0.07), "green": ("darkgreen", 0.1)}
_DULL_LIGHT = 0.65


@lru_cache(1000)
def word(color: Color) -> str:
    """Name a colour by one of `labels.COLORS`: its own name where it has one there, else by hue, lightness and chroma."""
    if NAMES.get(color) in COLORS:
        return NAMES[color]
    light, chroma, hue = convert((color.red / 255, color.green / 255, color.blue / 255), "srgb", "oklch")
    if chroma < _GREY:
        return _by_lightness(light, _NEUTRAL)
    found = _by_lightness(light, next(words for end, words in _HUES if hue % 360 <= end))
    vivid, least = _VIVID.get(found, ("", 1.0))
    dull, most = _DULL.get(found, ("", 0.0))
    if chroma > least:
        return vivid
    return dull if chroma < most and light < _DULL_LIGHT else found


def _by_lightness(light: float, words: _Words) -> str:
    return next(word for least, word in words if light >= least)
