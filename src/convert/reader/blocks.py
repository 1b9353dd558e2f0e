"""Element tree in, blocks of the model out.

A block element becomes the block it names; what stands loose beside blocks becomes paragraphs. An element nobody knows is
transparent: its content is kept.
"""

from collections.abc import Callable
from typing import Final, cast

from convert.model import (
    MAX_NESTING,
    Anchor,
    Block,
    Blocks,
    Box,
    Callout,
    CalloutKind,
    CodeBlock,
    Definition,
    DefinitionList,
    Figure,
    Footnote,
    Heading,
    Image,
    Inline,
    Inlines,
    LineBreak,
    List,
    ListItem,
    ListMarker,
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Style,
)
from convert.notices import Code as Notice
from convert.notices import Report
from convert.reader import marked
from convert.reader.anchors import Anchors, name_of
from convert.reader.cascade import Cascade, Look
from convert.reader.html import COMMENT, HIDDEN_TAGS, Element
from convert.reader.inlines import Line
from convert.reader.pictures import Pictures
from convert.reader.runs import Around, RunReader
from convert.reader.tables import read_table
from convert.record import replace

_MARKERS: Final[dict[str, ListMarker]] = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_CALLOUTS: Final = frozenset(("note", "tip", "important", "warning", "caution"))


