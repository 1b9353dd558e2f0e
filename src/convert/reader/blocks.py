"""Element tree in, blocks of the model out.

A block element becomes the block it names; what stands loose beside blocks becomes paragraphs. An element nobody knows is
transparent: its content is kept.
"""

from collections.abc import Callable
from typing import Final, cast

from convert.model import (
    MAX_NESTING,
    NO_FRAME,
    Block,
    Blocks,
    Box,
    Callout,
    CalloutKind,
    CodeBlock,
    Contents,
    Details,
    Figure,
    Footnote,
    Frame,
    Heading,
    Image,
    Inlines,
    LineBreak,
    Link,
    MathBlock,
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Style,
    Text,
)
from convert.notices import Code as Notice
from convert.notices import Report
from convert.reader import code, marked
from convert.reader.anchors import Anchors, name_of
from convert.reader.cascade import Cascade, Look
from convert.reader.embedded import TAGS as EMBEDDED_TAGS
from convert.reader.html import COMMENT, HIDDEN_TAGS, Element
from convert.reader.inlines import Line
from convert.reader.lists import read_definitions, read_item, read_list
from convert.reader.mathml import tex_of
from convert.reader.pictures import Pictures
from convert.reader.places import joined, placed
from convert.reader.runs import Around, RunReader
from convert.reader.tables import read_table
from convert.record import replace

_CALLOUTS: Final = frozenset(("note", "tip", "important", "warning", "caution"))
_BOXES: Final = frozenset(("div", "section", "article", "aside", "header", "footer", "main", "nav"))


