"""A document with a legend or a digest in, the same with what cannot be read there on the ground it was taken from out.

White words of a dark box are white on white where they are copied to; there they bring the colour of the box with them. Gaps in
such a box are black on black: they take an ink that is seen.
"""

from collections import Counter
from collections.abc import Callable

from convert.css.appearance import contrast
from convert.css.legible import neutral
from convert.legends import CLASS as LEGEND
from convert.model import Blank, Color, Document, Style
from convert.record import replace
from convert.themes import Theme
from convert.transforms.digest import CLASS as DIGEST
from convert.transforms.papers import Papers, Place, Run
from convert.traverse import said

_LEAST = 2.0  # contrast with the paper; what is less is as good as not there
_LEAST_OF_RULES = 3.0  # what is no text needs less (WCAG 2.2, 1.4.11)
_COPIES = (f" div.{LEGEND}", f" div.{DIGEST}")

_Key = tuple[str | None, Color | None, Color | None]


def bring(document: Document, theme: Callable[[], Theme]) -> Document:
    """Give marked words of legend and digest a background where their ink is hardly to be seen on that paper."""
    if not any(mark.color and not mark.background for mark in document.legend):
        return document
    grounds: dict[_Key, Counter[Color]] = {}

    def note(run: Run, place: Place) -> Run:
        if run.style.mark is not None and not _copied(place):
            grounds.setdefault(_key(run.style), Counter())[place.paper] += len(said(run))
        return run

    taken: dict[_Key, Color] = {}

    def change(run: Run, place: Place) -> Run:
        style = run.style
        ground = _ground(style, place.paper, grounds) if _copied(place) else None
        if ground is None:
            return run
        taken[_key(style)] = ground
        return replace(run, style=replace(style, background=ground))

    Papers(theme(), note, _same).map(document)
    document = Papers(theme(), change, _same).map(document)
    more = tuple(
        replace(mark, background=taken[key], characters=0, places=0)
        for mark in document.legend
        if (key := (mark.name, mark.color, mark.background)) in taken
    )
    return replace(document, legend=document.legend + more)


def ink_gaps(document: Document, theme: Theme) -> Document:
    """Give gaps an ink of their own where that of the theme is not seen."""

    def gap(blank: Blank, place: Place) -> Blank:
        seen = contrast(theme.style(place.path).color, place.paper) >= _LEAST_OF_RULES
        return replace(blank, color=None if seen else neutral(place.paper))

    return Papers(theme, lambda run, _: run, _same, gap).map(document)


def _ground(style: Style, paper: Color, grounds: dict[_Key, Counter[Color]]) -> Color | None:
    """The colour that words of this look mostly stand on; None where they can be read on this paper, or there no better."""
    found = grounds.get(_key(style))
    if found is None or style.color is None or style.background is not None:
        return None
    ground = found.most_common(1)[0][0]
    seen = contrast(style.color, paper)
    return ground if seen < _LEAST and contrast(style.color, ground) > seen else None


def _key(style: Style) -> _Key:
    return style.mark, style.color, style.background


def _copied(place: Place) -> bool:
    return any(part in place.path for part in _COPIES)


def _same(color: Color) -> Color:
    return color
