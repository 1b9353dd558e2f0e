"""Blocks in, paragraphs and tables out."""

import re
from collections.abc import Iterator, Sequence
from typing import assert_never, overload

from convert.css.computed import ComputedStyle
from convert.labels import labels
from convert.model import (
    NO_FRAME,
    Block,
    Blocks,
    Box,
    Callout,
    CodeBlock,
    Contents,
    Cover,
    DefinitionList,
    Details,
    Figure,
    Heading,
    Image,
    Inlines,
    List,
    Math,
    MathBlock,
    PageBreak,
    Paragraph,
    Quote,
    Ruby,
    Rule,
    Table,
    Text,
)  # fmt: skip
from convert.record import replace
from convert.writers._docx import (
    answers,
    code,
    contents,
    formulas,
    frames,
    inlines,
    lists,
    names,
    sections,
    tables,
)
from convert.writers._docx.ledger import Ledger, Scope
from convert.writers._docx.paragraphs import paragraph, spacer
from convert.writers._docx.properties import framed, has_frame
from convert.writers._docx.styles import ParagraphStyle

_PAGES = ("page", "left", "right")
_Container = Quote | Callout | Box | Details
_CONTAINERS = Quote, Callout, Box, Details
_TEXTS = Paragraph, Heading
_TALL = Image, Ruby, Math
_CLASS = re.compile(r"-?[^\W\d][\w-]*")
_MOST_CLASSES = 6


def write(blocks: Blocks, scope: Scope, ledger: Ledger, out: list[str]) -> None:
    """Append the XML of the blocks of one container to `out`."""
    last = len(blocks) - 1
    parted = False
    gaps = [None if isinstance(block, _TEXTS) else _gap(block, scope, ledger) for block in blocks]
    for index, block in enumerate(blocks):
        scope = scope.behind(block)
        before = blocks[index - 1] if index else None
        lead = scope.lead if index == 0 else 0.0
        trail = scope.trail if index == last else 0.0
        above = gaps[index - 1] if index else None
        below = gaps[index + 1] if index < last else None
        mine = gaps[index]
        if above is not None:
            lead = above
            apart = (isinstance(block, Table) and block.caption) or sections.ended(ledger, out)
            if mine is not None and not apart:
                # Two tables without a paragraph between them would be one.
                out.append(spacer(max(above, mine)))
        if below is not None:
            trail = below
        here = scope.edges(lead, trail, None if index else scope.marker)
        if isinstance(block, List) and isinstance(before, List):
            here = replace(here, apart=True)
        parted = before is not None and not parted and _same_box(before, block, scope, ledger)
        if parted:
            here = replace(here, parted=True)
        if (
            isinstance(block, Paragraph)
            and index < last
            and (_introduces(block, blocks[index + 1]) or (index == last - 1 and _ends(blocks[last], scope)))
        ):
            here = replace(here, keep=True)
        _block(block, here, ledger, out)


def _gap(block: Block, scope: Scope, ledger: Ledger) -> float | None:
    """The space around what is a table in Word, which has no margins; None for all else."""
    if isinstance(block, Table):
        return tables.gap(scope, ledger)
    if isinstance(block, _CONTAINERS):
        box = _box(block, scope, ledger)
        return frames.gap(box) if frames.wanted(block.blocks, _element(block), box, scope, ledger) else None
    return None


def _same_box(before: Block, block: Block, scope: Scope, ledger: Ledger) -> bool:
    """Whether Word would join two neighbours in one box: their borders are the same."""
    if isinstance(before, (List, Table)) or isinstance(block, (List, Table)):
        return False
    above = _box(before, scope, ledger)
    if above is None or not has_frame(above):
        return False
    below = _box(block, scope, ledger)
    return below is not None and above.border == below.border and above.background == below.background


def _introduces(block: Paragraph, following: Block) -> bool:
    """Whether a paragraph leads to what follows, and should not stand alone at the foot of a page."""
    if not isinstance(following, (List, Table, CodeBlock, Quote, Figure, MathBlock)):
        return False
    return inlines.plain(block.children[-1:]).rstrip().endswith(("：", ":"))


def _ends(block: Block, scope: Scope) -> bool:
    """Whether a document or a box in it ends in a paragraph, which should not stand alone on a page."""
    return len(scope.path) < 2 and isinstance(block, Paragraph)


