"""The longhands of an element in, what is to be told of them out: what has no effect on such an element, what is wrong."""

from collections.abc import Iterator

from convert.css.look import Kind
from convert.css.properties import HINT, INLINE, Longhand, Wide
from convert.css.syntax import Problem

_SIZED = ("picture", "table", "part", "cell")


def told(
    longhands: tuple[Longhand, ...], kind: Kind, wrong: tuple[tuple[Longhand, str], ...]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Name what is wrong, and what has no effect: of the element itself, and of sheets."""
    here: list[Problem] = []
    sheets: list[Problem] = []
    every = [(longhand, message, False) for longhand, message in wrong]
    every += [(longhand, f"`{name}` has no effect here", True) for longhand, name in _idle(longhands, kind)]
    for longhand, message, valid in every:
        from_sheet = HINT < longhand.layer < INLINE
        (sheets if from_sheet else here).append(Problem(longhand.line, message, valid))
    return tuple(dict.fromkeys(here)), tuple(dict.fromkeys(sheets))


def _idle(longhands: tuple[Longhand, ...], kind: Kind) -> Iterator[tuple[Longhand, str]]:
    boxed = kind not in ("inline", "link", "picture")
    for longhand in longhands:
        name, value = longhand.name, longhand.value
        if name == "text-decoration-line" and isinstance(value, tuple) and "overline" in value:
            yield longhand, "overline"
        if name in _CARRIED or name.startswith("--") or isinstance(value, Wide):
            continue
        if name.startswith(("border-", "padding-")) and boxed:
            continue
        if name in ("width", "height", "max-width") and kind in _SIZED:
            continue
        yield longhand, name


_CARRIED = frozenset(
    "color -webkit-text-fill-color background-color font-weight font-style font-variant-caps font-family font-size "
    "text-decoration-line text-decoration-style vertical-align text-align display visibility white-space-collapse "
    "text-wrap-mode text-transform text-emphasis-style text-emphasis-position text-emphasis-color list-style-type direction "
    "unicode-bidi break-before break-after".split()
)
