"""A document in, the same fit for a printer without colours out: inks that can be read, and a line or a frame for each mark.

`safe` keeps the hues: inks go darker until they have 4.5 : 1 on their paper, and apart until every eye can tell them. `mono`
is ink alone: black and white, and shades of grey 15 L* from each other. Colours that are no marks become greys as light.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from convert import formulas
from convert.css.appearance import contrast, lightness
from convert.css.color import WHITE
from convert.css.grey import grey, shade
from convert.css.legible import LEAST_CONTRAST, apart, is_dark, neutral, readable
from convert.model import (
    BLACK,
    HIGHLIGHT,
    ON_HIGHLIGHT,
    PLAIN,
    Border,
    Color,
    Document,
    LineStyle,
    Mark,
    Math,
    Style,
)
from convert.notices import Code, Report
from convert.record import field_names, replace
from convert.themes import Theme
from convert.transforms import PrintMode
from convert.transforms.papers import Papers, Place, Run
from convert.traverse import said

LINES: tuple[LineStyle, ...] = (
    "single", "double", "wavy", "dotted", "dashed", "thick", "thick-dotted", "thick-dashed",
)  # fmt: skip
"""What stands under the words of marks that are inks, in the order of their appearance."""
OUTLINES = (
    Border(0.75, "solid"),
    Border(0.75, "dashed"),
    Border(1.0, "dotted"),
    Border(1.8, "double"),
    Border(2.0, "solid"),
    Border(2.0, "dashed"),
    Border(2.25, "dotted"),
    Border(4.5, "double"),
)
"""What stands around the words of marks that are backgrounds."""
LEAST_STEP = 15.0
"""Shades nearer to each other than this, in L*, are hard to tell apart on a copy."""
# What rounding to bytes may cost is in the steps. White letters only where black ones can no longer be read.
_STEP = 15.3
_LIGHTEST, _LIGHTEST_OF_MANY = 90.0, 95.8
_FEW = 3
_MOST_SHADES = 7


class _Key(NamedTuple):
    """What runs of one mark share; a run without a mark may have colours as well."""

    name: str | None
    color: Color | None
    background: Color | None

    @property
    def framed(self) -> bool:
        """Whether its words stand on a background, be it the theme's."""
        name = self.name or ""
        by_theme = name == HIGHLIGHT and self.color is None
        return self.background is not None or by_theme or name.endswith(ON_HIGHLIGHT)


class _Use(NamedTuple):
    """The papers under a mark, light or dark ones, and its characters there."""

    papers: dict[Color, None]
    characters: list[int]


_Uses = dict[tuple[_Key, bool], _Use]
_Looks = dict[tuple[_Key, bool], _Key]


def prepare(document: Document, mode: PrintMode, theme: Callable[[], Theme], report: Report) -> Document:
    """Give the marks of a document, which have been counted, their looks for print; `theme` is the one it is printed in."""
    return _prepared(document, mode, theme(), report) if mode != "color" else document


def _prepared(document: Document, mode: PrintMode, theme: Theme, report: Report) -> Document:
    uses: _Uses = {}
    paint = grey if mode == "mono" else _same

    def note(run: Run, place: Place) -> Run:
        key, paper = _key(run.style), _paper(run.style, place, theme)
        if any(key):
            use = uses.setdefault((key, is_dark(paper)), _Use({}, [0]))
            use.papers[paper] = None
            use.characters[0] += len(said(run))
        return run

    Papers(theme, note, paint).map(document)
    looks = _distinct(_mono(uses) if mode == "mono" else _safe(uses, theme))
    drawn = _drawn(document.legend, uses, looks, report)
    lined = {_Key(mark.name, mark.color, mark.background) for mark in drawn if mark.line}
    gave_way: list[int] = []

    def change(run: Run, place: Place) -> Run:
        if mode == "mono" and isinstance(run, Math):
            run = replace(run, tex=formulas.without_color(run.tex))
        style = run.style
        if style is PLAIN:
            return run
        look = looks.get((_key(style), is_dark(_paper(style, place, theme))), _Key(None, None, None))
        style = replace(style, mark=look.name, color=look.color, background=look.background)
        if look in lined and style.underline is not None:
            gave_way.extend([place.line] if style.underline != "none" else [])
            style = replace(style, underline=None, line_color=style.line_color if style.strike else None)
        return replace(run, style=_without_color(style) if mode == "mono" else style)

    document = replace(Papers(theme, change, paint).map(document), legend=drawn)
    if gave_way:
        report.add(Code.PRINT, "a line under marked words gave way to that of their mark", gave_way[0])
    return document


def _same(color: Color) -> Color:
    return color


def _key(style: Style) -> _Key:
    return _Key(style.mark, style.color, style.background)


def _paper(style: Style, place: Place, theme: Theme) -> Color:
    """The colour behind a run."""
    if style.background is None and _key(style).framed:
        return theme.style(f"{place.path} mark").background or place.paper
    return style.background or place.paper


