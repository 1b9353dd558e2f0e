"""Declarations in the order of the cascade and the variables around in; each property's specified value out.

Source: CSS Cascade Level 5, sections 6 and 7.3, and CSS Variables Level 1. What `var()` makes of a text is bounded.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from convert.css.properties import AGENT, INLINE, WIDE, Longhand, Pending, Wide, expand
from convert.css.selectors import closing_bracket

Variables = tuple[tuple[str, str], ...]
"""Custom properties with their texts, `var()` resolved, by name."""

_LONGEST = 10_000  # characters of a value after `var()`
_DEEPEST = 30  # variables that stand for variables
_UNSET = WIDE["unset"]


class Specified(NamedTuple):
    """What won: values by property, the variables that children inherit, and what is wrong with a `var()`."""

    values: dict[str, object]
    variables: Variables = ()
    problems: tuple[tuple[Longhand, str], ...] = ()


def in_order(longhands: Iterable[Longhand]) -> tuple[Longhand, ...]:
    """Put important longhands behind the normal ones, those of an earlier layer behind those of a later one."""
    every = tuple(longhands)
    return tuple(sorted(every, key=_strength)) if any(longhand.important for longhand in every) else every


def _strength(longhand: Longhand) -> tuple[int, int]:
    if not longhand.important:
        return 0, 0  # these are in order
    return (2, 0) if longhand.layer == INLINE else (1, -longhand.layer)


def specify(longhands: tuple[Longhand, ...], variables: Variables = ()) -> Specified:
    """Let the strongest longhand of each property win, the last in order; put variables in."""
    winners = {longhand.name: longhand for longhand in longhands}
    for name, longhand in winners.items():
        if isinstance(longhand.value, Wide) and longhand.value.keyword.startswith("revert"):
            winners[name] = _rolled_back(longhand, longhands)
    custom = {name: longhand for name, longhand in winners.items() if name.startswith("--")}
    if custom:
        variables = _inherited(custom, variables)
    values: dict[str, object] = {}
    problems = []
    known = (
        dict(variables) if custom or any(isinstance(one.value, Pending) for one in winners.values()) else {}
    )
    for name, longhand in winners.items():
        if name in custom:
            continue
        value = longhand.value
        if isinstance(value, Pending):
            value, message = _put_in(name, value, known)
            if message:
                problems.append((longhand, message))
        values[name] = value
    return Specified(values, variables, tuple(dict.fromkeys(problems)))


def _rolled_back(longhand: Longhand, longhands: tuple[Longhand, ...]) -> Longhand:
    """What `revert` goes back to, the user agent's own; or `revert-layer`, the layer below."""
    while isinstance(longhand.value, Wide) and longhand.value.keyword.startswith("revert"):
        top = longhand.layer if longhand.value.keyword == "revert-layer" else AGENT + 1
        below = [one for one in longhands if one.name == longhand.name and one.layer < top]
        if not below:
            return longhand._replace(value=_UNSET)
        longhand = below[-1]
    return longhand


def _put_in(name: str, pending: Pending, known: dict[str, str]) -> tuple[object, str]:
    """The value once variables are put in; a value that is then none counts as `unset`."""
    text = substituted(pending.text, known)
    if text is None:
        return _UNSET, f"`{pending.property}: {_short(pending.text)}` names a variable that has no value"
    expansion = expand(pending.property, text.strip())
    return dict(expansion.longhands).get(name, _UNSET), expansion.message


# Variables


def _inherited(custom: dict[str, Longhand], around: Variables) -> Variables:
    """The variables of an element: its own over those around."""
    known = dict(around)
    own: dict[str, str] = {}
    for name, longhand in custom.items():
        text = str(longhand.value)
        word = text.lower()
        if word == "initial":
            known.pop(name, None)
        elif word not in WIDE and not isinstance(longhand.value, Wide):
            own[name] = text
    resolver = _Resolver(own, known)
    for name in own:
        resolver.value(name)
    return tuple(sorted(resolver.known.items()))


class _Resolver:
    """Puts variables into variables; those that name each other in a circle have no value (section 2.3)."""

    def __init__(self, own: dict[str, str], around: dict[str, str]) -> None:
        self._waiting = dict(own)
        self._open: list[str] = []
        self._circular: set[str] = set()
        self.known = {name: text for name, text in around.items() if name not in own}

    def value(self, name: str) -> str | None:
        if name in self._open:
            self._circular.update(self._open[self._open.index(name) :])
            return None
        if name in self._waiting and len(self._open) < _DEEPEST:
            self._open.append(name)
            text = _replaced(self._waiting[name], self.value)
            self._open.pop()
            self._waiting.pop(name, None)
            if text is not None and name not in self._circular:
                self.known[name] = text
        return self.known.get(name)


def substituted(text: str, known: dict[str, str]) -> str | None:
    """Put variables into a value; None when one without a fallback has no value, or the text grows too long."""
    return _replaced(text, known.get)


_VAR_OR_STRING = re.compile(
    r"""\\. | "[^"\\]*(?:\\.[^"\\]*)*"? | '[^'\\]*(?:\\.[^'\\]*)*'? | (?<![-\w])(?P<var>var\()""",
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)
_REFERENCE = re.compile(r"\s*(--[^\s,()]*)\s*(?:,(.*))?", re.DOTALL)


def _replaced(text: str, value: Callable[[str], str | None], depth: int = 0) -> str | None:
    parts: list[str] = []
    end = length = 0
    for start, after, name, fallback in _references(text):
        found = value(name) if name else None
        if found is None and name and fallback is not None and depth < _DEEPEST:
            found = _replaced(fallback, value, depth + 1)
        if found is None:
            return None
        parts += [text[end:start], found]
        length += start - end + len(found)
        if length > _LONGEST:
            return None
        end = after
    parts.append(text[end:])
    return "".join(parts).strip()


def _references(text: str) -> Iterator[tuple[int, int, str, str | None]]:
    """Each outermost `var()`: its place, its name, and its fallback, None where it has none."""
    place = 0
    while match := _VAR_OR_STRING.search(text, place):
        place = match.end()
        if not match["var"]:
            continue
        close = closing_bracket(text, place)
        reference = _REFERENCE.fullmatch(text[place : len(text) if close is None else close])
        begin = match.start()
        place = len(text) if close is None else close + 1
        yield begin, place, reference[1] if reference else "", reference[2] if reference else None


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
