"""Inline elements in, the runs of a line out: each text with its style, links, pictures, ruby, anchors."""

from collections.abc import Callable
from typing import Final

from convert.model import Anchor, Code, FootnoteRef, Image, Inlines, Ruby, Text
from convert.notices import Code as Notice
from convert.notices import Report
from convert.reader.anchors import Anchors, name_of
from convert.reader.cascade import Cascade, Look
from convert.reader.html import COMMENT, HIDDEN_TAGS, Element
from convert.reader.inlines import Line
from convert.reader.links import allowed
from convert.reader.pictures import Pictures
from convert.record import Record, replace
from convert.traverse import plain

_CODE_TAGS: Final = frozenset(("code", "kbd", "samp", "tt", "listing", "plaintext", "xmp"))


class Around(Record):
    """What an element inherits, and how deep it stands in blocks."""

    look: Look
    depth: int = 0
    code: bool = False
    in_link: bool = False


class RunReader:
    """Reads inline elements into lines."""

    def __init__(self, cascade: Cascade, anchors: Anchors, pictures: Pictures, report: Report) -> None:
        self._cascade = cascade
        self._anchors = anchors
        self._pictures = pictures
        self._report = report

    def line(self, element: Element, around: Around) -> Inlines:
        """The content of an element as one line."""
        line = Line()
        self.inlines(element, line, around)
        return line.end()

    def text(self, text: str, line: Line, around: Around) -> None:
        """Add text to a line, as white space counts around it."""
        add = line.preformatted if around.look.preformatted else line.text
        add(text, around.look.style, around.code)

    def inlines(self, element: Element, line: Line, around: Around) -> None:
        """Add what an element holds; blocks in it, as in a heading, are parted by line breaks."""
        parted = False
        for child in element.children:
            if isinstance(child, Element) and child.tag == COMMENT:
                continue
            block = isinstance(child, Element) and child.is_block
            blank = isinstance(child, str) and not child.strip()
            if (block or parted) and not blank and line.begun:
                line.line_break()
            parted = block or (parted and blank)
            if isinstance(child, str):
                self.text(child, line, around)
            else:
                self.inline(child, line, around)

    def inline(self, element: Element, line: Line, around: Around) -> None:
        """Add an inline element."""
        look = self._cascade.look(element, around.look)
        tag = element.tag
        if look.hidden or tag in HIDDEN_TAGS:
            return
        if self._anchors.claim(element):
            line.mark_place(Anchor(name_of(element)))
        inside = replace(around, look=look, code=around.code or tag in _CODE_TAGS)
        special = _INLINE_MAKERS.get(tag)
        if "footnote" in element.ours:
            line.atom(FootnoteRef(element.ours["footnote"]))
        elif special is not None:
            special(self, element, line, inside)
        else:
            self.inlines(element, line, inside)

    def _link(self, element: Element, line: Line, around: Around) -> None:
        href = element.attributes.get("href")
        target = allowed(href, self._anchors, self._report, element.line) if href is not None else None
        if target is None or around.in_link:
            self.inlines(element, line, around)
            return
        line.open_link(target, element.attributes.get("title", ""))
        self.inlines(element, line, replace(around, in_link=True))
        line.close_link()

    def _image(self, element: Element, line: Line, around: Around) -> None:
        image = self._pictures.image(element)
        if isinstance(image, Image):
            line.atom(image)
        elif image:
            line.text(image, around.look.style)

    def _ruby(self, element: Element, line: Line, around: Around) -> None:
        base = Element("span", {}, element.line, element)
        for child in element.children:
            if isinstance(child, str) or child.tag not in ("rt", "rtc", "rp"):
                base.children.append(child)
            elif child.tag != "rp":
                self._annotated(self.line(base, around), child, line, around)
                base.children = []
        self.inlines(base, line, around)

    def _annotated(self, base: Inlines, reading: Element, line: Line, around: Around) -> None:
        """Add a base with its reading; over more than runs of text, the reading follows in brackets."""
        above = self.line(reading, around)
        if above and base and all(isinstance(inline, Text | Code) for inline in base + above):
            line.atom(Ruby(base, above))
            return
        annotation = plain(above)
        for inline in base:
            match inline:
                case Text(text, style) | Code(text, style):
                    line.preformatted(text, style, isinstance(inline, Code))
                case _:
                    line.atom(inline)
        if annotation:
            if base:
                self._report.add(
                    Notice.NOT_RENDERED,
                    "ruby over or of more than text: its reading follows in brackets",
                    reading.line,
                )
            line.text(f"({annotation})" if base else annotation, around.look.style)

    def _break(self, element: Element, line: Line, around: Around) -> None:
        line.line_break()

    def _quotation(self, element: Element, line: Line, around: Around) -> None:
        line.text("“", around.look.style)
        self.inlines(element, line, around)
        line.text("”", around.look.style)

    def _input(self, element: Element, line: Line, around: Around) -> None:
        kind = element.attributes.get("type", "text").lower()
        if kind in ("checkbox", "radio"):
            line.text("☑ " if "checked" in element.attributes else "☐ ", around.look.style)
        elif kind not in ("hidden", "password", "file"):
            line.text(element.attributes.get("value", ""), around.look.style)


_InlineMaker = Callable[[RunReader, Element, Line, Around], None]
_INLINE_MAKERS: Final[dict[str, _InlineMaker]] = {
    "a": RunReader._link,
    "img": RunReader._image,
    "ruby": RunReader._ruby,
    "br": RunReader._break,
    "q": RunReader._quotation,
    "input": RunReader._input,
}
