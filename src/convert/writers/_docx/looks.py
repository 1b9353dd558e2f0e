"""A theme and a language in, what each place a paragraph can stand in looks like in Word out.

Nothing here knows a document, so that the next one of the same theme and language finds it ready.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from convert.css.computed import ComputedStyle
from convert.model import NO_BORDER, NO_SPACE
from convert.record import Record, replace
from convert.themes import Theme
from convert.writers._docx import fonts, languages, linenumbers, names, properties, xml
from convert.writers._docx.fonts import Faces
from convert.writers._docx.geometry import Geometry
from convert.writers._docx.measure import twips
from convert.writers._docx.properties import Properties

if TYPE_CHECKING:
    from convert.writers._docx.template.adopted import Adopted

Path = tuple[str, ...]

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TOGGLES = ("b", "bCs", "i", "iCs", "smallCaps", "strike")
# Code's tabs are eight letters apart in a browser (CSS Text 3, 7.1), and a fixed-width letter 0.6 em wide.
TAB_EM = 8 * 0.6
_TAB_STOPS = 10
# What stands before the text of a list item, in em: the gap after its number, which is set flush right there as in the
# PDF; and the bullet with its gap.
NUMBER_HANG_EM = 0.3
BULLET_HANG_EM = 1.0
_KEPT = 4096  # places that are kept: documents bring names of their own


class ParagraphLook(Record):
    """What a paragraph looks like at a place; `geometry` is what its path takes, `inner` that and the leaf.

    `paragraph` and `run` are the complete properties; they belong to all documents and are never changed.
    """

    look: ComputedStyle
    faces: Faces
    geometry: Geometry
    inner: Geometry
    before: float
    after: float
    hang: float
    contextual: bool
    paragraph: Properties
    run: Properties


class Looks:
    """The looks of a theme in a language; `adopted` are the styles of a template that stand for some of them."""

    def __init__(self, theme: Theme, language: str, adopted: "Adopted | None" = None) -> None:
        self.language = language
        self.adopted = adopted
        self.from_right = languages.from_right(language)
        self._theme = theme
        self._faces: dict[tuple[str, ...], Faces] = {}
        self._forget()
        self.body = self.computed("body")
        self.em_pt = self.body.font_size_pt
        self.normal = self._normal()

    def _forget(self) -> None:
        self._computed: dict[str, ComputedStyle] = {}
        self._geometries: dict[Path, Geometry] = {}
        self._paragraphs: dict[tuple[Path, str], ParagraphLook] = {}
        self._inlines: dict[tuple[str, str, bool], Properties] = {}

    def computed(self, path: str) -> ComputedStyle:
        """The theme's style at a path."""
        found = self._computed.get(path)
        if found is None:
            if len(self._computed) > _KEPT:
                self._forget()
            found = self._theme.style(path)
            if names.FITTED in path:
                found = _fitted(found, path)
            if self.adopted:
                found = self.adopted.box(path, found)
            self._computed[path] = found
        return found

    def faces(self, style: ComputedStyle) -> Faces:
        """The faces of a computed style."""
        found = self._faces.get(style.font_family)
        if found is None:
            found = self._faces[style.font_family] = fonts.faces(style.font_family, self.language)
        return found

    def geometry(self, path: Path) -> Geometry:
        """What the containers of a path take from the column; cells, and boxes that are one, are columns of their own."""
        if (
            not path
            or path[-1] in ("table", "thead", "tbody", "tr", "td", "th")
            or path[-1].endswith(names.FRAMED)
        ):
            return Geometry()
        found = self._geometries.get(path)
        if found is None:
            box = self.computed(" ".join(path))
            if path[-1].startswith("section."):
                # Lines round a whole part would stand round each of its paragraphs; footnotes have Word's separator.
                box = replace(box, border=NO_BORDER, background=None)
            found = self._geometries[path] = self.geometry(path[:-1]).enter(box)
        return found

    def paragraph(self, path: Path, leaf: str) -> ParagraphLook:
        """The look of the paragraphs of a kind (`p`, `h1`, `li`) in these containers."""
        found = self._paragraphs.get((path, leaf))
        if found is None:
            found = self._paragraphs[path, leaf] = self._make(path, leaf)
        return found

    def _make(self, path: Path, leaf: str) -> ParagraphLook:
        look = self._look(path, leaf)
        outer = self.geometry(path)
        inner = outer.enter(look)
        listed = leaf == "li" and path[-1:] in (("ul",), ("ol",))
        before, after, contextual = look.margin.top, look.margin.bottom, False
        if listed and before < 0.05 and after < 0.05:
            margin = self.computed(" ".join(path)).margin
            before, after, contextual = margin.top, margin.bottom, True
        hang = self.hang(path[-1] == "ol") if listed else 0.0
        paragraph = self._paragraph_properties(look, leaf, inner, hang)
        if leaf == "th" and "thead" in path[-2:]:
            # The head of a table is not left behind at the foot of a page.
            paragraph["keepNext"] = xml.switch("keepNext", True)
        if self._theme.page.line_numbers and not linenumbers.counts(path, leaf):
            paragraph["suppressLineNumbers"] = linenumbers.OFF
        first, line = properties.first_line(look), properties.line_spacing(look)
        if listed or leaf == "hr":
            first = {"w:firstLine": 0}
        if leaf == "hr":
            line = {"w:line": 20, "w:lineRule": "exact"}
        paragraph["ind"] = _indent(inner, first)
        paragraph["spacing"] = _spacing(before, after, line)
        if contextual:
            paragraph["contextualSpacing"] = xml.switch("contextualSpacing", True)
        faces = self.faces(look)
        run = properties.run_properties(look, faces)
        if leaf == "pre code":
            run["noProof"] = xml.switch("noProof", True)
        return ParagraphLook(look, faces, outer, inner, before, after, hang, contextual, paragraph, run)

    def _normal(self) -> Properties:
        chinese = fonts.east_asian(self.language)
        found = {"widowControl": xml.switch("widowControl", True)}
        names_ = ("kinsoku", "overflowPunct", "autoSpaceDE", "autoSpaceDN")
        found |= {name: xml.switch(name, True) for name in names_}
        if chinese:
            found["topLinePunct"] = xml.switch("topLinePunct", True)
        # Without a grid: lines stand where the theme puts them.
        found["snapToGrid"] = xml.switch("snapToGrid", False)
        if self.from_right:
            found["bidi"] = xml.switch("bidi", True)
        found["spacing"] = _spacing(0, 0, properties.line_spacing(self.body))
        found["ind"] = _indent(Geometry(), {"w:firstLine": 0})
        found["jc"] = properties.alignment(self.body.align)
        return found

    def _look(self, path: Path, leaf: str) -> ComputedStyle:
        look = self.computed(" ".join((*path, leaf)))
        if leaf in ("td", "th"):
            # A cell's box is the table's to draw.
            return replace(look, margin=NO_SPACE, padding=NO_SPACE, border=NO_BORDER, background=None)
        if leaf == "div.math":
            return replace(look, align="center", text_indent_pt=0.0, text_indent_em=None)
        if leaf != "pre code":
            return look
        # The text is the inner element's, the box the outer one's.
        box = self.computed(" ".join((*path, "pre")))
        return replace(box, font_family=look.font_family, font_size_pt=look.font_size_pt, color=look.color)

    def hang(self, ordered: bool) -> float:
        """Points from a list item's number or bullet to its text."""
        their = self.adopted.hang(ordered) if self.adopted else None
        if their is not None:
            return their
        room = properties.horizontal(self.computed("ol" if ordered else "ul"))[0]
        wanted = self.em_pt * (NUMBER_HANG_EM if ordered else BULLET_HANG_EM)
        return min(wanted, room) if room > 0 else wanted

    def _paragraph_properties(
        self, look: ComputedStyle, leaf: str, inner: Geometry, hang: float
    ) -> Properties:
        tag = leaf.split(".", maxsplit=1)[0]
        heading = tag in HEADINGS
        outline = names.outline_of(leaf) or HEADINGS.get(tag)
        found = {
            key: value
            for key, value in self.normal.items()
            if key not in ("spacing", "ind", "jc", "widowControl")
        }
        found["widowControl"] = xml.switch("widowControl", max(look.orphans, look.widows) >= 2)
        found["jc"] = properties.alignment(look.align)
        if heading and outline and leaf not in (names.TOC_TITLE, names.COVER_TITLE):
            found["outlineLvl"] = xml.val("outlineLvl", outline - 1)
        if heading and not fonts.east_asian(self.language):
            found["suppressAutoHyphens"] = xml.switch("suppressAutoHyphens", True)
        title = leaf in ("p.callout-title", "dt", "caption", "summary")
        if heading or title or look.break_after == "avoid":
            found["keepNext"] = xml.switch("keepNext", True)
        if heading or look.break_inside == "avoid" or (inner.frame and inner.frame.break_inside == "avoid"):
            found["keepLines"] = xml.switch("keepLines", True)
        if look.break_before in ("page", "left", "right"):
            found["pageBreakBefore"] = xml.switch("pageBreakBefore", True)
        borders = inner.borders(hang, self.from_right)
        if borders:
            found["pBdr"] = borders
        if inner.frame and inner.frame.background:
            found["shd"] = properties.shading(inner.frame.background)
        if leaf == "pre code":
            # Code may break anywhere rather than run off the paper.
            found["wordWrap"] = xml.switch("wordWrap", False)
            found["autoSpaceDE"] = xml.switch("autoSpaceDE", False)
            found["autoSpaceDN"] = xml.switch("autoSpaceDN", False)
            found["tabs"] = _tabs(inner.left, look.font_size_pt * TAB_EM)
        return found

    def inline(self, path: str, around: str, *, toggles: bool) -> Properties:
        """Run properties of an inline element that differ from those of the text around it, with or without what toggles."""
        found = self._inlines.get((path, around, toggles))
        if found is None:
            found = self._inlines[path, around, toggles] = self._inline(path, around, toggles)
        return found

    def _inline(self, path: str, around: str, toggles: bool) -> Properties:
        style, outer = self.computed(path), self.computed(around)
        full = properties.run_properties(style, self.faces(style))
        base = properties.run_properties(outer, self.faces(outer))
        found = {key: full[key] for key in full if key not in _TOGGLES and full[key] != base[key]}
        if toggles:
            found |= {key: xml.switch(key, True) for key in _TOGGLES if full[key] != base[key]}
        if style.background and style.background != outer.background:
            found["shd"] = properties.shading(style.background)
        return found


