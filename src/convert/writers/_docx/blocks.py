"""Blocks in, paragraphs and tables out."""

import re
from collections.abc import Iterable
from typing import assert_never

from convert.labels import labels
from convert.model import (
    PLAIN,
    Block,
    Blocks,
    Box,
    Callout,
    CodeBlock,
    DefinitionList,
    Details,
    Figure,
    Heading,
    Image,
    Inlines,
    List,
    MathBlock,
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
)  # fmt: skip
from convert.record import replace
from convert.writers._docx import frames, inlines, lists, tables, xml
from convert.writers._docx.ledger import Ledger, Scope
from convert.writers._docx.paragraphs import paragraph, spacer
from convert.writers._docx.properties import has_frame
from convert.writers._docx.runs import Kind

_PAGES = ("page", "left", "right")
_BOXED = Quote | Callout | CodeBlock | Box
_CLASS = re.compile(r"-?[^\W\d][\w-]*")
_MOST_CLASSES = 6


def write(blocks: Blocks, scope: Scope, ledger: Ledger, out: list[str]) -> None:
    """Append the XML of the blocks of one container to `out`."""
    last = len(blocks) - 1
    parted = False
    gaps = [_gap(block, scope, ledger) for block in blocks]
    for index, block in enumerate(blocks):
        before = blocks[index - 1] if index else None
        lead = scope.lead if index == 0 else 0.0
        trail = scope.trail if index == last else 0.0
        above = gaps[index - 1] if index else None
        below = gaps[index + 1] if index < last else None
        mine = gaps[index]
        if above is not None:
            lead = above
            if mine is not None and not (isinstance(block, Table) and block.caption):
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
        if isinstance(block, Paragraph) and index < last and _introduces(block, blocks[index + 1]):
            here = replace(here, keep=True)
        _block(block, here, ledger, out)


def _gap(block: Block, scope: Scope, ledger: Ledger) -> float | None:
    """The space around what is a table in Word, which has no margins; None for all else."""
    if isinstance(block, Table):
        return tables.gap(scope, ledger)
    if isinstance(block, Quote | Callout):
        box = ledger.sheet.computed(" ".join(scope.inside(_element(block))))
        return frames.gap(box) if frames.wanted(block, box, scope) else None
    return None


def _same_box(before: Block, block: Block, scope: Scope, ledger: Ledger) -> bool:
    """Whether Word would join two neighbours in one box: their borders are the same."""
    if not isinstance(before, _BOXED) or not isinstance(block, _BOXED):
        return False
    above, below = (ledger.sheet.computed(" ".join(scope.inside(_element(box)))) for box in (before, block))
    return has_frame(above) and above.border == below.border and above.background == below.background


def _introduces(block: Paragraph, following: Block) -> bool:
    """Whether a paragraph leads to what follows, and should not stand alone at the foot of a page."""
    if not isinstance(following, List | Table | CodeBlock | Quote | Figure | MathBlock):
        return False
    return inlines.plain(block.children[-1:]).rstrip().endswith(("：", ":"))


def _block(block: Block, scope: Scope, ledger: Ledger, out: list[str]) -> None:
    match block:
        case Paragraph():
            out.append(_paragraph(block, scope, ledger))
        case Heading():
            out.append(_heading(block, scope, ledger))
        case List():
            lists.write(block, scope, ledger, out, write)
        case DefinitionList():
            _definitions(block, scope, ledger, out)
        case Quote() | Box():
            _contained(block, scope, ledger, out)
        case Callout():
            _callout(block, scope, ledger, out)
        case Details():
            style = scope.paragraph(ledger.sheet)
            out.append(paragraph(style, inlines.write(block.summary, style, scope, ledger), scope, ledger))
            write(block.blocks, scope, ledger, out)
        case CodeBlock():
            style = ledger.sheet.paragraph(scope.path, "pre code")
            out.append(paragraph(style, xml.run("", block.text), scope, ledger))
        case MathBlock():
            out.append(_math(block, scope, ledger))
        case Table():
            _table(block, scope, ledger, out)
        case Figure():
            _figure(block, scope, ledger, out)
        case Rule():
            out.append(paragraph(ledger.sheet.paragraph(scope.path, "hr"), "", scope, ledger))
        case PageBreak():
            ledger.page_break = True
        case _:
            assert_never(block)


