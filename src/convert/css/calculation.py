"""A number, dimension or mathematical function as text in; a tree that is evaluated once its units are known out.

Source: CSS Values Level 4, sections 5, 6 and 10. Nothing here raises, whatever the text.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from convert.css.values import POINTS, RELATIVE, VIEWPORT

Kind = Literal["number", "percent", "angle", "length", "mixed"]

_LARGEST_TEXT = 10_000
_DEEPEST = 24
_LONGEST = 100  # operations in one value
_LARGEST = 1e9  # keeps infinities out of the arithmetic that follows

# Units in the one that stands for them: degrees. What depends on the font or the page stays.
_DEGREES = {"deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}
_ITSELF = ("rem", "lh")


class Leaf(NamedTuple):
    """A number with its unit: `pt`, `em`, `rem`, `lh`, `%`, `deg` or none."""

    number: float
    unit: str = ""


class Operation(NamedTuple):
    """A function of the table below, with its arguments."""

    name: str
    arguments: "tuple[Node, ...]"


Node = Leaf | Operation


class Quantity(NamedTuple):
    """What was read, and what kind of thing it is."""

    node: Node
    kind: Kind

    @property
    def units(self) -> frozenset[str]:
        """The units in it, none left out but that of plain numbers."""
        return frozenset(leaf.unit for leaf in _leaves(self.node) if leaf.unit)

    def value(self, factors: Mapping[str, float] = {}) -> float:
        """Evaluate, a unit that is not among the factors counting 1; what is no number is 0, infinity a large one."""
        result = _evaluate(self.node, factors)
        return 0.0 if math.isnan(result) else max(-_LARGEST, min(_LARGEST, result))


def _leaves(node: Node) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
    else:
        for argument in node.arguments:
            yield from _leaves(argument)


def _evaluate(node: Node, factors: Mapping[str, float]) -> float:
    if isinstance(node, Leaf):
        return node.number * factors.get(node.unit, 1.0)
    values = [_evaluate(argument, factors) for argument in node.arguments]
    try:
        return _FUNCTIONS[node.name](*values)
    except OverflowError:
        return math.inf
    except (ValueError, ZeroDivisionError):
        return math.nan


# Reading


@lru_cache(4096)
def parse_quantity(text: str, names: tuple[tuple[str, float], ...] = ()) -> Quantity | None:
    """Read a value; `names` are words that stand for numbers, such as the channels of a relative colour."""
    if len(text) > _LARGEST_TEXT:
        return None
    reader = _Reader(text.strip().lower(), dict(names))
    try:
        found = reader.value(0)
    except _RefusedError:
        return None
    return found if reader.ended else None


class _RefusedError(Exception):
    """No value."""


_NUMBER = re.compile(r"([+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:e[+-]?[0-9]+)?)([a-z]+|%)?")
_CALL = re.compile(r"(-?[a-z][-a-z0-9]*)\(", re.IGNORECASE)
_WORD = re.compile(r"-?[a-z]+")
_BLANKS = re.compile(r"\s*")
_SIGN = re.compile(r"\s+([+-])\s+")
_TIMES = re.compile(r"\s*([*/])\s*")
_STRATEGY = re.compile(r"\s*(nearest|up|down|to-zero)\s*,")
_NO_BOUND = re.compile(r"none(?=[\s,)])")
_CONSTANTS = {
    "pi": math.pi,
    "e": math.e,
    "infinity": math.inf,
    "-infinity": -math.inf,
    "nan": math.nan,
}


class _Reader:
    """Reads one value; section 10.8's grammar."""

    def __init__(self, text: str, names: dict[str, float]) -> None:
        self._text = text
        self._names = names
        self._place = 0
        self._operations = 0

    @property
    def ended(self) -> bool:
        return self._place == len(self._text)

    def value(self, depth: int) -> Quantity:
        """A number, a dimension, a name or a function."""
        if depth > _DEEPEST:
            raise _RefusedError
        if match := _NUMBER.match(self._text, self._place):
            self._place = match.end()
            return _leaf(float(match[1]), match[2] or "")
        if match := _CALL.match(self._text, self._place):
            self._place = match.end()
            return self._call(match[1], depth + 1)
        if depth and self._text.startswith("(", self._place):
            self._place += 1
            found = self._sum(depth + 1)
            self._close()
            return found
        match = _WORD.match(self._text, self._place)
        known = self._names | _CONSTANTS if depth else self._names
        if match is None or match.group() not in known:
            raise _RefusedError
        self._place = match.end()
        return Quantity(Leaf(known[match.group()]), "number")

    def _call(self, name: str, depth: int) -> Quantity:
        if name not in _ARITIES:
            raise _RefusedError
        strategy = "nearest"
        if name == "round" and (match := _STRATEGY.match(self._text, self._place)):
            strategy = match[1]
            self._place = match.end()
        arguments = [self._argument(name, depth)]
        while self._skip(","):
            arguments.append(self._argument(name, depth))
        self._close()
        fewest, most = _ARITIES[name]
        if not fewest <= len(arguments) <= most:
            raise _RefusedError
        kind = _result_kind(name, arguments)
        nodes = tuple(argument.node for argument in arguments)
        if name == "round":
            name, nodes = f"round-{strategy}", nodes if len(nodes) > 1 else (*nodes, Leaf(1.0))
        return Quantity(nodes[0] if name == "calc" else Operation(name, nodes), kind)

    def _argument(self, name: str, depth: int) -> Quantity:
        self._blanks()
        if name == "clamp" and (match := _NO_BOUND.match(self._text, self._place)):
            self._place = match.end()
            return Quantity(Leaf(math.nan), "number")
        return self._sum(depth)

    def _sum(self, depth: int) -> Quantity:
        left = self._product(depth)
        while match := _SIGN.match(self._text, self._place):
            self._place = match.end()
            right = self._product(depth)
            left = self._operation(match[1], left, right, _common((left, right)))
        self._blanks()
        return left

    def _product(self, depth: int) -> Quantity:
        self._blanks()
        left = self.value(depth)
        while match := _TIMES.match(self._text, self._place):
            self._place = match.end()
            right = self.value(depth)
            left = self._operation(match[1], left, right, _product_kind(match[1], left, right))
        return left

    def _operation(self, sign: str, left: Quantity, right: Quantity, kind: Kind) -> Quantity:
        self._operations += 1
        if self._operations > _LONGEST:
            raise _RefusedError
        return Quantity(Operation(sign, (left.node, right.node)), kind)

    def _blanks(self) -> None:
        match = _BLANKS.match(self._text, self._place)
        self._place = match.end() if match else self._place

    def _skip(self, mark: str) -> bool:
        self._blanks()
        if not self._text.startswith(mark, self._place):
            return False
        self._place += 1
        return True

    def _close(self) -> None:
        """A bracket that the end of the text closes counts as closed."""
        if not self._skip(")") and not self.ended:
            raise _RefusedError


