"""Inline elements in, the runs of a line out: each text with its style, links, pictures, ruby, formulas, anchors."""

from collections.abc import Callable
from typing import Final

from convert.model import Code, FootnoteRef, Image, Inlines, Math, Ruby, Text
from convert.notices import Code as Notice
from convert.notices import Report
from convert.reader import embedded
from convert.reader.anchors import Anchors
from convert.reader.cascade import Cascade, Look
from convert.reader.casing import transformed
from convert.reader.controls import gauge_text, input_text, select_text
from convert.reader.html import COMMENT, HIDDEN_TAGS, Element
from convert.reader.inlines import Line, Target
from convert.reader.links import allowed
from convert.reader.mathml import tex_of
from convert.reader.pictures import Pictures
from convert.reader.quotation import marks
from convert.reader.ruby import Pair, pairs
from convert.record import Record, replace
from convert.traverse import plain

_CODE_TAGS: Final = frozenset(("code", "kbd", "samp", "tt", "listing", "plaintext", "xmp"))


class Around(Record):
    """What an element inherits: its look, how deep it stands in blocks and quotations, the link it stands in."""

    look: Look
    depth: int = 0
    code: bool = False
    link: Target | None = None
    quotations: int = 0

    def inside(self, look: Look, deeper: int = 0, *, code: bool = False) -> "Around":
        """What the content of an element inherits; for every element of a document, so not through `replace`."""
        return Around(look, self.depth + deeper, self.code or code, self.link, self.quotations)