def _element(box: Quote | Callout | CodeBlock | Box) -> str:
    """The element that stands for a box in a theme's selectors."""
    match box:
        case Quote():
            return "blockquote"
        case Callout():
            return f"div.callout.callout-{box.kind}"
        case CodeBlock():
            return "pre"
        case Box():
            return _with_classes("div", box.classes)
        case _:
            assert_never(box)


def _with_classes(element: str, classes: Iterable[str]) -> str:
    """An element with its classes; a class that no selector could name is left out."""
    legal = [name for name in classes if _CLASS.fullmatch(name)]
    return ".".join([element, *legal[:_MOST_CLASSES]])


def _paragraph(block: Paragraph, scope: Scope, ledger: Ledger) -> str:
    style = scope.paragraph(ledger.sheet)
    runs = inlines.write(block.children, style, scope, ledger)
    pictured = any(isinstance(inline, Image) for inline in block.children)
    return paragraph(style, runs, scope, ledger, align=block.align, pictured=pictured)


def _heading(block: Heading, scope: Scope, ledger: Ledger) -> str:
    style = ledger.sheet.paragraph(scope.path, _with_classes(f"h{block.level}", block.classes))
    if scope.part == "document" and style.style_id == f"Heading{block.level}":
        ledger.headings.setdefault(f"h{block.level}", inlines.plain(block.children))
    runs = ledger.bookmarks.place(block.anchor, inlines.write(block.children, style, scope, ledger))
    return paragraph(style, runs, scope, ledger, align=block.align)


def _contained(block: Quote | Box, scope: Scope, ledger: Ledger, out: list[str]) -> None:
    """Append blocks inside a container that has an element of its own."""
    element = _element(block)
    box = ledger.sheet.computed(" ".join(scope.inside(element)))
    ledger.page_break = ledger.page_break or box.break_before in _PAGES
    if frames.wanted(block, box, scope):
        frames.write(element, box, "", block.blocks, scope, ledger, out, write)
    else:
        write(block.blocks, scope.enter(element, box), ledger, out)
    ledger.page_break = ledger.page_break or box.break_after in _PAGES


def _callout(block: Callout, scope: Scope, ledger: Ledger, out: list[str]) -> None:
    element = _element(block)
    box = ledger.sheet.computed(" ".join(scope.inside(element)))
    framed = frames.wanted(block, box, scope)
    inner = frames.inside(element, scope) if framed else scope.enter(element, box)
    title: Inlines = block.title or (Text(getattr(labels(ledger.language), block.kind)),)
    style = ledger.sheet.paragraph(inner.path, "p.callout-title")
    above = inner.edges(inner.lead, 0.0 if block.blocks else inner.trail, inner.marker)
    name = paragraph(style, inlines.write(title, style, above, ledger), above, ledger)
    if framed:
        frames.write(element, box, name, block.blocks, scope, ledger, out, write)
        return
    out.append(name)
    write(block.blocks, inner.edges(0.0, inner.trail), ledger, out)


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
            at_end = (entry,) == last and number == len(entry.meanings)
            here = inner.edges(lead, inner.trail if at_end else 0.0)
            write(meaning, replace(here, path=here.inside("dd"), leaf=True), ledger, out)
            lead = 0.0


def _math(block: MathBlock, scope: Scope, ledger: Ledger) -> str:
    ledger.not_rendered("a displayed formula is kept as its source", block.line)
    style = ledger.sheet.paragraph(scope.path, "div.math")
    return paragraph(style, ledger.runs.text(block.tex, PLAIN, style, Kind.MATH), scope, ledger)


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
    if block.caption:
        named = replace(scope.edges(scope.lead, 0.0, scope.marker), path=scope.inside("table"))
        out.append(_caption("caption", block.caption, named, ledger))
    tables.write(block, scope, ledger, out, write)
