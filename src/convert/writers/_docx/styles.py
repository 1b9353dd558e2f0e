"""A theme in, Word's styles out: each place a paragraph can stand in gets a named style, made when it is first asked for."""

from functools import lru_cache
from typing import TYPE_CHECKING

from convert.css.computed import ComputedStyle
from convert.model import NO_BORDER, NO_SPACE
from convert.record import Record, replace
from convert.themes import Theme
from convert.writers._docx import fonts, languages, linenumbers, names, properties, xml
from convert.writers._docx.fonts import Faces
from convert.writers._docx.measure import twips
from convert.writers._docx.properties import Properties

if TYPE_CHECKING:
    from convert.writers._docx.template.adopted import Adopted

Path = tuple[str, ...]

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TOGGLES = ("b", "bCs", "i", "iCs", "smallCaps", "strike")
# Code's tabs are eight letters apart in a browser (CSS Text 3, 7.1), and a fixed-width letter 0.6 em wide.
TAB_EM = 8 * 0.6
_TAB_STOPS = 10
# What stands before the text of a list item, in em: the gap after its number, which is set flush right there as in the
# PDF; and the bullet with its gap.
NUMBER_HANG_EM = 0.3
BULLET_HANG_EM = 1.0


class Geometry(Record):
    """Where text may stand in a column, in points from its edges, and the innermost box that shows around it."""

    left: float = 0.0
    right: float = 0.0
    frame: ComputedStyle | None = None
    frame_left: float = 0.0
    frame_right: float = 0.0

    def enter(self, box: ComputedStyle) -> "Geometry":
        """The geometry inside a box."""
        return _entered(self, box)

    def borders(self, hang: float = 0.0, from_right: bool = False) -> str:
        """`w:pBdr` of the frame for a paragraph whose first line or number stands `hang` points before its text.

        `from_right`: the paragraph reads from the right; left is where it begins.
        """
        if self.frame is None:
            return ""
        line = self.frame.border
        return properties.paragraph_borders(
            self.frame,
            self.left - hang - self.frame_left - (line.left.width_pt if line.left.drawn else 0.0),
            self.right - self.frame_right - (line.right.width_pt if line.right.drawn else 0.0),
            from_right,
        )


@lru_cache(maxsize=1024)
def _entered(outer: Geometry, box: ComputedStyle) -> Geometry:
    left, right = properties.horizontal(box)
    inner = replace(outer, left=outer.left + left, right=outer.right + right)
    if not properties.has_frame(box):
        return inner
    return replace(
        inner,
        frame=box,
        frame_left=outer.left + box.margin.left,
        frame_right=outer.right + box.margin.right,
    )


COLUMN = Geometry()


class ParagraphStyle(Record):
    """A named style of Word, and what writers must know of it. `geometry` is what its path takes, `inner` that and the leaf.

    `numbered`: the style itself counts its paragraphs.
    """

    style_id: str
    look: ComputedStyle
    faces: Faces
    geometry: Geometry
    before: float
    after: float
    hang: float = 0.0
    contextual: bool = False
    inner: Geometry = COLUMN
    body_size: bool = True
    numbered: bool = False

    @property
    def starts_page(self) -> bool:
        """Whether the style itself begins a page."""
        return self.look.break_before in ("page", "left", "right")


NONE: Properties = {}


class Entry(Record):
    """A style as it stands in `styles.xml`; the properties are complete, the file holds the difference to the parent."""

    kind: str
    style_id: str
    name: str
    parent: str = ""
    next_id: str = ""
    paragraph: Properties = NONE
    run: Properties = NONE
    extra: str = ""