class BlockReader:
    """Reads one tree; gathers footnotes and pictures on the way."""

    def __init__(self, cascade: Cascade, anchors: Anchors, pictures: Pictures, report: Report) -> None:
        self._cascade = cascade
        self._anchors = anchors
        self._runs = RunReader(cascade, anchors, pictures, report)
        self._report = report
        self.footnotes: list[Footnote] = []

    def read(self, body: Element) -> Blocks:
        """Read the body of a page."""
        return self._flow(body, Around(self._cascade.look(body, Look())))

    # Flow content

    def _flow(self, element: Element, around: Around, skip: Element | None = None) -> Blocks:
        """The content of an element as blocks; loose inlines become paragraphs."""
        blocks: list[Block] = []
        line = Line()
        source_line = element.line
        for child in element.children:
            if isinstance(child, str):
                self._runs.text(child, line, around)
            elif child is skip:
                continue
            elif child.tag == COMMENT:
                if said := marked.sign(child):
                    self._paragraph(line, around, source_line, blocks)
                    blocks += said
            elif child.is_block or child.has_block:
                self._paragraph(line, around, source_line, blocks)
                source_line = child.line
                self._block(child, around, blocks)
            else:
                self._runs.inline(child, line, around)
        self._paragraph(line, around, source_line, blocks)
        return marked.gather(blocks)

    def _paragraph(self, line: Line, around: Around, source_line: int, blocks: list[Block]) -> None:
        children = line.end()
        if children:
            blocks.append(Paragraph(children, around.look.align, line=source_line))

    def _block(self, element: Element, around: Around, blocks: list[Block]) -> None:
        look = self._cascade.look(element, around.look)
        if look.hidden or element.tag in HIDDEN_TAGS:
            return
        if look.page_break_before:
            _break_page(blocks, element.line)
        inside = replace(around, look=look, depth=around.depth + 1)
        if "footnote" in element.ours:
            self.footnotes.append(Footnote(element.ours["footnote"], self._flow(element, inside)))
        elif inside.depth >= MAX_NESTING:
            self._report.add(
                Notice.NESTING, f"blocks nested more than {MAX_NESTING} deep: flattened", element.line
            )
            blocks += self._flow(element, replace(inside, depth=around.depth))
        else:
            make = _BLOCK_MAKERS.get(element.tag, BlockReader._container)
            blocks += make(self, element, inside)
        if look.page_break_after:
            _break_page(blocks, element.line)

    # Blocks, by element

    def _container(self, element: Element, around: Around) -> Blocks:
        if element.ours.get("kind") in _CALLOUTS:
            kind = cast(CalloutKind, element.ours["kind"])
            return (Callout(kind, (), self._flow(element, around), line=element.line),)
        blocks = self._with_anchor(element, self._flow(element, around))
        classes = element.classes
        if classes and element.tag in ("div", "section", "article", "aside") and blocks:
            return (Box(blocks, classes, line=element.line),)
        return blocks

    def _p(self, element: Element, around: Around) -> Blocks:
        blocks = self._with_anchor(element, self._flow(element, around))
        match blocks:
            case (Paragraph((Image(),)),):  # a picture alone in its paragraph is shown, not said
                return (Figure(blocks, line=element.line),)
        return blocks

    def _heading(self, element: Element, around: Around) -> Blocks:
        children = self._runs.line(element, around)
        if not children:
            return ()
        anchor = self._anchors.heading(element)
        return (
            Heading(
                int(element.tag[1]), children, anchor, around.look.align, element.classes, line=element.line
            ),
        )

    def _list(self, element: Element, around: Around) -> Blocks:
        items: list[ListItem] = []
        loose = False
        for child in element.children:
            if isinstance(child, str):
                if child.strip():
                    line = Line()
                    line.text(child, around.look.style)
                    items.append(ListItem((Paragraph(line.end(), around.look.align, line=element.line),)))
            elif child.tag == "li":
                item = self._item(child, around)
                loose = loose or any(grandchild.tag == "p" for grandchild in child.elements())
                items += [item] if item else []
            elif child.tag != COMMENT:
                blocks: list[Block] = []
                self._block(child, around, blocks)
                if items and blocks:
                    items[-1] = replace(items[-1], blocks=items[-1].blocks + tuple(blocks))
                elif blocks:
                    items.append(ListItem(tuple(blocks), line=child.line))
        if not items:
            return ()
        return (
            List(
                tuple(items),
                ordered=element.tag == "ol",
                start=_integer(element.attributes.get("start", ""), 1),
                tight=not loose,
                marker=_MARKERS.get(element.attributes.get("type", "")),
                line=element.line,
            ),
        )

    def _item(self, element: Element, around: Around) -> ListItem | None:
        look = self._cascade.look(element, around.look)
        if look.hidden:
            return None
        box = next(
            (
                child
                for parent in (element, *element.elements()[:1])
                for child in parent.elements()[:1]
                if child.tag == "input" and child.attributes.get("type", "").lower() == "checkbox"
            ),
            None,
        )
        checked = None if box is None else "checked" in box.attributes
        if box is not None:
            box.attributes["hidden"] = ""
        inside = replace(around, look=look, depth=around.depth + 1)
        blocks = self._with_anchor(element, self._flow(element, inside))
        return ListItem(blocks, checked, line=element.line)

    def _loose_item(self, element: Element, around: Around) -> Blocks:
        item = self._item(element, around)
        return (List((item,), line=element.line),) if item else ()

    def _definitions(self, element: Element, around: Around) -> Blocks:
        entries: list[Definition] = []
        terms: list[Inlines] = []
        meanings: list[Blocks] = []
        for row in _definition_rows(element):
            inside = replace(around, look=self._cascade.look(row, around.look))
            if inside.look.hidden:
                continue
            if row.tag != "dt":
                meanings.append(self._flow(row, inside))
                continue
            if meanings:
                entries.append(Definition(tuple(terms), tuple(meanings)))
                terms, meanings = [], []
            terms.append(self._runs.line(row, inside))
        if terms or meanings:
            entries.append(Definition(tuple(terms), tuple(meanings)))
        return (DefinitionList(tuple(entries), line=element.line),) if entries else ()

    def _quote(self, element: Element, around: Around) -> Blocks:
        blocks = self._with_anchor(element, self._flow(element, around))
        return (Quote(blocks, line=element.line),) if blocks else ()

    def _pre(self, element: Element, around: Around) -> Blocks:
        only = element.elements()
        inner = only[0] if len(only) == 1 and only[0].tag == "code" else element
        if len(only) > 1 and all(
            isinstance(child, Element) and child.tag == "code" for child in element.children
        ):
            inner = _joined(only)  # one `<code>` a line, as WeChat has it
        if all(isinstance(child, str) for child in inner.children) and around.look.style == Style():
            language = next((c[9:] for c in inner.classes if c.startswith("language-")), "")
            text = inner.text()
            return (CodeBlock(text.removesuffix("\n"), language, line=element.line),)
        inside = replace(around, look=replace(around.look, white_space="pre"), code=True)
        blocks = self._flow(element, inside)
        match blocks:
            case (*before, Paragraph((*children, LineBreak())) as last):  # the line end before the end tag
                return (*before, replace(last, children=tuple(children)))
        return blocks

    def _figure(self, element: Element, around: Around) -> Blocks:
        caption = next((child for child in element.elements() if child.tag == "figcaption"), None)
        words: Inlines = ()
        if caption is not None:
            words = self._runs.line(caption, replace(around, look=self._cascade.look(caption, around.look)))
        return (Figure(self._flow(element, around, skip=caption), words, line=element.line),)

    def _table(self, element: Element, around: Around) -> Blocks:
        def cell(cell: Element, look: Look) -> Blocks:
            return self._flow(cell, replace(around, look=look))

        def line(caption: Element, look: Look) -> Inlines:
            return self._runs.line(caption, replace(around, look=look))

        return read_table(element, around.look, self._cascade, self._report, cell, line)

    def _rule(self, element: Element, around: Around) -> Blocks:
        return (Rule(line=element.line),)

    # Parts of blocks

    def _with_anchor(self, element: Element, blocks: Blocks) -> Blocks:
        """Put the element's `id` at the start of its first paragraph, where some link names it."""
        if not blocks or not self._anchors.claim(element):
            return blocks
        anchor: tuple[Inline, ...] = (Anchor(name_of(element)),)
        first = blocks[0]
        if isinstance(first, Paragraph):
            return (replace(first, children=anchor + first.children), *blocks[1:])
        return (Paragraph(anchor, line=element.line), *blocks)


