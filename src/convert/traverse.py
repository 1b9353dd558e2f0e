"""Walk over and map documents: the one generic traversal."""

from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from convert import formulas
from convert.model import (
    Anchor,
    Blank,
    Block,
    Blocks,
    Box,
    Callout,
    Code,
    CodeBlock,
    Contents,
    Cover,
    DefinitionList,
    Details,
    Document,
    Figure,
    FootnoteRef,
    Heading,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    Math,
    MathBlock,
    PageBreak,
    PageRef,
    Paragraph,
    Quote,
    Row,
    Ruby,
    Rule,
    Table,
    Text,
)
from convert.record import Record, replace

MapInlines = Callable[[Inlines], Inlines]

RULE = "____"
"""What stands for a gap where nothing but text can."""


class Part(Record):
    """What a block holds: a line of inlines, or blocks (the other is empty)."""

    line: Inlines = ()
    blocks: Blocks = ()


def walk(blocks: Blocks) -> Iterator[Block]:
    """Every block, outer before inner, in reading order."""
    for block in blocks:
        yield block
        for part in parts(block):
            yield from walk(part.blocks)


def walk_inlines(blocks: Blocks) -> Iterator[Inline]:
    """Every inline of the blocks and of what they hold, in reading order; a link comes before its text, ruby before its base."""
    for block in blocks:
        for part in parts(block):
            yield from _flat(part.line)
            yield from walk_inlines(part.blocks)


def walk_lines(blocks: Blocks) -> Iterator[Inlines]:
    """Every line of the blocks and of what they hold, in reading order; that of code or a displayed formula stands for it."""
    for block in blocks:
        for part in parts(block) or map(Part, own_lines(block)):
            if part.line:
                yield part.line
            yield from walk_lines(part.blocks)


def walk_runs(blocks: Blocks) -> Iterator[Text | Code | Math]:
    """Everything that has a style, in reading order; a block of code is its runs, a displayed formula one."""
    for line in walk_lines(blocks):
        yield from runs(line)


def runs(line: Inlines) -> Iterator[Text | Code | Math]:
    """Everything in a line that has a style, in reading order."""
    return (inline for inline in _flat(line) if isinstance(inline, Text | Code | Math))


def tables_of_contents(blocks: Blocks) -> Iterator[Contents]:
    """Every table of contents at the top or in boxes; looking there costs next to nothing."""
    for block in blocks:
        if isinstance(block, Contents):
            yield block
        elif isinstance(block, Box):
            yield from tables_of_contents(block.blocks)


def is_made(block: Block, *kinds: str) -> bool:
    """Whether the program made a box of one of these kinds: one of an author's stands on a line of the source."""
    return isinstance(block, Box) and not block.line and block.classes[:1] in [(kind,) for kind in kinds]


def anchors(blocks: Blocks) -> Iterator[str]:
    """The names of all places in blocks: those of headings, then those in lines."""
    for block in walk(blocks):
        if isinstance(block, Heading) and block.anchor:
            yield block.anchor
    for inline in walk_inlines(blocks):
        if isinstance(inline, Anchor):
            yield inline.name


def everything(document: Document) -> Blocks:
    """All blocks of a document: body, notes, footnotes."""
    return document.body + document.notes + tuple(b for note in document.footnotes for b in note.blocks)


def lines(block: Block) -> tuple[Inlines, ...]:
    """The inlines a block holds itself, not those of blocks inside it."""
    return tuple(part.line for part in parts(block) if part.line)


def own_lines(block: Block) -> tuple[Inlines, ...]:
    """The inlines a block holds itself, and of code and displayed formulas what stands for them in a line."""
    match block:
        case CodeBlock():
            return (code_runs(block),)
        case MathBlock(tex, style):
            return ((Math(tex, True, style),),)
        case _:
            return lines(block)


def code_runs(block: CodeBlock) -> tuple[Code, ...]:
    """The text of a block of code, cut where its style changes; line breaks stay in it."""
    runs = []
    place = 0
    for span in block.spans:
        runs += [Code(block.text[place : span.start]), Code(block.text[span.start : span.stop], span.style)]
        place = span.stop
    runs.append(Code(block.text[place:]))
    return tuple(run for run in runs if run.text)


def said(run: Text | Code | Math) -> str:
    """The words of a run; a formula is as plain text spells it."""
    return formulas.text(run.tex) if isinstance(run, Math) else run.text


def characters(document: Document) -> int:
    """Count the characters of a document as audits and proofs tell them: its runs as they are `said`, without blanks."""
    return sum(count(said(run)) for run in walk_runs(everything(document)))


def count(text: str) -> int:
    """Count what is no blank."""
    return len("".join(text.split()))