class BlockReader:
    """Reads one tree; gathers footnotes and pictures on the way."""

    def __init__(
        self, cascade: Cascade, anchors: Anchors, pictures: Pictures, report: Report, language: str
    ) -> None:
        self._cascade = cascade
        self._anchors = anchors
        self._language = language
        self._runs = RunReader(cascade, anchors, pictures, report, language)
        self.report = report
        self.footnotes: list[Footnote] = []

    def read(self, body: Element, look: Look) -> Blocks:
        """Read the body of a page; `look` is what the page itself sets."""
        return self._flow(body, Around(self._cascade.look(body, look)))

    # What parts of blocks ask for

    def enter(self, element: Element, around: Around) -> Around | None:
        """What the content of an element inherits, one level deeper; None where the element is not shown."""
        look = self._cascade.look(element, around.look)
        return None if look.hidden else around.inside(look, 1)

    def content(self, element: Element, inside: Around) -> Blocks:
        """The content of an element as blocks, in its frame, with its anchor."""
        blocks = self._flow(element, inside)
        if blocks and inside.look.frame.drawn:
            blocks = (Box(blocks, (), inside.look.frame, line=element.line),)
        return self._with_anchor(element, blocks)

    def words(self, element: Element, inside: Around) -> Inlines:
        """The content of an element as one line, with its anchor; its background is that of its runs."""
        look = inside.look
        if look.frame.background:
            style = replace(look.style, background=look.frame.background)
            inside = replace(inside, look=replace(look, style=style))
        return self._anchors.place(element) + self._runs.line(element, inside)

    def block(self, element: Element, around: Around) -> Blocks:
        """An element as a block of its own."""
        blocks: list[Block] = []
        self._block(element, around, blocks)
        return tuple(blocks)

    def loose(self, text: str, around: Around) -> Blocks:
        """Text that stands where only elements should."""
        line = Line(around.link)
        self._runs.text(text, line, around)
        blocks: list[Block] = []
        self._paragraph(line, around, 0, blocks)
        return tuple(blocks)

    # Flow content

    def _flow(self, element: Element, around: Around, skip: Element | None = None) -> Blocks:
        """The content of an element as blocks; loose inlines become paragraphs."""
        blocks: list[Block] = []
        line = Line(around.link)
        source_line = element.line
        signs = False
        for child in element.children:
            if isinstance(child, str):
                self._runs.text(child, line, around)
            elif child is skip:
                continue
            elif child.tag == COMMENT:
                if said := marked.sign(child):
                    self._paragraph(line, around, source_line, blocks)
                    blocks += said
                    signs = True
            elif child.is_block or child.has_block:
                self._paragraph(line, around, source_line, blocks)
                source_line = child.line
                self._block(child, around, blocks)
            else:
                source_line = source_line if line.begun else child.line
                self._runs.inline(child, line, around)
        self._paragraph(line, around, source_line, blocks)
        return joined(marked.gather(blocks) if signs else tuple(blocks))

    def _paragraph(self, line: Line, around: Around, source_line: int, blocks: list[Block]) -> None:
        children = line.end()
        if not children:
            return
        look = around.look
        if (look.style.language or self._language).startswith("zh") and not look.preformatted:
            children = _unindented(children)
        if children and not (look.white_space != "normal" and _is_blank(children)):
            blocks.append(Paragraph(children, look.align, look.direction, line=source_line))

    def _block(self, element: Element, around: Around, blocks: list[Block]) -> None:
        if element.ours and "footnote" in element.ours:
            self.footnotes.append(Footnote(element.ours["footnote"], self._flow(element, around)))
            return
        look = self._cascade.look(element, around.look)
        closed = element.tag == "dialog" and "open" not in element.attributes
        if look.hidden or closed or element.tag in HIDDEN_TAGS:
            return
        if look.page_break_before:
            _break_page(blocks, element.line)
        framed = look.frame is not NO_FRAME and look.frame.drawn
        inside = around.inside(look, 2 if framed else 1)
        if inside.depth >= MAX_NESTING:
            self.report.add(
                Notice.NESTING, f"blocks nested more than {MAX_NESTING} deep: flattened", element.line
            )
            blocks += self._flow(element, replace(inside, depth=around.depth))
        else:
            make = _BLOCK_MAKERS.get(element.tag, BlockReader._container)
            made = make(self, element, inside)
            if framed and element.tag not in _FRAMELESS:
                made = _in_frame(element, made, look.frame)
            blocks += self._with_anchor(element, made)
        if look.page_break_after:
            _break_page(blocks, element.line)

    def _with_anchor(self, element: Element, blocks: Blocks) -> Blocks:
        """Put the element's `id` where its first line begins, where some link names it."""
        return placed(blocks, name_of(element)) if blocks and self._anchors.claim(element) else blocks

    # Blocks, by element

    def _container(self, element: Element, around: Around) -> Blocks:
        if element.ours.get("kind") in _CALLOUTS:
            kind = cast(CalloutKind, element.ours["kind"])
            title = next((child for child in element.elements() if "title" in child.ours), None)
            words = self._runs.line(title, around) if title is not None else ()
            return (Callout(kind, words, self._flow(element, around, skip=title), line=element.line),)
        if element.ours.get("kind") == "contents":
            return (Contents(line=element.line),)
        if "math" in element.ours:
            style = self._innermost(element, around.look).style
            return (MathBlock(element.text().strip(), style, line=element.line),)
        blocks = self._flow(element, around)
        if blocks and element.classes and element.tag in _BOXES:
            return (Box(blocks, element.classes, line=element.line),)
        return blocks

    def _p(self, element: Element, around: Around) -> Blocks:
        blocks = self._flow(element, around)
        match blocks:
            case (Paragraph((Image(),)),) | (Paragraph((Link(_, (Image(),)),)),):
                # A picture alone in its paragraph is shown, not said.
                return (Figure(blocks, self._title(element, around), line=element.line),)
        return blocks

    def _title(self, element: Element, around: Around) -> Inlines:
        """The title of the picture in an element, which on paper stands under it."""
        title = next((one.attributes["title"] for one in element.all() if "title" in one.attributes), "")
        line = Line()
        line.text(title, around.look.style)
        return line.end()

    def _heading(self, element: Element, around: Around) -> Blocks:
        children = self._runs.line(element, around)
        if not children:
            return ()
        anchor = self._anchors.heading(element)
        look = around.look
        level = int(element.tag[1])
        return (
            Heading(level, children, anchor, look.align, element.classes, look.direction, line=element.line),
        )

    def _quote(self, element: Element, around: Around) -> Blocks:
        blocks = self._flow(element, around)
        return (Quote(blocks, line=element.line),) if blocks else ()

    def _pre(self, element: Element, around: Around) -> Blocks:
        only = element.elements()
        inner = only[0] if len(only) == 1 and only[0].tag == "code" else element
        if len(only) > 1 and all(
            isinstance(child, Element) and child.tag == "code" for child in element.children
        ):
            element = inner = _joined(only)  # one `<code>` a line, as WeChat has it
        classes = (*inner.classes, *element.classes)
        named = (name.partition("-")[2] for name in classes if name.startswith(("language-", "lang-")))
        language = next(named, "")
        look = around.look
        if element.tag != "pre" and not look.preformatted:
            look = replace(look, white_space="pre")
        if look.preformatted and _is_plain(look) and around.link is None and _is_text(inner):
            return (CodeBlock(inner.text().removesuffix("\n"), language, line=element.line),)
        blocks = self._flow(element, replace(around, look=look, code=True))
        found = code.block(blocks, look, language) if look.preformatted else None
        return blocks if found is None else (found,)

    def _figure(self, element: Element, around: Around) -> Blocks:
        caption = next((child for child in element.elements() if child.tag == "figcaption"), None)
        words: Inlines = ()
        if caption is not None and (inside := self.enter(caption, around)):
            words = self.words(caption, inside)
        blocks = self._flow(element, around, skip=caption)
        match blocks:
            case (Figure(inner, ()),):  # a paragraph with the picture
                blocks = inner
        return (Figure(blocks, words, line=element.line),) if blocks or words else ()

    def _details(self, element: Element, around: Around) -> Blocks:
        summary = next((child for child in element.elements() if child.tag == "summary"), None)
        words: Inlines = ()
        if summary is not None and (inside := self.enter(summary, around)):
            words = self.words(summary, inside)
        blocks = self._flow(element, around, skip=summary)
        return (Details(words, blocks, line=element.line),) if words or blocks else ()

    def _linked(self, element: Element, around: Around) -> Blocks:
        """An `<a>` around blocks: each line in them is in the link."""
        target = self._runs.target(element) if around.link is None else None
        return self._flow(element, replace(around, link=target or around.link))

    def _embedded(self, element: Element, around: Around) -> Blocks:
        self.report.add(
            Notice.NOT_RENDERED,
            f"<{element.tag}> is for a screen: its words stand in its place",
            element.line,
        )
        return self._flow(element, around)

    def _table(self, element: Element, around: Around) -> Blocks:
        def cell(cell: Element, look: Look) -> Blocks:
            return self._with_anchor(cell, self._flow(cell, replace(around, look=look)))

        def line(caption: Element, look: Look) -> Inlines:
            return self.words(caption, replace(around, look=look))

        return read_table(element, around.look, self._cascade, self.report, cell, line)

    def _list(self, element: Element, around: Around) -> Blocks:
        return read_list(element, around, self)

    def _item(self, element: Element, around: Around) -> Blocks:
        return read_item(element, around, self)

    def _definitions(self, element: Element, around: Around) -> Blocks:
        return read_definitions(element, around, self)

    def _formula(self, element: Element, around: Around) -> Blocks:
        tex = "" if around.look.invisible else tex_of(element)
        return (MathBlock(tex, around.look.style, line=element.line),) if tex else ()

    def _innermost(self, element: Element, look: Look) -> Look:
        """The look of what an element holds, through the inline tags that were open around it."""
        while len(element.children) == 1 and isinstance(inner := element.children[0], Element):
            element, look = inner, self._cascade.look(inner, look)
        return look

    def _rule(self, element: Element, around: Around) -> Blocks:
        return (Rule(line=element.line),)

    def _nothing(self, element: Element, around: Around) -> Blocks:
        return ()


