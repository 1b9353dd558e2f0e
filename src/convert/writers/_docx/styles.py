"""A theme in, Word's styles out: each place a paragraph can stand in gets a named style, made when it is first asked for."""

from typing import TYPE_CHECKING

from convert.css.computed import ComputedStyle
from convert.record import Record, replace
from convert.themes import Theme
from convert.writers._docx import looks, names, properties
from convert.writers._docx.fonts import Faces
from convert.writers._docx.geometry import COLUMN, Geometry
from convert.writers._docx.looks import HEADINGS, Looks, Path
from convert.writers._docx.properties import Properties

if TYPE_CHECKING:
    from convert.writers._docx.template.adopted import Adopted


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
        # A template is its document's own.
        self._looks = Looks(theme, language, adopted) if adopted else looks.of_theme(theme, language)
        self.language = language
        self.adopted = adopted
        self.from_right = self._looks.from_right
        self._paragraphs: dict[tuple[Path, str], ParagraphStyle] = {}
        self._names: set[str] = set()
        self._faces: set[Faces] = set()
        self.entries: dict[str, Entry] = {}
        self.body = self._looks.body
        self.body_faces = self.faces(self.body)
        self.em_pt = self._looks.em_pt
        self.least_pt = theme.page.least_pt
        self._add_normal()

    # What the theme says

    def computed(self, path: str) -> ComputedStyle:
        """The theme's style at a path."""
        return self._looks.computed(path)

    def geometry(self, path: Path) -> Geometry:
        """What the containers of a path take from the column; cells, and boxes that are one, are columns of their own."""
        return self._looks.geometry(path)

    def hang(self, ordered: bool) -> float:
        """Points from a list item's number or bullet to its text."""
        return self._looks.hang(ordered)

    def faces(self, style: ComputedStyle) -> Faces:
        """The faces of a computed style, which are in use from then on."""
        found = self._looks.faces(style)
        self._faces.add(found)
        return found

    @property
    def faces_used(self) -> set[str]:
        """The names of all faces met so far."""
        return {name for faces in self._faces for name in (faces.latin, faces.east_asian, faces.complex)}

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
        self.add(Entry("paragraph", "Normal", "Normal", paragraph=self._looks.normal, run=run))

    def paragraph(self, path: Path, leaf: str) -> ParagraphStyle:
        """The style of the paragraphs of a kind (`p`, `h1`, `li`) in these containers."""
        found = self._paragraphs.get((path, leaf))
        if found is None:
            found = self._paragraphs[path, leaf] = self._make(path, leaf)
        return found

    def _make(self, path: Path, leaf: str) -> ParagraphStyle:
        it = self._looks.paragraph(path, leaf)
        self._faces.add(it.faces)
        entry = self._entry(path, leaf, it.paragraph, it.run)
        same_size = abs(it.look.font_size_pt - self.em_pt) < 0.01
        made = ParagraphStyle(
            entry.style_id, it.look, it.faces, it.geometry, it.before, it.after, it.hang, it.contextual, it.inner, same_size
        )  # fmt: skip
        return self.adopted.paragraph(entry.name, made, self.em_pt) if self.adopted else made

    def _entry(self, path: Path, leaf: str, paragraph: Properties, run: Properties) -> Entry:
        """The style with this look: that of a simpler place where it looks the same, else a new one."""
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
        next_id = "BodyText" if leaf.split(".", maxsplit=1)[0] in HEADINGS else ""
        return self.add(Entry("paragraph", names.style_id(name), name, parent, next_id, paragraph, run))

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
        self._faces |= {self._looks.faces(self.computed(place)) for place in (path, around)}
        return self._looks.inline(path, around, toggles=toggles)