@lru_cache(maxsize=8)
def of_theme(theme: Theme, language: str) -> Looks:
    """The looks of a theme in a language, with all that documents before this one have asked of them."""
    return Looks(theme, language)


def _fitted(style: ComputedStyle, path: str) -> ComputedStyle:
    """A style inside a table that is set in smaller type."""
    factor = 1.0
    for step in path.split():
        factor *= names.fit_of(step)
    return replace(
        style,
        font_size_pt=style.font_size_pt * factor,
        line_height_pt=style.line_height_pt * factor,
        text_indent_pt=style.text_indent_pt * factor,
    )


def _tabs(start: float, step: float) -> str:
    stops = (start + step * number for number in range(1, _TAB_STOPS + 1))
    return xml.element(
        "w:tabs", None, *(xml.element("w:tab", {"w:val": "left", "w:pos": twips(stop)}) for stop in stops)
    )


def _spacing(before: float, after: float, line: dict[str, xml.Value]) -> str:
    edges: dict[str, xml.Value] = {"w:before": max(0, twips(before)), "w:after": max(0, twips(after))}
    return xml.element("w:spacing", edges | line)


def _indent(geometry: Geometry, first: dict[str, xml.Value]) -> str:
    sides: dict[str, xml.Value] = {"w:left": twips(geometry.left), "w:right": twips(geometry.right)}
    return xml.element("w:ind", sides | first)