def _leaf(number: float, unit: str) -> Quantity:
    number = max(-_LARGEST, min(_LARGEST, number))
    if not unit:
        return Quantity(Leaf(number), "number")
    if unit == "%":
        return Quantity(Leaf(number, "%"), "percent")
    if unit in _DEGREES:
        return Quantity(Leaf(number * _DEGREES[unit], "deg"), "angle")
    if unit in POINTS:
        return Quantity(Leaf(number * POINTS[unit], "pt"), "length")
    if unit in RELATIVE:
        return Quantity(Leaf(number * RELATIVE[unit], "em"), "length")
    viewport = unit[1:] if unit[:1] in "sld" and unit[1:] in VIEWPORT else unit
    if viewport in VIEWPORT:
        return Quantity(Leaf(number * VIEWPORT[viewport], "pt"), "length")
    if unit in _ITSELF:
        return Quantity(Leaf(number, unit), "length")
    raise _RefusedError


# Kinds


def _common(parts: tuple[Quantity, ...] | list[Quantity]) -> Kind:
    """The kind of things that may be added or compared."""
    kinds = {part.kind for part in parts}
    if len(kinds) == 1:
        return kinds.pop()
    if kinds <= {"length", "percent", "mixed"}:
        return "mixed"
    raise _RefusedError


