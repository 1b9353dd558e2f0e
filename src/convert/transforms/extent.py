"""Words in, how wide they are when set out: em of the type around them, near enough to rule a gap for them."""

from itertools import pairwise
from typing import assert_never

from convert import formulas
from convert.characters import CLOSING, OPENING, is_wide, segments
from convert.model import (
    Anchor,
    Blank,
    Code,
    FootnoteRef,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    PageRef,
    Ruby,
    Style,
    Text,
)
from convert.record import Record

# Latin letters of Times in em, whose measures many faces share; what is not named is half an em wide.
_WIDTHS = {
    "'|": 0.19, " ,.\u00a0": 0.25, "/:;\\ijlt": 0.28, "!()-[]fr‘’": 0.33, "Js": 0.39, "“”?acez": 0.44,
    "FPS": 0.56, "ELTZ": 0.61, "BCR": 0.67, "ADGHKNOQUVXYw": 0.72, "&m": 0.78, "%": 0.83, "MW@—…": 0.92,
}  # fmt: skip
_LETTERS = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_USUAL = 0.5
_BOLD = 1.05  # of Latin; Chinese is as wide in every weight
_CODE = 0.55
_PICTURE = 6.0
_BASE_PT = 10.5  # the type that sizes in points are thought to stand in
_BETWEEN_SCRIPTS = 0.25  # clreq, 3.2.2
_MARKS = OPENING + CLOSING
_READING = 0.5
_SQUEEZED = 0.5  # of two marks side by side, clreq 3.1.6


class Extent(Record):
    """Em that are so wide in any face, and em of Latin letters as Times has them."""

    fixed: float = 0.0
    letters: float = 0.0

    @property
    def em(self) -> float:
        """The whole width."""
        return self.fixed + self.letters

    def times(self, factor: float) -> "Extent":
        """The extent in larger or smaller type."""
        return Extent(self.fixed * factor, self.letters * factor)


def extent(inlines: Inlines) -> Extent:
    """Measure a line."""
    found = [_of(inline) for inline in inlines]
    return Extent(sum(one.fixed for one in found), sum(one.letters for one in found))


def _of(inline: Inline) -> Extent:
    match inline:
        case Text(text, style):
            return _text(text, style).times(_size(style))
        case Code(text, style):
            return Extent(sum(1.0 if is_wide(character) else _CODE for character in text)).times(_size(style))
        case Math(tex, _, style):
            return _text(formulas.text(tex), style).times(_size(style))
        case Link(_, children):
            return extent(children)
        case Ruby(base, annotation):
            return max(extent(base), extent(annotation).times(_READING), key=lambda one: one.em)
        case Image(_, _, width):
            return Extent(_picture(width.number, width.unit) if width else _PICTURE)
        case Blank(_, width_em, letters_em):
            return Extent(width_em - letters_em, letters_em)
        case FootnoteRef() | Anchor() | LineBreak() | PageRef():
            return Extent()
        case _:
            assert_never(inline)


def _text(text: str, style: Style) -> Extent:
    fixed = letters = 0.0
    for number, (wide, run) in enumerate(segments(text)):
        fixed += _BETWEEN_SCRIPTS * bool(number)
        if wide:
            pairs = sum(one in _MARKS and other in _MARKS for one, other in pairwise(run))
            fixed += len(run) - _SQUEEZED * pairs
        else:
            letters += sum(_LETTERS.get(character, _USUAL) for character in run)
    return Extent(fixed, letters * (_BOLD if style.bold else 1.0))


def _size(style: Style) -> float:
    raised = 0.7 if style.script else 1.0
    return raised * (style.scale or (style.size_pt or _BASE_PT) / _BASE_PT)


def _picture(number: float, unit: str) -> float:
    return {"em": number, "pt": number / _BASE_PT}.get(unit, _PICTURE)