def _block(block: Block, scope: Scope, ledger: Ledger, out: list[str]) -> None:
    if ledger.across_width and sections.spans(block, scope, ledger):
        sections.begin("across", ledger, out)
        _block(block, replace(scope, width=ledger.across_width), ledger, out)
        sections.end("across", ledger, out)
        return
    match block:
        case Paragraph():
            out.append(_paragraph(block, scope, ledger))
        case Heading():
            out.append(_heading(block, scope, ledger))
        case List() if scope.path[-1:] == (answers.PLACE,) and not block.line:
            answers.write(block, scope, ledger, out)
        case List():
            lists.write(block, scope.directed(block.direction), ledger, out, write)
        case DefinitionList():
            _definitions(block, scope, ledger, out)
        case Quote() | Box() | Callout() | Details():
            _contained(block, scope, ledger, out)
        case CodeBlock():
            code.write(block, scope, ledger, out)
        case MathBlock():
            out.append(formulas.displayed(block, scope, ledger))
        case Table():
            _table(block, scope.directed(block.direction), ledger, out)
        case Figure():
            _figure(block, scope, ledger, out)
        case Rule():
            out.append(paragraph(ledger.sheet.paragraph(scope.path, "hr"), "", scope, ledger))
        case PageBreak(side, True):
            sections.opened(side, ledger, out, first=scope.in_body)
        case PageBreak():
            sections.end_columns(ledger, out)
            ledger.page_break = True
        case Contents():
            contents.write(block, scope, ledger, out)
        case Cover():
            _cover(block, scope, ledger, out)
        case _:
            assert_never(block)


@overload
def _box(block: _Container, scope: Scope, ledger: Ledger) -> ComputedStyle: ...


@overload
def _box(block: Block, scope: Scope, ledger: Ledger) -> ComputedStyle | None: ...


def _box(block: Block, scope: Scope, ledger: Ledger) -> ComputedStyle | None:
    """The box of a block, the author's frame round the theme's; None for what has none that Word could join."""
    match block:
        case Quote() | Callout() | Details() | CodeBlock():
            return ledger.sheet.computed(" ".join(scope.inside(_element(block))))
        case Box():
            look = ledger.sheet.computed(" ".join(scope.inside(_element(block))))
            return framed(look, block.frame, scope.from_right)
        case Paragraph():
            if block.frame is NO_FRAME:
                return None
            return framed(scope.paragraph(ledger.sheet).look, block.frame, scope.from_right)
        case Heading():
            return framed(_heading_style(block, scope, ledger).look, block.frame, scope.from_right)
        case Rule():
            return ledger.sheet.paragraph(scope.path, "hr").look
        case _:
            return None


def _element(box: _Container | CodeBlock) -> str:
    """The element that stands for a box in a theme's selectors."""
    match box:
        case Quote():
            return "blockquote"
        case Callout():
            return f"div.callout.callout-{box.kind}"
        case CodeBlock():
            return "pre"
        case Details():
            return "details"
        case Box():
            return _with_classes("div", box.classes)
        case _:
            assert_never(box)


def _with_classes(element: str, classes: Sequence[str]) -> str:
    """An element with its classes; a class that no selector could name is left out."""
    if not classes:
        return element
    legal = [name for name in classes if _CLASS.fullmatch(name)]
    return ".".join([element, *legal[:_MOST_CLASSES]])


def _paragraph(block: Paragraph, scope: Scope, ledger: Ledger) -> str:
    scope = scope.directed(block.direction)
    style = scope.paragraph(ledger.sheet)
    runs = inlines.write(block.children, style, scope, ledger)
    roomy = any(isinstance(inline, _TALL) for inline in block.children)
    return paragraph(style, runs, scope, ledger, align=block.align, frame=block.frame, roomy=roomy)


def _cover(block: Cover, scope: Scope, ledger: Ledger, out: list[str]) -> None:
    """Append a cover and what ends its page."""
    sections.opened("cover", ledger, out)
    inner = scope.enter("header.cover", ledger.sheet.computed(" ".join(scope.inside("header.cover"))))
    rows = [("h1.title", block.title), ("p.subtitle", block.subtitle)]
    below = ".below"
    for name, line in (("p.author", block.author), ("p.date", block.date)):
        rows.append((f"{name}{below}", line))
        below = "" if line else below
    for leaf, line in rows:
        if line:
            style = ledger.sheet.paragraph(inner.path, leaf)
            out.append(paragraph(style, inlines.write(line, style, inner, ledger), inner, ledger))
    sections.opened("front", ledger, out)


def _heading(block: Heading, scope: Scope, ledger: Ledger) -> str:
    scope = scope.directed(block.direction)
    style = _heading_style(block, scope, ledger)
    if scope.part == "document" and style.style_id == f"Heading{block.level}":
        name = f"h{block.level}"
        if name not in ledger.headings:
            ledger.headings[name] = inlines.plain(block.children)
    elif (
        ledger.openings.get(ledger.chapter) == "appendix" and block.level == 1 and not ledger.appendix_heading
    ):
        ledger.appendix_heading = ledger.sheet.entries[style.style_id].name
        ledger.headings["h1"] = inlines.plain(block.children)
    runs = ledger.bookmarks.place_listed(block.anchor, inlines.write(block.children, style, scope, ledger))
    runs = ledger.bookmarks.place(block.anchor, runs)
    return paragraph(style, runs, scope, ledger, align=block.align, frame=block.frame)


def _heading_style(block: Heading, scope: Scope, ledger: Ledger) -> ParagraphStyle:
    element = _with_classes(f"h{block.level}", block.classes)
    outline = ledger.outline.get(block.anchor)
    return ledger.sheet.paragraph(scope.path, names.outlined(element, outline) if outline else element)