def _break_page(blocks: list[Block], line: int) -> None:
    """Ask for a new page, once."""
    if not blocks or not isinstance(blocks[-1], PageBreak):
        blocks.append(PageBreak(line=line))


def _in_frame(element: Element, blocks: Blocks, frame: Frame) -> Blocks:
    """Draw a frame around what an element became: a paragraph and a heading have their own, other things stand in a box."""
    match blocks:
        case ():
            border = frame.border
            return (Rule(line=element.line),) if border.top.drawn or border.bottom.drawn else ()
        case (Paragraph() | Heading() as only,) if element.tag not in _BOXES:
            return (replace(only, frame=frame),)
        case (Box(classes=classes) as only,) if (
            element.tag in _BOXES and classes and classes == element.classes
        ):
            return (replace(only, frame=frame),)
        case _:
            return (Box(blocks, (), frame, line=element.line),)


def _joined(lines: list[Element]) -> Element:
    """Several elements as one, a line each."""
    whole = Element("pre", lines[0].attributes, lines[0].line, lines[0].parent)
    for line in lines:
        whole.children += [*line.children, "\n"]
    return whole


def _is_plain(look: Look) -> bool:
    """Whether code in this look is as the theme sets code: its face and size are the theme's anyway."""
    style = look.style
    own = Style(font=style.font, size_pt=style.size_pt, scale=style.scale, language=style.language)
    return style == own and look.text_transform == "none" and not look.invisible


def _is_text(element: Element) -> bool:
    return all(isinstance(child, str) for child in element.children)


def _unindented(children: Inlines) -> Inlines:
    """A Chinese paragraph without the blanks that its author indents it by: the theme does."""
    match children:
        case (Text(text) as first, *rest) if text.startswith("\u3000"):
            text = text.lstrip("\u3000")
            return (replace(first, text=text), *rest) if text else tuple(rest)
        case _:
            return children


def _is_blank(children: Inlines) -> bool:
    return all(isinstance(child, LineBreak) for child in children)


_Maker = Callable[[BlockReader, Element, Around], Blocks]
_BLOCK_MAKERS: Final[dict[str, _Maker]] = {
    "p": BlockReader._p,
    **{f"h{level}": BlockReader._heading for level in range(1, 7)},
    **dict.fromkeys(("ul", "ol", "menu", "dir"), BlockReader._list),
    "li": BlockReader._item,
    "dl": BlockReader._definitions,
    "blockquote": BlockReader._quote,
    **dict.fromkeys(("pre", "listing", "plaintext", "xmp"), BlockReader._pre),
    "figure": BlockReader._figure,
    "details": BlockReader._details,
    "table": BlockReader._table,
    "hr": BlockReader._rule,
    "br": BlockReader._nothing,
    "math": BlockReader._formula,
    "a": BlockReader._linked,
    **dict.fromkeys(EMBEDDED_TAGS, BlockReader._embedded),
}
# Tables hand their frame to their cells; a rule is one.
_FRAMELESS: Final = frozenset(("table", "hr", "br"))