def _without_color(style: Style) -> Style:
    """A style whose colours besides ink and paper (of lines, of emphasis dots) are greys."""
    own = ("color", "background")
    changes = {
        name: grey(value)
        for name in field_names(Style)
        if name not in own and isinstance(value := getattr(style, name), Color)
    }
    return replace(style, **changes) if changes else style


# Inks and papers


def _safe(uses: _Uses, theme: Theme) -> _Looks:
    """Inks of the same hue that can be read; those on light paper are kept apart from each other."""
    text = theme.style("body").color
    looks: _Looks = {}
    together: list[tuple[_Key, bool]] = []
    for (key, dark), use in uses.items():
        ink = key.color
        if ink is not None:
            ink = readable(ink, use.papers)
        elif key.framed and min(contrast(text, paper) for paper in use.papers) < LEAST_CONTRAST:
            ink = neutral(next(iter(use.papers)))
        ground = next(iter(use.papers)) if key.framed else None
        looks[key, dark] = key._replace(color=ink, background=ground)
        if key.name is not None and key.color is not None and not key.framed and not dark:
            together.append((key, dark))
    inks = apart([(key.color or BLACK, tuple(uses[key, dark].papers)) for key, dark in together])
    for place, ink in zip(together, inks, strict=True):
        looks[place] = place[0]._replace(color=ink)
    return looks


def _mono(uses: _Uses) -> _Looks:
    """Black and white inks; the backgrounds of marks are shades, as light and dark beside each other as they were."""
    framed = [key for key, _ in uses if key.framed and key.name is not None]
    lightest = sorted(dict.fromkeys(framed), key=lambda key: -lightness(key.background or WHITE))
    shades = dict(zip(lightest, _shades(len(lightest)), strict=True))
    looks: _Looks = {}
    for (key, dark), use in uses.items():
        paper = shades.get(key) or (grey(key.background) if key.background else None)
        behind = paper or next(iter(use.papers))
        said_something = key.color is not None or paper is not None
        looks[key, dark] = _Key(key.name, neutral(behind) if said_something else None, paper)
    return looks


def _shades(count: int) -> Iterator[Color]:
    """So many greys, the lightest first; more than there is room for begin anew."""
    lightest = _LIGHTEST if count <= _FEW else _LIGHTEST_OF_MANY
    for number in range(count):
        yield shade(lightest - _STEP * (number % _MOST_SHADES))


def _distinct(looks: _Looks) -> _Looks:
    """Looks by which runs find their marks: of two that became the same, the second has another name."""
    taken: dict[_Key, _Key] = {}
    return {place: _free(look, place[0], taken) for place, look in looks.items()}


def _free(look: _Key, mark: _Key, taken: dict[_Key, _Key]) -> _Key:
    free, number = look, 2
    while look.name is not None and taken.setdefault(free, mark) != mark:
        free, number = look._replace(name=f"{look.name} {number}"), number + 1
    return free


# Lines and frames


def _drawn(legend: Sequence[Mark], uses: _Uses, looks: _Looks, report: Report) -> tuple[Mark, ...]:
    """The marks with their looks for print; one that stands on light and on dark paper is there twice."""
    keys = [_Key(mark.name, mark.color, mark.background) for mark in legend]
    lines = {key: number for number, key in enumerate(key for key in keys if not key.framed)}
    frames = {key: number for number, key in enumerate(key for key in keys if key.framed)}
    _tell_many(len(lines), len(LINES), "lines", report)
    _tell_many(len(frames), len(OUTLINES), "frames", report)
    drawn: dict[_Key, Mark] = {}
    for mark, key in zip(legend, keys, strict=True):
        number = frames[key] if key.framed else lines[key]
        kinds = len(OUTLINES) if key.framed else len(LINES)
        for dark in (False, True):
            if (key, dark) not in uses:
                continue
            look = looks[key, dark]
            drawn[look] = replace(
                mark,
                name=look.name,
                color=look.color,
                background=look.background,
                characters=uses[key, dark].characters[0],
                line=None if key.framed else LINES[number % kinds],
                outline=_outline(OUTLINES[number % kinds], look, uses[key, dark].papers)
                if key.framed
                else None,
                bold=number // kinds % 2 == 1 or None,
            )
    return tuple(drawn.values())


def _outline(border: Border, look: _Key, papers: Iterable[Color]) -> Border:
    """A frame in the ink of its background, dark enough to be seen: a shade has a black one."""
    paper = look.background or next(iter(papers))
    return replace(border, color=BLACK if paper == grey(paper) else readable(paper, (WHITE,)))


def _tell_many(count: int, kinds: int, what: str, report: Report) -> None:
    if count > 2 * kinds:
        said = f"{kinds} kinds of {what} tell {2 * kinds} of {count} marks apart, the rest look like others of them"
    elif count > kinds:
        said = f"there are {kinds} kinds of {what} for {count} marks: from the {kinds + 1}th on they come again in bold type"
    else:
        return
    report.add(Code.PRINT, said)
