"""A `style` attribute's text, or an element's name, in; longhands for the cascade of that element out.

Everything is cached, since a document repeats the same few declarations a thousand times.
"""

from functools import lru_cache
from typing import NamedTuple

from convert.css.properties import AGENT, INLINE, Longhand, longhands_of
from convert.css.syntax import Problem, parse_declarations

_CACHE = 4096


class Declarations(NamedTuple):
    """The longhands of a `style` attribute in their order, and what is wrong in it; lines count inside the attribute."""

    longhands: tuple[Longhand, ...] = ()
    problems: tuple[Problem, ...] = ()


@lru_cache(_CACHE)
def declarations(text: str, layer: int = INLINE) -> Declarations:
    """Read declarations; what CSS says to ignore is left out and told."""
    found, problems = parse_declarations(text)
    told = list(problems)
    longhands: list[Longhand] = []
    for declaration in found:
        read, expansion = longhands_of(
            declaration.name, declaration.value, declaration.important, declaration.line, layer
        )
        if expansion.message:
            told.append(Problem(declaration.line, expansion.message, expansion.valid, expansion.harmless))
        longhands += read
    return Declarations(tuple(longhands), tuple(told))


# HTML Standard, section 15.3, as far as a run or a block carries it. `<mark>` is a mark, not a colour: the theme paints it.
_TAGS = {
    **dict.fromkeys(("b", "strong"), "font-weight: bolder"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var", "address"), "font-style: italic"),
    **dict.fromkeys(("u", "ins"), "text-decoration: underline"),
    **dict.fromkeys(("s", "strike", "del"), "text-decoration: line-through"),
    "sub": "vertical-align: sub",
    "sup": "vertical-align: super",
    "small": "font-size: smaller",
    "big": "font-size: larger",
    "center": "text-align: -webkit-center",
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), "white-space: pre"),
    "textarea": "white-space: pre-wrap",
    "nobr": "white-space: nowrap",
    "bdo": "unicode-bidi: isolate-override",
    "bdi": "unicode-bidi: isolate",
    "fieldset": "border: 2px groove rgb(192 192 192); padding: .35em .75em .625em",
}


def tag_longhands(tag: str) -> tuple[Longhand, ...]:
    """What an element's name says of its look, as the weakest declarations of its cascade."""
    return declarations(_TAGS[tag], AGENT).longhands if tag in _TAGS else ()
