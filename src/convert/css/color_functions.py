"""A colour function as text in, its place in a colour space out: from `rgb()` to `color-mix()` and relative colours.

Source: CSS Color Level 4, sections 4 to 10 and 12, and Level 5, sections 2 to 5; what they leave open is as in Chromium.
"""

from collections.abc import Callable
from typing import NamedTuple

from convert.css.calculation import Quantity, parse_quantity
from convert.css.color_spaces import SPACES, Triple, convert
from convert.css.values import components

_DEEPEST = 8  # colours inside colours


class Place(NamedTuple):
    """Coordinates in a space, None where they are missing (`none`), and the opacity."""

    space: str
    coordinates: tuple[float | None, float | None, float | None]
    alpha: float | None = 1.0

    @property
    def opacity(self) -> float:
        """The opacity, 0 to 1."""
        return max(0.0, min(1.0, self.alpha or 0.0))

    def channels(self, space: str = "srgb") -> Triple:
        """The coordinates in a space, what is missing as 0; of sRGB from 0 to 1, out of range where the space is wider."""
        one, two, three = (part or 0.0 for part in self.coordinates)
        return convert((one, two, three), self.space, space)


Read = Callable[[str, int], Place | None]
"""Reads the colours inside a colour; the number is how deep they stand."""


def read_function(name: str, arguments: str, read: Read, depth: int = 0) -> Place | None:
    """Read the arguments of a colour function; None when it is none."""
    if depth > _DEEPEST:
        return None
    parts = components(arguments)
    if name == "color-mix":
        return _mix(parts, read, depth + 1)
    if name == "light-dark":
        colors = [read(" ".join(part), depth + 1) for part in _by_commas(parts)]
        return colors[0] if len(colors) == 2 and None not in colors else None
    if name == "contrast-color":
        behind = read(arguments, depth + 1)
        return _contrasting(behind) if behind else None
    if name == "color":
        return _color(parts, read, depth + 1)
    grammar = _GRAMMARS.get(name)
    if grammar is None:
        return None
    if "," in parts:
        return _legacy(grammar, parts)
    return _modern(grammar, parts, read, depth + 1)


# Channels


class _Channel(NamedTuple):
    """How a coordinate is written: what 100 % is, what the number is divided by, and its bounds."""

    percent: float = 1.0
    divisor: float = 1.0
    low: float = -1e9
    high: float = 1e9

    def coordinate(self, quantity: Quantity) -> float | None:
        """The coordinate; None for another kind of value."""
        if quantity.kind == "number":
            value = quantity.value() / self.divisor
        elif quantity.kind == "percent":
            value = quantity.value() / 100 * self.percent
        else:
            return None
        return max(self.low, min(self.high, value))


class _Hue(_Channel):
    """A hue: a number of degrees or an angle."""

    def coordinate(self, quantity: Quantity) -> float | None:
        """The hue in degrees; an infinite one is 0, as in browsers."""
        value = quantity.value()
        if quantity.kind not in ("number", "angle"):
            return None
        return value % 360 if abs(value) < 1e9 else 0.0


class _Grammar(NamedTuple):
    """A function's space, its channels, and whether commas are allowed."""

    space: str
    channels: tuple[_Channel, _Channel, _Channel]
    legacy: bool = False


_BYTE = _Channel(divisor=255)
_HUE = _Hue()
_PART = _Channel(divisor=100, low=0, high=1)
_RGB = _Grammar("srgb", (_BYTE, _BYTE, _BYTE), legacy=True)
_HSL = _Grammar("hsl", (_HUE, _PART, _PART), legacy=True)
_GRAMMARS = {
    "rgb": _RGB,
    "rgba": _RGB,
    "hsl": _HSL,
    "hsla": _HSL,
    "hwb": _Grammar("hwb", (_HUE, _PART, _PART)),
    "lab": _Grammar("lab", (_Channel(100, low=0, high=100), _Channel(125), _Channel(125))),
    "lch": _Grammar("lch", (_Channel(100, low=0, high=100), _Channel(150, low=0), _HUE)),
    "oklab": _Grammar("oklab", (_Channel(1, low=0, high=1), _Channel(0.4), _Channel(0.4))),
    "oklch": _Grammar("oklch", (_Channel(1, low=0, high=1), _Channel(0.4, low=0), _HUE)),
}
_ALPHA = _Channel(low=0, high=1)
_PLAIN = _Channel()


# Absolute and relative colours