def _product_kind(sign: str, left: Quantity, right: Quantity) -> Kind:
    if right.kind == "number":
        return left.kind
    if sign == "*" and left.kind == "number":
        return right.kind
    if sign == "/" and left.kind == right.kind:
        return "number"
    raise _RefusedError


_OF_ANGLES = ("sin", "cos", "tan")
_TO_ANGLES = ("asin", "acos", "atan")
_OF_NUMBERS = ("pow", "sqrt", "exp", "log")


def _result_kind(name: str, arguments: list[Quantity]) -> Kind:
    compared = [
        part for part in arguments if not (isinstance(part.node, Leaf) and math.isnan(part.node.number))
    ]
    kind = _common(compared or arguments)
    if name in _OF_ANGLES:
        if kind not in ("number", "angle"):
            raise _RefusedError
        # An angle is in degrees here, a number means radians.
        if kind == "number":
            arguments[0] = Quantity(Operation("*", (arguments[0].node, Leaf(180 / math.pi))), "angle")
        return "number"
    if name in (*_TO_ANGLES, *_OF_NUMBERS) and kind != "number":
        raise _RefusedError
    if name in (*_TO_ANGLES, "atan2"):
        return "angle"
    return "number" if name == "sign" else kind


# Functions

_MANY = 1000
_ARITIES = {
    **dict.fromkeys(("calc", "abs", "sign", "sqrt", "exp", *_OF_ANGLES, *_TO_ANGLES), (1, 1)),
    **dict.fromkeys(("min", "max", "hypot"), (1, _MANY)),
    **dict.fromkeys(("mod", "rem", "pow", "atan2"), (2, 2)),
    "clamp": (3, 3),
    "round": (1, 2),
    "log": (1, 2),
}


def _divide(one: float, other: float) -> float:
    if other == 0:
        return math.nan if one == 0 or math.isnan(one) else math.copysign(math.inf, one)
    return one / other


def _clamp(low: float, value: float, high: float) -> float:
    """`none` at an end, here no number, is no bound; the lower one wins."""
    value = value if math.isnan(high) else min(value, high)
    return value if math.isnan(low) else max(low, value)


def _rounded(rule: Callable[[float], float]) -> Callable[[float, float], float]:
    return lambda value, step: rule(value / step) * step if math.isfinite(step) else 0.0


def _half_up(value: float) -> float:
    return math.floor(value + 0.5)


def _log(value: float, base: float = math.e) -> float:
    return -math.inf if value == 0 else math.log(value) / math.log(base)


_FUNCTIONS: dict[str, Callable[..., float]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": _divide,
    "min": min,
    "max": max,
    "clamp": _clamp,
    "round-nearest": _rounded(_half_up),
    "round-up": _rounded(math.ceil),
    "round-down": _rounded(math.floor),
    "round-to-zero": _rounded(math.trunc),
    "mod": lambda one, other: one - other * math.floor(one / other),
    "rem": math.fmod,
    "abs": abs,
    "sign": lambda value: (value > 0) - (value < 0),
    "sqrt": math.sqrt,
    "exp": math.exp,
    "pow": math.pow,
    "log": _log,
    "hypot": math.hypot,
    "sin": lambda angle: math.sin(math.radians(angle)),
    "cos": lambda angle: math.cos(math.radians(angle)),
    "tan": lambda angle: math.tan(math.radians(angle)),
    "asin": lambda value: math.degrees(math.asin(value)),
    "acos": lambda value: math.degrees(math.acos(value)),
    "atan": lambda value: math.degrees(math.atan(value)),
    "atan2": lambda one, other: math.degrees(math.atan2(one, other)),
}
