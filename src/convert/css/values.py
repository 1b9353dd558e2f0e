"""One property's value as text in, its parts, lengths, faces and keywords out. Context (the font size) comes later.

Source: CSS Values Level 4. Nothing here raises; what is not understood is None.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from convert.css.syntax import IDENTIFIER, unescape, unquote

if TYPE_CHECKING:
    from convert.css.calculation import Quantity

_CACHE = 4096
_LARGEST = 1e6

_COMPONENT = re.compile(
    r"""
      "[^"\\]*(?:\\.[^"\\]*)*"? | '[^'\\]*(?:\\.[^'\\]*)*'?
    | [,/]
    | (?:[^ \t\n,/"'()\\]|\\.)*\( | \) | (?:[^ \t\n,/"'()\\]|\\.)+
    """,
    re.DOTALL | re.VERBOSE,
)


@lru_cache(_CACHE)
def components(value: str) -> tuple[str, ...]:
    """Split at blanks, commas and slashes outside brackets and strings; commas and slashes are parts of their own."""
    parts: list[str] = []
    start = depth = 0
    for match in _COMPONENT.finditer(value):
        token = match.group()
        if depth == 0:
            start = match.start()
        depth = max(0, depth + token.endswith("(") - (token == ")")) if token[0] not in "\"'" else depth
        if depth == 0:
            parts.append(value[start : match.end()])
    if depth:
        parts.append(value[start:].rstrip())
    return tuple(parts)


def keyword(component: str) -> str:
    """An identifier as CSS compares it."""
    return unescape(component).lower()


# Lengths

POINTS = {"pt": 1.0, "px": 0.75, "pc": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "q": 1.8 / 2.54}
MM_PER_PT = 25.4 / 72
# Of the font size; ex, ch and ic as in the usual face.
RELATIVE = {"em": 1.0, "ic": 1.0, "ex": 0.5, "ch": 0.5}
# A page as wide as A4 stands for the window.
VIEWPORT = {"vw": 5.9528, "vi": 5.9528, "vmin": 5.9528, "vh": 8.4189, "vb": 8.4189, "vmax": 8.4189}
_LENGTH = re.compile(r"([+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)([a-zA-Z]+|%)?")


class Length(NamedTuple):
    """A number with `pt`, `em`, `rem`, `lh`, `%`, or no unit (line-height's factor).

    What `calc()` makes of several units has the unit "calc" and waits in `calculation`.
    """

    number: float
    unit: str = "pt"
    calculation: "Quantity | None" = None

    def points(self, size: float, root: float, whole: float, line: float = 0.0) -> float:
        """Resolve: `size` is the font size `em` means, `whole` what 100 % is, `line` the line height; all in pt."""
        match self.unit:
            case "em":
                return self.number * size
            case "rem":
                return self.number * root
            case "lh":
                return self.number * (line or size * 1.2)
            case "%":
                return self.number * whole / 100
            case "calc" if self.calculation:
                units = {"em": size, "rem": root, "lh": line or size * 1.2, "%": whole / 100}
                return bounded(self.calculation.value(units))
            case _:
                return self.number


ZERO = Length(0.0)


def bounded(number: float) -> float:
    """Keep a number where arithmetic and pages can use it."""
    return max(-_LARGEST, min(_LARGEST, number))


@lru_cache(_CACHE)
def parse_number(component: str) -> Length | None:
    """Read a number, length or percentage, or a function that gives one; a number has the unit ""."""
    match = _LENGTH.fullmatch(component)
    if match is None:
        return _calculated(component) if is_calculation(component) else None
    number = bounded(float(match[1]))
    unit = (match[2] or "").lower()
    if unit in POINTS:
        return Length(number * POINTS[unit])
    if unit in RELATIVE:
        return Length(number * RELATIVE[unit], "em")
    if unit in ("", "%", "rem", "lh"):
        return Length(number, unit)
    viewport = unit[1:] if unit[:1] in "sld" and unit[1:] in VIEWPORT else unit
    return Length(number * VIEWPORT[viewport]) if viewport in VIEWPORT else None


# CSS Values 4, section 10: mathematical functions.
MATHEMATICAL = frozenset(
    "calc abs sign sqrt exp sin cos tan asin acos atan min max hypot mod rem pow atan2 clamp round log".split()
)


def is_calculation(component: str) -> bool:
    """Whether a value is a mathematical function."""
    name, bracket, _ = component.partition("(")
    return bool(bracket) and name.lower() in MATHEMATICAL


def _calculated(component: str) -> Length | None:
    from convert.css.calculation import parse_quantity  # rare, and milliseconds to load

    quantity = parse_quantity(component)
    if quantity is None or quantity.kind == "angle":
        return None
    units = quantity.units
    if len(units) > 1:
        return Length(1.0, "calc", quantity)
    return _of_one_unit(quantity, "pt" if quantity.kind == "length" else "")


def _of_one_unit(quantity: "Quantity", otherwise: str) -> Length:
    """The length as a number of its only unit; `otherwise` is meant where it has none."""
    return Length(bounded(quantity.value()), next(iter(quantity.units), otherwise))


def parse_length(component: str) -> Length | None:
    """Read a length or percentage; the number 0 counts as one, unless it is calculated."""
    length = parse_number(component)
    if length is not None and length.unit == "":
        return ZERO if length.number == 0 and not is_calculation(component) else None
    return length


def parse_positive_length(component: str) -> Length | None:
    """Read a length or percentage that is not negative; what is calculated is cut at 0 (CSS Values 4, section 10.12)."""
    length = parse_length(component)
    if length is None or length.number >= 0:
        return length
    return length._replace(number=0.0) if is_calculation(component) else None


def parse_millimetres(component: str) -> float | None:
    """Read an absolute length, in mm."""
    length = parse_length(component)
    return length.number * MM_PER_PT if length is not None and length.unit == "pt" else None


# Families

GENERIC_FAMILIES = frozenset(
    "serif sans-serif monospace cursive fantasy system-ui ui-serif ui-sans-serif ui-monospace ui-rounded math emoji "
    "fangsong".split()
)
_WORD = re.compile(IDENTIFIER)


def parse_families(value: str) -> tuple[str, ...] | None:
    """Read a `font-family` list; a family without quotes is its words with single blanks."""
    families: list[str] = []
    words: list[str] = []
    for component in (*components(value), ","):
        if component == ",":
            if not words:
                return None
            families.append(" ".join(words))
            words = []
        elif component[0] in "\"'":
            if words:
                return None
            words = [unquote(component)]
        elif _WORD.fullmatch(component):
            words.append(unescape(component))
        else:
            return None
    return tuple(families)


# Sides


def four_sides(parts: tuple[str, ...]) -> tuple[str, str, str, str] | None:
    """Spread one to four values over top, right, bottom, left; None for any other number."""
    match parts:
        case (every,):
            return every, every, every, every
        case (ends, flanks):
            return ends, flanks, ends, flanks
        case (top, flanks, bottom):
            return top, flanks, bottom, flanks
        case (top, right, bottom, left):
            return top, right, bottom, left
        case _:
            return None


def one_of(*keywords: str) -> Callable[[str], str | None]:
    """Make a parser that takes these keywords."""
    allowed = frozenset(keywords)
    return lambda value: word if (word := keyword(value)) in allowed else None