def _legacy(grammar: _Grammar, parts: tuple[str, ...]) -> Place | None:
    """Arguments with commas between them; the fourth is the opacity."""
    groups = _by_commas(parts)
    if not grammar.legacy or len(groups) not in (3, 4) or any(len(group) != 1 for group in groups):
        return None
    quantities = [parse_quantity(group[0]) for group in groups]
    if any(quantity is None for quantity in quantities):
        return None
    first, second, third = (quantity for quantity in quantities[:3] if quantity)
    kinds = {second.kind, third.kind} | ({first.kind} if grammar.space == "srgb" else set())
    if len(kinds) > 1 or (grammar.space == "hsl" and kinds != {"percent"}):
        return None
    values = [
        channel.coordinate(part)
        for channel, part in zip(grammar.channels, (first, second, third), strict=True)
    ]
    alpha = _ALPHA.coordinate(quantities[3]) if len(quantities) == 4 and quantities[3] else 1.0
    return _placed(grammar.space, values, alpha)


def _modern(grammar: _Grammar, parts: tuple[str, ...], read: Read, depth: int) -> Place | None:
    """Arguments with blanks between them and the opacity behind a slash, perhaps `from` another colour."""
    if parts[:1] != ("from",):
        return _channels(grammar.space, grammar.channels, parts, None)
    origin = read(parts[1], depth) if len(parts) > 2 else None
    return _channels(grammar.space, grammar.channels, parts[2:], origin) if origin else None


def _color(parts: tuple[str, ...], read: Read, depth: int) -> Place | None:
    """`color([from COLOR]? SPACE a b c [/ alpha]?)`."""
    place = 2 if parts[:1] == ("from",) else 0
    if len(parts) <= place or parts[place] not in _IN_COLOR:
        return None
    grammar = _Grammar(parts[place], (_PLAIN, _PLAIN, _PLAIN))
    return _modern(grammar, parts[:place] + parts[place + 1 :], read, depth)


_IN_COLOR = frozenset(SPACES) - {"lab", "lch", "oklab", "oklch", "hsl", "hwb"}


def _channels(
    space: str, channels: tuple[_Channel, _Channel, _Channel], parts: tuple[str, ...], origin: Place | None
) -> Place | None:
    if len(parts) not in (3, 5) or (len(parts) == 5 and parts[3] != "/") or "/" in parts[:3]:
        return None
    names = _names(space, channels, origin) if origin else ()
    values: list[float | None] = []
    for channel, text in zip((*channels, _ALPHA), (*parts[:3], *parts[4:]), strict=False):
        if text == "none":
            values.append(None)
            continue
        quantity = parse_quantity(text, names)
        value = channel.coordinate(quantity) if quantity else None
        if value is None:
            return None
        values.append(value)
    if len(values) < 4:
        values.append(origin.alpha if origin else 1.0)
    one, two, three, alpha = values
    return Place(space, (one, two, three), alpha)


def _names(
    space: str, channels: tuple[_Channel, _Channel, _Channel], origin: Place
) -> tuple[tuple[str, float], ...]:
    """The channels of the colour a relative one starts from, by their names, as numbers of its function."""
    letters = SPACES[space].channels
    values = [part * channel.divisor for part, channel in zip(origin.channels(space), channels, strict=True)]
    return (*zip(letters, values, strict=True), ("alpha", origin.opacity))


def _placed(space: str, values: list[float | None], alpha: float | None) -> Place | None:
    if alpha is None or any(value is None for value in values):
        return None
    one, two, three = values
    return Place(space, (one, two, three), alpha)


def _contrasting(behind: Place) -> Place:
    """Black or white, whichever stands out more (Level 5, section 6; luminance as WCAG has it)."""
    light = convert(behind.channels(), "srgb", "xyz")[1]
    black = (light + 0.05) / 0.05 >= 1.05 / (light + 0.05)
    return Place("srgb", (0.0, 0.0, 0.0) if black else (1.0, 1.0, 1.0))


# Mixing

# Level 4, section 12.2: coordinates that mean the same in two spaces.
_ANALOGOUS = {
    **dict.fromkeys(("hsl",), ("hue", "colorfulness", "lightness")),
    "hwb": ("hue", "", ""),
    **dict.fromkeys(("lab", "oklab"), ("lightness", "a", "b")),
    **dict.fromkeys(("lch", "oklch"), ("lightness", "colorfulness", "hue")),
}
_PRIMARIES = ("red", "green", "blue")
_ARCS = frozenset(("shorter", "longer", "increasing", "decreasing"))
# Below so much of it, a colour has no hue.
_COLORLESS = {"hsl": 1e-5, "hwb": 1e-5, "lch": 0.0015, "oklch": 0.000004}


