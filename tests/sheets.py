"""A Word file and a PDF of one document in, what each says of the same words out: places, sizes, spaces and colours, in points.

Word is read through its styles, resolved as Word resolves them (ISO 29500-1, 17.7.2); the PDF by what stands on its pages.
"""

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

import pymupdf
from docx.oxml.ns import qn

import docx

_OFF = ("0", "false", "off", "none")


class Block(NamedTuple):
    """What a file says of a paragraph, and of the words asked for in it; None where it says nothing."""

    left: float
    first: float
    before: float
    after: float
    line: float | None
    framing: float
    size: float
    color: str
    paper: str | None


class Word:
    """A Word file."""

    def __init__(self, data: bytes) -> None:
        self.document = docx.Document(io.BytesIO(data))
        self.section = self.document.sections[0]
        self._styles = {style.style_id: style.element for style in self.document.styles}
        defaults = self.document.styles.element.find(qn("w:docDefaults"))
        self._defaults = list(defaults.iter(qn("w:pPr"), qn("w:rPr")))
        self._parts = [self.document.element.body]
        for related in self.document.part.rels.values():
            if related.reltype.endswith("/footnotes"):
                self._parts.append(docx.oxml.parse_xml(related.target_part.blob))

    @property
    def columns(self) -> tuple[int, float]:
        """How many columns the text has, and the space between them."""
        found = [(int(one.get(qn("w:num")) or 1), int(one.get(qn("w:space")) or 0) / 20)
                 for one in self.document.element.iter(qn("w:cols"))]  # fmt: skip
        return max(found, default=(1, 0.0))

    def block(self, words: str) -> Block:
        """What is said of the paragraph with some words, and of the run in which they stand."""
        run = next(
            run for run in self._runs() if words in "".join(text.text or "" for text in run.iter(qn("w:t")))
        )
        paragraph = next(run.iterancestors(qn("w:p")))
        said = [*self._said(paragraph, "pPr", "pStyle")]
        levels = list(self._levels(said))
        indents = (
            [*said[:1], *levels, *said[1:]]
            if paragraph.find(f".//{qn('w:numPr')}") is not None
            else [*said, *levels]
        )
        hanging = self._value(indents, "ind", "hanging")
        looks = [
            *self._said(run, "rPr", "rStyle"),
            *self._said(paragraph, "-", "pStyle", "rPr"),
            *self._defaults,
        ]
        rule, line = self._value(said, "spacing", "lineRule"), self._value(said, "spacing", "line")
        shades = [one for one in (self._value(looks, "shd", "fill"), self._value(said, "shd", "fill")) if one]
        return Block(
            left=_points(self._value(indents, "ind", "left")),
            first=-_points(hanging) if hanging else _points(self._value(indents, "ind", "firstLine")),
            before=_points(self._value(said, "spacing", "before")),
            after=_points(self._value(said, "spacing", "after")),
            line=None if rule in (None, "auto") else _points(line),
            framing=self._framing(said),
            size=float(self._value(looks, "sz", "val") or 20) / 2,
            color=str(self._value(looks, "color", "val") or "auto"),
            paper=next((shade for shade in shades if shade != "auto"), None),
        )

    def centered(self, words: str) -> bool:
        """Whether a paragraph begins elsewhere than at its left edge."""
        run = next(
            run for run in self._runs() if words in "".join(text.text or "" for text in run.iter(qn("w:t")))
        )
        said = list(self._said(next(run.iterancestors(qn("w:p"))), "pPr", "pStyle"))
        return self._value(said, "jc", "val") in ("center", "right", "end")

    def _runs(self) -> Iterator[Any]:
        for part in self._parts:
            yield from part.iter(qn("w:r"))

    def _said(self, element: Any, own: str, named: str, inside: str = "") -> Iterator[Any]:
        """The properties that hold for an element, the strongest first: its own, its style's, those of what that is based on."""
        direct = element.find(qn(f"w:{own}")) if own != "-" else None
        if direct is not None:
            yield direct
        style = element.find(f"./*/{qn(f'w:{named}')}")
        default = "Normal" if named == "pStyle" else ""
        name = style.get(qn("w:val")) if style is not None else default
        while name:
            found = self._styles[name]
            properties = found.find(qn(f"w:{inside or own}"))
            if properties is not None:
                yield properties
            based = found.find(qn("w:basedOn"))
            name = based.get(qn("w:val")) if based is not None else ""
        if own == "pPr":
            yield from self._defaults

    def _levels(self, said: list[Any]) -> Iterator[Any]:
        """What the numbering of a paragraph says of its place."""
        number = next((one.find(qn("w:numPr")) for one in said if one.find(qn("w:numPr")) is not None), None)
        if number is None or number.find(qn("w:numId")) is None:
            return
        wanted = number.find(qn("w:numId")).get(qn("w:val"))
        level = number.find(qn("w:ilvl"))
        depth = level.get(qn("w:val")) if level is not None else "0"
        numbering = self.document.part.numbering_part.element
        for num in numbering.iter(qn("w:num")):
            if num.get(qn("w:numId")) == wanted:
                abstract = num.find(qn("w:abstractNumId")).get(qn("w:val"))
                for one in numbering.iter(qn("w:abstractNum")):
                    if one.get(qn("w:abstractNumId")) == abstract:
                        for found in one.iter(qn("w:lvl")):
                            if found.get(qn("w:ilvl")) == depth and found.find(qn("w:pPr")) is not None:
                                yield found.find(qn("w:pPr"))

    @staticmethod
    def _value(said: list[Any], name: str, attribute: str) -> str | None:
        """The strongest value of an attribute."""
        for properties in said:
            found = properties.find(qn(f"w:{name}"))
            if found is not None and found.get(qn(f"w:{attribute}")) is not None:
                return str(found.get(qn(f"w:{attribute}")))
        return None

    @staticmethod
    def _framing(said: list[Any]) -> float:
        """Points that the lines above and below take, with the space inside."""
        borders = next((one.find(qn("w:pBdr")) for one in said if one.find(qn("w:pBdr")) is not None), None)
        if borders is None:
            return 0.0
        sides = [side for side in borders.iter(qn("w:top"), qn("w:bottom")) if side.get(qn("w:sz"))]
        return sum(int(side.get(qn("w:space"))) + int(side.get(qn("w:sz"))) / 8 for side in sides)