def _contained(block: _Container, scope: Scope, ledger: Ledger, out: list[str]) -> None:
    """Append blocks inside a container that has an element of its own, and perhaps a line of its own before them."""
    element, box = _element(block), _box(block, scope, ledger)
    ledger.page_break = ledger.page_break or box.break_before in _PAGES
    title = _title(block, ledger)
    if frames.wanted(block.blocks, element, box, scope, ledger):
        for number, part in enumerate(_pages(block.blocks)):
            if number:
                out.append(spacer(1.0, new_page=True))
            inner = frames.inside(element, scope)
            name = _named(title, inner, not part, ledger) if title and not number else ""
            frames.write(element, box, name, part, scope, ledger, out, write)
    else:
        inner = scope.enter(element, box)
        if title:
            out.append(_named(title, inner, not block.blocks, ledger))
            inner = inner.edges(0.0, inner.trail)
        write(block.blocks, inner, ledger, out)
    ledger.page_break = ledger.page_break or box.break_after in _PAGES


def _pages(blocks: Blocks) -> Iterator[Blocks]:
    """The blocks between page breaks: a row of a table cannot break where an author says."""
    start = 0
    for index, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            yield blocks[start:index]
            start = index + 1
    yield blocks[start:]


def _title(block: _Container, ledger: Ledger) -> tuple[str, Inlines] | None:
    """What is written over the blocks of a container, and the element it is."""
    match block:
        case Callout():
            title: Inlines = block.title or (Text(getattr(labels(ledger.language), block.kind)),)
            return "p.callout-title", title
        case Details():
            return ("summary", block.summary) if block.summary else None
        case Quote() | Box():
            return None
        case _:
            assert_never(block)


def _named(title: tuple[str, Inlines], inner: Scope, alone: bool, ledger: Ledger) -> str:
    style = ledger.sheet.paragraph(inner.path, title[0])
    here = inner.edges(inner.lead, inner.trail if alone else 0.0, inner.marker)
    return paragraph(style, inlines.write(title[1], style, here, ledger), here, ledger)


def _definitions(block: DefinitionList, scope: Scope, ledger: Ledger, out: list[str]) -> None:
    inner = scope.enter("dl", ledger.sheet.computed(" ".join(scope.inside("dl"))))
    style = ledger.sheet.paragraph(inner.path, "dt")
    first, last = block.entries[:1], block.entries[-1:]
    for entry in block.entries:
        lead = inner.lead if (entry,) == first else 0.0
        for term in entry.terms:
            here = inner.edges(lead, 0.0)
            out.append(paragraph(style, inlines.write(term, style, here, ledger), here, ledger))
            lead = 0.0
        for number, meaning in enumerate(entry.meanings, 1):
            left = len(entry.meanings) - number if (entry,) == last else -1
            here = inner.edges(lead, 0.0 if left else inner.trail)
            if left == 1 and len(meaning) == 1:
                # No page has the last meaning alone.
                here = replace(here, keep=True)
            if len(meaning) == 1 and isinstance(meaning[0], Paragraph):
                write(meaning, replace(here, path=here.inside("dd"), leaf=True), ledger, out)
            else:
                box = ledger.sheet.computed(" ".join(here.inside("dd")))
                write(meaning, here.enter("dd", box), ledger, out)
            lead = 0.0


def _caption(element: str, caption: Inlines, scope: Scope, ledger: Ledger) -> str:
    style = ledger.sheet.paragraph(scope.path, element)
    return paragraph(style, inlines.write(caption, style, scope, ledger), scope, ledger)


def _figure(block: Figure, scope: Scope, ledger: Ledger, out: list[str]) -> None:
    inner = scope.enter("figure", ledger.sheet.computed(" ".join(scope.inside("figure"))))
    if not block.caption:
        write(block.blocks, inner, ledger, out)
        return
    # What is shown stays with its caption.
    shown = replace(inner.edges(inner.lead, 0.0, inner.marker), keep=True)
    write(block.blocks, shown, ledger, out)
    out.append(_caption("figcaption", block.caption, inner.edges(0.0, inner.trail), ledger))


def _table(block: Table, scope: Scope, ledger: Ledger, out: list[str]) -> None:
    filled = any(row.cells for row in (*block.head, *block.rows))
    plan = tables.layout(block, scope, ledger)
    apart = plan.section if filled else "text"
    if apart == "text":
        _write_table(block, plan, scope, ledger, out)
        return
    sections.begin(apart, ledger, out)
    upright = ledger.tallest
    if apart == "turned":
        ledger.tallest = ledger.turned_tallest
    _write_table(block, plan, scope, ledger, out)
    sections.end(apart, ledger, out)
    ledger.tallest = upright


def _write_table(block: Table, plan: tables.Layout, scope: Scope, ledger: Ledger, out: list[str]) -> None:
    if block.caption:
        named = replace(scope.edges(scope.lead, 0.0, scope.marker), path=scope.inside("table"))
        out.append(_caption("caption", block.caption, named, ledger))
    if any(row.cells for row in (*block.head, *block.rows)):
        tables.write(block, plan, scope, ledger, out, write)
