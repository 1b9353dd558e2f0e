"""Document in, the same with every table of contents filled out; one is set under the title where it is asked for.

An article's own title is not listed: the only heading of level 1, and the first. Levels count from the highest heading that is,
in the article, in the appendix and in each sheet behind it by itself.
"""

from collections.abc import Iterator, Sequence
from typing import Final, assert_never

from convert import legends
from convert.model import (
    PLAIN,
    Anchor,
    Blank,
    Block,
    Blocks,
    Code,
    Contents,
    ContentsEntry,
    Cover,
    Document,
    FootnoteRef,
    Heading,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    PageRef,
    Ruby,
    Style,
    Text,
)
from convert.notices import Code as Notice
from convert.notices import Report
from convert.record import replace
from convert.transforms import bylines
from convert.traverse import (
    RULE,
    anchors,
    everything,
    is_made,
    joined,
    map_blocks,
    parts,
    tables_of_contents,
    walk,
)

_SHEETS: Final = ("digest", "answers")


def fill(document: Document, depth: int, report: Report, wanted: bool | None = None) -> Document:
    """Fill the tables of contents down to `depth` levels.

    `wanted`: set one where the source asks for none; where it is False, leave out those that the source asks for. One without
    entries is nothing.
    """
    asked = tuple(tables_of_contents(document.body + document.notes))
    if wanted is False or not (wanted or asked):
        return document
    document = _anchored(document)
    entries = tuple(_entries(document, depth))
    if not entries:
        line = asked[0].line if asked else 0
        report.add(Notice.NOT_RENDERED, "no table of contents: there are no headings to list", line)
        return document
    if not asked:
        at = _under_title(document)
        document = replace(document, body=(*document.body[:at], Contents(), *document.body[at:]))

    def filled(block: Block) -> Block:
        return replace(block, depth=depth, entries=entries) if isinstance(block, Contents) else block

    return map_blocks(document, filled)


# Which headings


def title(document: Document) -> Heading | None:
    """The heading that is the article's own title, if one is."""
    headings = [block for block in _walk(document.body) if isinstance(block, Heading)]
    highest = [heading for heading in headings if heading.level == 1]
    return highest[0] if len(highest) == 1 and headings[0] is highest[0] else None


def _entries(document: Document, depth: int) -> Iterator[ContentsEntry]:
    """Give the headings as they are listed; of those that skip levels each is one below that it stands under.

    A sheet is listed by its own heading alone: its groups are marks.
    """
    own = title(document)
    for text, *sheets in (_with_sheets(document.body), _with_sheets(document.notes)):
        yield from _listed(_headings(text, own), depth)
        for sheet in sheets:
            yield from _listed(_headings(sheet, own)[:1], depth)


def _headings(blocks: Blocks, own: Heading | None) -> list[Heading]:
    return [block for block in _walk(blocks) if isinstance(block, Heading) and block is not own]


def _listed(headings: Sequence[Heading], depth: int) -> Iterator[ContentsEntry]:
    highest = min((heading.level for heading in headings), default=1)
    before = 0
    for heading in headings:
        level = before = min(heading.level - highest + 1, before + 1)
        words = plain(heading.children)
        if level <= depth and words:
            yield ContentsEntry(level, words, heading.anchor)


def _with_sheets(blocks: Blocks) -> tuple[Blocks, ...]:
    """A part of a document, and after it the sheets in it, each by itself."""
    return blocks, *(part.blocks for block in blocks if is_made(block, *_SHEETS) for part in parts(block))


def _walk(blocks: Blocks) -> Iterator[Block]:
    """Every block but those of sheets, which are parts of their own."""
    for block in blocks:
        if not is_made(block, *_SHEETS):
            yield block
            for part in parts(block):
                yield from _walk(part.blocks)


def _anchored(document: Document) -> Document:
    """Give an anchor to each heading that has none."""
    blocks = everything(document)
    if all(block.anchor for block in walk(blocks) if isinstance(block, Heading)):
        return document
    taken = frozenset(anchors(blocks))
    number = 0

    def anchored(block: Block) -> Block:
        nonlocal number
        if not isinstance(block, Heading) or block.anchor:
            return block
        number += 1
        while (name := f"markhue-heading-{number}") in taken:
            number += 1
        return replace(block, anchor=name)

    return map_blocks(document, anchored)


# Their words


def plain(line: Inlines) -> Inlines:
    """A heading's words as a table of contents has them: letters above and below the line, formulas and code are kept."""
    found = joined(_plain(line))
    words = "".join(inline.text for inline in found if isinstance(inline, Text | Code)).strip()
    return found if words or any(isinstance(inline, Math) for inline in found) else _described(line)


def _plain(line: Inlines) -> Iterator[Inline]:
    for inline in line:
        match inline:
            case Text(text, style) | Code(text, style):
                kept = Style(script=style.script, language=style.language, direction=style.direction)
                yield type(inline)(text, PLAIN if kept == PLAIN else kept)
            case Math(tex):
                yield Math(tex)
            case Link(_, children):
                yield from _plain(children)
            case Ruby(base):
                yield from _plain(base)
            case LineBreak():
                yield Text(" ")
            case Blank():
                yield Text(RULE)
            case Image() | FootnoteRef() | Anchor() | PageRef():
                pass
            case _:
                assert_never(inline)


def _described(line: Inlines) -> Inlines:
    """What the pictures of a heading show, where it has no words."""
    words = " ".join(inline.alt for inline in line if isinstance(inline, Image)).strip()
    return (Text(words),) if words else ()


# Its place


def _under_title(document: Document) -> int:
    """Where in the body a table stands that the source asks for nowhere: under the title and what belongs to that, else first."""
    body, own = document.body, title(document)
    place = next((at for at, block in enumerate(body, 1) if block is own), 0)
    if not place:
        return sum(isinstance(block, Cover) for block in body[:1])
    place = bylines.after(body, place)
    return place + is_made(body[place], legends.CLASS) if place < len(body) else place