def _mix(parts: tuple[str, ...], read: Read, depth: int) -> Place | None:
    """`color-mix([in SPACE [ARC hue]?,]? COLOR SHARE?, COLOR SHARE?)`; without a space, in Oklab."""
    groups = _by_commas(parts)
    space, arc = "oklab", "shorter"
    if groups and groups[0][:1] == ("in",):
        method = groups.pop(0)[1:]
        if not method or method[0] not in SPACES:
            return None
        space = method[0]
        if len(method) > 1:
            if not SPACES[space].polar or len(method) != 3 or method[1] not in _ARCS or method[2] != "hue":
                return None
            arc = method[1]
    if len(groups) != 2:
        return None
    one, other = (_colored(group, read, depth) for group in groups)
    if one is None or other is None:
        return None
    return _mixed(one, other, space, arc)


def _colored(group: tuple[str, ...], read: Read, depth: int) -> tuple[Place, float | None] | None:
    """A colour and its share, from 0 to 1; they come in either order."""
    if len(group) == 1:
        color = read(group[0], depth)
        return (color, None) if color else None
    if len(group) != 2:
        return None
    for color_text, share_text in (group, group[::-1]):
        share = parse_quantity(share_text)
        color = read(color_text, depth) if share and share.kind == "percent" else None
        if color and share and 0 <= share.value() <= 100:
            return color, share.value() / 100
    return None


def _mixed(one: tuple[Place, float | None], other: tuple[Place, float | None], space: str, arc: str) -> Place:
    first, second = one[1], other[1]
    if first is None:
        first = 0.5 if second is None else 1 - second
    if second is None:
        second = 1 - first
    whole = first + second
    share = second / whole if whole else 0.5
    places = _carried(one[0], space), _carried(other[0], space)
    mixed = _interpolated(*places, share, arc)
    return mixed._replace(alpha=mixed.opacity * min(1.0, whole))


def _carried(place: Place, space: str) -> Place:
    """A colour in the space of mixing; what it misses it misses there too, and without colour it has no hue."""
    if place.space == space:
        return place
    mine = _ANALOGOUS.get(place.space, _PRIMARIES)
    missing = {name for name, part in zip(mine, place.coordinates, strict=True) if part is None and name}
    found: list[float | None] = list(place.channels(space))
    names = _ANALOGOUS.get(space, _PRIMARIES)
    if SPACES[space].polar:
        _, two, three = (part or 0.0 for part in found)
        strength = {"hsl": two, "hwb": 1 - two - three}.get(space, two)
        if strength <= _COLORLESS[space]:
            found[names.index("hue")] = None
    found = [None if name in missing else part for name, part in zip(names, found, strict=True)]
    return Place(space, (found[0], found[1], found[2]), place.alpha)


def _interpolated(one: Place, other: Place, share: float, arc: str) -> Place:
    """Mix with the opacity multiplied in, hues apart; what one misses is the other's."""
    alphas = _filled(one.alpha, other.alpha)
    alpha = None if alphas is None else alphas[0] * (1 - share) + alphas[1] * share
    weights = alphas or (1.0, 1.0)
    whole = weights[0] * (1 - share) + weights[1] * share
    values: list[float | None] = []
    for name, a, b in zip(SPACES[one.space].channels, one.coordinates, other.coordinates, strict=True):
        pair = _filled(a, b)
        if pair is None:
            values.append(None)
        elif name == "h":
            start, end = _along(*pair, arc)
            values.append((start * (1 - share) + end * share) % 360)
        else:
            mixed = pair[0] * weights[0] * (1 - share) + pair[1] * weights[1] * share
            values.append(mixed / whole if whole else 0.0)
    return Place(one.space, (values[0], values[1], values[2]), alpha)


def _filled(one: float | None, other: float | None) -> tuple[float, float] | None:
    if one is None and other is None:
        return None
    return (other if one is None else one) or 0.0, (one if other is None else other) or 0.0


def _along(start: float, end: float, arc: str) -> tuple[float, float]:
    """Two hues so that the straight way between them is the arc asked for; Level 4, section 12.4."""
    way = (end - start) % 360
    if arc == "increasing" or (arc == "shorter" and way <= 180) or (arc == "longer" and (way >= 180)):
        return start, start + way
    if arc == "longer" and way == 0:
        return start, start + 360
    return start, start + way - 360


def _by_commas(parts: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Components in groups, as commas part them."""
    groups: list[list[str]] = [[]]
    for part in parts:
        if part == ",":
            groups.append([])
        else:
            groups[-1].append(part)
    return [tuple(group) for group in groups]
