"""Styles of runs in, tags around them out; every mark gets one class and one rule in the page's own sheet."""

import re

from convert.model import HIGHLIGHT, ON_HIGHLIGHT, PLAIN, Color, LineStyle, Mark, Style
from convert.writers._html.markup import attribute, quoted, slug, styled

_UNDERLINES: dict[LineStyle, str] = {
    "double": "text-decoration-style: double",
    "dotted": "text-decoration-style: dotted",
    "dashed": "text-decoration-style: dashed",
    "wavy": "text-decoration-style: wavy",
    "thick": "text-decoration-thickness: 0.14em",
}

Look = tuple[Color | None, Color | None]


class Marks:
    """The marks of one document: their classes and looks, and the tags of every style met so far."""

    def __init__(self, legend: tuple[Mark, ...]) -> None:
        self._classes: dict[str, str] = {}
        self._looks: dict[str, Look] = {}
        self._tags: dict[Style, tuple[str, str]] = {PLAIN: ("", "")}
        for mark in legend:
            self._class(mark.name, (mark.color, mark.background))

    def tags(self, style: Style) -> tuple[str, str]:
        """Give the start tags and the end tags for a run in this style."""
        found = self._tags.get(style)
        if found is None:
            found = self._tags[style] = self._build(style)
        return found

    def rules(self) -> str:
        """Write the rule of each mark, one a line."""
        lines = [
            f".{name} {{ {'; '.join(_look(*self._looks[name]))} }}"
            for name in self._classes.values()
            if any(self._looks[name])
        ]
        return "\n".join(lines)

    def _class(self, name: str, look: Look) -> str:
        """Find the mark's class, or give it one that no other mark has."""
        if name not in self._classes:
            base = f"mark-{slug(name)}"
            taken = set(self._classes.values())
            chosen, number = base, 2
            while chosen in taken:
                chosen, number = f"{base}-{number}", number + 1
            self._classes[name] = chosen
            self._looks[chosen] = look
        return self._classes[name]

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
        if size and (style.mark or style.script or style.underline):
            # Bands, lines and raised letters are as large as the type around them.
            wrap("span", styled(size))
            size = []
        if style.mark == HIGHLIGHT and not any(look):
            wrap("mark")
        elif style.mark is not None:
            if style.mark.endswith(ON_HIGHLIGHT):
                wrap("mark")
            name = self._class(style.mark, look)
            differs = [] if look == self._looks[name] else _look(*look)
            wrap("span", f' class="mark {name}"{styled(differs)}')
        else:
            declarations = _look(*look) + declarations
        if style.bold:
            wrap("strong")
        if style.italic:
            wrap("em")
        if style.underline is not None and style.underline != "none":
            line = _UNDERLINES.get(style.underline)
            wrap("u", styled([line] if line else []))
        if style.strike:
            wrap("s")
        if style.script is not None:
            wrap("sub" if style.script == "sub" else "sup")
        if declarations or size:
            wrap("span", styled(declarations + size))
        if style.emphasis is not None:
            wrap("span", f' class="dots dots-{style.emphasis}"')
        return "".join(starts), "".join(reversed(ends))


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
