"""Inks and the papers they stand on in, inks of the same hue that can be read there, and told apart, out. Standard library only."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import hypot
from operator import sub

from convert.css.appearance import contrast
from convert.css.color_spaces import Triple, convert
from convert.model import BLACK, Color

LEAST_CONTRAST = 4.5
"""What running text needs (WCAG 2.2, 1.4.3)."""
WHITE = Color(255, 255, 255)

_CACHE = 1000
_STEPS = 400  # of lightness, from an ink to black or white
_APART = 0.12  # in Oklab: hardly to be mistaken, even in a line of small type
_BLIND = 1.8  # two of three cones see less, and are used to it
_TURNS = (0, 8, -8, 16, -16, 24, -24)  # degrees that a hue may be turned and keep its name
_DEEPER = (0.0, 0.03, 0.06, 0.09, 0.12, 0.15, 0.18, 0.21)  # of lightness, in Oklab
_DARKEST = 0.24
_MOST_COMPARED = 12

# Linear sRGB as eyes without the red, and without the green cones see it (Viénot, Brettel, Mollon 1999).
_RED_BLIND = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))
_GREEN_BLIND = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))


def is_dark(paper: Color) -> bool:
    """Whether white is read more easily on a paper than black."""
    return contrast(WHITE, paper) > contrast(BLACK, paper)


def neutral(paper: Color) -> Color:
    """Black or white, whichever is read more easily on a paper."""
    return WHITE if is_dark(paper) else BLACK


def readable(ink: Color, papers: Iterable[Color]) -> Color:
    """The ink nearest to one, of its hue, with 4.5 : 1 on all papers; they are all light, or all dark."""
    papers = tuple(papers)
    if _is_read(ink, papers):
        return ink
    light, chroma, hue = _oklch(ink)
    end = 1.0 if is_dark(papers[0]) else 0.0
    for step in range(1, _STEPS):
        found = _color(light + (end - light) * step / _STEPS, chroma, hue)
        if _is_read(found, papers):
            return found
    return neutral(papers[0])


def apart(inks: Sequence[tuple[Color, Sequence[Color]]]) -> tuple[Color, ...]:
    """Inks that can be read on light papers, each with its own, changed as little as keeps them apart for every eye.

    The first keeps its colour; the next ones go darker, or turn their hue a little, where they are too near.
    """
    chosen: list[Color] = []
    for ink, papers in inks:
        start = readable(ink, papers)
        if start in chosen or len(chosen) >= _MOST_COMPARED:
            chosen.append(start)
            continue
        best, room = start, _nearest(start, chosen)
        for candidate in _variants(start, papers) if room < _APART else ():
            found = _nearest(candidate, chosen)
            if found > room:
                best, room = candidate, found
            if room >= _APART:
                break
        chosen.append(best)
    return tuple(chosen)


def _variants(ink: Color, papers: Sequence[Color]) -> Iterator[Color]:
    """The inks near to one that can be read as well, the nearest first."""
    light, chroma, hue = _oklch(ink)
    changes = sorted(((deeper, turn) for deeper in _DEEPER for turn in _TURNS), key=_cost)
    for deeper, turn in changes:
        if light - deeper >= _DARKEST:
            found = _color(light - deeper, chroma, hue + turn)
            if _is_read(found, papers):
                yield found


def _cost(change: tuple[float, int]) -> float:
    deeper, turn = change
    return deeper + abs(turn) / 200


def _nearest(ink: Color, others: Iterable[Color]) -> float:
    """How far the nearest of others is, for the eyes that see it nearest."""
    return min((_distance(ink, other) for other in others), default=9.0)


def _distance(ink: Color, other: Color) -> float:
    usual, *blind = (hypot(*map(sub, one, two)) for one, two in zip(_seen(ink), _seen(other), strict=True))
    return min(usual, _BLIND * min(blind))


@lru_cache(_CACHE)
def _seen(color: Color) -> tuple[Triple, Triple, Triple]:
    """A colour in Oklab as most eyes, red-blind and green-blind ones see it."""
    linear = convert(_channels(color), "srgb", "srgb-linear")
    blind = (
        tuple(sum(a * b for a, b in zip(row, linear, strict=True)) for row in matrix)
        for matrix in (_RED_BLIND, _GREEN_BLIND)
    )
    red_blind, green_blind = (convert((r, g, b), "srgb-linear", "oklab") for r, g, b in blind)
    return convert(_channels(color), "srgb", "oklab"), red_blind, green_blind


def _is_read(ink: Color, papers: Iterable[Color]) -> bool:
    return all(contrast(ink, paper) >= LEAST_CONTRAST for paper in papers)


def _oklch(color: Color) -> Triple:
    return convert(_channels(color), "srgb", "oklch")


def _channels(color: Color) -> Triple:
    return color.red / 255, color.green / 255, color.blue / 255


@lru_cache(_CACHE)
def _color(light: float, chroma: float, hue: float) -> Color:
    """The colour of a place in OKLCH; where sRGB has none, the same with less chroma (CSS Color 4, section 13)."""
    low, high = 0.0, chroma
    if not _inside(convert((light, chroma, hue), "oklch", "srgb")):
        for _ in range(12):
            middle = (low + high) / 2
            if _inside(convert((light, middle, hue), "oklch", "srgb")):
                low = middle
            else:
                high = middle
        chroma = low
    red, green, blue = convert((light, chroma, hue), "oklch", "srgb")
    return Color(*(int(max(0.0, min(1.0, part)) * 255 + 0.5) for part in (red, green, blue)))


def _inside(channels: Triple) -> bool:
    return all(-0.001 <= channel <= 1.001 for channel in channels)
