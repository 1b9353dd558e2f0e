"""Styles of runs in, tags around them out; every mark gets one class and one rule in the page's own sheet."""

import re

from convert.model import (
    HIGHLIGHT,
    ON_HIGHLIGHT,
    PLAIN,
    Code,
    Color,
    Emphasis,
    Inline,
    LineStyle,
    Mark,
    Math,
    Style,
    Text,
)
from convert.writers._html import looks
from convert.writers._html.markup import attribute, quoted, slug, styled

_UNDERLINES: dict[LineStyle, str] = {
    "double": "text-decoration-style: double",
    "dotted": "text-decoration-style: dotted",
    "dashed": "text-decoration-style: dashed",
    "wavy": "text-decoration-style: wavy",
    "thick": "text-decoration-thickness: 0.14em",
    "thick-dotted": "text-decoration-style: dotted; text-decoration-thickness: 0.16em",
    "thick-dashed": "text-decoration-style: dashed; text-decoration-thickness: 0.14em",
    "thick-wavy": "text-decoration-style: wavy; text-decoration-thickness: 0.11em",
}
# The line under a mark: how CSS calls it, and how thick it is in em.
_LINES: dict[LineStyle, tuple[str, float]] = {
    "none": ("solid", 0.0),
    "single": ("solid", 0.06),
    "double": ("double", 0.06),
    "dotted": ("dotted", 0.09),
    "dashed": ("dashed", 0.07),
    "wavy": ("wavy", 0.06),
    "thick": ("solid", 0.16),
    "thick-dotted": ("dotted", 0.16),
    "thick-dashed": ("dashed", 0.16),
    "thick-wavy": ("wavy", 0.11),
}
# Emphasis marks that have rules in the page's sheet.
_DOTS = ("dot", "under-dot", "circle", "sesame")
# So far below the baseline that no Chinese character and hardly a descender touches it.
_BELOW_EM = 0.2
# Readings stand too close for lines and frames of their own.
_READINGS = "rt .mark { text-decoration: none; border: none; padding: 0; }"

Look = tuple[Color | None, Color | None]
_Key = tuple[str, Look | None]


class Marks:
    """The marks of one document: their classes and looks, and the tags of every style met so far."""

    def __init__(self, legend: tuple[Mark, ...]) -> None:
        self._classes: dict[_Key, str] = {}
        self._rules: dict[str, Mark] = {}
        self._tags: dict[Style, tuple[str, str]] = {PLAIN: ("", "")}
        # Looks of one name share a class, unless they are told apart by more than colours.
        self._drawn = any(_is_drawn(mark) for mark in legend)
        self._framed = {_look_of(mark) for mark in legend if mark.outline}
        self._lined = {_look_of(mark) for mark in legend if mark.line}
        for mark in legend:
            self._class(mark)

    def tags(self, style: Style) -> tuple[str, str]:
        """Give the start tags and the end tags for a run in this style."""
        found = self._tags.get(style)
        if found is None:
            found = self._tags[style] = self._build(style)
        return found

    def rules(self) -> str:
        """Write the rule of each mark, one a line."""
        declared = {
            name: _look(mark.color, mark.background) + _drawing(mark) for name, mark in self._rules.items()
        }
        lines = [f".{name} {{ {'; '.join(rule)} }}" for name, rule in declared.items() if rule]
        return "\n".join([*lines, _READINGS] if self._drawn else lines)

    def frame(self, inline: Inline) -> Style | None:
        """Find the mark that draws a frame around a run: neighbours stand in one; None where none does."""
        if not self._framed or not isinstance(inline, Text | Code | Math):
            return None
        style = inline.style
        look = (style.mark or "", (style.color, style.background))
        return (
            Style(mark=style.mark, color=style.color, background=style.background)
            if look in self._framed
            else None
        )

    def has_line(self, inline: Inline) -> bool:
        """Whether a run's mark has a line under it."""
        return (
            isinstance(inline, Text | Code | Math)
            and (
                inline.style.mark,
                (inline.style.color, inline.style.background),
            )
            in self._lined
        )

    def _class(self, mark: Mark) -> str:
        """Find the mark's class, or give it one that no other mark has."""
        key = _look_of(mark) if self._drawn else (mark.name, None)
        if key not in self._classes:
            base = f"mark-{slug(mark.name)}"
            taken = set(self._classes.values())
            chosen, number = base, 2
            while chosen in taken:
                chosen, number = f"{base}-{number}", number + 1
            self._classes[key] = chosen
            self._rules[chosen] = mark
        return self._classes[key]

    def _build(self, style: Style) -> tuple[str, str]:
        """Nest the elements of a style: the mark outside, then what has an element of its own, then the rest."""
        starts: list[str] = []
        ends: list[str] = []

        def wrap(tag: str, attributes: str = "") -> None:
            starts.append(f"<{tag}{attributes}>")
            ends.append(f"</{tag}>")

        look: Look = (style.color, style.background)
        declarations, size = _declarations(style), _size(style)
        around = _tongue(style)
        if around:
            override = style.direction in ("ltr-override", "rtl-override")
            wrap("bdo" if override else "span", around)
        sized = size if style.script_sized else []
        if size and not sized and (style.mark or style.script or style.underline):
            # Bands, lines and raised letters are as large as the type around them.
            wrap("span", styled(size))
            size = []
        highlit = style.mark == HIGHLIGHT and (self._drawn or not any(look))
        if highlit or (style.mark or "").endswith(ON_HIGHLIGHT):
            wrap("mark", styled(["background: none"]) if self._drawn else "")
        if style.mark is not None and (self._drawn or not highlit):
            name = self._class(Mark(style.mark, *look))
            rule = self._rules[name]
            differs = [] if look == (rule.color, rule.background) else _look(*look)
            wrap("span", f' class="mark {name}"{styled(differs)}')
        else:
            declarations = _look(*look) + declarations
        if style.bold:
            wrap("strong")
        if style.italic:
            wrap("em")
        if style.underline is not None and style.underline != "none":
            line = _UNDERLINES.get(style.underline)
            wrap("u", styled([*([line] if line else []), *_line_color(style)]))
        if style.strike:
            wrap("s", styled(_line_color(style)))
        if style.script is not None:
            wrap("sub" if style.script == "sub" else "sup", styled(sized))
            size = [] if sized else size
        if declarations or size:
            wrap("span", styled(declarations + size))
        if style.emphasis is not None:
            wrap("span", _dots(style.emphasis, style.emphasis_color))
        return "".join(starts), "".join(reversed(ends))


