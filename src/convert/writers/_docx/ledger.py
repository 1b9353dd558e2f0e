"""What a document gathers while it is written (ids, bookmarks, links, notes, pictures), and what holds only in one place."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from convert.css.computed import ComputedStyle
from convert.model import Block, Direction, Document, Footnote, Media, PageBreak
from convert.notices import Code, Report
from convert.record import Record, replace
from convert.writers._docx import fonts, names
from convert.writers._docx.geometry import COLUMN, Geometry
from convert.writers._docx.looks import Path
from convert.writers._docx.numbering import Numbering
from convert.writers._docx.package import Relationships
from convert.writers._docx.runs import Runs
from convert.writers._docx.styles import ParagraphStyle, StyleSheet
from convert.writers._docx.tablestyle import TableStyles

PartName = Literal["document", "footnotes"]
SectionKind = Literal["text", "across", "turned"]
"""Text as the page has it; what spans its columns; a page on its side."""
Opening = Literal["cover", "front", "next", "right", "appendix"]
"""What begins with a section: a cover, what stands before the chapters, a chapter on the next page or the next right one; an appendix whose title stands in its headers."""

# Deeper places look like their last steps.
_LONGEST_PATH = 9

_LISTED = "toc\x00"  # no anchor begins so
_NOT_IN_NAMES = re.compile(r"[^\w]")


class Bookmarks:
    """Names of places: legal in Word (a letter first, 40 at most of letters, digits and _), one for each anchor."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._placed: set[str] = set()
        self._last_id = 0

    def name(self, anchor: str) -> str:
        """The bookmark's name for an anchor, the same at every call."""
        found = self._names.get(anchor)
        if found is None:
            found = self._names[anchor] = self._make(anchor)
        return found

    def _make(self, anchor: str) -> str:
        stem = _NOT_IN_NAMES.sub("_", anchor)
        if not stem[:1].isalpha():
            stem = f"a_{stem}"
        if max(stem) > "\uffff":
            stem = "".join(character for character in stem if character <= "\uffff")
        stem = name = stem[:40]
        number = 2
        while name.lower() in self._taken:
            ending = f"_{number}"
            name, number = stem[: 40 - len(ending)] + ending, number + 1
        self._taken.add(name.lower())
        return name

    def place(self, anchor: str, inside: str = "") -> str:
        """Put a bookmark around some XML; a place that exists already stays where it was."""
        if not anchor or anchor in self._placed:
            return inside
        self._placed.add(anchor)
        self._last_id = number = self._last_id + 1
        start = f'<w:bookmarkStart w:id="{number}" w:name="{self.name(anchor)}"/>'
        return f'{start}{inside}<w:bookmarkEnd w:id="{number}"/>'

    def enlist(self, anchors: Iterable[str]) -> None:
        """Give anchors a second bookmark each, named as Word names those of its tables of contents."""
        number = 100_000_000
        for anchor in anchors:
            number += 1
            while (name := f"_Toc{number}").lower() in self._taken:
                number += 1
            self._taken.add(name.lower())
            self._names[_LISTED + anchor] = name

    def listed(self, anchor: str) -> str:
        """The name of the second bookmark of an anchor; that of its first where it has none."""
        return self._names.get(_LISTED + anchor) or self.name(anchor)

    def place_listed(self, anchor: str, inside: str) -> str:
        """Put the second bookmark of an anchor around some XML, where it has one."""
        return self.place(_LISTED + anchor, inside) if _LISTED + anchor in self._names else inside

    def reserve(self, name: str, number: int) -> None:
        """Leave a name and all numbers up to one to bookmarks that are there already."""
        self._taken.add(name.lower())
        self._last_id = max(self._last_id, number)

    def missing(self) -> list[str]:
        """Anchors that links name and nothing has placed."""
        return [anchor for anchor in self._names if anchor not in self._placed]


