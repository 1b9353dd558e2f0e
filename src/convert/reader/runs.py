"""Inline elements in, the runs of a line out: each text with its style, links, pictures, ruby, anchors."""

from collections.abc import Callable
from typing import Final

from convert.model import Anchor, FootnoteRef, Image, Inlines, Ruby
from convert.notices import Report
from convert.reader.anchors import Anchors
from convert.reader.cascade import Cascade, Look
from convert.reader.html import COMMENT, HIDDEN_TAGS, Element
from convert.reader.inlines import Line
from convert.reader.links import allowed
from convert.reader.pictures import Pictures
from convert.record import Record, replace

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
        """Add what an element holds."""
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
        name = element.attributes.get("id") or (element.attributes.get("name") if tag == "a" else "")
        if name and self._anchors.claim(name):
            line.mark_place(Anchor(name))
        inside = replace(around, look=look, code=around.code or tag in _CODE_TAGS)
        special = _INLINE_MAKERS.get(tag)
        if "data-footnote" in element.attributes:
            line.atom(FootnoteRef(element.attributes["data-footnote"]))
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
        base: list[str] = []
        for child in element.children:
            if isinstance(child, str):
                base.append(child)
            elif child.tag in ("rt", "rtc"):
                if "".join(base).strip():
                    line.atom(Ruby("".join(base).strip(), child.text().strip(), around.look.style))
                else:
                    line.text(child.text(), around.look.style)
                base = []
            elif child.tag != "rp":
                base.append(child.text())
        line.text("".join(base), around.look.style)

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