def _line_color(style: Style) -> list[str]:
    """Declare the colour of lines that have not the text's."""
    return [f"text-decoration-color: #{style.line_color.hex}"] if style.line_color else []


def _dots(mark: Emphasis, color: Color | None) -> str:
    """Give the attributes of emphasis marks: a class that has its rule, or a class and a look of their own."""
    kind = "-".join([*["under"] * mark.under, *["open"] * mark.open, "own" if mark.own else mark.shape])
    declarations = [f"text-emphasis-color: #{color.hex}"] if color else []
    if kind not in _DOTS and mark.shape != "none":
        shape = quoted(mark.own) if mark.own else f"{'open' if mark.open else 'filled'} {mark.shape}"
        place = "under right" if mark.under else "over right"
        declarations[:0] = [f"text-emphasis-style: {shape}", f"text-emphasis-position: {place}"]
    return f' class="dots dots-{kind}"{styled(declarations)}'


def _look_of(mark: Mark) -> tuple[str, Look]:
    return mark.name, (mark.color, mark.background)


def _is_drawn(mark: Mark) -> bool:
    """Whether a mark has more of a look than colours."""
    return mark.line is not None or mark.outline is not None or mark.bold is not None


def _drawing(mark: Mark) -> list[str]:
    """Declare the line under a mark, the frame around it and its weight."""
    declarations = []
    if mark.line is not None:
        kind, thickness = _LINES[mark.line]
        declarations += [
            f"text-decoration: underline {kind}",
            f"text-decoration-thickness: {thickness:g}em",
            f"text-underline-offset: {_BELOW_EM:g}em",
            "text-decoration-skip-ink: none",
        ]
    if mark.outline is not None:
        declarations += [f"border: {looks.border(mark.outline)}", "padding: 0.08em 0.1em"]
        # Between the strokes of a frame in the colour of its ground stands paper.
        declarations.append("background-clip: padding-box")
        declarations += ["-webkit-box-decoration-break: clone", "box-decoration-break: clone"]
    if mark.bold is not None:
        declarations.append(f"font-weight: {'bold' if mark.bold else 'normal'}")
    return declarations


def _tongue(style: Style) -> str:
    """Give the attributes of a run's language and direction."""
    language = f' lang="{attribute(style.language)}"' if style.language else ""
    return language + (f' dir="{style.direction[:3]}"' if style.direction else "")


def _look(color: Color | None, background: Color | None) -> list[str]:
    """Declare a mark's colours."""
    declarations = []
    if color is not None:
        declarations.append(f"color: #{color.hex}")
    if background is not None:
        declarations.append(f"background-color: #{background.hex}")
    return declarations


_SANS = re.compile(
    "sans|arial|helvetica|verdana|tahoma|calibri|segoe|hei|gothic|dengxian|[黑雅等]", re.IGNORECASE
)
_MONO = re.compile("mono|courier|consol|menlo|code", re.IGNORECASE)


def _generic(family: str) -> str:
    """Name the kind of a face, for readers who do not have it."""
    if _MONO.search(family):
        return "monospace"
    return "sans-serif" if _SANS.search(family) else "serif"


def _declarations(style: Style) -> list[str]:
    """Declare what no element says."""
    declarations = []
    if style.bold is False:
        declarations.append("font-weight: normal")
    if style.italic is False:
        declarations.append("font-style: normal")
    if style.small_caps is not None:
        declarations.append(f"font-variant: {'small-caps' if style.small_caps else 'normal'}")
    if style.font:
        declarations.append(f"font-family: {quoted(style.font)}, {_generic(style.font)}")
    return declarations


def _size(style: Style) -> list[str]:
    """Declare the size of the type."""
    if style.size_pt:
        return [f"font-size: {style.size_pt:g}pt"]
    return [f"font-size: {style.scale:g}em"] if style.scale else []