def parts(block: Block) -> tuple[Part, ...]:
    """What a block holds, in reading order."""
    match block:
        case Paragraph() | Heading():
            return (Part(block.children),)
        case List():
            return tuple(Part(blocks=item.blocks) for item in block.items)
        case Quote() | Box():
            return (Part(blocks=block.blocks),)
        case Callout():
            return (Part(block.title), Part(blocks=block.blocks))
        case Details():
            return (Part(block.summary), Part(blocks=block.blocks))
        case Figure():
            return (Part(blocks=block.blocks), Part(block.caption))
        case Table():
            cells = (cell for row in block.head + block.rows for cell in row.cells)
            return (Part(block.caption), *(Part(blocks=cell.blocks) for cell in cells))
        case DefinitionList():
            return tuple(
                part
                for entry in block.entries
                for part in (*map(Part, entry.terms), *(Part(blocks=meaning) for meaning in entry.meanings))
            )
        case Contents():
            return tuple(Part(entry.children) for entry in block.entries)
        case Cover():
            return tuple(map(Part, (block.title, block.subtitle, block.author, block.date)))
        case CodeBlock() | MathBlock() | Rule() | PageBreak():
            return ()
        case _:
            assert_never(block)


def map_lines(
    document: Document, change: MapInlines, change_block: Callable[[Block], Block] = lambda block: block
) -> Document:
    """Apply a function to every line that blocks hold, and another to each block before its lines, in reading order.

    What stands in links and under readings is the function's affair.
    """

    def blocks(items: Blocks) -> Blocks:
        return tuple(rebuilt(change_block(block), change, blocks) for block in items)

    return replace(
        document,
        body=blocks(document.body),
        notes=blocks(document.notes),
        footnotes=tuple(replace(note, blocks=blocks(note.blocks)) for note in document.footnotes),
    )


def map_inlines(document: Document, change: MapInlines) -> Document:
    """Apply a function to every line of inlines (what stands in links and under readings first)."""

    def line(inlines: Inlines) -> Inlines:
        if any(isinstance(inline, Link | Ruby) for inline in inlines):
            inlines = tuple(map(inner, inlines))
        return change(inlines)

    def inner(inline: Inline) -> Inline:
        match inline:
            case Link():
                return replace(inline, children=line(inline.children))
            case Ruby():
                return replace(inline, base=line(inline.base), annotation=line(inline.annotation))
            case _:
                return inline

    return map_lines(document, line)


def map_blocks(document: Document, change: Callable[[Block], Block]) -> Document:
    """Apply a function to every block, outer before inner, in reading order: body, notes, footnotes."""
    return map_lines(document, lambda line: line, change)


def joined(line: Iterable[Inline]) -> Inlines:
    """Join neighbouring runs of one style."""
    found: list[Inline] = []
    for inline in line:
        last = found[-1] if found else None
        if (
            isinstance(inline, Text | Code)
            and isinstance(last, Text | Code)
            and type(inline) is type(last)
            and inline.style == last.style
        ):
            found[-1] = replace(inline, text=last.text + inline.text)
        else:
            found.append(inline)
    return tuple(found)


def plain(line: Inlines) -> str:
    """The text of a line, as a title or a name has it; a picture is its description, ruby its base, a formula its words, a gap a rule."""
    words = []
    for inline in _flat(line, readings=False):
        match inline:
            case Text() | Code() | Math():
                words.append(said(inline))
            case Image(_, alt):
                words.append(alt)
            case LineBreak():
                words.append(" ")
            case Blank():
                words.append(RULE)
            case Link() | Ruby() | FootnoteRef() | Anchor() | PageRef():
                pass
            case _:
                assert_never(inline)
    return "".join(words).strip()


def _flat(inlines: Inlines, *, readings: bool = True) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        match inline:
            case Link():
                yield from _flat(inline.children, readings=readings)
            case Ruby():
                yield from _flat(inline.base, readings=readings)
                if readings:
                    yield from _flat(inline.annotation)


def rebuilt(block: Block, line: MapInlines, blocks: Callable[[Blocks], Blocks]) -> Block:
    """Apply functions to the lines that a block holds itself, and to the blocks in it, in reading order."""
    match block:
        case Paragraph() | Heading():
            return replace(block, children=line(block.children))
        case List():
            return replace(block, items=tuple(replace(i, blocks=blocks(i.blocks)) for i in block.items))
        case Quote() | Box():
            return replace(block, blocks=blocks(block.blocks))
        case Callout():
            return replace(block, title=line(block.title), blocks=blocks(block.blocks))
        case Details():
            return replace(block, summary=line(block.summary), blocks=blocks(block.blocks))
        case Figure():
            return replace(block, blocks=blocks(block.blocks), caption=line(block.caption))
        case DefinitionList():
            return replace(
                block,
                entries=tuple(
                    replace(
                        entry,
                        terms=tuple(map(line, entry.terms)),
                        meanings=tuple(map(blocks, entry.meanings)),
                    )
                    for entry in block.entries
                ),
            )
        case Table():

            def row(row: Row) -> Row:
                return Row(tuple(replace(cell, blocks=blocks(cell.blocks)) for cell in row.cells))

            return replace(
                block,
                caption=line(block.caption),
                head=tuple(map(row, block.head)),
                rows=tuple(map(row, block.rows)),
            )
        case Contents():
            entries = (replace(entry, children=line(entry.children)) for entry in block.entries)
            return replace(block, entries=tuple(entries))
        case Cover():
            return replace(
                block,
                title=line(block.title),
                subtitle=line(block.subtitle),
                author=line(block.author),
                date=line(block.date),
            )
        case CodeBlock() | MathBlock() | Rule() | PageBreak():
            return block
        case _:
            assert_never(block)
