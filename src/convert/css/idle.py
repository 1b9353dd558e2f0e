"""The longhands of an element in, what is to be told of them out: what has no effect on such an element, what is wrong."""

from collections import Counter
from collections.abc import Iterator

from convert.css.color import AlphaColor
from convert.css.longhands import SIDES
from convert.css.look import Kind
from convert.css.properties import HINT, INLINE, Longhand, Wide, no_effect
from convert.css.resolve import MARKERS
from convert.css.syntax import Problem
from convert.css.values import Length

_SIZED = ("picture", "table", "part", "cell")


def told(
    longhands: tuple[Longhand, ...], kind: Kind, wrong: tuple[tuple[Longhand, str], ...]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Name what is wrong, and what has no effect: of the element itself, and of sheets."""
    here: list[Problem] = []
    sheets: list[Problem] = []
    every = [(longhand, Problem(longhand.line, message)) for longhand, message in wrong]
    every += [
        (longhand, Problem(longhand.line, message, valid=True)) for longhand, message in _hiding(longhands)
    ]
    for longhand, written in _idle(longhands, kind):
        found = no_effect(written)
        every.append((longhand, Problem(longhand.line, found.message, found.valid, found.harmless)))
    for longhand, problem in every:
        (sheets if HINT < longhand.layer < INLINE else here).append(problem)
    return tuple(dict.fromkeys(here)), tuple(dict.fromkeys(sheets))


def _hiding(longhands: tuple[Longhand, ...]) -> Iterator[tuple[Longhand, str]]:
    """What would leave text in its place, but for nobody to see: it is not carried."""
    for longhand in longhands:
        match longhand.name, longhand.value:
            case ("color" | "-webkit-text-fill-color", AlphaColor(alpha=0.0)):
                yield longhand, f"`{longhand.written}` would hide the text: it keeps the colour around it"
            case ("font-size", Length(number=0.0, calculation=None)):
                yield longhand, f"`{longhand.written}` would hide the text: it keeps the size around it"


def _idle(longhands: tuple[Longhand, ...], kind: Kind) -> Iterator[tuple[Longhand, str]]:
    """What is not carried: a declaration as it was written where nothing of it is, else the property in it."""
    idle = [(longhand, name) for longhand in longhands if (name := _lost(longhand, kind))]
    if not idle:
        return
    lost = Counter(_declaration(longhand) for longhand, _ in idle)
    every = Counter(map(_declaration, longhands))
    bare = _borderless(longhands)
    for longhand, name in idle:
        declaration = _declaration(longhand)
        if bare and name.startswith("border-"):
            yield longhand, name
        else:
            yield longhand, longhand.written if lost[declaration] == every[declaration] else name


def _declaration(longhand: Longhand) -> tuple[str, int, int]:
    """What the longhands of one declaration share."""
    return longhand.written, longhand.line, longhand.layer


def _lost(longhand: Longhand, kind: Kind) -> str:
    """The name of what an element of this kind cannot carry; empty where it can."""
    name, value = longhand.name, longhand.value
    if name.startswith("--") or isinstance(value, Wide):
        return ""
    if name == "text-decoration-line" and isinstance(value, tuple) and "overline" in value:
        return "overline"
    if name == "list-style-type":
        return "" if value in MARKERS else name
    if name in _CARRIED:
        return ""
    if name.startswith(("border-", "padding-")) and kind not in ("inline", "link", "picture"):
        return ""
    if name in ("width", "height", "max-width") and kind in _SIZED:
        return ""
    return "" if name == "zoom" and kind == "picture" else name


def _borderless(longhands: tuple[Longhand, ...]) -> bool:
    """Whether the borders that are spoken of come to nothing."""
    values = {longhand.name: longhand.value for longhand in longhands}
    return not any(
        isinstance(style := values.get(f"border-{side}-style"), str)
        and style not in ("none", "hidden")
        and values.get(f"border-{side}-width") != Length(0.0)
        for side in SIDES
    )


_CARRIED = frozenset(
    "color -webkit-text-fill-color background-color background-clip font-weight font-style font-variant-caps font-family "
    "font-size text-decoration-line text-decoration-style text-decoration-color text-decoration-thickness vertical-align text-align display visibility "
    "white-space-collapse text-wrap-mode text-transform text-emphasis-style text-emphasis-position text-emphasis-color "
    "direction unicode-bidi break-before break-after".split()
)