class Ledger:
    """What is gathered over the whole document.

    `openings`: what begins with which section of a book, `beginnings`: those whose first page is as a document's; `own_pages`: sections are ours to make, not a template's.
    `sections`: the kinds of the sections that have
    ended; a line has `turned_width` points on a page on its side, `across_width` where it spans columns (0 where none may). `tallest` and
    `turned_tallest`: the points a picture may be high; no type is made smaller than `least_pt`.
    `appendix_heading`: the name of the style of the appendix' title, where that is not of Word's own.
    `outline`: the levels in Word's outline of headings whose own are others, by their anchors; `above_listed` levels stand over
    those that a table of contents lists; `pages` are those of anchors, as far as anybody knows.
    """

    def __init__(self, document: Document, sheet: StyleSheet, report: Report) -> None:
        self.sheet = sheet
        self.report = report
        self.language = document.meta.language
        self.east_asian = fonts.east_asian(self.language)
        self.title = document.meta.title
        self.media: Mapping[str, Media] = {media.key: media for media in document.media}
        self.footnotes: Mapping[str, Footnote] = {note.label: note for note in document.footnotes}
        self.runs = Runs(sheet, document.legend, report)
        self.numbering = Numbering(sheet)
        self.tables = TableStyles(sheet)
        self.bookmarks = Bookmarks()
        self.relationships = {"document": Relationships(), "footnotes": Relationships()}
        self.note_numbers: dict[str, int] = {}
        self.nested_notes: list[str] = []
        self.pictures: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self.drawings = 0
        self.first_picture = 1
        self.tallest = 640.0
        self.turned_width = self.turned_tallest = self.across_width = 0.0
        self.least_pt = 0.0
        self.sections: list[SectionKind] = []
        self.openings: dict[int, Opening] = {}
        self.beginnings: set[int] = set()
        self.own_pages = True
        self.chapter = 0
        self._headings: dict[int, dict[str, str]] = {}
        self.page_break = False
        self.appendix_heading = ""
        self.outline: dict[str, int] = {}
        self.above_listed = 0
        self.pages: Mapping[str, int] = {}
        self.chapter_pages: tuple[int, ...] = ()

    @property
    def headings(self) -> dict[str, str]:
        """The first text under each of Word's own heading styles, in the chapter of a book that begins with section `chapter`."""
        return self._headings.setdefault(self.chapter, {})

    def not_rendered(self, message: str, line: int = 0) -> None:
        """Report what Word cannot show, and whose text is kept."""
        self.report.add(Code.NOT_RENDERED, message, line)

    def take_page_break(self) -> bool:
        """Whether the paragraph about to be written begins a page."""
        wanted, self.page_break = self.page_break, False
        return wanted


class Marker(Record):
    """What stands before the first paragraph of an item or a note: a number of Word's, or runs of our own.

    `hang`: points from it to the text; `level_left`: where Word's number puts the text by itself.
    """

    properties: str = ""
    runs: str = ""
    hang: float = 0.0
    level_left: float = 0.0


# A `lead` or `trail` where the edge of a cell takes the place of all margins.
NONE = -1.0


class Scope(Record):
    """What holds at one place: the containers around it and the column it stands in.

    `lead` and `trail` are the least space in points before and after what is written here, `NONE` is no space at all. `leaf`: the last element
    of the path is itself what paragraphs are here (a tight item, a cell). `keep` holds paragraphs with the next; `apart`: a list
    stands before this one; `parted`: the same box stands before this one. `from_right`: lines read from the right, and the left
    of the geometry is where they begin. `link`: the relationship of the link around, for pictures.
    """

    width: float
    path: Path = ()
    geometry: Geometry = COLUMN
    part: PartName = "document"
    lists: int = 0
    tables: int = 0
    lead: float = 0.0
    trail: float = 0.0
    marker: Marker | None = None
    leaf: bool = False
    keep: bool = False
    apart: bool = False
    parted: bool = False
    from_right: bool = False
    link: str = ""

    def enter(self, element: str, box: ComputedStyle) -> "Scope":
        """The scope inside a container."""
        return replace(
            self,
            path=(*self.path, element)[-_LONGEST_PATH:],
            geometry=self.geometry.enter(box),
            lead=self.lead if self.lead < 0 else max(self.lead, box.margin.top),
            trail=self.trail if self.trail < 0 else max(self.trail, box.margin.bottom),
            leaf=False,
        )

    def directed(self, direction: Direction | None) -> "Scope":
        """The same place where the author said which way lines read."""
        if direction is None or direction.startswith("rtl") is self.from_right:
            return self
        return replace(self, from_right=not self.from_right)

    def behind(self, block: Block) -> "Scope":
        """The same place behind a block that stands in it: a chapter may begin there, in a language of its own."""
        if not isinstance(block, PageBreak) or not block.chapter:
            return self
        own = (names.chapter(block.language),) if block.language else ()
        return replace(self, path=own + tuple(step for step in self.path if not names.is_chapter(step)))

    @property
    def in_body(self) -> bool:
        """Whether no container is around but a chapter; the appendix is one."""
        return not self.path or (len(self.path) == 1 and names.is_chapter(self.path[0]))

    def inside(self, *elements: str) -> Path:
        """The path of elements at this place."""
        return (*self.path, *elements)[-_LONGEST_PATH:]

    def paragraph(self, sheet: StyleSheet) -> ParagraphStyle:
        """The style of plain paragraphs here."""
        if self.leaf:
            return sheet.paragraph(self.path[:-1], self.path[-1])
        if self.marker is not None and sheet.adopted and self.path[-1:] == ("li",):
            # What a template counts by a style has that style, also where its items hold more than a line.
            counted = sheet.paragraph(self.path[:-1], "li")
            if counted.numbered:
                return counted
        return sheet.paragraph(self.path, "p")

    def edges(self, lead: float, trail: float, marker: Marker | None = None) -> "Scope":
        """The same place with other edges."""
        if lead == self.lead and trail == self.trail and marker is self.marker:
            return self
        # Once for every edge of every list and box: `replace` takes four times as long.
        return Scope(
            self.width, self.path, self.geometry, self.part, self.lists, self.tables, lead, trail, marker,
            self.leaf, self.keep, self.apart, self.parted, self.from_right, self.link,
        )  # fmt: skip

    @property
    def measure(self) -> float:
        """Points a line of text may take."""
        return max(20.0, self.width - self.geometry.left - self.geometry.right)