class RunReader:
    """Reads inline elements into lines; `language` is the document's."""

    def __init__(
        self, cascade: Cascade, anchors: Anchors, pictures: Pictures, report: Report, language: str
    ) -> None:
        self._cascade = cascade
        self._anchors = anchors
        self._pictures = pictures
        self._report = report
        self._language = language

    def line(self, element: Element, around: Around) -> Inlines:
        """The content of an element as the line of a block."""
        line = Line(around.link)
        self.inlines(element, line, around)
        return line.end()

    def text(self, text: str, line: Line, around: Around) -> None:
        """Add text to a line, as white space counts around it."""
        look = around.look
        if look.invisible:
            return
        if look.text_transform != "none":
            text = transformed(text, look.text_transform, line.in_word)
        if look.white_space == "pre-line":
            line.kept_breaks(text, look.style, around.code)
        elif look.preformatted:
            line.preformatted(text, look.style, around.code)
        else:
            line.text(text, look.style, around.code)

    def inlines(self, element: Element, line: Line, around: Around) -> None:
        """Add what an element holds; blocks in it, as in a heading, are parted by line breaks."""
        for child in element.children:
            if isinstance(child, str):
                self.text(child, line, around)
            elif child.tag != COMMENT:
                self.inline(child, line, around)

    def inline(self, element: Element, line: Line, around: Around) -> None:
        """Add an inline element."""
        look = self._cascade.look(element, around.look)
        tag = element.tag
        if look.hidden or tag in HIDDEN_TAGS:
            return
        parted = look.parted or element.is_block
        if parted:
            line.part()
        for anchor in self._anchors.place(element):
            line.mark_place(anchor)
        inside = around.inside(look, code=tag in _CODE_TAGS)
        if element.ours and "footnote" in element.ours:
            line.atom(FootnoteRef(element.ours["footnote"]))
        elif element.ours and "math" in element.ours:
            self._tex(element.text(), element.ours["math"] == "display", line, inside)
        else:
            _INLINE_MAKERS.get(tag, RunReader.inlines)(self, element, line, inside)
        if parted:
            line.part()

    def target(self, element: Element) -> Target | None:
        """Where an `<a>` leads, if anywhere the formats may lead to."""
        href = element.attributes.get("href")
        address = allowed(href, self._anchors, self._report, element.line) if href is not None else None
        return Target(address, element.attributes.get("title", "")) if address is not None else None

    def _link(self, element: Element, line: Line, around: Around) -> None:
        target = self.target(element) if around.link is None else None
        if target is None:
            self.inlines(element, line, around)
            return
        line.open_link(target)
        self.inlines(element, line, replace(around, link=target))
        line.close_link()

    def _image(self, element: Element, line: Line, around: Around) -> None:
        if around.look.invisible:
            return
        image = self._pictures.image(element, around.look)
        if isinstance(image, Image):
            line.atom(image)
        elif image:
            self.text(image, line, around)

    def _drawing(self, element: Element, line: Line, around: Around) -> None:
        image = None if around.look.invisible else self._pictures.drawing(element, around.look)
        if image is not None:
            line.atom(image)
        else:
            self.text(element.text(), line, around)

    def _formula(self, element: Element, line: Line, around: Around) -> None:
        self._tex(tex_of(element), element.attributes.get("display", "").lower() == "block", line, around)

    def _tex(self, tex: str, display: bool, line: Line, around: Around) -> None:
        if tex and not around.look.invisible:
            line.atom(Math(tex, display, around.look.style))

    def _ruby(self, element: Element, line: Line, around: Around) -> None:
        for pair in pairs(element):
            self._pair(pair, line, around)

    def _pair(self, pair: Pair, line: Line, around: Around) -> None:
        """Add a base with its reading; over more than runs of text, and a second one, the reading follows in brackets."""
        base, above = self._part(pair.base, around), self._part(pair.reading, around)
        if above and base and all(isinstance(inline, Text | Code) for inline in base + above):
            line.atom(Ruby(base, above))
            above = ()
        else:
            line.add(base)
        readings = [words for words in (plain(above), plain(self._part(pair.beside, around))) if words]
        if base and readings:
            message = "ruby over or of more than text, or twice: the reading follows in brackets"
            self._report.add(Notice.NOT_RENDERED, message, pair.reading.line)
            readings = [f"({words})" for words in readings]
        if readings:
            line.text("".join(readings), around.look.style)

    def _part(self, element: Element, around: Around) -> Inlines:
        """Part of a line, on its own."""
        line = Line()
        self.inlines(element, line, around)
        return line.end()

    def _break(self, element: Element, line: Line, around: Around) -> None:
        line.line_break()

    def _opportunity(self, element: Element, line: Line, around: Around) -> None:
        line.break_opportunity()

    def _quotation(self, element: Element, line: Line, around: Around) -> None:
        # The marks are those of the text around the quotation (CSS Generated Content 3, 3.2).
        language = around.look.style.language or self._language
        opening, closing = marks(language, around.quotations)
        self.text(opening, line, around)
        self.inlines(element, line, replace(around, quotations=around.quotations + 1))
        self.text(closing, line, around)

    def _input(self, element: Element, line: Line, around: Around) -> None:
        self.text(input_text(element), line, around)

    def _select(self, element: Element, line: Line, around: Around) -> None:
        self.text(select_text(element), line, around)

    def _area(self, element: Element, line: Line, around: Around) -> None:
        said = element.text() or element.attributes.get("placeholder", "")
        self.text(said, line, replace(around, look=replace(around.look, white_space="pre-wrap")))

    def _gauge(self, element: Element, line: Line, around: Around) -> None:
        self.text(element.text() if element.text().strip() else gauge_text(element), line, around)

    def _embedded(self, element: Element, line: Line, around: Around) -> None:
        """Add what stands on paper for something that moves or sounds: a still, its fallback, or its name as a link."""
        still = embedded.still(element)
        image = self._pictures.image(still, around.look) if still is not None else ""
        if isinstance(image, Image):
            line.atom(image)
            if element.tag in embedded.PICTURES:
                return
        elif element.tag != "iframe" and (inside := self._part(element, around)):
            line.add(inside)
        else:
            self._link(embedded.named(element), line, around)
        self._report.add(
            Notice.NOT_RENDERED,
            f"<{element.tag}> is for a screen: its words stand in its place",
            element.line,
        )


_InlineMaker = Callable[[RunReader, Element, Line, Around], None]
_INLINE_MAKERS: Final[dict[str, _InlineMaker]] = {
    "a": RunReader._link,
    "img": RunReader._image,
    "svg": RunReader._drawing,
    "math": RunReader._formula,
    "ruby": RunReader._ruby,
    "br": RunReader._break,
    "wbr": RunReader._opportunity,
    "q": RunReader._quotation,
    "input": RunReader._input,
    "select": RunReader._select,
    "textarea": RunReader._area,
    **dict.fromkeys(("meter", "progress"), RunReader._gauge),
    **dict.fromkeys(embedded.TAGS, RunReader._embedded),
}