class Line(NamedTuple):
    """A line of a page: where it begins, how wide it is, where its baseline is."""

    page: int
    x: float
    right: float
    y: float
    text: str


class Pdf:
    """A PDF."""

    def __init__(self, data: bytes) -> None:
        self.file = pymupdf.open(stream=data, filetype="pdf")
        self.page = self.file[0].rect
        self._chars = [char for page in self.file for char in _chars(page)]
        self._papers = {page.number: _papers(page) for page in self.file}
        self._known: list[Line] | None = None

    @property
    def lines(self) -> list[Line]:
        """All lines that read from left to right, as they stand on their baselines."""
        if self._known is None:
            rows: dict[tuple[int, float], list[Any]] = {}
            for char in self._chars:
                rows.setdefault((char[0], round(char[3], 1)), []).append(char)
            self._known = []
            for (page, y), row in rows.items():
                self._known += _parted(page, y, sorted(row, key=lambda char: char[2]))
        return self._known

    def line(self, words: str) -> Line:
        """The first line in which words stand."""
        return next(line for line in self.lines if words in line.text)

    def start(self, words: str) -> tuple[int, float]:
        """The page on which words stand, and where they begin."""
        page, _, x, *_ = self._of(words)[0]
        return page, x

    def size(self, words: str) -> float:
        """The size of words."""
        return float(self._of(words)[0][4])

    def color(self, words: str) -> str:
        """The colour of words, six digits."""
        return f"{self._of(words)[0][5]:06X}"

    def paper(self, words: str) -> str | None:
        """The colour behind words, None for the page's own."""
        page, _, x, y, size, _ = self._of(words)[0]
        behind = None
        for rect, fill in self._papers[page]:
            if rect.x0 - 0.1 <= x + 0.3 * size <= rect.x1 and rect.y0 <= y - 0.3 * size <= rect.y1:
                behind = fill
        return behind

    def _of(self, words: str) -> list[Any]:
        text = "".join(char[1] for char in self._chars)
        place = text.index(words)
        return self._chars[place : place + len(words)]


def _chars(page: Any) -> Iterator[tuple[int, str, float, float, float, int]]:
    for span in page.get_texttrace():
        if span["type"] == 0 and abs(span["dir"][1]) < 0.5:
            color = span["color"]
            color = color if len(color) == 3 else color * 3
            said = sum(
                round(255 * channel) << shift for channel, shift in zip(color, (16, 8, 0), strict=True)
            )
            for code, _, (x, y), _ in span["chars"]:
                if not chr(code).isspace():
                    yield page.number, chr(code), x, y, span["size"], said


def _papers(page: Any) -> list[tuple[Any, str]]:
    return [
        (drawing["rect"], "".join(f"{round(255 * channel):02X}" for channel in drawing["fill"]))
        for drawing in page.get_drawings()
        if drawing["fill"]
        and not drawing["even_odd"]
        and drawing["rect"].height > 4  # such a fill is a border
    ]


def _parted(page: int, y: float, row: list[Any]) -> Iterator[Line]:
    """Cut what stands at one height where columns or cells part it."""
    start = 0
    for index in range(1, len(row) + 1):
        if index == len(row) or row[index][2] - row[index - 1][2] > 2.6 * row[index - 1][4]:
            part = row[start:index]
            text = "".join(char[1] for char in part)
            yield Line(page, part[0][2], part[-1][2] + part[-1][4], y, text)
            start = index


def _points(twips: str | None) -> float:
    return int(twips or 0) / 20
