"""A document in; what is marked in it by mark, each with its place, and the document with an anchor there, out.

A mark inside a sentence brings the whole sentence; one over several brings them in one piece; marks of one sentence are one
passage. What stands in a footnote stands where that is referred to. A paragraph is what a reader would count as one: a table
is, an item of a list, a block of code; a heading belongs to the paragraph below it.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from convert.legends import Group
from convert.model import (
    PLAIN,
    Anchor,
    Block,
    Blocks,
    Box,
    CodeBlock,
    Contents,
    Cover,
    Direction,
    Document,
    Figure,
    FootnoteRef,
    Heading,
    Inline,
    Inlines,
    Link,
    MathBlock,
    PageRef,
    Paragraph,
    Style,
    Table,
)
from convert.notices import Code, Report
from convert.record import Record, replace
from convert.transforms.sentences import Atom, Row, lines, sentences
from convert.traverse import anchors, everything, is_made, own_lines, plain, rebuilt

_ANSWERS = "answers"  # words that a gap hides are no passage of the text
_PLACE = "markhue-passage-"
_MOST, _TIMES = 1_000_000, 8  # characters that are copied, and how often those of the marks may be


class Passage(Record):
    """A marked passage: what is copied, the direction it is read in, and where it stands, if anything can say so."""

    words: Inlines
    direction: Direction | None
    place: PageRef | None


def gather(
    document: Document, groups: Sequence[Group], report: Report
) -> tuple[Document, Mapping[str, tuple[Passage, ...]]]:
    """Gather the passages of each group of marks, by its name and in reading order, and put anchors where they stand."""
    gatherer = _Gatherer(document, groups)
    _Round(gatherer.line).through(document)

    def anchored(line: Inlines, spot: "_Spot") -> Inlines:
        names = gatherer.anchors.get(spot.number)
        if not names:
            return line
        found: list[Inline] = []
        for at, inline in enumerate(line):
            found += (Anchor(names[at]),) if at in names else ()
            found.append(inline)
        return (*found, Anchor(names[len(line)])) if len(line) in names else tuple(found)

    if gatherer.left < 0:
        report.add(Code.TOO_LARGE, "the digest ends before its last passages: sentences have too many marks")
    if gatherer.passages:
        document = _Round(anchored).through(document)
    return document, {name: tuple(found) for name, found in gatherer.passages.items()}


class _Spot(Record):
    """Where a line stands: its number, the block whose line it is, and the paragraph, both from 1.

    `reference`: the line and the inline in it that refers to the footnote the line is of.
    """

    number: int
    block: Block
    paragraph: int
    reference: tuple[int, int] | None = None


class _Reference(Record):
    """What refers to a footnote first: its line, its place in that, and the paragraph."""

    line: int
    at: int
    paragraph: int


_Visit = Callable[[Inlines, _Spot], Inlines]


class _Round:
    """Goes through a document in reading order and rebuilds it with what `visit` makes of its lines.

    The lines of code and formulas are visited too; they stay as they are.
    """

    def __init__(self, visit: _Visit) -> None:
        self._visit = visit
        self._lines = 0
        self._paragraphs = 0
        self._tables = 0
        self._footnote: _Reference | None = None
        self._referred: dict[str, _Reference] = {}

    def through(self, document: Document) -> Document:
        """Go through body, notes and footnotes."""
        body, notes = self._blocks(document.body), self._blocks(document.notes)
        footnotes = []
        for note in document.footnotes:
            self._footnote = self._referred.get(note.label)
            footnotes.append(replace(note, blocks=self._blocks(note.blocks)))
        return replace(document, body=body, notes=notes, footnotes=tuple(footnotes))

    def _blocks(self, blocks: Blocks) -> Blocks:
        return tuple(map(self._block, blocks))

    def _block(self, block: Block) -> Block:
        match block:
            case Contents() | Cover():
                return block
            case Box() if is_made(block, _ANSWERS):
                return block
            case CodeBlock() | MathBlock():
                self._count(not self._tables)
                for line in own_lines(block):
                    self._line(block, line)
                return block
            case Table():
                self._count(not self._tables)
                self._tables += 1
                block = rebuilt(block, partial(self._line, block), self._blocks)
                self._tables -= 1
                return block
            case Paragraph(children):
                self._count(bool(not self._tables and plain(children)))
            case _:
                pass
        return rebuilt(block, partial(self._line, block), self._blocks)

    def _count(self, counts: bool) -> None:
        self._paragraphs += counts

    def _line(self, block: Block, line: Inlines) -> Inlines:
        self._lines += 1
        within = isinstance(block, Paragraph | Table | CodeBlock | MathBlock | Figure) or self._tables
        paragraph = max(1, self._paragraphs + (not within))
        if self._footnote is not None:
            paragraph = self._footnote.paragraph
        for at, inline in enumerate(line):
            for label in _labels(inline):
                found = self._footnote or _Reference(self._lines, at, paragraph)
                self._referred.setdefault(label, found)
        reference = (self._footnote.line, self._footnote.at) if self._footnote is not None else None
        return self._visit(line, _Spot(self._lines, block, paragraph, reference))


def _labels(inline: Inline) -> Iterator[str]:
    """The footnotes that an inline refers to."""
    match inline:
        case FootnoteRef(label):
            yield label
        case Link(_, children):
            for child in children:
                yield from _labels(child)
        case _:
            pass


class _Gatherer:
    """Gathers passages by the names of their groups; `anchors` are what their places need: by line, before which inline.

    `left` counts the characters that may still be copied: a sentence with a thousand marks would come a thousand times.
    """

    def __init__(self, document: Document, groups: Sequence[Group]) -> None:
        self.passages: dict[str, list[Passage]] = {}
        self.anchors: dict[int, dict[int, str]] = {}
        self._groups = {
            (mark.name, mark.color, mark.background): group.name for group in groups for mark in group.marks
        }
        self.left = _MOST + _TIMES * sum(group.characters for group in groups)
        self._taken = frozenset(anchors(everything(document)))
        self._passages = 0
        # The line that stands before: its number, its length, and the anchor it has already
        self._before: tuple[int, int, str] | None = None

    def line(self, line: Inlines, spot: _Spot) -> Inlines:
        """Gather the passages of a line."""
        solid = isinstance(spot.block, CodeBlock | MathBlock)
        own = spot.block.anchor if isinstance(spot.block, Heading) else ""
        if line and not solid and spot.reference is None:
            self._before = spot.number, len(line), own
        row = Row(line)
        if not any(map(self._group, row.atoms)):
            return line
        direction = spot.block.direction if isinstance(spot.block, Paragraph | Heading) else None
        named: dict[int, str] = {}
        for stretch in self._stretches(row.atoms, lines(row.text) if solid else sentences(row.text)):
            if self.left < 0:
                return line
            self.left -= stretch.stop - stretch.start
            at = stretch.at
            if at not in named:
                named[at] = own or (
                    self._behind() if solid else self._place(*(spot.reference or (spot.number, at)))
                )
            words = row.copied(stretch.start, stretch.stop, _plainly)
            place = PageRef(named[at], spot.paragraph) if named[at] else None
            self.passages.setdefault(stretch.group, []).append(Passage(words, direction, place))
        return line

    def _group(self, piece: Atom) -> str:
        style = piece.style
        return self._groups.get((style.mark, style.color, style.background), "") if style.mark else ""

    def _stretches(self, pieces: Sequence[Atom], ends: Sequence[int]) -> list["_Stretch"]:
        """Find what the marks of a line bring: sentences that end at `ends`, together where a mark goes on."""
        found: list[_Stretch] = []
        latest: dict[str, int] = {}
        place, last = 0, ""
        for piece in pieces:
            begin, place = place, place + len(piece.text)
            bare = piece.text.strip()
            if not bare:
                continue
            first = begin + piece.text.index(bare)
            group, before, last = self._group(piece), last, self._group(piece)
            if not group:
                continue
            start, stop = _around(first, ends)[0], _around(first + len(bare) - 1, ends)[1]
            index = latest.get(group)
            if index is not None and (group == before or start < found[index].stop):
                found[index] = replace(found[index], stop=max(stop, found[index].stop))
            else:
                latest[group] = len(found)
                found.append(_Stretch(group, piece.at, start, stop))
        return found

    def _place(self, number: int, at: int) -> str:
        """Name a place before an inline of a line; one that has a name keeps it."""
        if at in self.anchors.get(number, {}):
            return self.anchors[number][at]
        self._passages += 1
        while (name := f"{_PLACE}{self._passages}") in self._taken:
            self._passages += 1
        self.anchors.setdefault(number, {})[at] = name
        return name

    def _behind(self) -> str:
        """Name the end of the line before code or a formula, which hold no anchors themselves; empty where there is none."""
        if self._before is None:
            return ""
        number, length, name = self._before
        if not name:
            name = self._place(number, length)
            self._before = number, length, name
        return name


class _Stretch(Record):
    """What a mark brings of a line: the mark's group, the inline it begins in, and the characters from `start` up to `stop`."""

    group: str
    at: int
    start: int
    stop: int


def _around(place: int, ends: Sequence[int]) -> tuple[int, int]:
    """The sentence that a character stands in: where it begins and ends."""
    index = bisect_right(ends, place)
    return ends[index - 1] if index else 0, ends[index]


def _plainly(style: Style) -> Style:
    """Take from a run without a mark what is not needed to read it."""
    if style.mark is not None:
        return style
    kept = Style(script=style.script, language=style.language, direction=style.direction)
    return PLAIN if kept == PLAIN else kept