def _break_page(blocks: list[Block], line: int) -> None:
    """Ask for a new page, once."""
    if not blocks or not isinstance(blocks[-1], PageBreak):
        blocks.append(PageBreak(line=line))


def _definition_rows(element: Element) -> list[Element]:
    """The terms and meanings of a `<dl>`; what stands loose in it counts as a meaning."""
    rows: list[Element] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag == "div":
            rows += _definition_rows(child)
        elif isinstance(child, Element) and child.tag in ("dt", "dd"):
            rows.append(child)
        elif isinstance(child, Element) or child.strip():
            loose = Element("dd", {}, element.line, element)
            loose.children.append(child)
            loose.has_block = isinstance(child, Element) and (child.is_block or child.has_block)
            rows.append(loose)
    return rows


def _joined(lines: list[Element]) -> Element:
    """Several elements as one, a line each."""
    whole = Element("code", lines[0].attributes, lines[0].line, lines[0].parent)
    for line in lines:
        whole.children += [*line.children, "\n"]
    return whole


def _integer(text: str, default: int) -> int:
    """An HTML integer, bounded to what Word can number."""
    text = text.strip()
    if not text.lstrip("+-").isdecimal() or len(text) > 8:
        return default
    return min(max(int(text), 0), 32767)


_Maker = Callable[[BlockReader, Element, Around], Blocks]
_BLOCK_MAKERS: Final[dict[str, _Maker]] = {
    "p": BlockReader._p,
    **{f"h{level}": BlockReader._heading for level in range(1, 7)},
    **dict.fromkeys(("ul", "ol", "menu", "dir"), BlockReader._list),
    "li": BlockReader._loose_item,
    "dl": BlockReader._definitions,
    "blockquote": BlockReader._quote,
    "pre": BlockReader._pre,
    "figure": BlockReader._figure,
    "table": BlockReader._table,
    "hr": BlockReader._rule,
}