class StyleSheet:
    """The styles of one document; `adopted` are those of a template that stand for some of them."""

    def __init__(self, theme: Theme, language: str, adopted: "Adopted | None" = None) -> None:
        self.language = language
        self.adopted = adopted
        self.from_right = languages.from_right(language)
        self._theme = theme
        self._computed: dict[str, ComputedStyle] = {}
        self._geometries: dict[Path, Geometry] = {}
        self._paragraphs: dict[tuple[Path, str], ParagraphStyle] = {}
        self._names: set[str] = set()
        self._faces: dict[tuple[str, ...], Faces] = {}
        self.entries: dict[str, Entry] = {}
        self.body = self.computed("body")
        self.body_faces = self.faces(self.body)
        self.em_pt = self.body.font_size_pt
        self.least_pt = theme.page.least_pt
        self._add_normal()

    # What the theme says

    def computed(self, path: str) -> ComputedStyle:
        """The theme's style at a path."""
        found = self._computed.get(path)
        if found is None:
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

    @property
    def faces_used(self) -> set[str]:
        """The names of all faces met so far."""
        return {
            name for faces in self._faces.values() for name in (faces.latin, faces.east_asian, faces.complex)
        }

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

    # Styles

    def claim(self, name: str) -> str:
        """Make a style name that nobody has: a number goes behind it from the second on. Word ignores case here."""
        base, number = name, 2
        while name.lower() in self._names:
            name, number = f"{base} {number}", number + 1
        self._names.add(name.lower())
        return name

    def add(self, entry: Entry) -> Entry:
        """Add a style; its id gets a number where another has it."""
        style_id, number = entry.style_id, 2
        while style_id in self.entries:
            style_id, number = f"{entry.style_id}{number}", number + 1
        entry = self.entries[style_id] = replace(entry, style_id=style_id)
        return entry

    def _add_normal(self) -> None:
        run = properties.run_properties(self.body, self.body_faces)
        self.claim("Normal")
        self.add(Entry("paragraph", "Normal", "Normal", paragraph=self._normal_paragraph(), run=run))

    def _normal_paragraph(self) -> Properties:
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

    def paragraph(self, path: Path, leaf: str) -> ParagraphStyle:
        """The style of the paragraphs of a kind (`p`, `h1`, `li`) in these containers."""
        found = self._paragraphs.get((path, leaf))
        if found is None:
            found = self._paragraphs[path, leaf] = self._make(path, leaf)
        return found

    def _make(self, path: Path, leaf: str) -> ParagraphStyle:
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
        entry = self._entry(path, leaf, paragraph, properties.run_properties(look, faces))
        same_size = abs(look.font_size_pt - self.em_pt) < 0.01
        made = ParagraphStyle(
            entry.style_id, look, faces, outer, before, after, hang, contextual, inner, same_size
        )
        return self.adopted.paragraph(entry.name, made, self.em_pt) if self.adopted else made

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
        heading = tag in _HEADINGS
        outline = names.outline_of(leaf) or _HEADINGS.get(tag)
        found = {
            key: value
            for key, value in self.entries["Normal"].paragraph.items()
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

    def _entry(self, path: Path, leaf: str, paragraph: Properties, run: Properties) -> Entry:
        """The style with this look: that of a simpler place where it looks the same, else a new one."""
        if leaf == "pre code":
            run = run | {"noProof": xml.switch("noProof", True)}
        parent = "Normal"
        # What a template has a style of its own for is never that of a simpler place.
        adopted = self.adopted and self.adopted.find(names.paragraph_style(path, leaf))
        plain = leaf.split(".", maxsplit=1)[0] if not leaf.startswith(("p.", "div.")) else leaf
        outlined = names.outline_of(leaf) is not None
        simpler = [] if outlined else [(path[skip:], leaf) for skip in range(1, len(path) + 1)]
        simpler += [(path, plain)] if plain != leaf else []
        simpler += [((*path[:-1], "ul"), "li")] if (leaf, path[-1:]) == ("li", ("ol",)) else []
        for place in simpler if path != names.COVER else ():
            if self._exists(*place):
                entry = self.entries[self.paragraph(*place).style_id]
                if (entry.paragraph, entry.run) == (paragraph, run) and not adopted:
                    return entry
                parent = entry.style_id
        name = self.claim(names.style_name(names.paragraph_style(path, leaf)))
        next_id = "BodyText" if leaf.split(".", maxsplit=1)[0] in _HEADINGS else ""
        return self.add(
            Entry("paragraph", names.style_id(name), name, parent, next_id, dict(paragraph), dict(run))
        )

    @staticmethod
    def _exists(path: Path, leaf: str) -> bool:
        """Whether a leaf can stand at a path: a cell needs its row, an item its list."""
        needs = {
            "li": ("ul", "ol"), "td": ("tr",), "th": ("tr",), "dt": ("dl",), "dd": ("dl",),
            "caption": ("table",), "figcaption": ("figure",), "summary": ("details",),
        }  # fmt: skip
        if leaf in needs and path[-1:] not in [(name,) for name in needs[leaf]]:
            return False
        if leaf == "p.callout-title" and not path:
            return False
        return path[:1] not in (("li",), ("td",), ("th",), ("tr",), ("tbody",), ("thead",), ("dd",))

    def character(self, name: str, run: Properties) -> str:
        """Add a character style; returns its id."""
        name = self.claim(name)
        entry = Entry("character", names.style_id(name), name, "DefaultParagraphFont", run=run)
        return self.add(entry).style_id

    def inline_look(self, path: str, around: str = "body", *, toggles: bool = False) -> Properties:
        """Run properties of an inline element that differ from those of the text around it.

        Without those that toggle, unless asked for: a toggle in a character style flips the paragraph style's (ISO 29500-1,
        17.7.3), so that it is set on runs instead, except where a style stands in one kind of paragraph only.
        """
        style, outer = self.computed(path), self.computed(around)
        full = properties.run_properties(style, self.faces(style))
        base = properties.run_properties(outer, self.faces(outer))
        found = {key: full[key] for key in full if key not in _TOGGLES and full[key] != base[key]}
        if toggles:
            found |= {key: xml.switch(key, True) for key in _TOGGLES if full[key] != base[key]}
        if style.background and style.background != outer.background:
            found["shd"] = properties.shading(style.background)
        return found


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
